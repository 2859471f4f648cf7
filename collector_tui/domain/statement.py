"""The statement of an account: every entry up to a day with the balance after it, and what is open on that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from collector_tui.domain.aging import BUCKETS, bucket, days_past_due
from collector_tui.domain.business import Business
from collector_tui.domain.entry import Entry, Known, called, standing, told


class Debtor(NamedTuple):
    """Whose statement it is: the account as the book names it."""

    id: int
    name: str
    address: str
    currency: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a credit, and the debit it pays; minor units."""

    kind: str
    number: str
    words: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, and the balance after it; minor units. Under a credit, what it pays as of the statement's day."""

    on: date
    kind: str
    number: str
    words: str
    debit_cents: int
    credit_cents: int
    balance_cents: int
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class StillOpen:
    """An invoice or charge of which something is owed: `amount_cents` is the whole, `residual_cents` what is left."""

    kind: str
    number: str
    words: str
    due_on: date
    days: int
    amount_cents: int
    residual_cents: int
    is_disputed: bool

    @property
    def bucket(self) -> int:
        """The index of its aging bucket."""
        return bucket(self.days)


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A credit of which something has not been set against any debit yet."""

    kind: str
    number: str
    words: str
    on: date
    amount_cents: int
    residual_cents: int


@dataclass(frozen=True)
class Statement:
    """The statement of one account as of a day; from its first entry on, or since a day with what stood before it.

    All amounts are minor units of the account's currency; a debit is what the debtor owes. `was_entered_later` says
    that something in it was put into the book after its day: a statement printed on the day itself would differ.
    """

    business: Business
    debtor: Debtor
    as_of: date
    since: date | None
    opening_cents: int
    lines: tuple[Line, ...]
    open_items: tuple[StillOpen, ...]
    unapplied: tuple[Unapplied, ...]
    was_entered_later: bool = False

    @property
    def balance_cents(self) -> int:
        """Where the running balance ends."""
        return self.lines[-1].balance_cents if self.lines else self.opening_cents

    @property
    def debit_cents(self) -> int:
        """All debits of the period."""
        return sum(line.debit_cents for line in self.lines)

    @property
    def credit_cents(self) -> int:
        """All credits of the period."""
        return sum(line.credit_cents for line in self.lines)

    @property
    def buckets_cents(self) -> tuple[int, ...]:
        """What is open in each of the five aging buckets."""
        return tuple(
            sum(item.residual_cents for item in self.open_items if item.bucket == index)
            for index in range(len(BUCKETS))
        )

    @property
    def unapplied_cents(self) -> int:
        """The credits that are not set against any debit yet."""
        return sum(credit.residual_cents for credit in self.unapplied)

    @property
    def outstanding_cents(self) -> int:
        """The buckets less what is unapplied: the same as the balance, or the book is not sound."""
        return sum(self.buckets_cents) - self.unapplied_cents

    @property
    def disputed_cents(self) -> int:
        """How much of what is open is in dispute."""
        return sum(item.residual_cents for item in self.open_items if item.is_disputed)

    @property
    def past_due_cents(self) -> int:
        """How much of what is outstanding was due before the statement's day."""
        return max(0, min(sum(self.buckets_cents[1:]), self.outstanding_cents))


def draw_up(
    business: Business,
    debtor: Debtor,
    as_of: date,
    since: date | None,
    entries: Sequence[Entry],
    *,
    was_entered_later: bool = False,
) -> Statement:
    """The statement from all entries of the account up to its day, in the order of their days."""
    known = {entry.id: entry for entry in entries}
    stand = standing(entries)
    before = [entry for entry in stand if since and entry.on < since]
    opening = sum(entry.sign * entry.amount_cents for entry in before)
    roots = [entry for entry in entries if entry.root_id is None and entry.residual_cents]
    open_items = [_still_open(entry, known, as_of) for entry in roots if entry.sign == 1]
    return Statement(
        business,
        debtor,
        as_of,
        since,
        opening,
        tuple(_lines(stand[len(before) :], known, opening)),
        tuple(sorted(open_items, key=lambda item: item.due_on)),
        tuple(_unapplied(entry, known) for entry in roots if entry.sign == -1),
        was_entered_later,
    )


def _lines(entries: Sequence[Entry], known: Known, balance: int) -> list[Line]:
    lines = []
    for entry in entries:
        balance += entry.sign * entry.amount_cents
        debit, credit = (entry.amount_cents, 0) if entry.sign == 1 else (0, entry.amount_cents)
        paid = [(known[debit_id], cents) for debit_id, cents in entry.parts if debit_id in known]
        parts = tuple(Part(one.kind, one.number, called(one, known), cents) for one, cents in paid)
        lines.append(Line(entry.on, entry.kind, entry.number, told(entry, known), debit, credit, balance, parts))
    return lines


def _still_open(entry: Entry, known: Known, as_of: date) -> StillOpen:
    due_on = entry.due_on or entry.on
    words = called(entry, known)
    return StillOpen(
        entry.kind,
        entry.number,
        words[:1].upper() + words[1:],
        due_on,
        days_past_due(due_on, as_of),
        entry.amount_cents,
        entry.residual_cents,
        entry.is_disputed,
    )


def _unapplied(entry: Entry, known: Known) -> Unapplied:
    return Unapplied(entry.kind, entry.number, told(entry, known), entry.on, entry.amount_cents, entry.residual_cents)
