"""An import as one act: everything a file says is booked, or nothing; and taken back the same way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from collector_tui.domain.document import Reading
from collector_tui.domain.moment import Moment
from collector_tui.domain.money import plain
from collector_tui.store import agreements, closing, journal, ledger, restating, staging
from collector_tui.store.book import Writing
from collector_tui.store.summaries import StandingRules
from collector_tui.store.turning import renew

_FEW = 2
_NEW = "SELECT COUNT(*) FROM stage WHERE fresh = 1"
_CHANGED = "SELECT COUNT(*) FROM stage WHERE fresh = 0 AND touched = 1"
_UNMATCHED = "SELECT COUNT(*) FROM stage WHERE fresh = 1 AND kind = 'payment'"
_KNOWN_PAID = (
    "SELECT COUNT(*) FROM stage s JOIN item i USING (entry_id) "
    "WHERE settled IS NOT NULL AND fresh = 0 AND i.residual_cents = 0"
)


@dataclass(frozen=True)
class Imported:
    """What an import did (or would do): counts of documents and payments, and the documents open no longer."""

    import_id: int
    accounts_new: int
    new: int
    changed: int
    unchanged: int
    payments_new: int
    payments_duplicate: int
    payments_unmatched: int
    gone: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def apply(
    unit: Writing,
    moment: Moment,
    reading: Reading,
    filename: str,
    as_of: date,
    region: str,
    rules: StandingRules,
    progress: staging.Progress,
) -> Imported:
    """Book a file that was read: new documents, changed ones, payments, and what is open no longer."""
    source_id, import_id, is_newest = _begin(unit, moment, reading, filename, as_of)
    made, filled = _set_beside(unit, moment, reading, as_of, region, progress, is_newest=is_newest)
    staging.enter_fresh(unit, moment, source_id, import_id)
    staging.adopt_known(unit, source_id, import_id)
    warnings = restating.enter_anew(unit, moment, import_id)
    known = _one(unit, _KNOWN_PAID)
    warnings += restating.open_again(unit, moment, import_id)
    closing.begin(unit)
    paid = closing.close_paid(unit)
    closing.close_lower(unit, min(as_of, moment.today))
    gone = []
    if is_newest:
        gone = closing.close_gone(unit, source_id, import_id, min(as_of, moment.today), reading.rejected)
    warnings += _left_open(reading, as_of, gone, is_newest=is_newest)
    closing.book(unit, moment, import_id)
    touched = _tell(unit, moment, filename, gone)
    renew(unit, moment, list(dict.fromkeys([*touched, *filled])), rules)
    progress(len(reading.documents), len(reading.documents))
    new, changed, unmatched = (_one(unit, sql) for sql in (_NEW, _CHANGED, _UNMATCHED))
    unchanged = len(reading.documents) - new - changed
    return Imported(import_id, len(made), new, changed, unchanged, paid + unmatched, known, unmatched, gone, warnings)


def _set_beside(
    unit: Writing,
    moment: Moment,
    reading: Reading,
    as_of: date,
    region: str,
    progress: staging.Progress,
    *,
    is_newest: bool,
) -> tuple[list[int], list[int]]:
    """Set the file's documents beside the book; returns the accounts that are new, and those that got a fact."""
    staging.stage(unit, reading.documents, as_of, progress)
    made = staging.find_accounts(unit, moment)
    staging.add_numbers(unit, reading.documents, region)
    filled = staging.fill_facts(unit, reading.documents)
    staging.match(unit)
    if not is_newest:
        staging.forget_known(unit)
    return made, filled


def _left_open(reading: Reading, as_of: date, gone: Sequence[tuple[int, str]], *, is_newest: bool) -> list[str]:
    """Why documents that are not in the file were left as they are, where they were."""
    if not is_newest:
        return [
            "an export of this report as of a later day is in the book: nothing that is known already is changed, "
            f"and nothing is closed by the one of {as_of}"
        ]
    if len(gone) > max(len(reading.documents), _FEW):
        return [
            f"{len(gone)} documents of earlier files are not in this one, and count as no longer open: "
            "if it holds only a part of what is open, undo the import"
        ]
    if not gone and any(not row.account for row in reading.rejected):
        return ["a rejected row does not say whose it is: nothing was taken as no longer open"]
    return []


