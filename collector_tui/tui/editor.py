"""The user's own editor: the desk steps aside, the words lie in a private file, and come back when it is closed."""

import os
import shlex
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from collector_tui.domain.refusal import Refused

if TYPE_CHECKING:
    from textual.app import App


def edited(app: "App[object]", words: str) -> str:
    """The words as the editor ($VISUAL, else $EDITOR) left them, without the line end it adds.

    The file is nobody else's, and gone afterwards with all that the editor put beside it. Raises Refused when no editor
    is set, it cannot be started or fails, or this terminal cannot be lent to it.
    """
    command = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if not command:
        raise Refused("No editor is set: name one in VISUAL or EDITOR before the desk is started, or write here.")
    try:
        with TemporaryDirectory(prefix="collector-", ignore_cleanup_errors=True) as folder:
            path = Path(folder, "message.txt")
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write(words)
            _run(app, command, path)
            return path.read_text("utf-8", errors="replace").removesuffix("\n")
    except OSError as error:
        raise Refused(f"The editor’s file cannot be used ({error.strerror}): the words are as they were.") from None


def _run(app: "App[object]", command: str, path: Path) -> None:
    """Lend the terminal to the editor until it ends."""
    try:
        words = shlex.split(command)
        with app.suspend():
            ended = subprocess.run([*words, str(path)], check=False)
    except SuspendNotSupported:
        raise Refused("This terminal cannot be lent to an editor: write here instead.") from None
    except (OSError, ValueError):
        raise Refused(f"The editor “{command}” cannot be started: look at VISUAL and EDITOR.") from None
    if ended.returncode:
        raise Refused("The editor ended with an error: the words are as they were.")
