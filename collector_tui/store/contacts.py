"""Calls, notes and plans: what was said and done, and what is to be done next."""

from datetime import date
from typing import Final, NamedTuple

from collector_tui.domain.call import NextAction
from collector_tui.domain.guard import Reached
from collector_tui.domain.moment import Moment
from collector_tui.store.book import Book, Writing


def begin_call(unit: Writing, moment: Moment, account_id: int, phone_id: int | None, inbound: bool, line: int) -> int:
    """Enter a call whose end is not known yet; it counts already."""
    cursor = unit.run(
        "INSERT INTO call (account_id, phone_id, inbound, at, day, outcome, mark) VALUES (?, ?, ?, ?, ?, 'unfinished', ?)",
        (account_id, phone_id, int(inbound), moment.at, moment.today.isoformat(), line),
    )
    return int(cursor.lastrowid)


def end_call(
    unit: Writing, call_id: int, outcome: str, reached: bool, note: str, seconds: int | None, line: int
) -> None:
    """Enter how a call ended; said again, the last word counts."""
    unit.run(
        "UPDATE call SET outcome = ?, reached = ?, note = ?, seconds = COALESCE(?, seconds), mark = ? WHERE id = ?",
        (outcome, int(reached), note, seconds, line, call_id),
    )


def take_back_call(unit: Writing, call_id: int, retired: bool) -> None:
    """Take a call back; a number that its ending had retired is good again."""
    unit.run("UPDATE call SET undone = 1 WHERE id = ?", (call_id,))
    if retired:
        unit.run("UPDATE phone SET status = 'ok' WHERE id = (SELECT phone_id FROM call WHERE id = ?)", (call_id,))


def call_ended(unit: Writing, call_id: int) -> tuple[int, str, int | None]:
    """The account of a call, how it ended so far, and the number that was dialled."""
    row = unit.one("SELECT account_id, outcome, phone_id FROM call WHERE id = ?", (call_id,))
    if row is None:
        raise LookupError(f"there is no call {call_id}")
    return row[0], row[1], row[2]


def reached(unit: Writing, phone_id: int) -> Reached:
    """What the guard must know of a number at this instant; opted out anywhere is opted out."""
    row = unit.one(
        "SELECT e164, shown, status, zones, extension, e164 IN (SELECT address FROM opt_out), COALESCE((SELECT o.shown "
        "FROM phone o WHERE o.account_id = p.account_id AND o.id <> p.id AND o.status <> 'wrong' "
        "AND o.e164 IN (SELECT address FROM opt_out) ORDER BY o.id LIMIT 1), '') FROM phone p WHERE p.id = ?",
        (phone_id,),
    )
    if row is None:
        raise LookupError(f"there is no number {phone_id}")
    return Reached(row[0], row[1], row[2], bool(row[5]), tuple(filter(None, row[3].split("|"))), row[4], row[6])


def first_right(unit: Writing, account_id: int) -> Reached | None:
    """The first number of an account that is neither wrong nor out of service."""
    row = unit.one("SELECT id FROM phone WHERE account_id = ? AND status = 'ok' ORDER BY id LIMIT 1", (account_id,))
    return reached(unit, row[0]) if row else None


def add_note(unit: Writing, moment: Moment, account_id: int, text: str) -> int:
    """Keep a note and return its id."""
    from collector_tui.store.schema import NoteRow

    made: int = unit.do(NoteRow.insert(account=account_id, at=moment.at, text=text))
    return made


def take_back_note(unit: Writing, note_id: int) -> None:
    """Take a note back: it stays, marked as undone."""
    from collector_tui.store.schema import NoteRow

    unit.do(NoteRow.update(undone=1).where(NoteRow.id == note_id))


def plan(unit: Writing, account_id: int, action: NextAction, line: int, act_id: int | None) -> int:
    """Set the next action; it replaces what was planned before, and comes back when it is undone."""
    return _plan(unit, account_id, action.kind, action.on.isoformat(), action.at, action.what, line, act_id)


def snooze(unit: Writing, account_id: int, day: str, line: int, act_id: int | None) -> int:
    """Hide an account until a day."""
    return _plan(unit, account_id, "snooze", day, "", "", line, act_id)


