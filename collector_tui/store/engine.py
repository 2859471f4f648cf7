"""The SQLite engine: which library, which pragmas, which version of the book, and how it moves to the next."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector_tui.domain.refusal import BookTrouble
from collector_tui.store.driver import sqlite3
from collector_tui.store.trouble import sentence, told

if TYPE_CHECKING:
    from peewee import SqliteDatabase

APPLICATION_ID = 0x436F6C6C
"""`Coll`, in the file's header: tells a book from any other SQLite file."""

VERSION = 5
"""The newest layout this program knows: the number of the last migration."""

_WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3)
"""Older libraries can corrupt a write-ahead-logged book that two connections use (the WAL-reset bug)."""

_BUSY_MS = 5000
_MIGRATIONS = Path(__file__).with_name("migrations")


def _pragmas(read_only: bool) -> dict[str, Any]:
    kept = {"foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0, "busy_timeout": _BUSY_MS}
    if read_only:
        return {**kept, "query_only": 1}
    if _WAL_IS_SAFE:
        return {**kept, "journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    return {**kept, "journal_mode": "delete", "synchronous": 3, "secure_delete": 1}


def writer(path: Path) -> "SqliteDatabase":
    """The connection that writes, not yet open; all threads share it behind the book's own lock.

    Peewee is loaded here and not before: the queue is read and painted without it.
    """
    from peewee import SqliteDatabase

    return SqliteDatabase(
        str(path),
        pragmas=_pragmas(read_only=False),
        lock_type="IMMEDIATE",
        timeout=_BUSY_MS / 1000,
        thread_safe=False,
        autoconnect=False,
        check_same_thread=False,
    )


def reader(path: Path) -> Any:
    """An open connection that reads, and cannot write."""
    try:
        return _read_from(str(path), uri=False)
    except sqlite3.OperationalError:
        if os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists():
            raise
        # A write-ahead-logged book wants a file beside it; where none may be made nobody writes, and it can do without.
        return _read_from(f"{path.absolute().as_uri()}?immutable=1", uri=True)


def _read_from(name: str, *, uri: bool) -> Any:
    opened = sqlite3.connect(name, uri=uri, timeout=_BUSY_MS / 1000, check_same_thread=False, isolation_level=None)
    for pragma, value in _pragmas(read_only=True).items():
        opened.execute(f"PRAGMA {pragma} = {value}")
    verify(opened, read_only=True)
    opened.execute("SELECT 1 FROM sqlite_schema LIMIT 1")
    return opened


def verify(connection: Any, *, read_only: bool) -> None:
    """Read the pragmas back: a book that does not keep what it is told is not written to.

    Raises BookTrouble naming the pragma.
    """
    for name, wanted in _pragmas(read_only).items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if str(found).lower() != str(wanted):
            raise BookTrouble(
                f"The SQLite library ignores {name}={wanted} (it says {found}): the book is not safe with it."
            )


def layout_of(path: Path) -> int:
    """The layout version of a book.

    Raises BookTrouble for a file that is not a book, or one from a newer version of this program.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise BookTrouble(f"{path} cannot be read: {error.strerror}. Check the rights on it.") from error
    if not header.startswith(b"SQLite format 3\0") or len(header) < 100:
        raise BookTrouble(f"{path} is not a book: name another file, or restore a backup.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise BookTrouble(f"{path} is a database of another program, not a book: name another file.")
    version = int.from_bytes(header[60:64], "big")
    if version > VERSION:
        raise BookTrouble(
            f"{path} is from a newer Collector (layout {version}, this one knows {VERSION}): update Collector to open it."
        )
    return version


def migrate(path: Path, *, book_id: str = "") -> None:
    """Bring the book to the newest layout, with a backup beside it before anything that is already there changes.

    `book_id` is the identity of a book that is being laid out for the first time.
    """
    with told(path):
        opened = writer(path)
        opened.connect()
        try:
            version = opened.connection().execute("PRAGMA user_version").fetchone()[0]
            if version >= VERSION:
                return
            if version:
                copy(opened.connection(), free(path.with_name(f"{path.name}.before-layout-{VERSION}")))
            _climb(opened, book_id)
        finally:
            opened.close()


def free(wanted: Path) -> Path:
    """The name, or where an earlier try has taken it already the same with a number after it."""
    path, count = wanted, 1
    while path.exists():
        count += 1
        path = wanted.with_name(f"{wanted.name}.{count}")
    return path


def _climb(opened: "SqliteDatabase", book_id: str) -> None:
    from playhouse.migrations import Runner

    with opened.atomic("IMMEDIATE"):
        Runner(opened, str(_MIGRATIONS)).up()
        connection = opened.connection()
        if book_id:
            connection.execute("INSERT INTO meta VALUES ('book_id', ?)", (book_id,))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def copy(connection: Any, target: Path) -> None:
    """Write a verified copy of an open book in one step, readable by its owner only.

    Raises BookTrouble when the target exists, cannot be written, or the copy does not read back.
    """
    draft = target.with_name(target.name + ".part")
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
        other = sqlite3.connect(str(draft))
        try:
            connection.backup(other, pages=-1)
            if other.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise BookTrouble(f"The copy {target} does not read back: the book may be damaged.")
        finally:
            other.close()
        put(draft, target)
    except FileExistsError:
        raise BookTrouble(f"{target} is there already: name another file for the copy.") from None
    except (OSError, sqlite3.Error) as error:
        says = error.strerror if isinstance(error, OSError) else sentence(error, target)
        raise BookTrouble(f"The copy {target} could not be written: {says}") from error
    finally:
        draft.unlink(missing_ok=True)


def put(draft: Path, target: Path) -> None:
    """Give the finished file its name, never over another; where links are not known, by renaming."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError from None
        draft.rename(target)


def backup_name(path: Path, at: datetime) -> Path:
    """The default name of a backup: in a folder beside the book, by the instant (UTC)."""
    return path.with_name("backups") / f"{path.stem}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{path.suffix}"
