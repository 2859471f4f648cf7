"""The one way in which words reach a widget: made harmless, and never read as markup.

A `str` handed to most Textual widgets is markup, and every widget passes terminal escapes through. Whatever
comes from files, people or phones goes through here; a lint test forbids the other ways.
"""

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from collector_tui.domain.text import visible

Part = str | tuple[str, str] | Content


def text(words: str, style: str = "", *, lines: bool = False) -> Content:
    """Words as content for a widget; with `lines` their line ends stay."""
    return Content.styled(visible(words, lines=lines), style) if style else Content(visible(words, lines=lines))


def styled(*parts: Part) -> Content:
    """Several words in a row, each plain or with a style: `styled("Next: ", (name, "bold"))`."""
    made = [
        part if isinstance(part, Content) else text(*part) if isinstance(part, tuple) else text(part) for part in parts
    ]
    return Content.assemble(*made)


def stacked(rows: list[Content]) -> Content:
    """Rows under one another."""
    return Content("\n").join(rows)


def fitted(words: str, width: int) -> str:
    """Words cut or padded to a number of terminal cells, the cut shown by an ellipsis."""
    plain = visible(words)
    if cell_len(plain) <= width:
        return set_cell_size(plain, width)
    return set_cell_size(set_cell_size(plain, max(width - 1, 0)).rstrip() + "…", width)


def right(words: str, width: int) -> str:
    """Words set to the right of a number of cells."""
    return words.rjust(width) if len(words) <= width else fitted(words, width)
