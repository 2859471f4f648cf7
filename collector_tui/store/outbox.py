"""The outbox: messages and their states, each state committed before the next thing is tried."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from collector_tui.domain.carrier import Inbound
from collector_tui.domain.message import Draft, OutboxMessage
from collector_tui.domain.moment import Moment, stamp
from collector_tui.domain.outbox import IN_FLIGHT, State, may_follow
from collector_tui.domain.text import whole
from collector_tui.store.book import Book, Row, Writing

BY_HAND: Final = "hand"
"""The carrier of what the collector sent without the program: a letter that was posted, an email from elsewhere."""

_COLUMNS = (
    "m.id, m.account_id, a.name, m.recipient, m.channel, m.state, m.subject, m.text, m.tone, m.approach, m.segments, "
    "m.queued_at, m.leaves_at, m.expires_at, m.figures, COALESCE(m.provider_id, ''), m.error, m.simulated, "
    "m.phone_id, m.batch"
)
_FROM = f"SELECT {_COLUMNS} FROM message m JOIN account a ON a.id = m.account_id"


def _message(row: Row) -> OutboxMessage:
    instant = datetime.fromisoformat
    return OutboxMessage(
        *row[:11],  # type: ignore[call-arg]
        instant(row[11]),
        instant(row[12]),
        instant(row[13]),
        *row[14:17],
        bool(row[17]),
        *row[18:],
    )


class Posting(NamedTuple):
    """Where a message goes and when: to whom, by which number, from when on and until when, under which journal line.

    `batch` is the act that queues it together with others.
    """

    recipient: str
    phone_id: int | None
    leaves_at: datetime
    expires_at: datetime
    line: int
    batch: int | None = None


def put(unit: Writing, moment: Moment, draft: Draft, to: Posting, *, by_hand: bool = False) -> int:
    """Lay a message in the outbox with its words frozen, or note one that was sent by hand; returns its id."""
    cursor = unit.run(
        "INSERT INTO message (account_id, phone_id, recipient, channel, tone, approach, subject, text, encoding, units, "
        "segments, figures, state, provider, day, queued_at, leaves_at, expires_at, state_at, mark, batch) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            draft.account_id,
            to.phone_id,
            to.recipient,
            draft.channel,
            draft.tone,
            draft.approach,
            draft.subject,
            draft.text,
            draft.size.encoding,
            draft.size.units,
            draft.size.segments,
            draft.figures,
            "sent" if by_hand else "queued",
            BY_HAND if by_hand else "",
            moment.today.isoformat(),
            moment.at,
            stamp(to.leaves_at),
            stamp(to.expires_at),
            moment.at,
            to.line,
            to.batch,
        ),
    )
    return int(cursor.lastrowid)


def take_back(unit: Writing, moment: Moment, line: int) -> list[int]:
    """Messages that were sent by hand under a journal line were not sent after all; returns their accounts."""
    rows = unit.all("SELECT id, account_id FROM message WHERE mark = ? AND provider = ?", (line, BY_HAND))
    for message_id, _ in rows:
        unit.run("UPDATE message SET state = 'cancelled', state_at = ? WHERE id = ?", (moment.at, message_id))
    return [row[1] for row in rows]


def of_batch(source: Book | Writing, batch: int, state: State) -> list[tuple[int, int]]:
    """The messages of a batch in a state: their ids and accounts."""
    sql, values = "SELECT id, account_id FROM message WHERE batch = ? AND state = ? ORDER BY id", (batch, state)
    rows = source.all(sql, values) if isinstance(source, Writing) else source.rows(sql, values)
    return [(row[0], row[1]) for row in rows]


def counts(book: Book, batch: int) -> dict[str, int]:
    """How many messages of a batch are in each state."""
    return dict(book.rows("SELECT state, COUNT(*) FROM message WHERE batch = ? GROUP BY state", (batch,)))


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
    return [
        _message(row)
        for row in book.rows(
            f"{_FROM} WHERE m.state IN ({states}) AND m.provider_id IS NOT NULL ORDER BY m.id LIMIT 1000"
        )
    ]


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
