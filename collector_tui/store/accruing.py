"""What interest rests on: how much of an invoice was open from which day on, and what was posted already."""

from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from collector_tui.domain.ledger import OpenDebit
from collector_tui.domain.text import name_key
from collector_tui.store.book import Writing


class Posting(NamedTuple):
    """Interest that is posted: by which rule, for which days (both counted), and its exact sum in minor units."""

    basis: str
    from_on: date
    upto_on: date
    exact: Fraction


class History(NamedTuple):
    """An invoice's open principal from which day on; its interest posted so far, exact and in whole cents, up to a day."""

    steps: list[tuple[date, int]]
    exact: Fraction
    posted_cents: int
    upto: date | None


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
SELECT n.exact, e.amount_cents, n.upto_on FROM interest n JOIN entry e ON e.id = n.entry_id
JOIN item i ON i.entry_id = e.id WHERE e.{_ABOUT} AND i.status <> 'reversed' ORDER BY n.upto_on
"""


def history(unit: Writing, invoice_id: int) -> History:
    """Everything that interest on an invoice rests on."""
    changes = unit.all(_STEPS, (invoice_id,))
    sums = accumulate(row[1] for row in changes)
    steps = [(date.fromisoformat(row[0]), cents) for row, cents in zip(changes, sums, strict=True)]
    posted = unit.all(_POSTED, (invoice_id,))
    exact = sum((Fraction(row[0]) for row in posted), Fraction())
    return History(steps, exact, sum(row[1] for row in posted), date.fromisoformat(posted[-1][2]) if posted else None)


def keep(unit: Writing, entry_id: int, posting: Posting) -> None:
    """Keep what a posted interest entry stands for."""
    unit.run(
        "INSERT INTO interest VALUES (?, ?, ?, ?, ?)",
        (entry_id, posting.basis, posting.from_on.isoformat(), posting.upto_on.isoformat(), str(posting.exact)),
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


def invoice(unit: Writing, account_id: int, number: str) -> OpenDebit | None:
    """The invoice of that number, open or not."""
    row = unit.one(
        "SELECT i.entry_id, e.number, e.kind, i.due_on, i.residual_cents, e.about_id, EXISTS (SELECT 1 FROM agreement g "
        "WHERE g.entry_id = i.entry_id AND g.kind = 'dispute' AND g.undone = 0 AND g.ended_on IS NULL) FROM item i "
        "JOIN entry e ON e.id = i.entry_id WHERE i.number_key = ? AND i.account_id = ? AND i.kind = 'invoice' "
        "AND i.number_key <> '' AND i.status <> 'reversed'",
        (name_key(number), account_id),
    )
    return OpenDebit(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], row[5], bool(row[6])) if row else None
