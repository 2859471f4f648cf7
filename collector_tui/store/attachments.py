"""Attachments: the files that go with emails, kept as they went."""

from collections.abc import Sequence

from collector_tui.domain.mail import Attachment
from collector_tui.store.book import Book, Writing


def put(unit: Writing, message_id: int, files: Sequence[Attachment]) -> None:
    """Keep the files that go with a message."""
    rows = [(message_id, *file) for file in files]
    unit.many("INSERT INTO attachment (message_id, name, kind, data) VALUES (?, ?, ?, ?)", rows)


def of_message(source: Book | Writing, message_id: int) -> tuple[Attachment, ...]:
    """The files that go with a message, in their order."""
    sql, values = "SELECT name, kind, data FROM attachment WHERE message_id = ? ORDER BY id", (message_id,)
    rows = source.all(sql, values) if isinstance(source, Writing) else source.rows(sql, values)
    return tuple(Attachment(*row) for row in rows)
