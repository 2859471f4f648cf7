"""Agreements in the book: made, read with their instalments and invoices, and ended; never edited."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from collector_tui.domain.agreement import Agreement, Instalment
from collector_tui.domain.moment import Moment
from collector_tui.store.book import Book, Row, Writing

_COLUMNS = (
    "id, kind, number, amount_cents, made_on, until_on, tolerance_days, what, note, document, entry_id, paid_cents, "
    "state, state_line, line, ended_on, ending, after_entry"
)
_OF = f"SELECT account_id, {_COLUMNS} FROM agreement WHERE account_id IN (SELECT value FROM json_each(?)) AND undone = 0 ORDER BY id"
_INVOICES = (
    "SELECT agreement_id, entry_id FROM agreement_invoice WHERE agreement_id IN (SELECT value FROM json_each(?)) "
    "ORDER BY agreement_id, entry_id"
)
_INSTALMENTS = (
    "SELECT agreement_id, number, due_on, amount_cents, paid_cents, state FROM instalment "
    "WHERE agreement_id IN (SELECT value FROM json_each(?)) ORDER BY agreement_id, number"
)


def ids_text(ids: Sequence[int]) -> str:
    """Ids as one value that SQL takes apart again."""
    return f"[{','.join(map(str, ids))}]"


def of_accounts(source: Book | Writing, account_ids: Sequence[int]) -> dict[int, list[Agreement]]:
    """The agreements of these accounts, oldest first; an account that has none is left out."""
    found = _all(source, _OF, account_ids)
    if not found:
        return {}
    parts, invoices = defaultdict(list), defaultdict(list)
    for agreement_id, *rest in _all(source, _INSTALMENTS, _ids(found, "arrangement")):
        parts[agreement_id].append(Instalment(rest[0], date.fromisoformat(rest[1]), *rest[2:]))
    for agreement_id, entry_id in _all(source, _INVOICES, _ids(found, "arrangement", "offer", "contra")):
        invoices[agreement_id].append(entry_id)
    made: dict[int, list[Agreement]] = defaultdict(list)
    for account_id, *row in found:
        made[account_id].append(_as_agreement(tuple(row), tuple(invoices[row[0]]), tuple(parts[row[0]])))
    return dict(made)


def _all(source: Book | Writing, sql: str, ids: Sequence[int]) -> list[Row]:
    if not ids:
        return []
    return source.all(sql, (ids_text(ids),)) if isinstance(source, Writing) else source.rows(sql, (ids_text(ids),))


def _ids(rows: Sequence[Row], *kinds: str) -> list[int]:
    return [row[1] for row in rows if row[2] in kinds]


def _as_agreement(row: Row, invoices: tuple[int, ...], parts: tuple[Instalment, ...]) -> Agreement:
    day = date.fromisoformat
    values = [*row[:4], day(row[4]), day(row[5]), *row[6:15], day(row[15]) if row[15] else None, row[16]]
    return Agreement._make([*values, invoices, parts, row[17]])


def make(unit: Writing, account_id: int, agreement: Agreement, line: int) -> int:
    """Enter an agreement under a journal line and return its id; what is allocated from here on counts for it."""
    cursor = unit.run(
        "INSERT INTO agreement (account_id, kind, number, amount_cents, made_on, until_on, tolerance_days, what, note, "
        "document, entry_id, after_allocation, after_entry, state, state_line, line) VALUES (?,?,?,?,?,?,?,?,?,?,?,"
        "(SELECT COALESCE(MAX(id), 0) FROM allocation),(SELECT COALESCE(MAX(id), 0) FROM entry),?,?,?)",
        (
            account_id,
            agreement.kind,
            agreement.number,
            agreement.amount_cents,
            agreement.made_on.isoformat(),
            agreement.until.isoformat(),
            agreement.tolerance_days,
            agreement.what,
            agreement.note,
            agreement.document,
            agreement.entry_id,
            agreement.state,
            line,
            line,
        ),
    )
    made = int(cursor.lastrowid)
    tell(unit, made, line, agreement.state)
    unit.many("INSERT INTO agreement_invoice VALUES (?, ?)", [(made, entry) for entry in sorted(agreement.invoices)])
    unit.many(
        "INSERT INTO instalment (agreement_id, number, due_on, amount_cents) VALUES (?, ?, ?, ?)",
        [(made, part.number, part.due_on.isoformat(), part.amount_cents) for part in agreement.instalments],
    )
    return made


def end(unit: Writing, moment: Moment, agreement_id: int, ending: str, line: int) -> None:
    """End an agreement by a person's word; what is allocated from here on no longer counts for it."""
    unit.run(
        "UPDATE agreement SET ended_on = ?, ended_line = ?, ending = ?, "
        "upto_allocation = (SELECT COALESCE(MAX(id), 0) FROM allocation) WHERE id = ?",
        (moment.today.isoformat(), line, ending, agreement_id),
    )


