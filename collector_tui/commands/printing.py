"""The one place that prints: data to standard output, messages to standard error, nothing that acts on a terminal."""

import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Collection, Sequence
from io import TextIOWrapper
from typing import Any, Final

from collector_tui.domain.text import visible

_NOT_ASCII = re.compile("[^\x00-\x7e]")

NO_CARRIER: Final = (
    'No carrier is set, so nothing is sent: write carrier = "simulator" under [sms] in {}, to try it out.'
)
"""What is said where messages are queued and nothing carries them; it takes the path of the configuration."""


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what cannot be encoded is written as its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str = "") -> None:
    """Print data: one or more lines."""
    print(visible(text, lines=True))


def complain(text: str) -> None:
    """Print a message beside the data: a refusal, a notice, an advice."""
    print(visible(text, lines=True), file=sys.stderr)


def give(data: Any) -> None:
    """Print data as JSON in which every character that could act on a terminal is escaped."""
    written = json.dumps(data, ensure_ascii=False, indent=2)
    print(written if visible(written, lines=True) == written else _NOT_ASCII.sub(_escaped, written))


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return character if visible(character) == character and character != "\x7f" else json.dumps(character)[1:-1]


_LEAST_WORDS = 12


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> None:
    """Print rows under their headers, aligned (these columns to the right); on a terminal cut to its width."""
    lines = [list(headers), *([visible(cell) for cell in row] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    _squeeze(widths, right, room)
    for line in lines:
        cells = [_padded(_cut(cell, widths[at]), widths[at], at in right) for at, cell in enumerate(line)]
        whole = "  ".join(cells).rstrip()
        print(_cut(whole, room) if room else whole)


def _squeeze(widths: list[int], right: Collection[int], room: int) -> None:
    """Take from the widest column of words what the figures want, so that no figure is cut."""
    words = [at for at in range(len(widths) - 1) if at not in right]
    excess = sum(widths) + 2 * (len(widths) - 1) - room
    if room and words and excess > 0:
        widest = max(words, key=widths.__getitem__)
        widths[widest] = max(widths[widest] - excess, min(widths[widest], _LEAST_WORDS))


def _width(text: str) -> int:
    """How many places the text takes on a terminal."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def _padded(text: str, width: int, to_the_right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if to_the_right else text + space


def _cut(line: str, room: int) -> str:
    """The line as far as it fits, with an ellipsis where something was cut."""
    if _width(line) <= room:
        return line
    while line and _width(line) >= room:
        line = line[:-1]
    return line + "…"
