"""A list in columns with a cursor; only the lines on the screen are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from collector_tui.tui.text import fitted
from collector_tui.tui.widgets.lines import Framed

_WIDE = 96
THE_REST: Final = -1
"""The width of a column that takes what the others leave."""


class Column(NamedTuple):
    """A column: its title, and how wide it is where there is little room and where there is much; 0 leaves it out."""

    title: str
    narrow: int
    wide: int


Cells = Sequence[tuple[str, str]]
"""One row: the words of each column, and how they look (`soft`, `strong`, `wrong`, `good`, or empty)."""


class RowList(Framed, ScrollView, can_focus=True, inherit_bindings=False):
    """Shows rows; it has no keys of its own, its screen moves it."""

    COMPONENT_CLASSES = {"rows--header", "rows--cursor", "rows--soft", "rows--strong", "rows--wrong", "rows--good"}

    @dataclass
    class Pointed(Message):
        """The cursor was moved."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin empty."""
        super().__init__()
        self._columns = columns
        self._rows: Sequence[Cells] = ()
        self._styles: dict[str, Style] = {}
        self.cursor = 0

    @property
    def page_size(self) -> int:
        """How many rows one screen holds."""
        return max(self.scrollable_content_region.height - 1, 1)

    def show(self, rows: Sequence[Cells], cursor: int) -> None:
        """Show other rows, with the cursor on one of them."""
        is_same = len(rows) == len(self._rows) and cursor == self.cursor
        self._rows = rows
        if is_same:
            self.refresh()
        else:
            self._fit()
            self._bring(cursor)

    def _fit(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._rows) + 1)
        self.refresh()

    def on_resize(self, _event: Resize) -> None:
        """Take the size there is, with the cursor in sight."""
        self._fit()
        self.call_later(self._bring, self.cursor)

    def notify_style_update(self) -> None:
        """Forget the styles of the last theme."""
        super().notify_style_update()
        self._styles.clear()

    def go(self, index: int) -> None:
        """Bring the cursor to a row, and say so."""
        self._bring(index)
        self.post_message(self.Pointed())

    def _bring(self, index: int) -> None:
        """Bring the cursor to a row, scrolled no further than needed."""
        before, self.cursor = self.cursor, max(0, min(index, len(self._rows) - 1))
        top, size = int(self.scroll_offset.y), self.page_size
        if top <= self.cursor < top + size:
            self.refresh_line(before + 1)
            self.refresh_line(self.cursor + 1)
        else:
            top = self.cursor if self.cursor < top else self.cursor - size + 1
            self.scroll_to(y=top, animate=False, immediate=True)
            self.refresh()

    def on_click(self, event: Click) -> None:
        """Go to the row that was clicked."""
        index = int(self.scroll_offset.y) + event.y - 1
        if event.y > 0 and index < len(self._rows):
            self.go(index)

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(f"rows--{name}") if name else self.rich_style
        return style

    def _widths(self, width: int) -> list[int]:
        """The width of each column."""
        widths = [column.wide if width >= _WIDE else column.narrow for column in self._columns]
        taken = sum(one + 1 for one in widths if one > 0)
        return [max(width - 1 - taken, 0) if one == THE_REST else one for one in widths]

    def render_line(self, y: int) -> Strip:
        """One line: the header stays on top, the rows scroll under it."""
        width = self.scrollable_content_region.width
        index = int(self.scroll_offset.y) + y - 1
        widths = self._widths(width)
        if y == 0:
            titles = [fitted(column.title, room) for column, room in zip(self._columns, widths, strict=True) if room]
            return Strip([Segment(fitted(f" {' '.join(titles)}", width), self._style("header"))], width)
        if index >= len(self._rows):
            return Strip.blank(width, self._style(""))
        at_cursor = index == self.cursor
        base = self._style("cursor" if at_cursor else "")
        segments = [Segment("▌" if at_cursor else " ", base)]
        for (words, look), room in zip(self._rows[index], widths, strict=True):
            if room:
                style = base + self._style(look) if look and not at_cursor else base
                segments.append(Segment(fitted(words, room) + " ", style))
        return Strip(segments).adjust_cell_length(width, base)
