"""Replacing a book by a copy of it: the copy is made ready aside, and what it replaces is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from collector_tui.domain.refusal import BookTrouble, Refused
from collector_tui.store import engine
from collector_tui.store.beginning import book_aside, keep_names
from collector_tui.store.book import Book
from collector_tui.store.driver import sqlite3
from collector_tui.store.former import Former, is_damage
from collector_tui.store.mark import mark_path
from collector_tui.store.opening import open_book
from collector_tui.store.sender_lock import SenderLock
from collector_tui.store.trouble import cause, told

_BESIDE = ("-wal", "-shm", "-journal")
_PATIENCE = 5.0
_IS_OPEN = "Another program has the book open: leave it there first. Nothing was changed."


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Hold the right to send meanwhile, so that no desk works in the book.

    Raises Refused while one does.
    """
    lock = SenderLock(path)
    if path.parent.is_dir() and not lock.claim():
        raise Refused("A desk has the book open, or `deliver` is running: leave it first. Nothing was changed.")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def copy_aside(backup: Path, path: Path) -> Iterator[Path]:
    """A checked copy of a backup beside the place of the book, of the newest layout, to be thrown away at the end.

    Raises BookTrouble when the backup is no book or does not read.
    """
    if not backup.is_file():
        raise BookTrouble(f"There is no backup at {backup}.")
    engine.layout_of(backup)
    with book_aside(path) as aside:
        with told(backup):
            source = engine.reader(backup)
            try:
                engine.copy(source, aside)
            finally:
                source.close()
        open_book(aside)[0].close()
        yield aside


def whose(path: Path) -> str:
    """The identity of the book that is to be replaced, brought to the newest layout; empty where none is, or none that opens.

    Raises BookTrouble when it may not be read, or cannot be brought there.
    """
    try:
        if not path.is_file() or not path.stat().st_size:
            return ""
        if engine.layout_of(path) < engine.VERSION:
            engine.migrate(path)
        book = Book(path, read_only=True)
    except BookTrouble as error:
        if not is_damage(error):
            raise
        return ""
    book.close()
    return book.book_id


@contextmanager
def standing_still(path: Path, there: str) -> Iterator[Former | None]:
    """The book that is to be replaced, to be read, while nobody else can write in it; None where `whose` found none.

    It is brought into one file, and whoever has waited meanwhile is refused by SQLite: it writes in no file whose name
    is another's. Raises Refused while another program has it open.
    """
    if not there:
        yield None
        return
    with told(path):
        own = sqlite3.connect(str(path), timeout=_PATIENCE, isolation_level=None)
    try:
        try:
            with told(path):
                own.execute("PRAGMA journal_mode = delete")
                own.execute("BEGIN IMMEDIATE")
                if own.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
                    raise Refused(_IS_OPEN)
        except BookTrouble as error:
            if cause(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise Refused(_IS_OPEN) from error
            if not is_damage(error):
                raise
        # The file is opened by SQLite alone from here on: closing it otherwise would let go of the lock.
        before = Book(path, read_only=True)
        try:
            yield Former(before)
        finally:
            before.close()
    finally:
        own.close()


def put_in_its_place(aside: Path, path: Path, kept: Path) -> bool:
    """Put a closed book in the place of another, which is kept; returns whether there was one.

    The mark goes first and comes last: a book without one opens, whenever the power goes. Where links are not known the
    old mark stays until then: no new book is begun beside it. Raises BookTrouble when it cannot be done.
    """
    try:
        was_there = path.exists()
        if was_there:
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            for beside in (*_BESIDE, ""):
                if path.with_name(path.name + beside).exists():
                    engine.put(path.with_name(path.name + beside), kept.with_name(kept.name + beside))
        if path.exists() or not was_there:
            mark_path(path).unlink(missing_ok=True)
        for beside in _BESIDE:
            path.with_name(path.name + beside).unlink(missing_ok=True)
        aside.replace(path)
        mark_path(aside).replace(mark_path(path))
        keep_names(path.parent)
    except OSError as error:
        raise BookTrouble(f"The book at {path} cannot be replaced: {error.strerror or error}.") from error
    return was_there
