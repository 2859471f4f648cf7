"""The account in full, in the place of the queue: one section at a time, scrolled by the moving keys."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from collector_tui.domain.account import Card
from collector_tui.domain.guard import Verdict
from collector_tui.tui.text import stacked, text
from collector_tui.tui.widgets.account_card import number_rows, summary
from collector_tui.tui.widgets.lines import Framed
from collector_tui.tui.widgets.sections import SECTIONS, tabs


class AccountView(Framed, ScrollView, can_focus=True, inherit_bindings=False):
    """Shows everything the book has of one account."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.auto_links = False
        self._content = Content("")
        self._lines: list[Strip] = []
        self._made_for = 0
        self.section = "papers"

    def show(self, card: Card, today: date, verdict: Verdict | None, now: datetime, zone: ZoneInfo) -> None:
        """Paint the account as of now, with the section that is chosen."""
        width = max(self.content_size.width or self.app.size.width - 4, 20)
        self.border_title = text(card.name)
        rows = [*summary(card, today), *number_rows(card, verdict, now), Content(""), tabs(self.section)]
        rows += SECTIONS[self.section][1](card, today, width, now, zone)
        self._content = stacked(rows)
        self.scroll_home(animate=False, immediate=True)
        self._fit()

    def _wrap(self) -> None:
        """Make the lines for the width there is."""
        self._made_for = self.scrollable_content_region.width
        self._lines = Visual.to_strips(self, self._content, self._made_for, None, self.visual_style)

    def _fit(self) -> None:
        """Make the lines, and let as many be scrolled through."""
        self._wrap()
        self.virtual_size = Size(self._made_for, len(self._lines))
        self.refresh()

    def on_resize(self, _event: Resize) -> None:
        """Take the width there is."""
        self._fit()

    def notify_style_update(self) -> None:
        """Make the lines anew for the new look."""
        super().notify_style_update()
        self._made_for = 0

    def selection_updated(self, selection: object) -> None:
        """Show what is selected with the mouse."""
        self._fit()

    def render(self) -> Content:
        """What is shown, for what is selected and copied."""
        return self._content

    def render_line(self, y: int) -> Strip:
        """One line of what is scrolled to."""
        if self._made_for != self.scrollable_content_region.width:
            self._wrap()
        y += int(self.scroll_offset.y)
        return self._lines[y] if y < len(self._lines) else Strip.blank(self._made_for, self.rich_style)
