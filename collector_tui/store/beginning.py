"""Beginning a book: it is made aside, and comes to its place only with what it was begun for."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from collector_tui.domain.refusal import BookTrouble
from collector_tui.store.mark import mark_path, read_mark


def is_unbegun(path: Path) -> bool:
    """Whether there is neither a book nor the mark of one."""
    try:
        if path.stat().st_size or not path.is_file():
            return False
    except FileNotFoundError:
        pass
    except OSError:
        return False
    mark = read_mark(path)
    return mark is None or not mark.journal_id


@contextmanager
def book_aside(path: Path) -> Iterator[Path]:
    """Where a book can be made that is thrown away at the end, unless `put_in_place` has taken it.

    Raises BookTrouble when the folder cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise _not_made(path, error) from error
    try:
        yield folder / path.name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(aside: Path, path: Path) -> None:
    """Put a closed book where it belongs: the book first, for one without a mark opens and a mark alone does not.

    Raises BookTrouble when another program has begun one there in the meantime.
    """
    try:
        if path.exists() and not path.stat().st_size:
            path.unlink()
        os.link(aside, path)
        mark_path(aside).replace(mark_path(path))
        keep_names(path.parent)
    except OSError as error:
        raise _not_made(path, error) from error


def keep_names(folder: Path) -> None:
    """Make sure that the new names outlast a power cut."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _not_made(path: Path, error: OSError) -> BookTrouble:
    return BookTrouble(f"The book cannot be made at {path}: {error.strerror or error}. Name another place.")
