"""The SQLite library that Peewee has taken: pysqlite3 where it is installed, else Python's own."""

from typing import Any

import peewee

sqlite3: Any = peewee.sqlite3  # type: ignore[attr-defined]
"""The module; the book is never opened with another one beside it."""
