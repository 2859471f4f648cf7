"""Papers that leave the desk: written whole or not at all, for their owner's eyes, never over another by accident."""

import os
import tempfile
from pathlib import Path

from collector_tui.domain.refusal import Refused


def write_paper(target: Path, content: bytes, *, book: Path, replace: bool = False) -> None:
    """Write a file with the rights 0600, in one step.

    Raises Refused with a sentence when there is one already (unless it may be replaced), when it would be a file of
    the book itself, or when it cannot be written.
    """
    try:
        _look_at(target, book)
        draft = _draft(target, content)
        try:
            _put(draft, target, replace=replace)
        finally:
            draft.unlink(missing_ok=True)
    except FileExistsError:
        raise Refused(f"{target} is there already: name another file, or say --force to replace it.") from None
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror or error}. Check the folder.") from None


def _look_at(target: Path, book: Path) -> None:
    """Refuse a place where no paper belongs."""
    if target.is_dir():
        raise Refused(f"{target} is a folder: name a file in it.")
    if _is_of_the_book(target, book):
        raise Refused(f"{target} belongs to the book itself: name another file.")
    if target.exists() and not target.is_file():
        raise Refused(f"{target} is not an ordinary file: name another.")


def _is_of_the_book(target: Path, book: Path) -> bool:
    """Whether it is the book, or one of the files beside it that begin with its name."""
    place, kept = Path(os.path.realpath(target)), Path(os.path.realpath(book))
    is_beside = place.parent == kept.parent and place.name.lower().startswith(kept.name.lower())
    return is_beside or (target.exists() and target.samefile(book))


def _draft(target: Path, content: bytes) -> Path:
    """The content in a file beside the target, safe on the disk."""
    file, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    try:
        with os.fdopen(file, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _put(draft: Path, target: Path, *, replace: bool) -> None:
    """Give the finished file its name; where links are not known, by renaming."""
    if replace:
        draft.replace(target)
        return
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError from None
        draft.rename(target)
