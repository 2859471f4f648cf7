"""Bringing what is open in the book to what a newer file says: payments, adjustments, and what is open no longer."""

from collections.abc import Sequence
from datetime import date

from collector_tui.domain.document import Rejection
from collector_tui.domain.moment import Moment
from collector_tui.domain.text import name_key
from collector_tui.store.book import Writing

_CLOSING = """
CREATE TEMP TABLE IF NOT EXISTS closing (
    n INTEGER PRIMARY KEY, target INTEGER, account_id INTEGER, sign INTEGER, kind TEXT, amount INTEGER,
    effective TEXT, note TEXT, status TEXT, entry_id INTEGER, counts TEXT
)
"""
_PAID = """
INSERT INTO closing (target, account_id, sign, kind, amount, effective, note, status)
SELECT s.entry_id, s.account_id, -s.sign, 'payment', i.residual_cents, s.settled, 'settled, says the import', 'settled'
FROM stage s JOIN item i ON i.entry_id = s.entry_id WHERE s.settled IS NOT NULL AND i.residual_cents > s.open ORDER BY s.n
"""
_LESS = """
INSERT INTO closing (target, account_id, sign, kind, amount, effective, note, status)
SELECT s.entry_id, s.account_id, -s.sign, 'adjustment', i.residual_cents - s.open, max(?, s.issued),
    'open balance as imported', CASE s.open WHEN 0 THEN 'settled' ELSE 'open' END
FROM stage s JOIN item i ON i.entry_id = s.entry_id WHERE s.settled IS NULL AND i.residual_cents > s.open ORDER BY s.n
"""
_GONE = """
INSERT INTO closing (target, account_id, sign, kind, amount, effective, note, status)
SELECT i.entry_id, i.account_id, -i.sign, 'adjustment', i.residual_cents, max(?, e.effective_on), 'no longer open', 'gone'
FROM item i JOIN entry e ON e.id = i.entry_id
WHERE i.source_id = ? AND i.import_id <> ? AND i.residual_cents > 0 AND {unprotected} ORDER BY i.entry_id
"""
_COUNTS = """
UPDATE closing SET counts = max(effective, (SELECT effective_on FROM entry WHERE id = target), COALESCE((
    SELECT MAX(day) FROM (SELECT effective_on AS day FROM allocation WHERE debit_id = target AND sign = -1
        GROUP BY effective_on HAVING SUM(cents) < 0 UNION ALL
        SELECT effective_on FROM allocation WHERE credit_id = target AND sign = 1
        GROUP BY effective_on HAVING SUM(cents) < 0)), ''))
"""
"""The day from which it counts: not before what had paid the document came back, or it would have been paid twice then."""


def begin(unit: Writing) -> None:
    """Begin with nothing to close."""
    unit.run(_CLOSING)
    unit.run("DELETE FROM closing")


def close_paid(unit: Writing) -> int:
    """Rows the file calls settled become payments on their day; returns how many."""
    return int(unit.run(_PAID).rowcount)


def close_lower(unit: Writing, as_of: date) -> int:
    """Rows whose open balance in the file is lower become adjustments on its day; returns how many."""
    return int(unit.run(_LESS, (as_of.isoformat(),)).rowcount)


def close_gone(
    unit: Writing, source_id: int, import_id: int, as_of: date, rejected: Sequence[Rejection]
) -> list[tuple[int, str]]:
    """Documents the newer file has no more are closed, but for those a rejected row may speak of.

    Returns account ids and document numbers.
    """
    if any(not row.account for row in rejected):
        return []
    unprotected, values = "1", []
    for row in rejected:
        who = "i.account_id IN (SELECT id FROM account WHERE name_key = ?)"
        unprotected += f" AND NOT ({who}" + (" AND i.number_key = ?)" if row.number else ")")
        values += [name_key(row.account), name_key(row.number)] if row.number else [name_key(row.account)]
    unit.run(_GONE.format(unprotected=unprotected), (as_of.isoformat(), source_id, import_id, *values))
    rows = unit.all(
        "SELECT c.account_id, e.number FROM closing c JOIN entry e ON e.id = c.target WHERE c.status = 'gone' ORDER BY c.n"
    )
    return [(row[0], row[1]) for row in rows]


def book(unit: Writing, moment: Moment, import_id: int) -> None:
    """Book all that is to be closed: the counter-entries, their allocations, and what is left of each side."""
    (newest,) = unit.one("SELECT COALESCE(MAX(id), 0) FROM entry") or (0,)
    unit.run(_COUNTS)
    unit.run("UPDATE closing SET effective = counts WHERE kind = 'adjustment'")
    unit.run("UPDATE closing SET entry_id = ? + n - (SELECT MIN(n) FROM closing) + 1", (newest,))
    unit.run(
        "INSERT INTO entry (id, account_id, kind, sign, number, effective_on, amount_cents, currency, recorded_at, "
        "import_id, note) SELECT c.entry_id, c.account_id, c.kind, c.sign, '', c.effective, c.amount, e.currency, ?, ?, "
        "c.note FROM closing c JOIN entry e ON e.id = c.target ORDER BY c.n",
        (moment.at, import_id),
    )
    unit.run(
        "INSERT INTO item (entry_id, account_id, kind, sign, number_key, residual_cents, status) "
        "SELECT entry_id, account_id, kind, sign, '', 0, 'settled' FROM closing ORDER BY n"
    )
    unit.run(
        "INSERT INTO allocation (credit_id, debit_id, cents, effective_on, recorded_at, import_id) "
        "SELECT CASE sign WHEN -1 THEN entry_id ELSE target END, CASE sign WHEN -1 THEN target ELSE entry_id END, "
        "amount, counts, ?, ? FROM closing ORDER BY n",
        (moment.at, import_id),
    )
    unit.run(
        "UPDATE item SET residual_cents = residual_cents - c.amount, status = c.status "
        "FROM closing c WHERE c.target = item.entry_id"
    )
    unit.run("UPDATE stage SET touched = 1 WHERE entry_id IN (SELECT target FROM closing)")
