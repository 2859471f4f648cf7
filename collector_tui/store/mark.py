"""The high-water mark: a small file beside the book that knows how far the journal had come.

SQLite opens a deleted, emptied, swapped or WAL-less book without a word; the mark does not.
It is one line written in place with a single call after each commit, so it is never ahead of the book.
"""

import os
import weakref
import zlib
from pathlib import Path
from typing import NamedTuple

_LENGTH = 160


class Mark(NamedTuple):
    """The book's identity, its last journal line and that line's hash (hex)."""

    book_id: str
    journal_id: int
    journal_hash: str


def mark_path(book: Path) -> Path:
    """Where the mark of a book lies."""
    return book.with_name(book.name + ".mark")


def read_mark(book: Path) -> Mark | None:
    """The mark of a book; None when there is none, or when it cannot be trusted."""
    try:
        fields = mark_path(book).read_text("ascii").split()
    except (OSError, UnicodeDecodeError):
        return None
    if len(fields) != 4 or _seal(*fields[:3]) != fields[3] or not fields[1].isdigit():
        return None
    return Mark(fields[0], int(fields[1]), fields[2])


def is_torn(book: Path) -> bool:
    """Whether something was once written as the mark of a book that cannot be trusted any more."""
    try:
        return mark_path(book).stat().st_size > 0 and read_mark(book) is None
    except OSError:
        return False


def _seal(*fields: str) -> str:
    return f"{zlib.crc32(' '.join(fields).encode()):08x}"


class MarkWriter:
    """Keeps the mark's file open and writes each new mark over the old one."""

    def __init__(self, book: Path) -> None:
        self._file = os.open(mark_path(book), os.O_RDWR | os.O_CREAT, 0o600)
        self._closing = weakref.finalize(self, os.close, self._file)

    def write(self, mark: Mark) -> None:
        """Write the mark in one piece."""
        fields = (mark.book_id, str(mark.journal_id), mark.journal_hash)
        os.pwrite(self._file, " ".join((*fields, _seal(*fields))).ljust(_LENGTH - 1).encode() + b"\n", 0)

    def close(self) -> None:
        """Let go of the file; a book that is only forgotten lets go of it too."""
        self._closing()
