"""Replies in order, and what goes with an email kept as it went."""

from typing import Any

_TABLES = """
-- The journal line under which a reply was kept: what came before and after a message is certain by it.
ALTER TABLE reply ADD COLUMN line INTEGER NOT NULL DEFAULT 0;

-- The files that go with an email, as they were when it was queued.
CREATE TABLE attachment (
    id         INTEGER NOT NULL PRIMARY KEY,
    message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE RESTRICT,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    data       BLOB NOT NULL,
    UNIQUE (message_id, name)
) STRICT;
ALTER TABLE message DROP COLUMN attached;

-- What each second's round of the outbox asks for, and the inbox: none of it walks over all there ever was.
CREATE INDEX message_expires ON message (expires_at) WHERE state = 'queued';
CREATE INDEX reply_unread ON reply (account_id) WHERE handled = 0;
CREATE INDEX email_address ON email (lower(address));
"""


def up(migrator: Any, db: Any) -> None:
    """Lay the new table and columns out."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
