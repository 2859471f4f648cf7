"""Opening a book: it is there, it is ours, it is whole, and it is the one that was here before."""

import os
from errno import ELOOP
from pathlib import Path

from collector_tui.domain.refusal import BookTrouble
from collector_tui.paths import real
from collector_tui.store import engine
from collector_tui.store.book import Book
from collector_tui.store.mark import Mark, is_torn, mark_path, read_mark


def open_book(path: Path, *, create: bool = False, read_only: bool = False) -> tuple[Book, str]:
    """Open a book, laying out a new one only where there is neither book nor mark and `create` allows it.

    Returns the book and a notice for the collector (or an empty string). Raises BookTrouble with the
    sentence when the book is missing, emptied, replaced, newer than this program, or cannot be opened.
    """
    path = real(path)
    size = _size(path)
    mark = read_mark(path)
    if not size:
        _refuse_lost(path, mark, size)
        if not create:
            raise BookTrouble(f"There is no book at {path}: import a file, add an account, or run `collector demo`.")
        if read_only:
            raise BookTrouble(f"There is no book at {path} to open read-only.")
        _lay_out(path)
        mark = None
    if engine.layout_of(path) < engine.VERSION:
        if read_only:
            raise BookTrouble(f"{path} is of an earlier layout: open it once for writing, which brings it to this one.")
        engine.migrate(path)
    book = Book(path, read_only=read_only)
    try:
        return book, _compare(book, mark)
    except BookTrouble:
        book.close()
        raise


def _size(path: Path) -> int | None:
    """How long the file is; None when it is not there."""
    try:
        if path.is_dir():
            raise BookTrouble(f"{path} is a folder: name a file for the book.")
        return path.stat().st_size
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise BookTrouble(f"{path.parent} is not a folder: name another place for the book.") from None
    except PermissionError:
        raise BookTrouble(f"{path} may not be read: check the rights on it and its folder.") from None
    except OSError as error:
        if error.errno != ELOOP:
            raise
        raise BookTrouble(f"{path} is a link that leads nowhere: name the book itself.") from None


def _refuse_lost(path: Path, mark: Mark | None, size: int | None) -> None:
    """A book that was here once and is gone or empty is not silently begun anew."""
    held = f"{mark.journal_id} journal lines" if mark else "work, as its unreadable mark says"
    if not (mark.journal_id if mark else is_torn(path)):
        return
    what = "is gone" if size is None else "is empty"
    raise BookTrouble(
        f"The book {path} {what}, though it held {held}: put it or a backup back "
        f"in its place, or delete {mark_path(path).name} beside it to begin a new one."
    )


def _lay_out(path: Path) -> None:
    """Make the file with its rights, then its tables."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise BookTrouble(
            f"The book cannot be made at {path}: {error.strerror or error}. Name another place."
        ) from error
    try:
        engine.migrate(path, book_id=os.urandom(8).hex())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _compare(book: Book, mark: Mark | None) -> str:
    """Hold the book against its mark: refuse one that is behind it or another; a missing mark is told once."""
    last = book.row("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
    if mark is None:
        book.write_mark(Mark(book.book_id, last[0], last[1].hex()) if last else Mark(book.book_id, 0, "-"))
        if last:
            return f"{book.path.name} came without its mark: it is taken as it is, with {last[0]} journal lines."
        return ""
    if mark.book_id != book.book_id:
        raise BookTrouble(
            f"{book.path} is another book than the one that was here: put that one back, or delete "
            f"{mark_path(book.path).name} beside it to go on with this one."
        )
    known = book.row("SELECT hash FROM journal WHERE id = ?", (mark.journal_id,))
    if mark.journal_id and (known is None or known[0].hex() != mark.journal_hash):
        raise BookTrouble(
            f"{book.path} is older than what was last saved: it lacks journal line {mark.journal_id}. Put the newest "
            f"copy back together with its -wal file, or delete {mark_path(book.path).name} to go on with this one."
        )
    return ""