def _one(unit: Writing, sql: str) -> int:
    row = unit.one(sql)
    return int(row[0]) if row else 0


def _begin(unit: Writing, moment: Moment, reading: Reading, filename: str, as_of: date) -> tuple[int, int, bool]:
    """Note the source and the run; says too whether no later export of the same report is in the book."""
    day = as_of.isoformat()
    known = unit.one("SELECT id, last_as_of FROM source WHERE key = ?", (reading.source,))
    if known is None:
        sql = "INSERT INTO source (key, format, last_as_of) VALUES (?, ?, ?)"
        source_id, last = int(unit.run(sql, (reading.source, reading.format, day)).lastrowid), None
    else:
        source_id, last = known
        unit.run("UPDATE source SET last_as_of = max(last_as_of, ?) WHERE id = ?", (day, source_id))
    cursor = unit.run(
        "INSERT INTO import_run (source_id, filename, as_of, before_as_of, at) VALUES (?, ?, ?, ?, ?)",
        (source_id, filename, day, last, moment.at),
    )
    return source_id, int(cursor.lastrowid), last is None or day >= last


def _tell(unit: Writing, moment: Moment, filename: str, gone: Sequence[tuple[int, str]]) -> list[int]:
    """One journal line for each account the import changed; returns those accounts."""
    lost: dict[int, list[str]] = {}
    for account_id, number in gone:
        lost.setdefault(account_id, []).append(number or "a credit")
    rows = unit.all(
        "SELECT account_id, currency, SUM(fresh), SUM(amount * sign) FILTER (WHERE fresh = 1), "
        "SUM(touched AND NOT fresh) FROM stage WHERE fresh = 1 OR touched = 1 GROUP BY account_id"
    )
    for account_id, currency, fresh, cents, changed in rows:
        parts = [f"{fresh} new, {plain(cents, currency)}"] if fresh else []
        parts += [f"{changed} changed"] if changed else []
        numbers = lost.pop(account_id, [])
        parts += [f"no longer open: {', '.join(numbers)}"] if numbers else []
        journal.append(unit, moment, account_id, "import", f"{filename}: {'; '.join(parts)}")
    for account_id, numbers in lost.items():
        journal.append(unit, moment, account_id, "import", f"{filename}: no longer open: {', '.join(numbers)}")
    return [row[0] for row in rows] + list(lost)


def take_back(unit: Writing, moment: Moment, import_id: int, rules: StandingRules) -> None:
    """Take an import back: each of its entries and allocations is reversed, as if the file had never come.

    Accounts it made stay, owing nothing.
    """
    entries = unit.all("SELECT id, account_id, COALESCE(root_id, id) FROM entry WHERE import_id = ?", (import_id,))
    unit.run(
        "INSERT INTO allocation (credit_id, debit_id, cents, effective_on, recorded_at) "
        "SELECT credit_id, debit_id, -cents, effective_on, ? FROM allocation WHERE import_id = ? ORDER BY id",
        (moment.at, import_id),
    )
    values = [ledger.reversing(moment, entry[0], "import undone") for entry in reversed(entries)]
    unit.many(ledger.REVERSE, values)
    linked = unit.all("SELECT debit_id, credit_id FROM allocation WHERE import_id = ?", (import_id,))
    own = {entry[0] for entry in entries}
    others = {entry[2] for entry in entries} | {one for pair in linked for one in pair}
    ledger.settle(unit, sorted(own))
    ledger.settle(unit, sorted(others - own))
    unit.run(
        "UPDATE item SET source_id = a.before_source_id FROM adoption a "
        "WHERE a.import_id = ? AND a.entry_id = item.entry_id",
        (import_id,),
    )
    restated = unit.all(
        "SELECT id, restates_id FROM entry WHERE import_id = ? AND restates_id IS NOT NULL ORDER BY id DESC",
        (import_id,),
    )
    for new, old in restated:
        agreements.carry_over(unit, new, old)
    unit.run("UPDATE import_run SET undone = 1 WHERE id = ?", (import_id,))
    unit.run(
        "UPDATE source SET last_as_of = COALESCE((SELECT before_as_of FROM import_run WHERE id = ?), '') "
        "WHERE id = (SELECT source_id FROM import_run WHERE id = ?)",
        (import_id, import_id),
    )
    renew(unit, moment, sorted({entry[1] for entry in entries}), rules)
