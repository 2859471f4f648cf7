"""Replies: kept once each, matched to accounts by their number, and marked as read."""

from datetime import datetime

from collector_tui.domain.carrier import NOT_SAID, Inbound
from collector_tui.domain.moment import Moment, stamp
from collector_tui.domain.optout import wish
from collector_tui.domain.reply import Reply
from collector_tui.domain.text import whole
from collector_tui.store import optouts
from collector_tui.store.book import Book, Row, Writing


def is_known(book: Book, provider: str, provider_id: str) -> bool:
    """Whether a reply has been kept already."""
    return book.row("SELECT 1 FROM reply WHERE provider = ? AND provider_id = ?", (provider, provider_id)) is not None


def keep(
    unit: Writing, moment: Moment, provider: str, inbound: Inbound, simulated: bool
) -> tuple[int, int | None] | None:
    """Keep a reply, once; returns its id and the account it is from, or None when it is known.

    A number that several accounts share belongs to the one last written to, until a person says otherwise.
    """
    accounts = _sharing(unit, inbound.sender)
    account_id = accounts[0][0] if accounts else None
    cursor = unit.run(
        "INSERT OR IGNORE INTO reply (account_id, sender, text, raw, received_at, provider, provider_id, simulated) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            account_id,
            inbound.sender,
            whole(inbound.text),
            inbound.text.encode("utf-8", "surrogatepass"),
            moment.at if inbound.received_at == NOT_SAID else stamp(inbound.received_at),
            provider,
            inbound.provider_id,
            int(simulated),
        ),
    )
    return (int(cursor.lastrowid), account_id) if cursor.rowcount == 1 else None


def note_line(unit: Writing, reply_id: int, line: int) -> None:
    """Note the journal line under which a reply was kept."""
    unit.run("UPDATE reply SET line = ? WHERE id = ?", (line, reply_id))


_SHARING = """
SELECT a.id, a.name FROM account a JOIN phone p ON p.account_id = a.id WHERE p.e164 = ? AND p.e164 <> ''
GROUP BY a.id ORDER BY (SELECT MAX(mark) FROM message WHERE account_id = a.id) DESC NULLS LAST, a.id
"""
"""The accounts with a number, the one last written to first."""


def _sharing(source: Book | Writing, sender: str) -> list[tuple[int, str]]:
    rows = source.all(_SHARING, (sender,)) if isinstance(source, Writing) else source.rows(_SHARING, (sender,))
    return [(row[0], row[1]) for row in rows]


_REPLY = (
    "SELECT r.id, r.account_id, COALESCE(a.name, ''), r.sender, r.text, r.received_at, r.handled, r.simulated "
    "FROM reply r LEFT JOIN account a ON a.id = r.account_id"
)


def listed(book: Book, limit: int, *, unread: bool = False) -> list[Reply]:
    """The replies, unread ones first, then the newest."""
    where = "WHERE r.handled = 0" if unread else ""
    rows = book.rows(f"{_REPLY} {where} ORDER BY r.handled > 0, r.id DESC LIMIT ?", (limit,))
    return [_reply(book, row) for row in rows]


def get(book: Book, reply_id: int) -> Reply | None:
    """One reply."""
    row = book.row(f"{_REPLY} WHERE r.id = ?", (reply_id,))
    return _reply(book, row) if row else None


def _reply(book: Book, row: Row) -> Reply:
    also = tuple(one for one in _sharing(book, row[3]) if one[0] != row[1])
    said = wish(row[4], is_out=optouts.is_out(book, row[3]))
    at = datetime.fromisoformat(row[5])
    return Reply._make([*row[:5], at, bool(row[6]), bool(row[7]), said, also])


def unread(book: Book) -> int:
    """How many replies nobody has read yet."""
    row = book.row("SELECT COUNT(*) FROM reply WHERE handled = 0")
    return int(row[0]) if row else 0


def unplaced(book: Book) -> int:
    """How many of them are from numbers that nobody is known under: no account comes up for those."""
    row = book.row("SELECT COUNT(*) FROM reply WHERE handled = 0 AND account_id IS NULL")
    return int(row[0]) if row else 0


def mark_read(unit: Writing, reply_id: int, line: int) -> None:
    """A reply was read, as a journal line tells."""
    unit.run("UPDATE reply SET handled = ? WHERE id = ? AND handled = 0", (line, reply_id))


def mark_unread(unit: Writing, reply_id: int) -> str:
    """A reply waits to be read again; returns whom it is from."""
    rows = unit.all("UPDATE reply SET handled = 0 WHERE id = ? RETURNING sender", (reply_id,))
    return str(rows[0][0]) if rows else ""


def give_to(unit: Writing, reply_id: int, account_id: int) -> None:
    """A reply is of that account: a person has said so."""
    unit.run("UPDATE reply SET account_id = ? WHERE id = ?", (account_id, reply_id))


def came_since(unit: Writing, message_id: int) -> bool:
    """Whether a reply was kept after a message was queued, from its account or its number, that nobody has read.

    It is the journal that says what came first: a phone's clock, or a provider's, may not be ours.
    """
    row = unit.one(
        "SELECT 1 FROM message m JOIN reply r ON r.handled = 0 AND r.line > m.mark "
        "AND (r.account_id = m.account_id OR r.sender = m.recipient) WHERE m.id = ? LIMIT 1",
        (message_id,),
    )
    return row is not None
