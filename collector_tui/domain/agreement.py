"""What is agreed with a debtor or decided about one: promises, arrangements, holds, disputes, offers and barter."""

from datetime import date
from typing import Final, Literal, NamedTuple

AgreementKind = Literal["promise", "arrangement", "hold", "dispute", "offer", "contra"]

FAILED_PROMISES: Final = ("partly kept", "broken")
"""The states of a promise that was not kept."""


class Instalment(NamedTuple):
    """One part of an arrangement; `state` is open, partly paid, paid or missed."""

    number: int
    due_on: date
    amount_cents: int
    paid_cents: int = 0
    state: str = "open"

    @property
    def missing_cents(self) -> int:
        """What of it has not come."""
        return self.amount_cents - self.paid_cents


class Agreement(NamedTuple):
    """One thing that was agreed or decided, of any kind.

    `number` is the level of a promise (the how manieth since one failed) or the version of an arrangement;
    `until` the day it is for: by when it is paid, delivered, looked at again, or ends. `what` is the reason of a hold
    or dispute, the goods of a barter, the rhythm of an arrangement. `entry_id` is the one invoice it is about, and
    `invoices` those an arrangement or an offer is about. `line` is the journal line it was made with, `state_line`
    the one that told of its state; 0 before it is in the book. `ended_on` is set when a person ended it. Entries up to
    `after_entry` were in the book when it was made.
    """

    id: int
    kind: AgreementKind
    number: int
    amount_cents: int
    made_on: date
    until: date
    tolerance_days: int
    what: str
    note: str
    document: str
    entry_id: int | None
    paid_cents: int
    state: str
    state_line: int
    line: int
    ended_on: date | None
    ending: str
    invoices: tuple[int, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    after_entry: int = 0

    @property
    def is_ended(self) -> bool:
        """Whether a person has ended it: withdrawn, released, decided, replaced, called off."""
        return self.ended_on is not None

    @property
    def missed(self) -> tuple[Instalment, ...]:
        """The instalments that are missed."""
        return tuple(part for part in self.instalments if part.state == "missed")

    @property
    def coming(self) -> Instalment | None:
        """The instalment that is due next."""
        return next((part for part in self.instalments if part.state in ("open", "partly paid")), None)
