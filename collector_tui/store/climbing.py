"""The steps of the ladder that an account has taken: by a message, a call, or by hand."""

from datetime import date
from typing import NamedTuple

from collector_tui.domain.moment import Moment
from collector_tui.store.book import Book, Row, Writing


def take(
    unit: Writing,
    moment: Moment,
    account_id: int,
    step_day: int,
    oldest_due: date,
    line: int,
    message_id: int | None = None,
    *,
    by_hand: bool = False,
    answer_by: date | None = None,
) -> None:
    """Note that a step was taken today under a journal line; by a message, unless that turns out to have failed.

    With `by_hand` somebody was reached without the program: that is a contact too. `answer_by` is the day that was
    given to answer: nothing firmer comes before it has passed.
    """
    unit.run(
        "INSERT INTO climb (account_id, step, day, oldest_due, line, message_id, by_hand, answer_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            account_id,
            step_day,
            moment.today.isoformat(),
            oldest_due.isoformat(),
            line,
            message_id,
            int(by_hand),
            answer_by.isoformat() if answer_by else None,
        ),
    )


def step_of_message(book: Book, message_id: int) -> int | None:
    """The day on the ladder of the step that a message took, if it took one."""
    row = book.row("SELECT step FROM climb WHERE message_id = ? LIMIT 1", (message_id,))
    return int(row[0]) if row else None


def take_back(unit: Writing, line: int) -> list[int]:
    """The steps that were taken under a journal line were not taken after all; returns their accounts."""
    rows = unit.all("SELECT DISTINCT account_id FROM climb WHERE line = ? AND undone = 0", (line,))
    unit.run("UPDATE climb SET undone = 1 WHERE line = ?", (line,))
    return [row[0] for row in rows]


class Climber(NamedTuple):
    """Where an account is on its ladder, and which ladder that is by its kind or by name."""

    account_id: int
    name: str
    kind: str
    ladder: str
    step_taken: int
    next_step: int | None
    oldest_due: date


_CLIMBER = (
    "SELECT id, name, kind, COALESCE((SELECT value FROM fact WHERE account_id = a.id AND name = 'ladder'), ''), "
    "step_taken, next_step, oldest_due FROM account a WHERE "
)


def of_account(unit: Writing, account_id: int) -> Climber | None:
    """Where an account is on its ladder, as of the last time it was brought up to date; None where nothing is due of it."""
    row = unit.one(f"{_CLIMBER} id = ? AND oldest_due IS NOT NULL", (account_id,))
    return _climber(row) if row else None


def waiting(book: Book, today: date) -> list[Climber]:
    """The accounts of the queue that have begun to climb and whose next step is due."""
    rows = book.rows(
        f"{_CLIMBER} sort_key IS NOT NULL AND step_taken >= 0 AND next_step_on <= ? AND oldest_due IS NOT NULL",
        (today.isoformat(),),
    )
    return [_climber(row) for row in rows]


_AWAY = "away_since"


def away_since(book: Book) -> date | None:
    """The last day of work before days away that nobody has decided about yet."""
    day = book.meta(_AWAY)
    return date.fromisoformat(day) if day else None


def note_away(unit: Writing, since: date | None) -> None:
    """Remember since when nobody was here, until it is decided what to do about the steps that came due."""
    unit.run("DELETE FROM meta WHERE key = ?", (_AWAY,))
    if since:
        unit.run("INSERT INTO meta VALUES (?, ?)", (_AWAY, since.isoformat()))


def _climber(row: Row) -> Climber:
    return Climber._make([*row[:6], date.fromisoformat(row[6])])
