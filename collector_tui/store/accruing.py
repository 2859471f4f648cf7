"""What interest rests on: how much of an invoice was open from which day on, and what was posted already."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from collector_tui.domain.ledger import OpenDebit
from collector_tui.domain.text import name_key
from collector_tui.store.book import Row, Writing


class Posting(NamedTuple):
    """Interest that is posted: for which days (both counted), by which rule in words, and by which rate."""

    from_on: date
    upto_on: date
    basis: str
    rate: str


class Kept(NamedTuple):
    """A posting as it stands: its days and rate, and in minor units its whole, what was waived and what is open."""

    from_on: date
    upto_on: date
    rate: str
    cents: int
    waived_cents: int
    open_cents: int


class History(NamedTuple):
    """An invoice's open principal from which day on, in minor units, and the interest that is posted on it."""

    steps: list[tuple[date, int]]
    posted: list[Kept]


_ABOUT = """about_id IN (WITH RECURSIVE same(id) AS (SELECT ?1 UNION
    SELECT restates_id FROM entry JOIN same USING (id) WHERE restates_id IS NOT NULL) SELECT id FROM same)"""
"""Charges on an invoice, or on the entry it was before a newer file stated it otherwise."""

_STEPS = """
SELECT day, SUM(cents) FROM (
    SELECT effective_on AS day, sign * amount_cents AS cents FROM entry WHERE id = ?1 OR root_id = ?1
    UNION ALL SELECT effective_on, -cents FROM allocation WHERE debit_id = ?1
) GROUP BY day ORDER BY day
"""
_POSTED = f"""
SELECT n.from_on, n.upto_on, n.rate, e.amount_cents, (SELECT COALESCE(SUM(a.cents), 0) FROM allocation a
    JOIN entry w ON w.id = a.credit_id WHERE a.debit_id = e.id AND w.kind = 'waiver'), i.residual_cents
FROM interest n JOIN entry e ON e.id = n.entry_id
JOIN item i ON i.entry_id = e.id WHERE e.{_ABOUT} AND i.status <> 'reversed' ORDER BY n.upto_on, e.id
"""


def history(unit: Writing, invoice_id: int) -> History:
    """Everything that interest on an invoice rests on."""
    changes = unit.all(_STEPS, (invoice_id,))
    sums = accumulate(row[1] for row in changes)
    steps = [(date.fromisoformat(row[0]), cents) for row, cents in zip(changes, sums, strict=True)]
    day = date.fromisoformat
    return History(steps, [Kept(day(row[0]), day(row[1]), *row[2:]) for row in unit.all(_POSTED, (invoice_id,))])


def open_when_due(unit: Writing, debit: OpenDebit) -> int:
    """What of an invoice was open when its due day ended, in minor units: the debt that was late."""
    steps = history(unit, debit.entry_id).steps
    return next((cents for day, cents in reversed(steps) if day <= debit.due_on), 0)


def keep(unit: Writing, entry_id: int, posting: Posting) -> None:
    """Keep what a posted interest entry stands for."""
    unit.run(
        "INSERT INTO interest (entry_id, from_on, upto_on, basis, rate) VALUES (?, ?, ?, ?, ?)",
        (entry_id, posting.from_on.isoformat(), posting.upto_on.isoformat(), posting.basis, posting.rate),
    )


def has_charge(unit: Writing, invoice_id: int, kind: str) -> bool:
    """Whether a charge of that kind stands on an invoice."""
    found = unit.one(
        f"SELECT 1 FROM entry e JOIN item i ON i.entry_id = e.id WHERE e.{_ABOUT} AND e.kind = ?2 "
        "AND i.status <> 'reversed'",
        (invoice_id, kind),
    )
    return found is not None


def charges(unit: Writing, invoice_id: int) -> set[int]:
    """The charges and credits that are about an invoice."""
    return {row[0] for row in unit.all(f"SELECT id FROM entry WHERE {_ABOUT}", (invoice_id,))}


_INVOICES = """
SELECT i.entry_id, e.number, e.kind, i.due_on, i.residual_cents, e.about_id, EXISTS (SELECT 1 FROM agreement g
    WHERE g.entry_id = i.entry_id AND g.kind = 'dispute' AND g.undone = 0 AND g.ended_on IS NULL)
FROM item i JOIN entry e ON e.id = i.entry_id WHERE i.kind = 'invoice' AND i.status <> 'reversed' AND
"""


def invoice(unit: Writing, account_id: int, number: str) -> OpenDebit | None:
    """The invoice of that number, open or not."""
    sql = f"{_INVOICES} i.number_key = ? AND i.account_id = ? AND i.number_key <> ''"
    return next(map(_as_debit, unit.all(sql, (name_key(number), account_id))), None)


def invoices(unit: Writing, entry_ids: Sequence[int]) -> list[OpenDebit]:
    """Those of the entries that are invoices, open or not."""
    sql = f"{_INVOICES} i.entry_id IN (SELECT value FROM json_each(?)) ORDER BY i.entry_id"
    return [_as_debit(row) for row in unit.all(sql, (f"[{','.join(map(str, entry_ids))}]",))]


def _as_debit(row: Row) -> OpenDebit:
    return OpenDebit(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], row[5], bool(row[6]))
