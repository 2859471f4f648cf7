"""What a person did, in order, so that it can be taken back; and the keys that let a form book only once."""

from datetime import date
from typing import NamedTuple

from collector_tui.domain.moment import Moment
from collector_tui.store.book import Book, Writing


class Act(NamedTuple):
    """One act that can be taken back: its kind, the account, the row it made, and its name for the collector."""

    id: int
    kind: str
    account_id: int | None
    ref_id: int
    label: str
    journal_id: int


def record(
    unit: Writing, moment: Moment, kind: str, account_id: int | None, ref_id: int, label: str, key: str, line: int
) -> int:
    """Put an act on the stack and return its id."""
    cursor = unit.run(
        "INSERT INTO act (kind, account_id, ref_id, label, day, form_key, journal_id) VALUES (?,?,?,?,?,?,?)",
        (kind, account_id, ref_id, label, moment.today.isoformat(), key, line),
    )
    return int(cursor.lastrowid)


def refer(unit: Writing, act_id: int, made: int) -> None:
    """Note the row that an act has made."""
    unit.run("UPDATE act SET ref_id = ? WHERE id = ?", (made, act_id))


def booked(unit: Writing, key: str) -> Act | None:
    """The act this form has booked already, if it has."""
    row = unit.one("SELECT id, kind, account_id, ref_id, label, journal_id FROM act WHERE form_key = ?", (key,))
    return Act(*row) if row else None


def of_id(unit: Writing, act_id: int) -> Act | None:
    """The act of that number, unless it is taken back or out of the way of undo."""
    row = unit.one(
        "SELECT id, kind, account_id, ref_id, label, journal_id FROM act WHERE id = ? AND undone_by IS NULL", (act_id,)
    )
    return Act(*row) if row else None


def newest(unit: Writing) -> Act | None:
    """The last act that is not taken back yet."""
    row = unit.one(
        "SELECT id, kind, account_id, ref_id, label, journal_id FROM act WHERE undone_by IS NULL ORDER BY id DESC LIMIT 1"
    )
    return Act(*row) if row else None


def take_back(unit: Writing, act: Act, line: int) -> None:
    """Mark an act as taken back by a journal line, the plans it made with it; what it had handled waits again."""
    set_aside(unit, act, line)
    unit.run("UPDATE plan SET undone = 1 WHERE act_id = ?", (act.id,))
    concerned = "account_id IN (SELECT ?1 UNION SELECT account_id FROM message WHERE batch = ?3) AND handled = ?2"
    for table in ("message", "reply"):
        unit.run(f"UPDATE {table} SET handled = 0 WHERE {concerned}", (act.account_id, act.journal_id, act.id))


def set_aside(unit: Writing, act: Act, line: int) -> None:
    """Mark an act as out of the way of undo, though what it did stands."""
    unit.run("UPDATE act SET undone_by = ? WHERE id = ?", (line, act.id))


def relabel(unit: Writing, act_id: int, label: str) -> None:
    """Give an act its final name, once it is known how it ended."""
    unit.run("UPDATE act SET label = ? WHERE id = ?", (label, act_id))


_WORK = ", ".join(
    f"'{kind}'"
    for kind in (
        *("call", "send", "step", "done", "snooze", "next", "note"),
        *("promise", "arrange", "hold", "dispute", "offer", "contra"),
    )
)
"""What counts as having worked an account: a contact, a plan or an agreement, but not money that came by itself."""


def accounts_worked(book: Book, day: str) -> tuple[int, int]:
    """How many accounts were worked on a day, and how many of them are in the queue all the same.

    An act that undo came to and left standing counts as it did.
    """
    stands = "(undone_by IS NULL OR undone_by IN (SELECT id FROM journal WHERE id = undone_by AND kind = 'stands'))"
    row = book.row(
        "SELECT COUNT(*), COUNT(a.sort_key) FROM account a WHERE a.id IN ("
        f"SELECT account_id FROM act WHERE day = ?1 AND kind IN ({_WORK}) AND {stands} UNION "
        "SELECT account_id FROM message WHERE batch IS NOT NULL AND state <> 'cancelled' AND day = ?1)",
        (day,),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def last_day(book: Book) -> date | None:
    """The last day on which a person did anything; what has come by itself does not count."""
    row = book.row("SELECT MAX(day) FROM act WHERE kind NOT IN ('import', 'account', 'invoice', 'fact')")
    return date.fromisoformat(row[0]) if row and row[0] else None
