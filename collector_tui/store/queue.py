"""The queue as it is read: pages by keyset from its index, and lengths from the tally."""

from datetime import date
from typing import Any, NamedTuple

from collector_tui.domain.account import QueueRow
from collector_tui.store.book import Book, Row

COLUMNS = (
    "id, name, currency, overdue_cents, balance_cents, oldest_due, bucket, reason, reason_on, reason_text, "
    "next_on, sort_key, hidden_by"
)


class QueueFilter(NamedTuple):
    """What part of the queue is shown: any, or one bucket, reason or currency."""

    bucket: int | None = None
    reason: str = ""
    currency: str = ""

    def __bool__(self) -> bool:
        return self.bucket is not None or bool(self.reason) or bool(self.currency)


class Tally(NamedTuple):
    """The book in one currency: residuals by bucket, what is unapplied, what is overdue."""

    currency: str
    buckets_cents: tuple[int, int, int, int, int]
    unapplied_cents: int
    overdue_cents: int


def as_queue_row(row: Row) -> QueueRow:
    """The value of one row of `COLUMNS`."""
    day = date.fromisoformat
    return QueueRow(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        day(row[5]) if row[5] else None,
        row[6],
        row[7],
        day(row[8]) if row[8] else None,
        row[9],
        day(row[10]) if row[10] else None,
        row[11],
        row[12],
    )


def _where(shown: QueueFilter) -> tuple[str, list[Any]]:
    clauses, values = ["sort_key IS NOT NULL"], []
    for column, value in (("reason", shown.reason), ("bucket", shown.bucket), ("currency", shown.currency)):
        if value not in (None, ""):
            clauses.append(f"{column} = ?")
            values.append(value)
    return " AND ".join(clauses), values


def page(
    book: Book, shown: QueueFilter, after: tuple[int, int] | None, limit: int, *, back: bool = False
) -> list[QueueRow]:
    """Up to `limit` rows after a place (`sort_key`, id), or before it when going back; in the order gone."""
    where, values = _where(shown)
    order, sign = ("DESC", "<") if back else ("ASC", ">")
    if after:
        where += f" AND (sort_key, id) {sign} (?, ?)"
        values += after
    rows = book.rows(
        f"SELECT {COLUMNS} FROM account WHERE {where} ORDER BY sort_key {order}, id {order} LIMIT ?", (*values, limit)
    )
    return [as_queue_row(row) for row in rows]


def page_at(book: Book, shown: QueueFilter, index: int, limit: int, length: int) -> list[QueueRow]:
    """The rows from an index on, walked from the nearer end: for a jump of the scroll bar only."""
    where, values = _where(shown)
    near_end = index > length // 2
    order = "DESC" if near_end else "ASC"
    take = min(limit, length - index)
    offset = max(length - index - take, 0) if near_end else index
    rows = book.rows(
        f"SELECT {COLUMNS} FROM account WHERE {where} ORDER BY sort_key {order}, id {order} LIMIT ? OFFSET ?",
        (*values, take, offset),
    )
    return [as_queue_row(row) for row in (reversed(rows) if near_end else rows)]


def length(book: Book, shown: QueueFilter) -> int:
    """How many accounts are in this part of the queue: read from the tally, never counted."""
    where, values = _where(shown)
    where = where.replace("sort_key IS NOT NULL", "reason <> ''")
    row = book.row(f"SELECT COALESCE(SUM(accounts), 0) FROM tally WHERE {where}", values)
    return int(row[0]) if row else 0


def place_of(book: Book, shown: QueueFilter, row: QueueRow) -> int:
    """How many rows stand before this one."""
    where, values = _where(shown)
    found = book.row(
        f"SELECT COUNT(*) FROM account WHERE {where} AND (sort_key, id) < (?, ?)", (*values, row.sort_key, row.id)
    )
    return int(found[0]) if found else 0


def has_accounts(book: Book) -> bool:
    """Whether there is any account in the book."""
    return book.row("SELECT 1 FROM account LIMIT 1") is not None


def tallies(book: Book) -> list[Tally]:
    """The aging of the book, one line a currency."""
    rows = book.rows(
        "SELECT currency, SUM(current_cents), SUM(days_1_cents), SUM(days_31_cents), SUM(days_61_cents), "
        "SUM(days_91_cents), SUM(unapplied_cents), SUM(overdue_cents) FROM tally GROUP BY currency "
        "ORDER BY SUM(overdue_cents) DESC, currency"
    )
    return [Tally(row[0], tuple(row[1:6]), row[6], row[7]) for row in rows]


def reasons(book: Book) -> list[tuple[str, int, int]]:
    """Each reason and bucket that is in the queue, and how many accounts have it."""
    rows = book.rows(
        "SELECT reason, bucket, SUM(accounts) FROM tally WHERE reason <> '' GROUP BY 1, 2 HAVING SUM(accounts) > 0"
    )
    return [(row[0], row[1], row[2]) for row in rows]


def outside(book: Book, limit: int | None) -> list[QueueRow]:
    """The accounts that are not in the queue, by name; all of them without a limit."""
    rows = book.rows(
        f"SELECT {COLUMNS} FROM account WHERE sort_key IS NULL ORDER BY name_key, id LIMIT ?",
        (-1 if limit is None else max(limit, 0),),
    )
    return [as_queue_row(row) for row in rows]


def one(book: Book, account_id: int) -> QueueRow | None:
    """The queue's row of one account, in the queue or not."""
    row = book.row(f"SELECT {COLUMNS} FROM account WHERE id = ?", (account_id,))
    return as_queue_row(row) if row else None


def orphans(book: Book) -> int:
    """How many accounts owe and have nothing planned: read from an index of them that is empty in a sound book."""
    row = book.row("SELECT COUNT(*) FROM account WHERE balance_cents > 0 AND next_on IS NULL")
    return int(row[0]) if row else 0


class Due(NamedTuple):
    """An account that is late or has something due, and where it is on its ladder."""

    row: QueueRow
    kind: str
    ladder: str
    next_step: int | None
    next_step_on: date | None


def late_or_due(book: Book, today: date) -> list[Due]:
    """The accounts that are late, whatever is agreed with them, or whose next step is due; in the queue's order."""
    rows = book.rows(
        f"SELECT {COLUMNS}, kind, COALESCE((SELECT value FROM fact WHERE account_id = a.id AND name = 'ladder'), ''), "
        "next_step, next_step_on FROM account a WHERE sort_key IS NOT NULL OR next_step_on <= ? "
        "OR days_1_cents + days_31_cents + days_61_cents + days_91_cents > 0 "
        "ORDER BY sort_key IS NULL, sort_key, name_key, id",
        (today.isoformat(),),
    )
    return [
        Due._make([as_queue_row(row[:13]), *row[13:16], date.fromisoformat(row[16]) if row[16] else None])
        for row in rows
    ]


def all_ids(book: Book) -> list[int]:
    """Every account, by name."""
    return [row[0] for row in book.rows("SELECT id FROM account ORDER BY name_key, id")]
