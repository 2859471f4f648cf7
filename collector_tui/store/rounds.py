"""What a round of the outbox has to do: what leaves, what is too late, and what the carrier is asked about."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from collector_tui.domain.guard import Channel
from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.moment import stamp
from collector_tui.store.book import Book
from collector_tui.store.outbox import messages

_MOST: Final = 500
"""How many messages of a kind one round takes up: each second there is another one."""


def due(book: Book, upto: datetime, channels: Sequence[Channel]) -> list[OutboxMessage]:
    """The messages on some channels that may leave by an instant, texts before emails, then the longest waiting first."""
    where = (
        "WHERE m.state = 'queued' AND m.leaves_at <= ? AND m.channel IN (SELECT value FROM json_each(?)) "
        "ORDER BY m.channel <> 'sms', m.leaves_at, m.id LIMIT ?"
    )
    return messages(book, where, (stamp(upto), json.dumps(channels), _MOST))


def too_late(book: Book, at: datetime) -> list[OutboxMessage]:
    """The messages that have waited longer than they may."""
    where = (
        "WHERE m.id IN (SELECT id FROM message INDEXED BY message_expires WHERE state = 'queued' AND expires_at <= ? "
        "LIMIT ?) ORDER BY m.id"
    )
    return messages(book, where, (stamp(at), _MOST))


def waiting(book: Book) -> int:
    """How many messages have yet to leave."""
    row = book.row("SELECT COUNT(*) FROM message WHERE state = 'queued'")
    return int(row[0]) if row else 0


def next_leaves_at(book: Book) -> datetime | None:
    """When the next message may leave; None when none waits."""
    row = book.row("SELECT MIN(leaves_at) FROM message WHERE state = 'queued'")
    return datetime.fromisoformat(row[0]) if row and row[0] else None


def to_look_at(book: Book, upto: datetime) -> list[OutboxMessage]:
    """The texts on their way that the carrier is to be asked about by an instant, the longest waiting first."""
    where = "WHERE m.look_at <= ? AND +m.state IN ('accepted', 'sent') AND m.channel = 'sms' ORDER BY m.look_at LIMIT ?"
    return messages(book, where, (stamp(upto), 2 * _MOST))


def to_look_for(book: Book, provider: str, upto: datetime) -> list[OutboxMessage]:
    """The texts of which nobody knows whether they went, and which a carrier is to be asked for by an instant.

    One that was handed to another carrier is not asked for here: this one's no would not mean that it has not gone.
    """
    where = (
        "WHERE m.look_at <= ? AND +m.state = 'unknown' AND m.channel = 'sms' AND +m.provider IN (?, '') "
        "ORDER BY m.look_at, m.id LIMIT ?"
    )
    return messages(book, where, (stamp(upto), provider, _MOST))


def known_ids(book: Book, provider: str, recipient: str) -> set[str]:
    """The carrier's ids of the messages to a number that are accounted for."""
    rows = book.rows(
        "SELECT provider_id FROM message WHERE provider = ? AND recipient = ? AND provider_id IS NOT NULL",
        (provider, recipient),
    )
    return {row[0] for row in rows}


def left_sending(book: Book) -> list[OutboxMessage]:
    """The messages that were being handed over when the program ended."""
    return messages(book, "WHERE m.state = 'sending' ORDER BY m.id")
