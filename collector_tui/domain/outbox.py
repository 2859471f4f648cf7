"""The life of a message in the outbox: its states, and which may follow which."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

State = Literal[
    "queued", "sending", "accepted", "sent", "delivered", "undelivered", "failed", "rejected",
    "unknown", "not_found", "no_receipt", "cancelled", "dropped",
]  # fmt: skip

_FOLLOWING: Final[dict[State, frozenset[State]]] = {
    "queued": frozenset({"sending", "cancelled"}),
    "sending": frozenset({"accepted", "rejected", "unknown", "queued"}),
    "accepted": frozenset({"sent", "delivered", "undelivered", "failed", "no_receipt", "cancelled"}),
    "sent": frozenset({"delivered", "undelivered", "failed", "no_receipt"}),
    "unknown": frozenset({"accepted", "not_found", "dropped"}),
    "not_found": frozenset({"dropped"}),
    "dropped": frozenset({"unknown"}),
}

IN_FLIGHT: Final[tuple[State, ...]] = ("accepted", "sent")
"""The carrier has it; a receipt may still come."""

CONTACTED: Final[tuple[State, ...]] = ("queued", "sending", "accepted", "sent", "delivered", "unknown", "no_receipt")
"""These count as a contact and as a step of the ladder; the others never reached anybody."""

FAILED: Final[tuple[State, ...]] = ("undelivered", "failed", "rejected", "not_found")
"""These bring the account to the top of the queue until somebody has looked."""


def may_follow(before: State, after: State) -> bool:
    """Whether a message may pass from one state to the other: a finished one never moves back.

    One that was let be is doubted again where undo takes that back: it has not been sent for that.

    >>> may_follow("sending", "accepted"), may_follow("delivered", "sent"), may_follow("unknown", "sending")
    (True, False, False)
    """
    return after in _FOLLOWING.get(before, frozenset())


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn a message takes: its state before and after, why, by whose word, and when it is looked at next."""

    before: State
    after: State
    says: str = ""
    provider: str = ""
    provider_id: str = ""
    simulated: bool = False
    look_at: datetime | None = None