def _plan(
    unit: Writing, account_id: int, kind: str, day: str, at: str, what: str, line: int, act_id: int | None
) -> int:
    cursor = unit.run(
        "INSERT INTO plan (account_id, kind, day, at, what, mark, act_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (account_id, kind, day, at, what, line, act_id),
    )
    return int(cursor.lastrowid)


def withdraw_plans(unit: Writing, act_id: int) -> None:
    """Forget the plans an act has made, because it makes new ones."""
    unit.run("UPDATE plan SET undone = 1 WHERE act_id = ?", (act_id,))


def mark_handled(unit: Writing, account_id: int, line: int) -> None:
    """Replies were read and failures looked at: they no longer bring the account to the top."""
    unit.run("UPDATE reply SET handled = ? WHERE account_id = ? AND handled = 0", (line, account_id))
    unit.run(
        "UPDATE message SET handled = ? WHERE account_id = ? AND handled = 0 "
        "AND state NOT IN ('queued', 'sending', 'accepted', 'sent')",
        (line, account_id),
    )


class Past(NamedTuple):
    """One contact of the past as the book has it: what it was, the way it went, how it ended, and the words of a reply."""

    at: str
    channel: str
    inbound: bool
    outcome: str
    words: str


_ATTEMPTED: Final = (
    "queued",
    "sending",
    "accepted",
    "sent",
    "delivered",
    "undelivered",
    "failed",
    "unknown",
    "no_receipt",
)
"""A message in one of these states was tried, or will be: it counts, though it may not have arrived."""

_ARRIVED: Final = "'accepted', 'sent', 'delivered', 'no_receipt'"
"""The states of a message that left, as far as anybody knows."""

_RECENT = f"""
SELECT at, 'call', inbound, outcome, '' FROM call WHERE account_id = ?1 AND undone = 0 AND at >= ?2
UNION ALL SELECT COALESCE(sending_at, queued_at), channel, 0, 'sent', '' FROM message
    WHERE account_id = ?1 AND state IN ({", ".join(f"'{state}'" for state in _ATTEMPTED)})
    AND queued_at >= ?2 AND id <> ?3
UNION ALL SELECT received_at, 'sms', 1, 'text', text FROM reply WHERE account_id = ?1 AND received_at >= ?2
ORDER BY 1
"""


def recent(source: Book | Writing, account_id: int, since: str, apart_from: int = 0) -> list[Past]:
    """The contacts of an account since an instant, oldest first, tried or made, by either side.

    A message that is on its way counts; the one that is just judged (`apart_from`) does not count against itself.
    """
    values = (account_id, since, apart_from)
    rows = source.all(_RECENT, values) if isinstance(source, Writing) else source.rows(_RECENT, values)
    return [Past(row[0], row[1], bool(row[2]), row[3], row[4]) for row in rows]


def days_reached(book: Book, account_id: int, most: int) -> list[date]:
    """The last days on which the debtor was written to or spoken with, oldest first; what failed is left out."""
    rows = book.rows(
        "SELECT day FROM call WHERE account_id = ?1 AND undone = 0 AND reached = 1 UNION SELECT day FROM message "
        f"WHERE account_id = ?1 AND state IN ({_ARRIVED}) AND approach <> 'notice' "
        "UNION SELECT day FROM climb WHERE account_id = ?1 AND undone = 0 AND by_hand = 1 ORDER BY day DESC LIMIT ?2",
        (account_id, most),
    )
    return sorted(date.fromisoformat(row[0]) for row in rows)


def unread_reply(unit: Writing, account_id: int) -> str:
    """The newest reply of an account that nobody has read; empty where there is none."""
    row = unit.one(
        "SELECT text FROM reply WHERE account_id = ? AND handled = 0 ORDER BY id DESC LIMIT 1", (account_id,)
    )
    return str(row[0]) if row else ""


def spoke_on(unit: Writing, account_id: int, day: str) -> bool:
    """Whether the debtor was spoken with on a day."""
    row = unit.one(
        "SELECT 1 FROM call WHERE account_id = ? AND day = ? AND undone = 0 AND outcome = 'right_party' LIMIT 1",
        (account_id, day),
    )
    return row is not None
