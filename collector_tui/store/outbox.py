"""The outbox: messages and their states, each state committed before the next thing is tried."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from collector_tui.domain.guard import Channel
from collector_tui.domain.message import Draft, OutboxMessage
from collector_tui.domain.moment import Moment, stamp
from collector_tui.domain.outbox import State, Turn, may_follow
from collector_tui.domain.text import whole
from collector_tui.store import attachments
from collector_tui.store.book import Book, Row, Values, Writing

BY_HAND: Final = "hand"
"""The carrier of what the collector sent without the program: a letter that was posted, an email from elsewhere."""

_COLUMNS = (
    "m.id, m.account_id, a.name, m.recipient, m.channel, m.state, m.subject, m.text, m.tone, m.approach, m.segments, "
    "m.queued_at, m.leaves_at, m.expires_at, m.figures, COALESCE(m.provider_id, ''), m.error, m.simulated, "
    "m.phone_id, m.batch, m.looks, m.sending_at, m.parent_id, "
    "(SELECT COALESCE(group_concat(name, ', '), '') FROM "
    "(SELECT name FROM attachment WHERE message_id = m.id ORDER BY id)), m.state_at"
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
        *row[18:21],
        instant(row[21]) if row[21] else None,
        *row[22:24],
        instant(row[24]),
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
    made = int(cursor.lastrowid)
    attachments.put(unit, made, draft.attached)
    return made


def take_back(unit: Writing, moment: Moment, line: int) -> list[int]:
    """Messages that were sent by hand under a journal line were not sent after all; returns their accounts."""
    rows = unit.all("SELECT id, account_id FROM message WHERE mark = ? AND provider = ?", (line, BY_HAND))
    for message_id, _ in rows:
        unit.run("UPDATE message SET state = 'cancelled', state_at = ? WHERE id = ?", (moment.at, message_id))
    return [row[1] for row in rows]


def of_batch(unit: Writing, batch: int, state: State) -> list[tuple[int, int, Channel]]:
    """The messages of a batch in a state: their ids, accounts and channels."""
    sql = "SELECT id, account_id, channel FROM message WHERE batch = ? AND state = ? ORDER BY id"
    return [(row[0], row[1], row[2]) for row in unit.all(sql, (batch, state))]


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


def move(unit: Writing, moment: Moment, message_id: int, turn: Turn) -> bool:
    """Take a message from one state to the next; False when it was not in the first any more.

    What it is asked about next begins anew with each turn. A carrier's id that another message has is not kept.
    """
    if not may_follow(turn.before, turn.after):
        raise AssertionError(f"a message does not go from {turn.before} to {turn.after}")
    cursor = unit.run(
        "UPDATE message SET state = :after, state_at = :at, error = :says, simulated = MAX(simulated, :simulated), "
        "provider = CASE :provider WHEN '' THEN provider ELSE :provider END, "
        "provider_id = CASE WHEN :provider_id = '' OR EXISTS (SELECT 1 FROM message WHERE provider = :provider "
        "AND provider_id = :provider_id) THEN provider_id ELSE :provider_id END, look_at = :look_at, looks = 0, "
        "sending_at = CASE :after WHEN 'sending' THEN :at ELSE sending_at END WHERE id = :id AND state = :before",
        {
            "id": message_id,
            "before": turn.before,
            "after": turn.after,
            "at": moment.at,
            "says": whole(turn.says),
            "simulated": int(turn.simulated),
            "provider": turn.provider,
            "provider_id": turn.provider_id,
            "look_at": stamp(turn.look_at) if turn.look_at else None,
        },
    )
    return bool(cursor.rowcount == 1)


def looked(unit: Writing, message_id: int, look_at: datetime, *, count: bool = True) -> None:
    """A message was asked about and nothing is new: when it is asked about next; `count` says whether that was an answer."""
    unit.run("UPDATE message SET looks = looks + ?, look_at = ? WHERE id = ?", (int(count), stamp(look_at), message_id))


def try_again(unit: Writing, message_id: int, at: datetime, tries: int) -> None:
    """Let a message wait that did not reach the carrier, and remember how often it was tried."""
    unit.run(
        "UPDATE message SET leaves_at = ?, looks = ? WHERE id = ? AND state = 'queued'", (stamp(at), tries, message_id)
    )


def note_seen(unit: Writing, message_id: int, line: int) -> None:
    """Somebody knows what became of a message, as a journal line tells: it does not bring its account to the top."""
    unit.run("UPDATE message SET handled = ? WHERE id = ?", (line, message_id))


def follow(unit: Writing, message_id: int, parent_id: int) -> None:
    """Note the message in whose place another one is sent."""
    unit.run("UPDATE message SET parent_id = ? WHERE id = ? AND id <> ?", (parent_id, message_id, parent_id))


def was_followed(unit: Writing, message_id: int) -> bool:
    """Whether another message was sent in place of this one, and not taken back."""
    row = unit.one("SELECT 1 FROM message WHERE parent_id = ? AND state <> 'cancelled' LIMIT 1", (message_id,))
    return row is not None


def withdraw(unit: Writing, moment: Moment, message_id: int) -> bool:
    """Take a message out of the outbox; True as well when it was held back there, False when it has left."""
    if move(unit, moment, message_id, Turn("queued", "cancelled")):
        return True
    return unit.one("SELECT 1 FROM message WHERE id = ? AND state = 'cancelled'", (message_id,)) is not None


def postpone(unit: Writing, message_id: int, until: datetime, expires: datetime) -> None:
    """Let a queued message wait until an instant; it is not too late for it before the other one."""
    unit.run(
        "UPDATE message SET leaves_at = ?, expires_at = MAX(expires_at, ?) WHERE id = ? AND state = 'queued'",
        (stamp(until), stamp(expires), message_id),
    )


def state_of_newest(book: Book, account_id: int, channel: str = "sms") -> tuple[str, str] | None:
    """The state and day of the newest message to the account on a channel that was not taken back or looked at."""
    row = book.row(
        "SELECT state, day FROM message WHERE account_id = ? AND channel = ? AND state <> 'cancelled' "
        "AND (handled = 0 OR state <> 'unknown') ORDER BY mark DESC LIMIT 1",
        (account_id, channel),
    )
    return (row[0], row[1]) if row else None


def messages(book: Book, where: str, values: Values = ()) -> list[OutboxMessage]:
    """The messages that an SQL condition on `m` and its order choose."""
    return [_message(row) for row in book.rows(f"{_FROM} {where}", values)]


def get(book: Book, message_id: int) -> OutboxMessage | None:
    """One message."""
    return next(iter(messages(book, "WHERE m.id = ?", (message_id,))), None)


def listed(book: Book, limit: int) -> list[OutboxMessage]:
    """The newest messages, newest first."""
    return messages(book, "ORDER BY m.id DESC LIMIT ?", (limit,))


def undecided(book: Book) -> list[OutboxMessage]:
    """The messages about which a person has to decide: whether they went is not known, or they did not."""
    return messages(book, "WHERE m.state IN ('unknown', 'not_found') ORDER BY m.id")
