"""The outbox: messages and their states, each state committed before the next thing is tried."""

from collections.abc import Iterable
from datetime import datetime

from collector_tui.domain.carrier import Inbound
from collector_tui.domain.message import Draft, OutboxMessage
from collector_tui.domain.moment import Moment, stamp
from collector_tui.domain.outbox import IN_FLIGHT, State, may_follow
from collector_tui.domain.text import whole
from collector_tui.store.book import Book, Row, Writing

_COLUMNS = (
    "m.id, m.account_id, a.name, m.recipient, m.state, m.text, m.tone, m.segments, m.queued_at, m.leaves_at, "
    "m.expires_at, m.figures, COALESCE(m.provider_id, ''), m.error, m.simulated, m.phone_id"
)
_FROM = f"SELECT {_COLUMNS} FROM message m JOIN account a ON a.id = m.account_id"


def _message(row: Row) -> OutboxMessage:
    instant = datetime.fromisoformat
    return OutboxMessage(
        *row[:8],  # type: ignore[call-arg]
        instant(row[8]),
        instant(row[9]),
        instant(row[10]),
        *row[11:14],
        bool(row[14]),
        row[15],
    )


def put(
    unit: Writing,
    moment: Moment,
    draft: Draft,
    phone_id: int,
    recipient: str,
    leaves_at: datetime,
    expires_at: datetime,
    line: int,
) -> int:
    """Lay a message in the outbox with its words frozen; returns its id."""
    cursor = unit.run(
        "INSERT INTO message (account_id, phone_id, recipient, channel, tone, step, text, encoding, units, segments, "
        "figures, state, day, queued_at, leaves_at, expires_at, state_at, mark) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?,'queued',?,?,?,?,?,?)",
        (
            draft.account_id,
            phone_id,
            recipient,
            draft.channel,
            draft.tone,
            draft.step,
            draft.text,
            draft.size.encoding,
            draft.size.units,
            draft.size.segments,
            draft.figures,
            moment.today.isoformat(),
            moment.at,
            stamp(leaves_at),
            stamp(expires_at),
            moment.at,
            line,
        ),
    )
    return int(cursor.lastrowid)


def mind(unit: Writing, message_id: int, rules: Iterable[str]) -> None:
    """Note the rules that were minded or set aside for a message: they do not hold it up when it leaves."""
    unit.run("UPDATE message SET minded = ? WHERE id = ?", (" ".join(sorted(rules)), message_id))


def minded(unit: Writing, message_id: int) -> frozenset[str]:
    """The rules that were minded or set aside for a message."""
    row = unit.one("SELECT minded FROM message WHERE id = ?", (message_id,))
    return frozenset(row[0].split()) if row else frozenset()


def move(
    unit: Writing,
    moment: Moment,
    message_id: int,
    before: State,
    after: State,
    *,
    error: str = "",
    provider: str = "",
    provider_id: str | None = None,
    simulated: bool = False,
) -> bool:
    """Take a message from one state to the next; False when it was not in the first any more."""
    if not may_follow(before, after):
        raise AssertionError(f"a message does not go from {before} to {after}")
    cursor = unit.run(
        "UPDATE message SET state = ?, state_at = ?, error = ?, provider = CASE ? WHEN '' THEN provider ELSE ? END, "
        "provider_id = COALESCE(?, provider_id), simulated = MAX(simulated, ?), "
        "sending_at = CASE ? WHEN 'sending' THEN ? ELSE sending_at END WHERE id = ? AND state = ?",
        (
            after,
            moment.at,
            whole(error),
            provider,
            provider,
            provider_id,
            int(simulated),
            after,
            moment.at,
            message_id,
            before,
        ),
    )
    return bool(cursor.rowcount == 1)


def withdraw(unit: Writing, moment: Moment, message_id: int) -> bool:
    """Take a message out of the outbox; True as well when it was held back there, False when it has left."""
    if move(unit, moment, message_id, "queued", "cancelled"):
        return True
    return unit.one("SELECT 1 FROM message WHERE id = ? AND state = 'cancelled'", (message_id,)) is not None


def postpone(unit: Writing, message_id: int, until: datetime) -> None:
    """Let a queued message wait until an instant."""
    unit.run("UPDATE message SET leaves_at = ? WHERE id = ? AND state = 'queued'", (stamp(until), message_id))


def state_of_newest(book: Book, account_id: int) -> tuple[str, str] | None:
    """The state and day of the newest message to the account that was not taken back or looked at."""
    row = book.row(
        "SELECT state, day FROM message WHERE account_id = ? AND state <> 'cancelled' "
        "AND (handled = 0 OR state <> 'unknown') ORDER BY mark DESC LIMIT 1",
        (account_id,),
    )
    return (row[0], row[1]) if row else None


def get(book: Book, message_id: int) -> OutboxMessage | None:
    """One message."""
    row = book.row(f"{_FROM} WHERE m.id = ?", (message_id,))
    return _message(row) if row else None


def listed(book: Book, limit: int) -> list[OutboxMessage]:
    """The newest messages, newest first."""
    return [_message(row) for row in book.rows(f"{_FROM} ORDER BY m.id DESC LIMIT ?", (limit,))]


def waiting(book: Book) -> list[OutboxMessage]:
    """The messages that have yet to leave, the first to leave first."""
    return [_message(row) for row in book.rows(f"{_FROM} WHERE m.state = 'queued' ORDER BY m.leaves_at, m.id")]


def in_flight(book: Book) -> list[OutboxMessage]:
    """The messages a receipt may still come for."""
    states = ",".join(f"'{state}'" for state in IN_FLIGHT)
    return [_message(row) for row in book.rows(f"{_FROM} WHERE m.state IN ({states}) ORDER BY m.id LIMIT 1000")]


def left_sending(book: Book) -> list[OutboxMessage]:
    """The messages that were being handed over when the program ended."""
    return [_message(row) for row in book.rows(f"{_FROM} WHERE m.state = 'sending' ORDER BY m.id")]


def keep_reply(
    unit: Writing, moment: Moment, provider: str, inbound: Inbound, simulated: bool
) -> tuple[int, int | None] | None:
    """Keep a text that came in, once; returns its id and the account it is from, or None when it is known.

    A number several accounts share belongs to the one last written to.
    """
    row = unit.one(
        "SELECT p.account_id FROM phone p LEFT JOIN message m ON m.account_id = p.account_id "
        "WHERE p.e164 = ? AND p.e164 <> '' ORDER BY m.id DESC NULLS LAST LIMIT 1",
        (inbound.sender,),
    )
    account_id = row[0] if row else None
    cursor = unit.run(
        "INSERT OR IGNORE INTO reply (account_id, sender, text, raw, received_at, provider, provider_id, simulated) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            account_id,
            inbound.sender,
            whole(inbound.text),
            inbound.text.encode("utf-8", "surrogatepass"),
            moment.at,
            provider,
            inbound.provider_id,
            int(simulated),
        ),
    )
    return (int(cursor.lastrowid), account_id) if cursor.rowcount == 1 else None
