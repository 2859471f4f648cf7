"""Delivering: what lies in the outbox goes to the carrier once, and what comes back is written down.

Each state is committed before the next thing is tried: `sending` before the carrier is called, its answer
after. What was being sent when the program ended is `unknown`, and is never sent a second time by itself.
"""

import time
from dataclasses import dataclass
from functools import cached_property
from threading import Event

from collector_tui.domain.asking import figures
from collector_tui.domain.carrier import Carrier
from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.outbox import State
from collector_tui.services import contacting
from collector_tui.services.office import Office
from collector_tui.services.receiving import Receiving
from collector_tui.services.settling import Delivered, Settling
from collector_tui.store import card, outbox
from collector_tui.store.sender_lock import SenderLock

_LONGEST_ROUND = 3.0
"""Seconds of sending after which replies are fetched, before the rest goes: one of them may be a STOP."""

_STATES: dict[str, State] = {
    "accepted": "accepted",
    "rejected": "rejected",
    "unknown": "unknown",
    "not_reached": "queued",
}
"""The state that follows each answer of a carrier: what was certainly not taken may be tried again."""


@dataclass(frozen=True)
class Delivering:
    """The round that is made every second on the desk, and once by `deliver`."""

    office: Office
    carrier: Carrier | None

    @cached_property
    def _lock(self) -> SenderLock:
        return SenderLock(self.office.book.path)

    @property
    def _settling(self) -> Settling:
        return Settling(self.office, self.carrier)

    @cached_property
    def _leaving(self) -> Event:
        return Event()

    def claim_sending(self) -> bool:
        """Take the right to send from this book; False while another program has it, and nothing may be sent then."""
        self._leaving.clear()
        return self._lock.claim()

    def release_sending(self) -> None:
        """Leave the right to send to others: a round that is under way ends with the message it has in hand."""
        self._leaving.set()
        self._lock.release()

    def waiting(self) -> int:
        """How many messages have yet to leave."""
        return len(outbox.waiting(self.office.book))

    def next_leaves_in(self) -> float | None:
        """Seconds until the next message may leave; None when none waits."""
        for message in outbox.waiting(self.office.book):
            return max(0.0, (message.leaves_at - self.office.clock.elapsing()).total_seconds())
        return None

    def round(self) -> Delivered:
        """Send what is due, for some seconds at most, then fetch receipts and replies. Without a carrier nothing moves."""
        done = Delivered()
        self._expire(done)
        if self.carrier is not None:
            ends = time.monotonic() + _LONGEST_ROUND
            for message in outbox.waiting(self.office.book):
                if self._leaving.is_set() or time.monotonic() > ends:
                    break
                if message.leaves_at <= self.office.clock.elapsing():
                    self._send(self.carrier, message, done)
            receiving = Receiving(self.office, self.carrier)
            receiving.receipts(done)
            receiving.replies(done)
        done.waiting = self.waiting()
        return done

    def recover(self) -> Delivered:
        """After a start: what was left in `sending` may have gone or not, and is `unknown`."""
        done = Delivered()
        for message in outbox.left_sending(self.office.book):
            self._settling.settle(message, "unknown", done, says="the program ended while it was being sent")
        return done

    def _expire(self, done: Delivered) -> None:
        for message in outbox.waiting(self.office.book):
            if message.expires_at <= self.office.clock.now():
                self._settling.settle(message, "cancelled", done, before="queued", says="it had waited for a day")

    def _send(self, carrier: Carrier, message: OutboxMessage, done: Delivered) -> None:
        """One message: claimed and judged in one transaction, handed over outside any, its answer kept."""
        if not self._claim(message, done):
            return
        result = carrier.send(f"collector-{self.office.book.book_id}-{message.id}", message.recipient, message.text)
        self._settling.settle(message, _STATES[result.answer], done, says=result.says, result=result)

    def _claim(self, message: OutboxMessage, done: Delivered) -> bool:
        """Take the message for sending, unless the guard or the book's figures are against it by now."""
        office, moment = self.office, self.office.moment()
        with office.book.writing() as unit:
            _, verdict = contacting.admit(
                office,
                unit,
                moment,
                message.account_id,
                "sms",
                message.phone_id,
                message.text,
                message.id,
                demands=bool(message.figures),
            )
            new = verdict.rules - outbox.minded(unit, message.id)
            if new and verdict.next_allowed is not None:
                outbox.postpone(unit, message.id, verdict.next_allowed)
                return False
            refused = verdict.says if new else ""
            if not refused and self._has_changed(message):
                refused = "the figures in the book changed before it left: look at it and send it anew"
            if not refused:
                return outbox.move(unit, moment, message.id, "queued", "sending")
            self._settling.write(unit, message, "queued", "cancelled", refused, None)
        done.tell(message.account_id, f"Text to {message.account} not sent: {refused}")
        return False

    def _has_changed(self, message: OutboxMessage) -> bool:
        """Whether the book says something else by now than the message does."""
        return (
            bool(message.figures) and figures(card.read_card(self.office.book, message.account_id)) != message.figures
        )
