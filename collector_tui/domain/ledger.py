"""Paying: which part of a credit goes to which invoice or charge, and in what order."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final, NamedTuple

from collector_tui.domain.charge import CHARGES

_CLASSES: Final = {"interest": "interest", "late_fee": "costs", "compensation": "costs", "bank_fee": "costs"}
OLDEST_FIRST: Final = "oldest"
PAYMENT_ORDERS: Final = ("costs", "interest", "principal")


class OpenDebit(NamedTuple):
    """An invoice or charge that is open: what of it is left, and whether it is in dispute."""

    entry_id: int
    number: str
    kind: str
    due_on: date
    residual_cents: int
    about_id: int | None = None
    is_disputed: bool = False

    @property
    def name(self) -> str:
        """What it is called: an invoice by its number, a charge by its kind."""
        if self.kind in CHARGES:
            return f"{CHARGES[self.kind]} {self.number}".strip()
        return self.number or "an invoice without number"


class OpenCredit(NamedTuple):
    """A payment or credit of which something is not applied."""

    entry_id: int
    kind: str
    residual_cents: int


class Share(NamedTuple):
    """The part of a credit that goes to one debit, and what stays open of it."""

    debit: OpenDebit
    cents: int

    @property
    def left_cents(self) -> int:
        """What is open of it afterwards."""
        return self.debit.residual_cents - self.cents


def in_order(debits: Sequence[OpenDebit], order: str, first: Collection[int] = ()) -> list[OpenDebit]:
    """The debits in the order in which money that nobody directed pays them; what is disputed gets none.

    Those of an arrangement come `first`. `order` is “oldest”, or a row of costs, interest and principal.
    """
    ranks = {name: place for place, name in enumerate(order.replace(",", " ").split())}

    def place(debit: OpenDebit) -> tuple[bool, int, date, int]:
        rank = ranks.get(_CLASSES.get(debit.kind, "principal"), 0)
        return debit.entry_id not in first, rank, debit.due_on, debit.entry_id

    return sorted((debit for debit in debits if not debit.is_disputed), key=place)


def check_order(order: str) -> str:
    """The order as config gives it.

    Raises ValueError with a sentence when it is not one.
    """
    names = order.replace(",", " ").split()
    if names != [OLDEST_FIRST] and sorted(names) != sorted(PAYMENT_ORDERS):
        raise ValueError(f"“{order}” is not an order: write oldest, or costs, interest and principal in your order")
    return " ".join(names)


def spread(cents: int, debits: Sequence[OpenDebit]) -> list[Share]:
    """An amount over debits in their order, each to its full residual while there is something left."""
    shares = []
    for debit in debits:
        taken = min(cents, debit.residual_cents)
        if taken:
            shares.append(Share(debit, taken))
        cents -= taken
    return shares
