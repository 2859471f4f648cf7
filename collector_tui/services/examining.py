"""Examining: whether everything that sends and receives is set up, one sentence each with what to do."""

from dataclasses import dataclass
from datetime import timedelta

from collector_tui.domain.carrier import Carrier, Checked
from collector_tui.domain.mail import Mailer
from collector_tui.domain.phone import parse_phone
from collector_tui.services.office import Office, form_key
from collector_tui.store import outbox

_MINUTES = timedelta(minutes=10)
_TEST = "This is a test from {business}: texts from your desk arrive. Reply STOP to end texts."
_NO_THIRD_PARTY = (
    "Texts by a provider are not open to you in the US and Canada: carriers bar debt collection for others there "
    "(Twilio 30863). Your own phone by smsgate, calls, email and letters are."
)


@dataclass(frozen=True)
class Examining:
    """Looking at the channels."""

    office: Office
    carrier: Carrier | None
    mailer: Mailer | None

    def all(self, test_to: str = "") -> list[Checked]:
        """Everything that was looked at; with a number a test text goes there."""
        found = [self._business(), self._outbox()]
        found += self.carrier.check() if self.carrier else [_none("texts", "[sms] carrier")]
        found += self._allowed()
        found += self.mailer.check() if self.mailer else [_none("email", "[email] host")]
        return found + ([self._test(test_to)] if test_to else [])

    def _business(self) -> Checked:
        business = self.office.business
        lacks = [
            name
            for name, value in (
                ("name", business.name),
                ("collector", business.collector),
                ("phone", business.phone),
                ("address (letters)", business.address),
                ("payment_options or pay_link", business.payment_options or business.pay_link),
            )
            if not value
        ]
        if lacks:
            return Checked(
                "business", bool(business.name), f"Not set under [business]: {', '.join(lacks)} (E on the desk)."
            )
        return Checked("business", True, f"Messages are from {business.name}, {business.collector}, {business.phone}.")

    def _outbox(self) -> Checked:
        book = self.office.book
        waiting, lost = len(outbox.waiting(book)), len(outbox.undecided(book))
        asked = book.meta("replies_asked_at")
        replies = f"; replies were last asked for at {asked[:16].replace('T', ' ')} UTC" if asked else ""
        says = f"{waiting} wait, of {lost} nobody knows whether they went{replies}."
        return Checked("outbox", not lost, says if not lost else f"{says} `collector outbox` shows them.")

    def _allowed(self) -> list[Checked]:
        """What the provider does not allow, whatever the law says."""
        is_provider = self.carrier is not None and self.carrier.name == "twilio"
        if (
            is_provider
            and self.office.practice.collector_kind == "third_party"
            and self.office.business.country in ("US", "CA")
        ):
            return [Checked("texts for others", False, _NO_THIRD_PARTY)]
        return []

    def _test(self, to: str) -> Checked:
        number = parse_phone(to, self.office.business.country)
        if self.carrier is None or not number.e164:
            return Checked(
                "test", False, "No test was sent: no carrier is set." if number.e164 else f"“{to}” is not a number."
            )
        text = _TEST.format(business=self.office.business.name or "Collector")
        result = self.carrier.send(f"test-{form_key()}", number.e164, text, self.office.clock.now() + _MINUTES)
        if result.answer == "accepted":
            return Checked("test", True, f"A test text is on its way to {number.shown}: look at that phone.")
        return Checked("test", False, f"The test text was not taken: {result.says or result.answer}.")


def _none(what: str, setting: str) -> Checked:
    return Checked(what, True, f"Not set up: nothing is sent that way ({setting} in config.toml).")
