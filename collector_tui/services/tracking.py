"""Tracking: what became of messages that the carrier took, and whether one whose answer was lost had reached it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from collector_tui.domain.carrier import Carrier
from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.outbox import IN_FLIGHT, State, Turn, may_follow
from collector_tui.services.office import Office
from collector_tui.services.settling import GIVE_UP_AFTER, LOOK_AGAIN, LOOK_FOR, Delivered, Settling
from collector_tui.store import outbox, rounds

_UNCLEAR_AGAIN = timedelta(minutes=5)
"""When a message is looked for again while the carrier itself cannot tell."""


@dataclass(frozen=True)
class Tracking:
    """Asks the carrier about messages, each at its own times."""

    office: Office
    carrier: Carrier

    def look_at_flying(self, done: Delivered) -> None:
        """Take in what became of the messages on their way; a finished one never moves back."""
        due = rounds.to_look_at(self.office.book, self.office.clock.elapsing())
        for nameless in (one for one in due if not one.provider_id):
            self._unchanged(nameless, done)
        flying = {one.provider_id: one for one in due if one.provider_id}
        if not flying:
            return
        for receipt in self.carrier.receipts(list(flying)):
            message = flying.get(receipt.provider_id)
            before: State | None = message.state if message else None  # type: ignore[assignment]
            if message and before and may_follow(before, receipt.state):
                look_at = when(self.office, self.carrier, LOOK_AGAIN[0]) if receipt.state in IN_FLIGHT else None
                turn = Turn(before, receipt.state, receipt.says, simulated=self.carrier.simulated, look_at=look_at)
                Settling(self.office).settle(message, turn, done)
                flying[receipt.provider_id] = message._replace(state=receipt.state)
        states = {one.provider_id: one.state for one in due}
        for provider_id, message in flying.items():
            if message.state == states[provider_id]:
                self._unchanged(message, done)

    def look_for_lost(self, done: Delivered, may_go_on: Callable[[], bool]) -> None:
        """Look for texts of which nobody knows whether they went: found ones are adopted, none is sent again."""
        for message in rounds.to_look_for(self.office.book, self.carrier.name, self.office.clock.elapsing()):
            if not may_go_on():
                return
            if message.sending_at is None:
                continue
            known = rounds.known_ids(self.office.book, self.carrier.name, message.recipient)
            key = message.key(self.office.book.book_id)
            found = self.carrier.find(key, message.recipient, message.text, message.sending_at, known)
            if found.answer == "found":
                look_at = when(self.office, self.carrier, LOOK_AGAIN[0])
                adopted = Turn(
                    "unknown", "accepted", "found at the carrier", self.carrier.name, found.provider_id,
                    self.carrier.simulated, look_at,
                )  # fmt: skip
                Settling(self.office).settle(message, adopted, done)
            elif found.answer == "not_found" and message.looks + 1 >= len(LOOK_FOR):
                Settling(self.office).settle(message, Turn("unknown", "not_found"), done)
            else:
                self._search_on(message, is_missing=found.answer == "not_found")

    def _search_on(self, message: OutboxMessage, *, is_missing: bool) -> None:
        """It was not there yet, or the carrier cannot tell: it is looked for again."""
        at = when(self.office, self.carrier, LOOK_FOR[min(message.looks + 1, len(LOOK_FOR) - 1)])
        at = at if is_missing else self.office.clock.elapsing() + _UNCLEAR_AGAIN
        with self.office.book.writing() as unit:
            outbox.looked(unit, message.id, at, count=is_missing)

    def _unchanged(self, message: OutboxMessage, done: Delivered) -> None:
        """Nothing new of a message on its way: it is asked about later, or given up after three days."""
        before: State = message.state  # type: ignore[assignment]
        if message.sending_at and self.office.clock.elapsing() - message.sending_at >= GIVE_UP_AFTER:
            Settling(self.office).settle(message, Turn(before, "no_receipt", "no receipt in three days"), done)
        else:
            self._later(message, LOOK_AGAIN[min(message.looks + 1, len(LOOK_AGAIN) - 1)])

    def _later(self, message: OutboxMessage, pause: timedelta) -> None:
        with self.office.book.writing() as unit:
            outbox.looked(unit, message.id, when(self.office, self.carrier, pause))


def when(office: Office, carrier: Carrier, pause: timedelta) -> datetime:
    """The instant after a pause; a carrier inside the machine may be asked at any time."""
    return office.clock.elapsing() + (pause if carrier.pause_seconds else timedelta(0))
