"""Replies in order: under which journal line each one was kept, so that what came before and after a message is certain."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    """Add the line; the replies that are there came before every message to come."""
    db.execute_sql("ALTER TABLE reply ADD COLUMN line INTEGER NOT NULL DEFAULT 0")
