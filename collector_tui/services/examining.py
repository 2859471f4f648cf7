"""Examining: whether everything that sends and receives is set up, one sentence each with what to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from collector_tui.domain.business import NAMELESS
from collector_tui.domain.carrier import Carrier, Checked
from collector_tui.domain.mail import Mailer
from collector_tui.services.office import Office
from collector_tui.services.probing import Probing
from collector_tui.store import outbox, rounds

_NO_THIRD_PARTY = (
    "Texts by a provider are not open to you in the US and Canada: carriers bar debt collection for others there "
    "(Twilio 30863). Your own phone by smsgate, calls, email and letters are."
)
_REGISTERED = (
    "In the US texts arrive only from a registered number (A2P 10DLC, or a toll-free one that is verified): "
    "Twilio’s console tells whether yours is."
)

_LATELY: Final = timedelta(hours=1)
_LAST_WENT: Final = (
    "SELECT MAX(sending_at) FROM message WHERE channel = 'sms' AND provider = ? "
    "AND state NOT IN ('queued', 'cancelled', 'rejected')"
)


@dataclass(frozen=True)
class Examining:
    """Looking at the channels."""

    office: Office
    carrier: Carrier | None
    mailer: Mailer | None

    def all(self, test_to: str = "") -> list[Checked]:
        """Everything that was looked at; with a number or an email address a test goes there."""
        found = [*self.house(), *self.texts(), *self.email()]
        return found + ([self.probing.send(test_to)] if test_to else [])

    def house(self) -> list[Checked]:
        """What is on this machine: in whose name messages go, and the outbox."""
        return [self._business(), self._outbox()]

    def texts(self) -> list[Checked]:
        """Whether texts could go, by the carrier's own word, and what it does not allow."""
        found = self.carrier.check() if self.carrier else [_none("texts", "[sms] carrier")]
        return [*found, *self._replies(), *self._allowed()]

    def email(self) -> list[Checked]:
        """Whether emails could go."""
        return self.mailer.check() if self.mailer else [_none("email", "[email] host")]

    @property
    def probing(self) -> Probing:
        """Test messages by the same channels."""
        return Probing(self.office, self.carrier, self.mailer)

    def close(self) -> None:
        """Break off what is being looked at; nothing can be asked afterwards."""
        for one in (self.carrier, self.mailer):
            if one:
                one.close()

    def _business(self) -> Checked:
        business = self.office.business
        lacks = [
            name
            for name, value in (
                ("collector", business.collector),
                ("phone", business.phone),
                ("address (letters)", business.address),
                ("payment_options or pay_link", business.payment_options or business.pay_link),
            )
            if not value
        ]
        if not business.name.strip():
            more = f" Not set either: {', '.join(lacks)}." if lacks else ""
            return Checked("business", False, NAMELESS + more)
        if lacks:
            return Checked("business", True, f"Not set under [business]: {', '.join(lacks)} (E on the desk).")
        return Checked("business", True, f"Messages are from {business.name}, {business.collector}, {business.phone}.")

    def _outbox(self) -> Checked:
        book = self.office.book
        waiting, lost = rounds.waiting(book), len(outbox.undecided(book))
        asked = book.meta("replies_asked_at")
        replies = f"; replies were last asked for at {self._shown(asked)}" if asked else ""
        waits = f"{waiting or 'Nothing'} wait{'s' if waiting < 2 else ''}"
        unsure = f", and of {lost} nobody knows whether {'it' if lost == 1 else 'they'} went" if lost else ""
        shows = " (O on the desk, or `collector outbox`)" if lost else ""
        return Checked("outbox", not lost, f"{waits}{unsure}{shows}{replies}.")

    def _shown(self, at: str) -> str:
        """An instant as the book has it, where the business is."""
        return f"{datetime.fromisoformat(at).astimezone(self.office.zone):%Y-%m-%d %H:%M}"

    def _replies(self) -> list[Checked]:
        """Whether replies could be read lately, where texts went out to which some may come."""
        if self.carrier is None or self.carrier.simulated:
            return []
        book, now = self.office.book, self.office.clock.elapsing()
        row = book.row(_LAST_WENT, (self.carrier.name,))
        asked = book.meta("replies_asked_at")
        since = datetime.fromisoformat(asked) if asked else None
        if not row or not row[0] or (since and now - since <= _LATELY):
            return []
        read = f"last read at {self._shown(asked)}" if asked else "never read"
        went = datetime.fromisoformat(row[0])
        if went - since > _LATELY if since else now - went > _LATELY:
            return [Checked("replies read", False, f"Texts went out, but replies were {read}: a STOP is not seen.")]
        return [Checked("replies read", True, f"Replies were {read}: an open desk and `collector deliver` read them.")]

    def _allowed(self) -> list[Checked]:
        """What the provider does not allow, whatever the law says."""
        business = self.office.business
        if self.carrier is None or self.carrier.name != "twilio" or business.country not in ("US", "CA"):
            return []
        if self.office.practice.collector_kind == "third_party":
            return [Checked("texts for others", False, _NO_THIRD_PARTY)]
        return [Checked("registration", True, _REGISTERED)] if business.country == "US" else []


def _none(what: str, setting: str) -> Checked:
    return Checked(what, True, f"Not set up: nothing is sent that way (P on the desk, or {setting} in config.toml).")
