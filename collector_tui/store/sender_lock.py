"""The right to send from a book: one program at a time has it, and the kernel takes it from one that ends."""

import fcntl
import os
from pathlib import Path

from collector_tui.domain.refusal import BookTrouble
from collector_tui.paths import real


class SenderLock:
    """A lock on a file beside the book; asking for it never waits."""

    def __init__(self, book: Path) -> None:
        """Begin without the right; by whatever name a book is called, its lock is the same."""
        book = real(book)
        self._path = book.with_name(book.name + ".sender")
        self._file: int | None = None

    def claim(self) -> bool:
        """Take the right to send, or keep it; False while another program has it.

        Raises BookTrouble when the file cannot be made.
        """
        if self._file is not None:
            return True
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise BookTrouble(
                f"{self._path} cannot be made: {error.strerror}. Check the rights on its folder."
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Leave the right to others."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
