"""Replacing a book by a copy of it: the copy is made ready aside, and what it replaces is kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from collector_tui.domain.refusal import BookTrouble, Refused
from collector_tui.store import engine
from collector_tui.store.beginning import book_aside, keep_names
from collector_tui.store.book import Book
from collector_tui.store.mark import mark_path
from collector_tui.store.opening import open_book
from collector_tui.store.sender_lock import SenderLock
from collector_tui.store.trouble import told

_BESIDE = ("-wal", "-shm")


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


def book_before(path: Path) -> Book | None:
    """The book that is to be replaced, to be read; None where there is none, or none that can be read."""
    try:
        if not path.is_file() or not path.stat().st_size:
            return None
        if engine.layout_of(path) < engine.VERSION:
            engine.migrate(path)
        return Book(path, read_only=True)
    except (BookTrouble, OSError):
        return None


def put_in_its_place(aside: Path, path: Path, kept: Path) -> bool:
    """Put a closed book in the place of another, which is kept; returns whether there was one.

    The mark goes first and comes last: a book without one opens, whenever the power goes. Raises BookTrouble when it
    cannot be done.
    """
    try:
        was_there = path.exists()
        if was_there:
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            for beside in ("", *_BESIDE):
                _link(path.with_name(path.name + beside), kept.with_name(kept.name + beside))
        mark_path(path).unlink(missing_ok=True)
        for beside in _BESIDE:
            path.with_name(path.name + beside).unlink(missing_ok=True)
        aside.replace(path)
        mark_path(aside).replace(mark_path(path))
        keep_names(path.parent)
    except OSError as error:
        raise BookTrouble(f"The book at {path} cannot be replaced: {error.strerror or error}.") from error
    return was_there


def _link(path: Path, kept: Path) -> None:
    """Give a file that is about to be replaced a second name, where it is there."""
    if path.exists():
        os.link(path, kept)
