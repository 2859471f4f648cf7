"""Files that only their owner may read: written whole or not at all."""

import os
from pathlib import Path

from collector_tui.domain.refusal import Refused


def write_privately(path: Path, words: str) -> None:
    """Put a text in the place of a file; readable by nobody else from its first byte on, whatever was there before.

    A link stays one: what it leads to is written. Raises Refused when it cannot be written; then nothing has changed.
    """
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        try:
            _fill(draft, words.encode("utf-8"))
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None


def _fill(draft: Path, content: bytes) -> None:
    """Write a new file down to the disk."""
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
