"""Settling: a message passes to its next state, with its journal line and the standing that follows from it."""

from dataclasses import dataclass, field
from datetime import timedelta

from collector_tui.domain.carrier import Carrier, SendResult
from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.outbox import IN_FLIGHT, State
from collector_tui.services.office import Office
from collector_tui.store import journal, outbox
from collector_tui.store.book import Writing
from collector_tui.store.summaries import refresh

_TRY_AGAIN_AFTER = timedelta(minutes=1)

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
class Settling:
    """Writes down what became of messages."""

    office: Office
    carrier: Carrier | None

    def settle(
        self,
        message: OutboxMessage,
        after: State,
        done: Delivered,
        *,
        before: State = "sending",
        says: str = "",
        result: SendResult | None = None,
    ) -> None:
        """Move one message and tell of it, unless it had moved already."""
        with self.office.book.writing() as unit:
            if not self.write(unit, message, before, after, says, result):
                return
            if after == "queued":
                outbox.postpone(unit, message.id, self.office.clock.elapsing() + _TRY_AGAIN_AFTER)
        marked = " (simulated)" if self.carrier is not None and self.carrier.simulated else ""
        said = f"{_SAID[after]}{marked}{f' ({says})' if says else ''}"
        done.tell(message.account_id, f"Text to {message.account}: {said}")

    def write(
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
