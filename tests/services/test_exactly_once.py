"""200 texts through a proxy that loses, stalls and spoils at random: none goes twice, and none is lost unsaid."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from desks import Killed, debtor, opened, send
from gateways.provider import Provider
from gateways.proxy import FAULTS, Proxy
from gateways.weather import Weather
from truths import WENT, states

from collector_tui.domain.batch import Batch, Going
from collector_tui.domain.refusal import Refused
from collector_tui.gateways.http import Patience
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key
from collector_tui.store import outbox

HASTY = Patience(connect=0.5, read=0.15, whole=1, pauses=(0.01, 0.02))
NEWS = (
    "Harbor Print Co.: from 1 Jan 2027 our prices rise by 3 percent. Call Sam, 212-555-0100. Reply STOP to end texts."
)
"""What everybody is told in the same words: texts to one number are then all alike."""
ALONE, TOGETHER, SHARE = 60, 40, 4
"""Accounts with a number of their own, others, and how many of these have one number between them."""


@pytest.fixture
def provider(clock: SetClock) -> Iterator[Provider]:
    """A provider whose clock goes with the book's, but for some minutes that each test may set."""
    with Provider(clock.elapsing) as provider:
        yield provider


@pytest.fixture
def proxy(provider: Provider) -> Iterator[Proxy]:
    with Proxy(provider.url) as proxy:
        yield proxy


def accounts(services: Collecting) -> tuple[list[int], list[int]]:
    """Accounts with a number of their own, and others that share theirs."""
    with services.office.book.writing():
        alone = [debtor(services, f"Alone {n:02}", f"(212) 555-{1000 + n}", f"A{n}") for n in range(ALONE)]
        together = [
            debtor(services, f"Shared {n:02}", f"(212) 555-{2000 + n // SHARE}", f"S{n}") for n in range(TOGETHER)
        ]
    return alone, together


@dataclass
class Desk:
    """A desk whose rounds are made one after the other, each held against what the provider has."""

    services: Collecting
    provider: Provider
    proxy: Proxy
    clock: SetClock

    def rounds(self, minutes: int, until: Callable[[Counter[str]], bool]) -> Counter[str]:
        """Rounds, so many minutes apart, until the states of the messages are as wanted."""
        for _ in range(40):
            self.services.delivery.round()
            self.proxy.quiet()
            self.clock.forward(minutes=minutes)
            found = states(self.services, self.provider)
            if until(found):
                return found
        raise AssertionError(f"still {found} after 40 rounds")

    def send_anew(self) -> int:
        """Send what was not found once more, as a person does who has looked at it; returns how many went again."""
        done = 0
        for message in outbox.undecided(self.services.office.book):
            if message.state == "not_found":
                with suppress(Refused):
                    self.services.resending.again(message.id, form_key())
                    done += 1
        return done


def news(services: Collecting, account: int) -> Going:
    """The news for an account, in words that are the same for all."""
    card = services.queue.card(account)
    return Going(card, services.drafts.own_words(card, NEWS, services.drafts.notice(card, NEWS)))


def tell(services: Collecting, accounts: Sequence[int]) -> None:
    """Send the news to these accounts, as a batch."""
    going = tuple(news(services, account) for account in accounts)
    assert services.batches.begin(Batch(going, ()), form_key()).count == len(going)


def tell_again(services: Collecting, account: int) -> None:
    """Send the news to an account that was sent it before."""
    services.messages.send(*news(services, account), form_key(), again=True)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["twilio", "smsgate"])
