"""The book: one SQLite file, opened with care, written one whole act at a time."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector_tui.domain.refusal import BookTrouble
from collector_tui.store import engine
from collector_tui.store.mark import Mark, MarkWriter, mark_path
from collector_tui.store.trouble import REPLACED, told

if TYPE_CHECKING:
    from peewee import Query as ModelQuery
    from peewee import SqliteDatabase

Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]


class Writing:
    """One unit of work: everything written through it is kept whole, or not at all."""

    def __init__(self, database: "SqliteDatabase") -> None:
        self._database = database
        self._connection = database.connection()
        self.last_line: tuple[int, bytes] | None = None
        """The newest journal line of this unit and its hash, for the mark."""

    def do(self, query: "ModelQuery") -> Any:
        """Execute a Peewee query in this unit and return what it returns."""
        return query.execute(self._database)

    def run(self, sql: str, values: Values = ()) -> Any:
        """Execute one statement and return its cursor."""
        return self._connection.execute(sql, values)

    def many(self, sql: str, rows: Sequence[Values] | Iterator[Values]) -> Any:
        """Execute one statement for many rows."""
        return self._connection.executemany(sql, rows)

    def one(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query, or None."""
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        rows: list[Row] = self._connection.execute(sql, values).fetchall()
        return rows


class Book:
    """An open book: one connection that writes and one that reads, so that an import does not stop the queue."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Take an existing book that `open_book` has made ready."""
        self.path = path
        self.is_read_only = read_only
        self._write_lock, self._read_lock = threading.RLock(), threading.Lock()
        self._writer: SqliteDatabase | None = None
        self._mark: MarkWriter | None = None
        self._unit: Writing | None = None
        with told(path):
            self._reader = engine.reader(path)
        self._file = _file_at(path)
        self.book_id = self.meta("book_id")

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One unit of work: committed at the end, rolled back on any exception, then the mark moved up.

        Inside another one it is a part of that: both are kept, or neither.

        Raises BookTrouble when the book cannot be written.
        """
        if self.is_read_only:
            raise BookTrouble("The book was opened read-only: nothing can be changed.")
        with self._write_lock, told(self.path):
            if self._unit is not None:
                yield self._unit
                return
            database = self._opened_for_writing()
            unit = self._unit = Writing(database)
            try:
                with database.atomic("IMMEDIATE"):
                    yield unit
            finally:
                self._unit = None
            if unit.last_line:
                self.write_mark(Mark(self.book_id, unit.last_line[0], unit.last_line[1].hex()))

    def _opened_for_writing(self) -> "SqliteDatabase":
        """The writing connection, opened when the first thing is written, and the mark that follows it."""
        if self._writer is None:
            if _file_at(self.path) != self._file:
                raise BookTrouble(REPLACED.format(path=self.path))
            self._marker()
            database = engine.writer(self.path)
            database.connect()
            engine.verify(database.connection(), read_only=False)
            self._writer = database
        return self._writer

    def write_mark(self, mark: Mark) -> None:
        """Write how far the journal has come beside the book."""
        if not self.is_read_only:
            self._marker().write(mark)

    def _marker(self) -> MarkWriter:
        if self._mark is None:
            try:
                self._mark = MarkWriter(self.path)
            except OSError as error:
                raise BookTrouble(
                    f"{mark_path(self.path)} cannot be written: {error.strerror}. Check the rights on it and its folder."
                ) from error
        return self._mark

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query, read beside whatever is being written."""
        with self._read_lock, told(self.path):
            rows: list[Row] = self._reader.execute(sql, values).fetchall()
            return rows

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query, or None."""
        with self._read_lock, told(self.path):
            row: Row | None = self._reader.execute(sql, values).fetchone()
            return row

    def meta(self, key: str, default: str = "") -> str:
        """One of the book's own facts, such as its identity or the day its summaries are of."""
        row = self.row("SELECT value FROM meta WHERE key = ?", (key,))
        return row[0] if row else default

    def copy_to(self, target: Path) -> None:
        """Write a verified copy of the book as it is now."""
        with self._read_lock, told(self.path):
            engine.copy(self._reader, target)

    def close(self) -> None:
        """Fold the write-ahead log back into the file and close it."""
        self._reader.close()
        if self._writer is not None:
            with told(self.path):
                self._writer.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._writer.close()
            self._writer = None
        if self._mark:
            self._mark.close()
            self._mark = None


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path: another one may be put there by a restore."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
