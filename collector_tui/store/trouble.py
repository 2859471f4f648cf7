"""What SQLite really said, and the sentence that helps: Peewee shows only the last error of a chain."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from collector_tui.domain.refusal import BookTrouble
from collector_tui.store.driver import sqlite3

REPLACED: Final = "{path} was replaced by another book meanwhile: nothing was saved. Open it anew."
_SENTENCES = {
    "SQLITE_FULL": "The disk is full: nothing was saved. Free some space and try again.",
    "SQLITE_BUSY": "{path} is locked by another program: close it there, or wait, and try again.",
    "SQLITE_LOCKED": "{path} is locked by another program: close it there, or wait, and try again.",
    "SQLITE_READONLY_DBMOVED": REPLACED,
    "SQLITE_READONLY": "{path} cannot be written: check the rights on the file and its folder, or use --read-only.",
    "SQLITE_CANTOPEN": "{path} cannot be opened: check that the folder exists and may be written in.",
    "SQLITE_NOTADB": "{path} is not a book: name another file, or restore a backup.",
    "SQLITE_CORRUPT": "{path} is damaged: run `collector check`, or restore a backup.",
    "SQLITE_IOERR": "{path} could not be read or written (disk error): nothing was saved. Check the disk.",
}


def cause(error: BaseException) -> str:
    """The name of the first SQLite error in the chain that led here, such as SQLITE_FULL."""
    name = ""
    link: BaseException | None = error
    while link is not None:
        name = getattr(link, "sqlite_errorname", name) or name
        link = link.__context__ or link.__cause__
    return name


def sentence(error: BaseException, path: Path) -> str:
    """One sentence on what went wrong with the book and what to do."""
    name = cause(error)
    for prefix, text in _SENTENCES.items():
        if name.startswith(prefix):
            return text.format(path=path)
    return f"{path} refused: {error}"


def _is_of_the_database(error: Exception) -> bool:
    """Whether an error is SQLite's own, or Peewee's word for one."""
    peewee = sys.modules.get("peewee")
    return isinstance(error, sqlite3.Error) or (peewee is not None and isinstance(error, peewee.DatabaseError))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn any database error inside into a BookTrouble with its sentence."""
    try:
        yield
    except Exception as error:
        if not _is_of_the_database(error):
            raise
        raise BookTrouble(sentence(error, path)) from error