def tell(unit: Writing, agreement_id: int, line: int, state: str) -> None:
    """Keep which journal line tells of a state, so that taking an act back finds the line of the state before it."""
    unit.run("INSERT OR REPLACE INTO agreement_state VALUES (?, ?, ?)", (agreement_id, line, state))


def go_back(unit: Writing, agreement_id: int, state: str, undone: int) -> int:
    """Go back to the journal line that told of this state before the line of an act that is taken back.

    Returns it; 0 when another state was told before.
    """
    row = unit.one(
        "SELECT line, state FROM agreement_state WHERE agreement_id = ? AND line < ? ORDER BY line DESC LIMIT 1",
        (agreement_id, undone),
    )
    if row is None or row[1] != state:
        return 0
    unit.run("DELETE FROM agreement_state WHERE agreement_id = ? AND line > ?", (agreement_id, row[0]))
    return int(row[0])


def ended_line(unit: Writing, agreement_id: int) -> int:
    """The journal line with which a person ended an agreement."""
    row = unit.one("SELECT COALESCE(ended_line, state_line) FROM agreement WHERE id = ?", (agreement_id,))
    return int(row[0]) if row else 0


def carry_over(unit: Writing, old: int, new: int) -> None:
    """Let what was agreed about an entry be about the one that takes its place."""
    unit.run("UPDATE agreement SET entry_id = ? WHERE entry_id = ?", (new, old))
    unit.run("UPDATE agreement_invoice SET entry_id = ? WHERE entry_id = ?", (new, old))


def tie(unit: Writing, agreement_id: int, entry_id: int) -> None:
    """Note the entry that fulfilled an agreement, so that it is known when that is reversed."""
    unit.run("UPDATE agreement SET entry_id = ? WHERE id = ?", (entry_id, agreement_id))


def take_back(unit: Writing, line: int) -> None:
    """Take back what was agreed, and what was ended, under a journal line."""
    unit.run("UPDATE agreement SET undone = 1 WHERE line = ?", (line,))
    unit.run("UPDATE agreement SET entry_id = NULL WHERE kind = 'contra' AND ended_line = ?", (line,))
    unit.run(
        "UPDATE agreement SET ended_on = NULL, ended_line = NULL, ending = '', upto_allocation = NULL "
        "WHERE ended_line = ?",
        (line,),
    )


def promised(book: Book) -> list[tuple[str, int]]:
    """What open promises still are to bring, by currency: of an account never more than it owes by now."""
    rows = book.rows(
        "SELECT a.currency, SUM(MIN(due.cents, MAX(a.balance_cents, 0))) FROM (SELECT account_id, "
        "SUM(amount_cents - paid_cents) AS cents FROM agreement WHERE kind = 'promise' AND state = 'open' "
        "AND undone = 0 GROUP BY account_id) due JOIN account a ON a.id = due.account_id GROUP BY a.currency"
    )
    return [(row[0], row[1]) for row in rows]


def of_kind(book: Book, kind: str, first: date, last: date) -> dict[str, list[Agreement]]:
    """The agreements of a kind for the days from `first` to `last`, by the currency of their account."""
    rows = book.rows(
        f"SELECT (SELECT currency FROM account WHERE id = account_id), {_COLUMNS} FROM agreement "
        "WHERE kind = ? AND until_on BETWEEN ? AND ? AND undone = 0 ORDER BY id",
        (kind, first.isoformat(), last.isoformat()),
    )
    made: dict[str, list[Agreement]] = defaultdict(list)
    for currency, *row in rows:
        made[currency].append(_as_agreement(tuple(row), (), ()))
    return dict(made)
