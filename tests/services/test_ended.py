"""Who has ended messages, or is not to be found at an address, gets none; and the one answer that confirms it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from desks import THURSDAY, debtor, item, opened, send, state_of, take_in, why

from collector_tui.domain.carrier import Inbound
from collector_tui.domain.mail import Mailed
from collector_tui.domain.refusal import Blocked, Refused, Warned
from collector_tui.services.office import form_key

FIRST, SECOND = "(212) 555-0101", "(212) 555-0177"


@dataclass
class HandMailer:
    """A mail server that takes everything."""

    name: str = "smtp"
    simulated: bool = False
    taken: list[str] = field(default_factory=list)

    def send(self, key, mail):
        self.taken.append(mail.to)
        return Mailed("accepted", f"<{key}@x>")

    def check(self):
        return []

    def close(self):
        pass


@pytest.fixture
def mailer() -> HandMailer:
    return HandMailer()


@pytest.fixture
def desk(collecting, mailer):
    return replace(collecting, mailer=mailer)


@pytest.fixture
def dana(desk) -> int:
    account = debtor(desk)
    desk.keeping.set_facts(account, {"email": "dana@example.org"})
    return account


def email(desk, account, *, minded=False):
    card = desk.queue.card(account)
    return desk.messages.send(card, desk.drafts.draft(card, channel="email"), form_key(), minded=minded)


def says(desk, carrier, words, sender="+12125550101", at=None):
    carrier.came.append(Inbound(f"r{len(carrier.came)}", sender, words, at or desk.office.clock.now()))
    desk.delivery.round()


@pytest.mark.parametrize("spoil", [{"email": "-dana@example.org"}, {"email_opt_out": "yes"}])
def test_an_email_does_not_leave_to_an_address_that_was_taken_off_meanwhile(desk, mailer, dana, spoil):
    queued = email(desk, dana)
    desk.keeping.set_facts(dana, spoil)
    desk.delivery.round()
    assert (mailer.taken, state_of(desk, queued.message_id)) == ([], "cancelled")
    assert "dana@example.org" in why(desk, dana)


def test_an_email_does_not_leave_to_an_address_that_is_not_theirs_any_more(desk, mailer, dana):
    queued = email(desk, dana)
    with desk.office.book.writing() as unit:
        unit.run("DELETE FROM email")
    desk.delivery.round()
    assert (mailer.taken, state_of(desk, queued.message_id)) == ([], "cancelled")
    assert "dana@example.org is no address of theirs any more" in why(desk, dana)


@pytest.fixture
def stopped(desk, carrier, dana):
    """Dana has two numbers and ended texts to the first."""
    desk.keeping.set_facts(dana, {"phone": SECOND, "email": "-dana@example.org"})
    says(desk, carrier, "STOP")
    desk.replies.read(1)
    return dana


ASKED = r"They ended texts to \(212\) 555-0101: text \(212\) 555-0177 all the same\?"


def test_who_ended_texts_is_not_texted_at_another_number_without_being_asked_however_long_ago(
    desk, carrier, clock, stopped
):
    with pytest.raises(Blocked, match=ASKED):
        send(desk, stopped)
    clock.forward(days=46)
    desk.office.turn_day()
    with pytest.raises(Warned, match=ASKED):
        send(desk, stopped)
    (left_out,) = desk.batches.of([stopped]).left_out
    assert left_out.code == "ended_elsewhere"
    assert left_out.why.startswith("they ended texts to (212) 555-0101")
    card = desk.queue.card(stopped)
    desk.messages.send(card, desk.drafts.draft(card), form_key(), minded=True)
    desk.delivery.round()
    assert [to for _, to, _ in carrier.taken] == ["+12125550177"]


def test_an_email_stands_in_for_a_text_that_they_may_not_want(desk, carrier, clock, stopped):
    desk.keeping.set_facts(stopped, {"email": "home@example.org"})
    clock.forward(days=46)
    desk.office.turn_day()
    (going,) = desk.batches.of([stopped]).going
    assert going.draft.channel == "email"


def test_a_text_in_the_outbox_stays_there_when_they_end_texts_to_another_number(desk, carrier, dana):
    desk.keeping.set_facts(dana, {"phone": SECOND})
    says(desk, carrier, "hello", sender="+12125550177")
    desk.replies.read(1)
    queued = send(desk, dana)
    says(desk, carrier, "STOP", sender="+12125550177")
    assert (carrier.taken, state_of(desk, queued.message_id)) == ([], "cancelled")


def test_a_number_that_is_not_theirs_says_nothing_for_them(desk, carrier, clock, stopped):
    desk.keeping.set_facts(stopped, {"phone": f"-{FIRST}"})
    clock.forward(days=46)
    desk.office.turn_day()
    assert send(desk, stopped).recipient == SECOND


def test_who_ended_emails_is_not_emailed_at_another_address_without_being_asked(desk, mailer, dana):
    desk.keeping.set_facts(dana, {"email_opt_out": "yes"})
    desk.keeping.set_facts(dana, {"email": "home@example.org"})
    with pytest.raises(Warned, match=r"They ended emails to dana@example\.org: email home@example\.org all the same\?"):
        email(desk, dana)
    email(desk, dana, minded=True)
    desk.delivery.round()
    assert mailer.taken == ["home@example.org"]


def test_ending_texts_does_not_end_emails(desk, mailer, carrier, dana):
    says(desk, carrier, "STOP")
    desk.replies.read(1)
    email(desk, dana)
    desk.delivery.round()
    assert mailer.taken == ["dana@example.org"]


@pytest.mark.parametrize(
    ("ago", "confirmed"),
    [
        (timedelta(0), 1),
        (timedelta(minutes=4, seconds=30), 1),
        (timedelta(minutes=5), 0),
        (timedelta(days=3), 0),
        (timedelta(minutes=-1), 1),
        (timedelta(minutes=-3), 0),
        (None, 0),
    ],
)
def test_an_opt_out_is_confirmed_within_minutes_or_not_at_all(desk, carrier, dana, ago, confirmed):
    carrier.answers_stop = False
    carrier.came.append(
        Inbound("r1", "+12125550101", "STOP", **({} if ago is None else {"received_at": THURSDAY - ago}))
    )
    desk.delivery.round()
    desk.delivery.round()
    assert len(carrier.taken) == confirmed
    assert desk.queue.card(dana).phones[0].is_opted_out


def test_a_restored_book_does_not_confirm_an_opt_out_a_second_time(desk, carrier, clock, tmp_path):
    carrier.answers_stop = False
    debtor(desk)
    says(desk, carrier, "STOP")
    desk.delivery.round()
    clock.forward(days=1)
    other = opened(tmp_path / "older.db", clock, carrier)
    debtor(other)
    for _ in range(2):
        other.delivery.round()
    assert other.queue.card(1).phones[0].is_opted_out
    assert len(carrier.taken) == 1
    other.close()


def test_an_address_in_other_letters_is_the_same_address(desk, mailer):
    take_in(desk, replace(item("1041"), email="dana@straße.example"), replace(item("1"), account="Bo", email="ask Bo"))
    account, bo = (desk.queue.resolve(name).id for name in ("Acme", "Bo"))
    assert [one.address for one in desk.queue.card(account).emails] == ["dana@xn--strae-oqa.example"]
    assert [one.address for one in desk.queue.card(bo).emails] == ["ask Bo"], "what is none is kept as it was written"
    desk.keeping.set_facts(account, {"email_opt_out": "yes"})
    desk.keeping.set_facts(account, {"email": "Dana@Straße.example"})
    take_in(desk, replace(item("1041"), email="DANA@Straße.example"))
    assert [(one.address, one.is_opted_out) for one in desk.queue.card(account).emails] == [
        ("dana@xn--strae-oqa.example", True)
    ]
    with pytest.raises(Refused, match="has opted out of email"):
        email(desk, account, minded=True)


def test_an_address_kept_in_other_letters_by_an_older_version_is_known_in_either(desk, mailer, dana):
    with desk.office.book.writing() as unit:
        unit.run("UPDATE email SET address = 'dana@straße.example'")
    desk.keeping.set_facts(dana, {"email": "dana@straße.example"})
    desk.keeping.set_facts(dana, {"email_opt_out": "yes"})
    assert [one.is_opted_out for one in desk.queue.card(dana).emails] == [True]
    with pytest.raises(Refused, match="has opted out of email"):
        email(desk, dana, minded=True)
    desk.keeping.set_facts(dana, {"email_opt_out": "no"})
    desk.keeping.set_facts(dana, {"email": "-dana@straße.example"})
    assert [one.status for one in desk.queue.card(dana).emails] == ["wrong"]
