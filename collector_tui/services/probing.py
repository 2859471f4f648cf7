"""Probing: one test message to the collector's own phone or mailbox, to see that what is set up really arrives."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal, NamedTuple

from collector_tui.domain.carrier import Answer, Carrier, Checked
from collector_tui.domain.mail import Mail, Mailer
from collector_tui.domain.mailbox import parse_mailbox
from collector_tui.domain.phone import parse_phone
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import Office, form_key
from collector_tui.store import optouts

_MINUTES = timedelta(minutes=10)
"""How long a test may take to leave the provider."""

_TEXT: Final = "{business}: this is a test of our texts, please disregard it. Reply STOP to end texts. Thank you."
_SUBJECT: Final = "Test message from {business}"
_EMAIL: Final = "Hello,\n\nthis is a test of our emails, please disregard it.\n\nThank you,\n{business}\n"


class Target(NamedTuple):
    """Where a test goes: by which channel, and the number or address as it is sent to and as it is shown."""

    channel: Literal["sms", "email"]
    to: str
    shown: str

    @property
    def what(self) -> str:
        """What goes there, in words."""
        return "test text" if self.channel == "sms" else "test email"


@dataclass(frozen=True)
class Probing:
    """Sending a test; it is in no outbox and no journal, since it goes to nobody who owes anything."""

    office: Office
    carrier: Carrier | None
    mailer: Mailer | None

    def target(self, typed: str) -> Target:
        """Where a test goes that is meant for this number or email address.

        Raises Refused when it is neither, when nothing is set up that reaches it, and when it is not the collector's own.
        """
        target = self._mailbox(typed) if "@" in typed else self._phone(typed)
        by: Carrier | Mailer | None = self.carrier if target.channel == "sms" else self.mailer
        if by is None:
            what = "carrier of texts" if target.channel == "sms" else "mail server"
            raise Refused(f"No {what} is set up, so no test can be sent.")
        if not by.simulated:
            self.office.refuse_nameless()
        if name := optouts.name_with(self.office.book, target.to):
            raise Refused(f"{target.shown} is kept for {name}: a test goes to yourself.")
        if optouts.is_out(self.office.book, target.to):
            raise Refused(f"{target.shown} has ended messages from you, so it gets no test either.")
        return target

    def _mailbox(self, typed: str) -> Target:
        try:
            address = parse_mailbox(typed).address
        except ValueError as error:
            raise Refused(f"{error}.") from None
        return Target("email", address, address)

    def _phone(self, typed: str) -> Target:
        number = parse_phone(typed, self.office.business.country)
        if not number.e164:
            raise Refused(f"“{typed.strip()}” is neither a phone number nor an email address.")
        return Target("sms", number.e164, number.shown)

    def send(self, typed: str) -> Checked:
        """Send a test to this number or address, and say in a sentence what came of it."""
        try:
            target = self.target(typed)
        except Refused as refusal:
            return Checked("test", False, str(refusal))
        answer, says, simulated = self._handed(target)
        return Checked("test", answer == "accepted", _said(target, answer, says, simulated=simulated))

    def _handed(self, target: Target) -> tuple[Answer, str, bool]:
        """What the carrier or the mail server answers, why, and whether it only pretends."""
        key, business = f"test-{form_key()}", self.office.business
        name = business.name.strip() or "Collector"
        if target.channel == "sms" and self.carrier:
            until = self.office.clock.now() + _MINUTES
            handed = self.carrier.send(key, target.to, _TEXT.format(business=name), until)
            return handed.answer, handed.says or handed.code, self.carrier.simulated
        assert self.mailer
        words = _EMAIL.format(business=name)
        mailed = self.mailer.send(key, Mail(target.to, _SUBJECT.format(business=name), words, reply_to=business.email))
        return mailed.answer, mailed.says, self.mailer.simulated


def _said(target: Target, answer: Answer, says: str, *, simulated: bool) -> str:
    if answer == "accepted":
        if simulated:
            return f"The simulator took a {target.what} to {target.shown}: nobody gets it."
        look = "look at that phone" if target.channel == "sms" else "look into that mailbox, and among its spam"
        return f"A {target.what} to {target.shown} is on its way: {look}."
    said = f": {says.rstrip('.')}." if says else "."
    if answer == "unknown":
        return f"Nobody knows whether the {target.what} to {target.shown} went{said}"
    return f"The {target.what} to {target.shown} was not taken{said}"
