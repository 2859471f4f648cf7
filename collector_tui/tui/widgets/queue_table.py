"""The queue as a table: it paints only the lines on the screen, and holds only the rows around them."""

from dataclasses import dataclass
from datetime import date

from rich.segment import Segment
from rich.style import Style
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from collector_tui.domain.account import QueueRow
from collector_tui.domain.money import plain, spoken
from collector_tui.tui.text import fitted, right
from collector_tui.tui.widgets.lines import Framed
from collector_tui.tui.window import QueueWindow

_LONG_LATE = 60
_URGENT = ("reply", "send_failed", "send_unknown", "promise_broken", "instalment_missed", "callback")
_AMOUNT, _DAYS, _LEAST_NAME = 13, 5, 16


class QueueTable(Framed, ScrollView, can_focus=True, inherit_bindings=False):
    """The list of accounts; knows which one the cursor is on, and which are marked.

    It has no keys of its own: the desk moves it, so that the account is painted in the same breath.
    """

    COMPONENT_CLASSES = {
        "queue--header",
        "queue--cursor",
        "queue--marked",
        "queue--late",
        "queue--soft",
        "queue--urgent",
    }

    @dataclass
    class Chosen(Message):
        """A line was clicked."""

        index: int

    def __init__(self, window: QueueWindow, today: date, currency: str) -> None:
        """Show a window of the queue as of a day; amounts in another currency than this one say so."""
        super().__init__()
        self.currency = currency
        self.window = window
        self.today = today
        self.cursor = 0
        self.marked: set[int] = set()
        self._styles: dict[str, Style] = {}
        self._lines: dict[tuple[int, bool, bool], Strip] = {}

    def on_mount(self) -> None:
        """Take the size of the queue."""
        self.resized()

    def on_resize(self, _event: Resize) -> None:
        """Take the size there is, with the cursor in sight."""
        self.resized()
        self.call_later(self.go, self.cursor)

    def resized(self) -> None:
        """Fit the scroll bar to the length of the queue; lines are made anew."""
        self._lines.clear()
        self.virtual_size = Size(self.size.width, self.window.length + 1)

    def notify_style_update(self) -> None:
        """Forget the styles of the last theme."""
        super().notify_style_update()
        self._styles.clear()
        self._lines.clear()

    @property
    def row(self) -> QueueRow | None:
        """The account under the cursor."""
        return self.window.row(self.cursor)

    @property
    def page_size(self) -> int:
        """How many accounts one screen holds."""
        return max(self.scrollable_content_region.height - 1, 1)

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self.get_component_rich_style(name) if name else self.rich_style
            self._styles[name] = style
        return style

    def render_line(self, y: int) -> Strip:
        """One line: the header stays on top, the others scroll under it."""
        width = self.scrollable_content_region.width
        if y == 0:
            return self._header(width)
        index = int(self.scroll_offset.y) + y - 1
        row = self.window.row(index)
        if row is None:
            return Strip.blank(width, self._style(""))
        key = (row.id, index == self.cursor, row.id in self.marked)
        line = self._lines.get(key)
        if line is None or line.cell_length != width:
            line = self._lines[key] = self._line(row, key[1], width)
        return line

    def _widths(self, width: int) -> tuple[int, int]:
        """Widths of the name and of the reason."""
        free = max(width - 3 - _AMOUNT - _DAYS, _LEAST_NAME)
        name = max(min(free * 38 // 100, 40), _LEAST_NAME)
        return name, max(free - name, 0)

    def _header(self, width: int) -> Strip:
        name, why = self._widths(width)
        words = f"   {fitted('Account', name)}{right('Overdue', _AMOUNT)}{right('Days', _DAYS)}"
        line = fitted(f"{words}  {fitted('Why', max(why - 2, 0))}", width)
        return Strip([Segment(line, self._style("queue--header"))], width)

    def _line(self, row: QueueRow, at_cursor: bool, width: int) -> Strip:
        name, why = self._widths(width)
        marked = row.id in self.marked
        base = self._style("queue--cursor" if at_cursor else "queue--marked" if marked else "")
        sign = f"{'▌' if at_cursor else ' '}{'*' if marked else ' '} "
        days = row.days(self.today)
        segments = [
            Segment(sign + fitted(row.name, name), base),
            Segment(right(self._amount(row), _AMOUNT), base),
            Segment(right(str(days) if days else "·", _DAYS), self._late(days, base, at_cursor)),
            Segment("  " + fitted(row.why(self.today), max(why - 2, 0)), self._urgent(row, base, at_cursor)),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _amount(self, row: QueueRow) -> str:
        if not row.overdue_cents:
            return "·"
        return (plain if row.currency == self.currency else spoken)(row.overdue_cents, row.currency)

    def _late(self, days: int, base: Style, at_cursor: bool) -> Style:
        return (
            base
            if at_cursor or 0 < days <= _LONG_LATE
            else base + self._style("queue--late" if days else "queue--soft")
        )

    def _urgent(self, row: QueueRow, base: Style, at_cursor: bool) -> Style:
        if at_cursor or (row.reason and row.reason not in _URGENT):
            return base
        return base + self._style("queue--urgent" if row.reason else "queue--soft")

    async def go(self, index: int) -> None:
        """Bring the cursor to an index, reading what has to be shown there first."""
        index = max(0, min(index, self.window.length - 1))
        top = self._top_for(index)
        await self.window.cover(top, top + self.page_size)
        before, self.cursor = self.cursor, index
        if top != int(self.scroll_offset.y):
            self.scroll_to(y=top, animate=False, immediate=True)
        else:
            self._refresh_row(before)
            self._refresh_row(index)

    def _refresh_row(self, index: int) -> None:
        self.refresh_line(index + 1)

    def _top_for(self, index: int) -> int:
        """The first index on the screen once this one is on it: scrolled no further than needed."""
        top, size = int(self.scroll_offset.y), self.page_size
        if index < top:
            return index
        return max(index - size + 1, 0) if index >= top + size else min(top, max(self.window.length - size, 0))

    async def renew(self, account_id: int | None = None) -> None:
        """Show what the book says now; the cursor stays where it was, or goes to an account if it is there."""
        await self.window.renew()
        await self.settle(account_id)

    async def settle(self, account_id: int | None = None) -> None:
        """Put the cursor right after the rows have changed under it."""
        self.resized()
        before = self.cursor
        place = await self.window.place(account_id) if account_id is not None else None
        await self.go(before if place is None else place)
        if place is not None and (self.row is None or self.row.id != account_id):
            await self.go(before)
        self.refresh()

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Paint the rows scrolled to, and have those read that the wheel or the scroll bar has come to."""
        if self._eighths(old) != self._eighths(new):
            self.vertical_scrollbar.position = new  # in a long queue a row does not move the bar: it is left alone
        self.refresh(self.size.region)
        if not self.window.holds(int(new), int(new) + self.page_size):
            self.call_later(self._fill)

    def _eighths(self, top: float) -> int:
        """How far down the scroll bar is painted, in eighths of a line, when a row is the first on the screen."""
        bar = self.vertical_scrollbar
        beyond = max(bar.window_virtual_size - bar.window_size, 1)
        thumb = max(bar.window_size * bar.size.height / max(bar.window_virtual_size, 1), 1)
        return int(8 * (bar.size.height - thumb) * top / beyond)

    async def _fill(self) -> None:
        """Read the rows that are on the screen, and paint them."""
        top = int(self.scroll_offset.y)
        await self.window.cover(top, top + self.page_size)
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Say which line was clicked."""
        if event.y > 0:
            self.post_message(self.Chosen(int(self.scroll_offset.y) + event.y - 1))

    def toggle_mark(self) -> None:
        """Mark the account under the cursor, or take its mark away."""
        if self.row:
            self.marked ^= {self.row.id}
            self._refresh_row(self.cursor)
