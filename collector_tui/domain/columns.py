"""Plain text in columns: how many places words take, wrapped and set to one side; nothing is ever cut."""

import unicodedata
from collections.abc import Callable, Collection, Sequence

GAP = "  "


def places(text: str) -> int:
    """How many places a text takes where every letter is as wide as the others.

    >>> places("Łódź"), places("東京")
    (4, 4)
    """
    if text.isascii():
        return len(text)
    return sum(_places(character) for character in text)


def _places(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, width: float, measure: Callable[[str], float] = places) -> list[str]:
    """The text in lines of at most so many places, broken between words, or inside one that is too long.

    With another `measure` than places the width is in what that measures; a text is as wide as its letters together.

    >>> wrapped("Payment by transfer", 11)
    ['Payment by', 'transfer']
    """
    lines, line = [], ""
    for word in text.split():
        if line and measure(f"{line} {word}") <= width:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width, measure)
        lines += full
    return [*lines, line]


def _broken(word: str, width: float, measure: Callable[[str], float]) -> list[str]:
    parts, taken = [""], 0.0
    for character in word:
        wide = measure(character)
        if taken + wide > width:
            parts.append("")
            taken = 0
        parts[-1] += character
        taken += wide
    return parts


def row(cells: Sequence[str], widths: Sequence[int], right: Collection[int] = ()) -> list[str]:
    """One row of a table as lines of text: what is too wide for its column goes on in the next line."""
    columns = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for at in range(max(map(len, columns))):
        parts = [column[at] if at < len(column) else "" for column in columns]
        set_out = (_set(part, widths[index], index in right) for index, part in enumerate(parts))
        lines.append(GAP.join(set_out).rstrip())
    return lines


def _set(text: str, width: int, to_the_right: bool) -> str:
    space = " " * (width - places(text))
    return space + text if to_the_right else text + space