def test_of_200_texts_none_goes_twice_and_none_is_lost_unsaid(book_path: Path, clock, provider, proxy, kind, seed):
    apart, weather = timedelta(minutes=(-20, 0, 20)[seed]), Weather(provider, proxy, seed)
    provider.now = lambda: clock.elapsing() + apart
    gateway = getattr(provider, kind)(proxy.url, now=clock.elapsing, patience=HASTY)
    services = opened(book_path, clock, gateway)
    desk, (alone, together) = Desk(services, provider, proxy, clock), accounts(services)

    weather.blow()
    tell(services, [*alone, *together])
    desk.rounds(1, lambda found: not found["queued"])
    for account in alone:
        send(services, account, again=True)
    for account in together:
        tell_again(services, account)
    desk.rounds(2, lambda found: not found["queued"] and not found["unknown"])
    anew = desk.send_anew()
    assert anew
    desk.rounds(1, lambda found: not found["queued"])
    assert {("POST", fault) for fault in (*FAULTS, "429", "500")} <= set(weather.struck)
    assert [fault for method, fault in weather.struck if method == "GET" and fault]

    weather.calm()
    found = desk.rounds(6, lambda found: not found["queued"] and not found["unknown"])
    assert found.total() == ALONE + TOGETHER + len(alone) + len(together) + anew
    assert len(provider.texts) == sum(found[state] for state in WENT)
    assert services.office.book.rows("SELECT 1 FROM message WHERE provider_id <> '' AND error = 'found at the carrier'")
    for _ in range(3):
        provider.advance()
    found = desk.rounds(60, lambda found: not found["accepted"] and not found["sent"])
    assert found["delivered"] == len(provider.texts)
    services.close()


def kill(*_: object) -> None:
    """The program is gone before it has kept the answer."""
    raise Killed


def test_of_texts_that_are_alike_as_many_are_adopted_as_are_there(book_path: Path, clock, provider, proxy):
    services = opened(book_path, clock, provider.twilio(proxy.url, now=clock.elapsing, patience=HASTY))
    desk = Desk(services, provider, proxy, clock)
    lost = ("lose answer", "stall", "lose request", "cut answer", "bad gateway", "lose request")
    proxy.next(*lost)
    tell(services, [debtor(services, f"Shared {n}", number=f"S{n}") for n in range(len(lost) + 2)])
    found = desk.rounds(1, lambda found: not found["unknown"])
    assert found == {"accepted": len(lost), "not_found": 2}
    services.close()


def test_texts_sent_one_after_the_other_are_adopted_in_that_order(book_path: Path, clock, provider, proxy):
    services = opened(book_path, clock, provider.twilio(proxy.url, now=clock.elapsing, patience=Patience()))
    account = debtor(services)
    for _ in range(3):
        proxy.next("lose answer")
        tell_again(services, account)
        services.delivery.round()
        clock.forward(seconds=4)
    clock.forward(minutes=1)
    services.delivery.round()
    by_age = sorted(services.messages.outbox(), key=lambda message: message.id)
    assert [message.provider_id for message in by_age] == [text.id for text in provider.texts]
    services.close()


@pytest.mark.parametrize("dies", [True, False])
@pytest.mark.parametrize("fault", ["lose answer", "lose request"])
def test_a_text_is_looked_for_only_where_it_was_handed_over(
    book_path: Path, clock, provider, proxy, fault, dies, monkeypatch
):
    services = opened(book_path, clock, provider.twilio(proxy.url, now=clock.elapsing, patience=HASTY))
    debtor(services)
    proxy.next(fault)
    send(services, 1)
    with monkeypatch.context() as patch, suppress(Killed):
        if dies:
            patch.setattr("collector_tui.services.handing.Handing._settle", kill)
        services.delivery.round()
    services.close()

    services = opened(book_path, clock, provider.smsgate(proxy.url, now=clock.elapsing, patience=HASTY))
    services.delivery.recover()
    for _ in range(10):
        services.delivery.round()
        clock.forward(minutes=6)
    assert states(services, provider) == {"unknown": 1}
    services.close()

    services = opened(book_path, clock, provider.twilio(proxy.url, now=clock.elapsing, patience=HASTY))
    desk = Desk(services, provider, proxy, clock)
    found = desk.rounds(6, lambda found: not found["unknown"])
    assert found == {"accepted" if fault == "lose answer" else "not_found": 1}
    services.close()
