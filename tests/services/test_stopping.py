"""STOP, over real HTTP: it holds back what is queued at that very moment, everywhere, and is never forgotten."""

from pathlib import Path

import pytest
from desks import THURSDAY, debtor, opened, why
from gateways.provider import Provider

from collector_tui.domain.document import ImportOptions
from collector_tui.domain.refusal import Refused
from collector_tui.services.clock import SetClock
from collector_tui.services.office import form_key

SHARED, OTHER = "+12125550107", "+12125550108"


@pytest.fixture
def clock():
    return SetClock(THURSDAY)


@pytest.fixture
def provider(clock):
    with Provider(clock.now) as made:
        yield made


@pytest.fixture(params=["twilio", "smsgate"])
def carrier(request, provider, clock):
    made = getattr(provider, request.param)(now=clock.now)
    yield made
    made.close()


@pytest.fixture
def desk(book_path, clock, carrier):
    """A batch of twelve is in the outbox; numbers 7 and 9 are the same person's."""
    services = opened(book_path, clock, carrier)
    for number in range(12):
        phone = SHARED if number in (7, 9) else f"+1212555{100 + number:04}"
        debtor(services, f"Debtor {number:02}", phone, f"N{number}")
    batch = services.batches.of([row.id for row in services.queue.search("debtor")])
    assert services.batches.begin(batch, form_key()).count == 12
    yield services
    services.close()


def worked_off(services, clock, seconds: int = 60):
    for _ in range(seconds // 6):
        services.delivery.round()
        clock.forward(seconds=6)


def sent_to(provider, number: str) -> list[str]:
    return [text.text for text in provider.texts if text.to == number and "no more texts" not in text.text]


def states(services) -> dict[str, str]:
    return {one.account: one.state for one in services.messages.outbox() if one.figures}


def test_a_stop_in_the_middle_of_a_batch_ends_texts_to_both_accounts_of_that_number(desk, provider, clock):
    take = type(provider).answer_to
    stopped = []

    def answer_to(asked):
        raw = take(provider, asked)
        clock.forward(seconds=2)
        if len(provider.texts) == 4 and not stopped:
            stopped.append(provider.comes(SHARED, "Stop."))
        return raw

    provider.answer_to = answer_to
    worked_off(desk, clock)
    assert stopped, "it came in the middle"
    assert sent_to(provider, SHARED) == []
    assert {name for name, state in states(desk).items() if state == "cancelled"} == {"Debtor 07", "Debtor 09"}
    assert len([text for text in provider.texts if "no more texts" not in text.text]) == 10
    for name in ("Debtor 07", "Debtor 09"):
        account = desk.queue.resolve(name).id
        assert desk.queue.card(account).phones[0].is_opted_out
        with pytest.raises(Refused, match="has opted out of texts"):
            desk.messages.send(desk.queue.card(account), desk.drafts.draft(desk.queue.card(account)), form_key())
    assert desk.proving.differences() == []


def test_only_ones_own_phone_is_made_to_confirm_it_and_once(desk, provider, clock, carrier):
    provider.comes(SHARED, "STOP")
    provider.comes(SHARED, "STOP")
    worked_off(desk, clock)
    confirmed = [text for text in provider.texts if text.to == SHARED]
    assert len(confirmed) == (0 if carrier.answers_stop else 1)


def test_a_word_that_is_only_contained_pauses_and_is_for_a_person(desk, provider, clock):
    provider.comes(SHARED, "I cannot stop by today, but in the end I will pay")
    worked_off(desk, clock)
    assert sent_to(provider, SHARED) == []
    seven, nine = (desk.queue.resolve(name).id for name in ("Debtor 07", "Debtor 09"))
    assert not desk.queue.card(seven).phones[0].is_opted_out
    assert any(why(desk, one).startswith("reply: “I cannot stop by") for one in (seven, nine))
    assert len(sent_to(provider, OTHER)) == 1, "the others of the batch went"
    (reply,) = desk.replies.inbox()
    assert (reply.wish, len(reply.also)) == ("perhaps stop", 1)
    desk.replies.read(reply.id)
    assert len(desk.batches.of([seven]).going) == 1, "once it is read, a person may go on"


def test_start_waits_for_a_person_and_then_texts_go_again(desk, provider, clock):
    provider.comes(SHARED, "STOP")
    worked_off(desk, clock)
    start = provider.comes(SHARED, "Start")
    worked_off(desk, clock)
    seven = desk.queue.resolve("Debtor 07").id
    assert desk.queue.card(seven).phones[0].is_opted_out
    reply = next(one for one in desk.replies.inbox() if one.text == start.text)
    desk.replies.opt_in(reply.id)
    provider.stopped.discard(SHARED)
    desk.messages.send(desk.queue.card(seven), desk.drafts.draft(desk.queue.card(seven)), form_key(), minded=True)
    worked_off(desk, clock)
    assert len(sent_to(provider, SHARED)) == 1


@pytest.mark.parametrize("carrier", ["twilio"], indirect=True)
def test_what_the_provider_keeps_as_stopped_is_kept_so_here_too(desk, provider, clock):
    provider.stopped.add(SHARED)
    worked_off(desk, clock)
    seven, nine = (desk.queue.resolve(name).id for name in ("Debtor 07", "Debtor 09"))
    assert all(desk.queue.card(one).phones[0].is_opted_out for one in (seven, nine))
    asked = [one for one in provider.asked if one.method == "POST" and b"0107" in one.body]
    assert len(asked) == 1, "the second account's text was not even tried"


def test_the_opt_out_survives_another_import_and_a_restored_backup(desk, provider, clock, book_path, carrier):
    from collector_tui.__main__ import main

    backup = desk.proving.backup()
    provider.comes(SHARED, "STOP")
    worked_off(desk, clock)
    rows = (f"Debtor {n:02},N{n},2026-10-01,1284.50,{SHARED if n in (7, 9) else ''}\n" for n in range(12))
    file = book_path.with_name("again.csv")
    file.write_text("Customer,Invoice,Due Date,Amount,Phone\n" + "".join(rows), "utf-8")
    assert desk.imports.book(desk.imports.read(file, ImportOptions()), file.name, form_key()).unchanged == 12
    seven = desk.queue.resolve("Debtor 07").id
    assert [phone.is_opted_out for phone in desk.queue.card(seven).phones] == [True]
    desk.close()
    assert main(["--book", str(book_path), "--now", "2026-11-19T16:00", "restore", str(backup)]) == 0
    again = opened(Path(book_path), clock, carrier)
    assert [phone.is_opted_out for phone in again.queue.card(seven).phones] == [True]
    sent = len(provider.texts)
    worked_off(again, clock)
    assert len(provider.texts) == sent, "and nothing of the batch goes a second time"
    assert again.proving.differences() == []
    again.close()
