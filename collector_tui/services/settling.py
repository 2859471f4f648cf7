"""Settling: a message passes to its next state, with its journal line and the standing that follows from it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.outbox import IN_FLIGHT, State, Turn
from collector_tui.services.office import Office
from collector_tui.store import journal, outbox
from collector_tui.store.book import Writing
from collector_tui.store.summaries import refresh

TRY_AGAIN: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 30))
"""How long a message waits that did not reach the carrier, each time longer; then always the last."""

LOOK_AGAIN: Final = (
    *(timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 1800)),
    timedelta(hours=1),
)
"""When the carrier is asked what became of a message that it has taken; then every hour."""

LOOK_FOR: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120))
"""When a message is looked for whose answer was lost; not found by the last look it counts as not there."""

GIVE_UP_AFTER: Final = timedelta(hours=72)
"""A receipt that has not come by then does not come any more."""

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
    "not_found": "not found at the carrier: it has not gone, as far as it knows",
    "dropped": "dropped",
}

WHAT: Final[dict[str, str]] = {"sms": "text", "email": "email", "letter": "letter"}
"""What a message on each channel is called."""


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

    def settle(self, message: OutboxMessage, turn: Turn, done: Delivered) -> None:
        """Move one message and tell of it, unless it had moved already."""
        turn = _explained(turn)
        with self.office.book.writing() as unit:
            if not self.write(unit, message, turn) or _is_old_news(message, turn):
                return
        marked = " (simulated)" if turn.simulated or message.simulated else ""
        what = WHAT[message.channel].capitalize()
        said = f"{_said(message, turn)}{marked}{f' ({turn.says})' if turn.says else ''}"
        done.tell(message.account_id, f"{what} to {message.account}: {said}")

    def write(self, unit: Writing, message: OutboxMessage, turn: Turn) -> bool:
        """Move one message, with its journal line and the standing that follows from it."""
        moment, turn = self.office.moment(), _explained(turn)
        if not outbox.move(unit, moment, message.id, turn):
            return False
        if _is_old_news(message, turn):
            return True
        simulated = " (simulated)" if turn.simulated or message.simulated else ""
        words = f"{WHAT[message.channel]} {_said(message, turn)}{simulated}{f': {turn.says}' if turn.says else ''}"
        kind = "carrier" if turn.after in IN_FLIGHT else "receipt"
        journal.append(unit, moment, message.account_id, kind, words, actor="machine")
        refresh(unit, [message.account_id], moment.today, self.office.rules)
        return True


def _is_old_news(message: OutboxMessage, turn: Turn) -> bool:
    """Whether it was tried again and waits on for the same reason: a carrier may be down for a day, and is told of once."""
    return turn.after == "queued" and message.looks > 0 and turn.says == message.error


def _explained(turn: Turn) -> Turn:
    """A turn with its reason: what was called back at the carrier itself did not arrive, and somebody has to know."""
    if turn.after == "cancelled" and turn.before in IN_FLIGHT and not turn.says:
        return replace(turn, says="cancelled at the carrier: it was not sent")
    return turn


def _said(message: OutboxMessage, turn: Turn) -> str:
    """What a turn is called; an email has no carrier but a mail server."""
    said = _SAID[turn.after]
    return said.replace("carrier", "mail server") if message.channel == "email" else said
