"""A test message goes to the collector's own phone or mailbox, names the business, and is told of in one sentence."""

from dataclasses import dataclass, field, replace

import pytest
from desks import HARBOR, HandCarrier, debtor

from collector_tui.domain.carrier import Checked
from collector_tui.domain.mail import Mail, Mailed
from collector_tui.domain.sms import segments
from collector_tui.gateways.simulator import Simulator
from collector_tui.services.examining import Examining
from collector_tui.store import optouts

OWN, SHOWN = "212 555 0177", "(212) 555-0177"


@dataclass
class HandMailer:
    """A mail server that keeps what it was handed."""

    name: str = "smtp"
    simulated: bool = False
    answer: str = "accepted"
    says: str = ""
    taken: list[Mail] = field(default_factory=list)

    def send(self, key: str, mail: Mail) -> Mailed:
        self.taken.append(mail)
        return Mailed(self.answer, says=self.says)

    def check(self) -> list[Checked]:
        return [Checked("server", True, "It answers.")]

    def close(self) -> None:
        pass


@pytest.fixture
def mailer() -> HandMailer:
    return HandMailer()


@pytest.fixture
def examining(office, carrier, mailer) -> Examining:
    return Examining(office, carrier, mailer)


def test_a_text_to_oneself_names_the_business_and_says_how_to_end_texts(examining, carrier, collecting):
    found = examining.probing.send(OWN)
    assert found == Checked("test", True, f"A test text to {SHOWN} is on its way: look at that phone.")
    ((key, to, words),) = carrier.taken
    assert (key.startswith("test-"), to) == (True, "+12125550177")
    assert words.startswith(HARBOR.name) and "STOP" in words and segments(words).segments == 1
    assert list(collecting.messages.outbox()) == []
    assert examining.all(OWN)[-1].ok


def test_an_email_to_oneself_goes_through_the_mail_server(examining, mailer, carrier):
    found = examining.all("sam@harbor.example")[-1]
    assert found.says == (
        "A test email to sam@harbor.example is on its way: look into that mailbox, and among its spam."
    )
    (mail,) = mailer.taken
    assert (mail.to, mail.subject) == ("sam@harbor.example", "Test message from Harbor Print Co.")
    assert HARBOR.name in mail.text
    assert carrier.taken == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("12", "“12” is neither a phone number nor an email address."),
        ("a b@x", "“a b@x” is not an email address: write one like dana@example.com."),
        ("(212) 555-0101", "(212) 555-0101 is kept for Dana Alvarez: a test goes to yourself."),
        ("Dana@Home.example", "Dana@home.example is kept for Dana Alvarez: a test goes to yourself."),
        ("212-555-0178", "(212) 555-0178 has ended messages from you, so it gets no test either."),
    ],
)
def test_it_goes_to_nobody_else(examining, collecting, carrier, mailer, typed, says):
    account = debtor(collecting)
    collecting.keeping.set_facts(account, {"email": "dana@home.example"})
    with collecting.office.book.writing() as unit:
        optouts.put(unit, "+12125550178", "2026-11-19T00:00:00+00:00", "reply")
    assert examining.probing.send(typed) == Checked("test", False, says)
    assert (carrier.taken, mailer.taken) == ([], [])


def test_without_a_channel_or_a_name_none_is_sent(office, carrier, mailer):
    bare = Examining(office, None, None)
    assert bare.probing.send(OWN).says == "No carrier of texts is set up, so no test can be sent."
    assert bare.probing.send("sam@harbor.example").says == "No mail server is set up, so no test can be sent."
    nameless = Examining(replace(office, business=HARBOR._replace(name=" ")), carrier, mailer)
    for to in (OWN, "sam@harbor.example"):
        assert "E on the desk names it" in nameless.probing.send(to).says
    assert (carrier.taken, mailer.taken) == ([], [])


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("rejected", f"The test text to {SHOWN} was not taken: carrier: rejected."),
        ("not_reached", f"The test text to {SHOWN} was not taken: carrier: not_reached."),
        ("unknown", f"Nobody knows whether the test text to {SHOWN} went: carrier: unknown."),
    ],
)
def test_what_did_not_go_says_why(office, answer, says):
    assert Examining(office, HandCarrier(answer=answer), None).probing.send(OWN) == Checked("test", False, says)


def test_the_simulator_says_that_nobody_gets_it(office, tmp_path):
    found = Examining(office, Simulator(tmp_path / "simulator"), None).probing.send(OWN)
    assert found.says == f"The simulator took a test text to {SHOWN}: nobody gets it."


def test_what_a_provider_does_not_allow_is_told(office):
    twilio = HandCarrier(name="twilio")
    others = replace(office, practice=office.practice._replace(collector_kind="third_party"))
    for country, allowed in (("US", False), ("CA", False), ("GB", True)):
        there = replace(others, business=HARBOR._replace(country=country))
        assert all(one.ok for one in Examining(there, twilio, None).texts()) is allowed
    assert all(one.ok for one in Examining(others, HandCarrier(name="smsgate"), None).texts())
    assert "registered number" in Examining(office, twilio, None).texts()[-1].says
