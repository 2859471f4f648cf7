"""Documents that a newer file states otherwise: entered anew, or opened again; always by reversing entries."""

from itertools import accumulate, groupby
from operator import itemgetter

from collector_tui.domain.moment import Moment
from collector_tui.domain.money import plain
from collector_tui.store import agreements
from collector_tui.store.book import Row, Writing
from collector_tui.store.ledger import REVERSE, reversing, settle

_OTHERWISE = """
SELECT s.n, s.entry_id, s.number, s.account_id, s.issued, s.due, s.assumed, s.amount
FROM stage s JOIN entry e ON e.id = s.entry_id WHERE s.fresh = 0 AND (e.amount_cents <> s.amount
    OR (s.assumed = 0 AND e.due_on IS NOT s.due AND s.sign = 1)) ORDER BY s.n
"""
_HIGHER = """
SELECT s.n, s.entry_id, s.number, s.open, i.residual_cents, s.currency
FROM stage s JOIN item i ON i.entry_id = s.entry_id
WHERE s.fresh = 0 AND s.settled IS NULL AND s.open > i.residual_cents ORDER BY s.n
"""
_ALLOCATED = """
SELECT a.credit_id, a.debit_id, SUM(a.cents), a.effective_on, (SELECT MIN(COALESCE(f.moved_id, f.id)) FROM allocation f
    WHERE f.credit_id = a.credit_id AND f.debit_id = a.debit_id)
FROM allocation a WHERE a.debit_id = ?1 OR a.credit_id = ?1 GROUP BY 1, 2, 4 HAVING SUM(a.cents) <> 0
"""
"""What is allocated to or from an entry, day by day, and where it was first allocated."""

_CLOSED_BY_IMPORT = "SELECT 1 FROM entry e JOIN item i ON i.entry_id = e.id WHERE e.id = ? AND e.import_id IS NOT NULL AND i.number_key = ''"
"""Whether an entry is one that an import made up to close a document; a document of its own has a key."""


def enter_anew(unit: Writing, moment: Moment, import_id: int) -> list[str]:
    """Documents whose amount or due date the file states otherwise: reversed, and entered as stated.

    Returns warnings for those that more has been paid on than the new amount.
    """
    warnings = []
    for row in unit.all(_OTHERWISE):
        paid = sum(allocated[2] for allocated in unit.all(_ALLOCATED, (row[1],)))
        if paid > row[7]:
            warnings.append(f"{row[2]}: more has been paid on it than the new amount: the book was kept as it is")
            continue
        _replace(unit, moment, import_id, row)
    return warnings


def _replace(unit: Writing, moment: Moment, import_id: int, row: Row) -> None:
    n, old, _, _, issued, due, assumed, amount = row
    _reverse(unit, moment, old, "stated otherwise by a newer file", import_id)
    cursor = unit.run(
        "INSERT INTO entry (account_id, kind, sign, number, effective_on, due_on, due_assumed, amount_cents, currency, "
        "recorded_at, import_id, restates_id) SELECT account_id, kind, sign, number, ?, ?, ?, ?, currency, ?, ?, id "
        "FROM entry WHERE id = ?",
        (issued, due, assumed, amount, moment.at, import_id, old),
    )
    new = int(cursor.lastrowid)
    parts = unit.all(_ALLOCATED, (old,))
    for credit, debit, cents, effective, _ in parts:
        _allocate(unit, moment, import_id, credit, debit, -cents, effective)
    for credit, debit, cents, effective, first in parts if _fits(parts, amount) else _net(parts):
        moved_credit, moved_debit = (new, debit) if credit == old else (credit, new)
        _allocate(unit, moment, import_id, moved_credit, moved_debit, cents, max(effective, issued), first)
    agreements.carry_over(unit, old, new)
    unit.run("UPDATE item SET status = 'reversed', residual_cents = 0 WHERE entry_id = ?", (old,))
    unit.run(
        "INSERT INTO item SELECT ?, account_id, kind, sign, number_key, ?, 0, 'open', source_id, import_id "
        "FROM item WHERE entry_id = ?",
        (new, due, old),
    )
    unit.run("UPDATE stage SET entry_id = ?, touched = 1 WHERE n = ?", (new, n))
    settle(unit, [new])


def _fits(parts: list[Row], amount: int) -> bool:
    """Whether what was allocated was at no time more than the new amount; some of it may have come back since."""
    by_day = sorted((effective, cents) for _, _, cents, effective, _ in parts)
    used = accumulate(sum(cents for _, cents in day) for _, day in groupby(by_day, key=itemgetter(0)))
    return max(used, default=0) <= amount


def _net(parts: list[Row]) -> list[Row]:
    """What is still allocated, from the last day on which that changed."""
    pairs: dict[tuple[int, int], list[Row]] = {}
    for part in parts:
        pairs.setdefault((part[0], part[1]), []).append(part)
    last = max(part[3] for part in parts)
    net = [(*pair, sum(part[2] for part in found), last, found[0][4]) for pair, found in pairs.items()]
    return [part for part in net if part[2]]


def _reverse(unit: Writing, moment: Moment, entry_id: int, why: str, import_id: int) -> None:
    unit.run(REVERSE, reversing(moment, entry_id, why, import_id=import_id))


def _allocate(
    unit: Writing,
    moment: Moment,
    import_id: int,
    credit: int,
    debit: int,
    cents: int,
    on: str,
    moved_id: int | None = None,
) -> None:
    unit.run(
        "INSERT INTO allocation (credit_id, debit_id, cents, effective_on, recorded_at, import_id, moved_id) "
        "VALUES (?,?,?,?,?,?,?)",
        (credit, debit, cents, on, moment.at, import_id, moved_id),
    )


def open_again(unit: Writing, moment: Moment, import_id: int) -> list[str]:
    """Documents that are open with more in the file than in the book: what earlier imports closed is reversed.

    Returns warnings for those where the book knows of payments that the file does not.
    """
    warnings = []
    for n, entry_id, number, stated, residual, currency in unit.all(_HIGHER):
        reversed_now = set()
        for credit, debit, cents, effective, _ in unit.all(_ALLOCATED, (entry_id,)):
            counter = debit if credit == entry_id else credit
            if not unit.one(_CLOSED_BY_IMPORT, (counter,)):
                continue
            if counter not in reversed_now:
                _reverse(unit, moment, counter, "open again in a newer file", import_id)
            reversed_now.add(counter)
            _allocate(unit, moment, import_id, credit, debit, -cents, effective)
            unit.run("UPDATE item SET status = 'reversed', residual_cents = 0 WHERE entry_id = ?", (counter,))
        settle(unit, [entry_id])
        (now,) = unit.one("SELECT residual_cents FROM item WHERE entry_id = ?", (entry_id,)) or (residual,)
        if now != residual:
            unit.run("UPDATE stage SET touched = 1 WHERE n = ?", (n,))
        if now < stated:
            warnings.append(
                f"{number}: the file says {plain(stated, currency)} is open, the book {plain(now, currency)}: the book was kept"
            )
            unit.run("UPDATE stage SET open = ? WHERE n = ?", (now, n))
    return warnings
