"""Delivering: what lies in the outbox goes to the carrier once, and what comes back is written down.

Each state is committed before the next thing is tried: `sending` before the carrier is called, its answer
after. What was being sent when the program ended is `unknown`, and is never sent a second time by itself.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from collector_tui.domain.carrier import Carrier, Inbound, SendResult
from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.optout import stops
from collector_tui.domain.outbox import IN_FLIGHT, State, may_follow
from collector_tui.domain.text import one_line
from collector_tui.domain.wording import figures
from collector_tui.services import contacting
from collector_tui.services.office import Office
from collector_tui.store import card, journal, outbox
from collector_tui.store.book import Writing
from collector_tui.store.sender_lock import SenderLock
from collector_tui.store.summaries import refresh

_TRY_AGAIN_AFTER = timedelta(minutes=1)


@dataclass
class Delivered:
    """What one round did: a sentence for each message that moved, the accounts concerned, and what still waits."""

    told: list[str] = field(default_factory=list)
    accounts: set[int] = field(default_factory=set)
    waiting: int = 0

    def tell(self, account_id: int | None, sentence: str) -> None:
        """Add a sentence."""
        self.told.append(sentence)
        if account_id is not None:
            self.accounts.add(account_id)


@dataclass(frozen=True)
class Delivering:
    """The round that is made every second on the desk, and once by `deliver`."""

    office: Office
    carrier: Carrier | None

    @cached_property
    def _lock(self) -> SenderLock:
        return SenderLock(self.office.book.path)

    def claim_sending(self) -> bool:
        """Take the right to send from this book; False while another program has it, and nothing may be sent then."""
        return self._lock.claim()

    def release_sending(self) -> None:
        """Leave the right to send to others."""
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
        """Send what is due, fetch receipts and replies. Without a carrier nothing moves."""
        done = Delivered()
        self._expire(done)
        if self.carrier is not None:
            for message in outbox.waiting(self.office.book):
                if message.leaves_at <= self.office.clock.elapsing():
                    self._send(self.carrier, message, done)
            self._receipts(self.carrier, done)
            self._replies(self.carrier, done)
        done.waiting = self.waiting()
        return done

    def recover(self) -> Delivered:
        """After a start: what was left in `sending` may have gone or not, and is `unknown`."""
        done = Delivered()
        for message in outbox.left_sending(self.office.book):
            self._settle(message, "unknown", done, says="the program ended while it was being sent")
        return done

    def _expire(self, done: Delivered) -> None:
        for message in outbox.waiting(self.office.book):
            if message.expires_at <= self.office.clock.now():
                self._settle(message, "cancelled", done, before="queued", says="it had waited for a day")

    def _send(self, carrier: Carrier, message: OutboxMessage, done: Delivered) -> None:
        """One message: claimed and judged in one transaction, handed over outside any, its answer kept."""
        if not self._claim(message, done):
            return
        result = carrier.send(f"collector-{self.office.book.book_id}-{message.id}", message.recipient, message.text)
        states: dict[str, State] = {
            "accepted": "accepted",
            "rejected": "rejected",
            "unknown": "unknown",
            "not_reached": "queued",
        }
        self._settle(message, states[result.answer], done, says=result.says, result=result)

    def _claim(self, message: OutboxMessage, done: Delivered) -> bool:
        """Take the message for sending, unless the guard or the book's figures are against it by now."""
        office, moment = self.office, self.office.moment()
        with office.book.writing() as unit:
            _, verdict = contacting.admit(office, unit, moment, message.account_id, "sms", message.phone_id)
            if not verdict.is_allowed and verdict.next_allowed is not None:
                outbox.postpone(unit, message.id, verdict.next_allowed)
                return False
            refused = "" if verdict.is_allowed else verdict.says
            if not refused and figures(card.read_card(office.book, message.account_id)) != message.figures:
                refused = "the figures in the book changed before it left: look at it and send it anew"
            if not refused:
                return outbox.move(unit, moment, message.id, "queued", "sending")
            self._write(unit, message, "queued", "cancelled", refused, None)
        done.tell(message.account_id, f"Text to {message.account} not sent: {refused}")
        return False

    def _settle(
        self,
        message: OutboxMessage,
        after: State,
        done: Delivered,
        *,
        before: State = "sending",
        says: str = "",
        result: SendResult | None = None,
    ) -> None:
        with self.office.book.writing() as unit:
            if not self._write(unit, message, before, after, says, result):
                return
            if after == "queued":
                outbox.postpone(unit, message.id, self.office.clock.elapsing() + _TRY_AGAIN_AFTER)
        done.tell(message.account_id, f"Text to {message.account}: {_SAID[after]}{f' ({says})' if says else ''}")

    def _write(
        self, unit: Writing, message: OutboxMessage, before: State, after: State, says: str, result: SendResult | None
    ) -> bool:
        """Move one message, with its journal line and the standing that follows from it."""
        moment = self.office.moment()
        carrier = self.carrier
        moved = outbox.move(
            unit,
            moment,
            message.id,
            before,
            after,
            error=says,
            provider=carrier.name if result and carrier else "",
            provider_id=result.provider_id or None if result else None,
            simulated=bool(result and carrier and carrier.simulated),
        )
        if moved:
            simulated = " (simulated)" if message.simulated or (result and carrier and carrier.simulated) else ""
            words = f"text {_SAID[after]}{simulated}{f': {says}' if says else ''}"
            kind = "carrier" if after in IN_FLIGHT else "receipt"
            journal.append(unit, moment, message.account_id, kind, words, actor="machine")
            refresh(unit, [message.account_id], moment.today, self.office.rules)
        return moved

    def _receipts(self, carrier: Carrier, done: Delivered) -> None:
        flying = {message.provider_id: message for message in outbox.in_flight(self.office.book)}
        if not flying:
            return
        for receipt in carrier.receipts(list(flying)):
            message = flying.get(receipt.provider_id)
            before: State | None = message.state if message else None  # type: ignore[assignment]
            if message and before and may_follow(before, receipt.state):
                self._settle(message, receipt.state, done, before=before, says=receipt.says)

    def _replies(self, carrier: Carrier, done: Delivered) -> None:
        for inbound in carrier.replies():
            self._reply(carrier, inbound, done)

    def _reply(self, carrier: Carrier, inbound: Inbound, done: Delivered) -> None:
        office, moment = self.office, self.office.moment()
        with office.book.writing() as unit:
            kept = outbox.keep_reply(unit, moment, carrier.name, inbound, carrier.simulated)
            if kept is None:
                return
            concerned = {kept[1]} if kept[1] is not None else set()
            words = f"reply{' (simulated)' if carrier.simulated else ''}: {inbound.text}"
            journal.append(unit, moment, kept[1], "reply", words, actor="machine")
            if stops(inbound.text):
                from collector_tui.store import accounts

                concerned |= set(accounts.set_opt_out(unit, inbound.sender, moment.at))
                journal.append(
                    unit, moment, kept[1], "opt_out", f"{inbound.sender} opted out of texts", actor="machine"
                )
            refresh(unit, sorted(concerned), moment.today, office.rules)
        who = office.book.row("SELECT name FROM account WHERE id = ?", (kept[1],)) if kept[1] else None
        done.tell(kept[1], f"Reply from {who[0] if who else inbound.sender}: “{one_line(inbound.text)[:80]}”")


_SAID: dict[State, str] = {
    "queued": "not reached the carrier, it is tried again",
    "cancelled": "not sent",
    "accepted": "taken by the carrier",
    "rejected": "refused by the carrier",
    "unknown": "may have gone or not",
    "sent": "sent",
    "delivered": "delivered",
    "undelivered": "not delivered",
    "failed": "failed",
    "no_receipt": "sent, no receipt came",
    "not_found": "not found at the carrier",
}
