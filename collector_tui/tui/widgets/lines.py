"""Widgets that keep their lines ready: what has not changed is neither made nor written again when a key is pressed."""

from itertools import zip_longest
from typing import Any, Self

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import Visual
from textual.widget import Widget

from collector_tui.tui.text import stacked

_MOST_KEPT = 1000


class Framed(Widget):
    """Puts its lines into its border itself, and keeps each until it is refreshed.

    Textual resolves every style of the border anew for each line of each paint; here the sides of the border are
    taken from it once for a size and a look.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Begin with nothing made."""
        super().__init__(*arguments, **named)
        self._seen: Size | None = None
        self._top = 0
        self._painted: dict[int, Strip] = {}
        self._whole: dict[int, tuple[Strip, Strip]] = {}

    def notify_style_update(self) -> None:
        """Forget what was made for another look."""
        super().notify_style_update()
        self._seen = None

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Have the lines of some regions made anew, or all."""
        if not regions:
            self._painted.clear()
        for region in regions:
            for y in region.line_range:
                self._painted.pop(y + self._top, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget, its border included."""
        size, painted = self.outer_size, self._painted
        if self._seen != size:
            self._begin(size)
        for y in crop.line_range:
            if y not in painted:
                painted[y] = self._paint(y)
        lines = [painted[y] for y in crop.line_range]
        return lines if crop.column_span == (0, size.width) else [line.crop(*crop.column_span) for line in lines]

    def _begin(self, size: Size) -> None:
        """Take the border's sides from an ordinary line."""
        gutter = self.styles.gutter
        self._seen, self._top, self._bottom = size, gutter.top, size.height - gutter.bottom
        self._painted.clear()
        self._whole.clear()
        self._background = self.background_colors[1]
        self._blank = Style(bgcolor=self._background.rich_color)
        self._inside = max(size.width - gutter.width, 0)
        side = self._ordinary(gutter.top)
        self._left, self._right = side.crop(0, gutter.left), side.crop(gutter.left + self._inside)

    def _ordinary(self, y: int) -> Strip:
        return super().render_lines(Region(0, y, self.outer_size.width, 1))[0]

    def _paint(self, y: int) -> Strip:
        if not self._top <= y < self._bottom:
            return self._ordinary(y)
        line = self.render_line(y - self._top)
        kept, whole = self._whole.get(id(line), (None, line))
        if kept is not line:
            if len(self._whole) > _MOST_KEPT:
                self._whole.clear()
            whole = self._framed(line)
            self._whole[id(line)] = (line, whole)
        return whole

    def _framed(self, line: Strip) -> Strip:
        """A line with the border on its sides."""
        line = line.adjust_cell_length(self._inside, self._blank)
        for line_filter in self.get_line_filters():
            line = line.apply_filter(line_filter, self._background)
        return Strip.join([self._left, line, self._right])


class Lines(Framed):
    """A framed text; painting another one writes only the lines that differ."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.auto_links = False
        self._rows: list[Content] = []
        self._lines: list[Strip] = []
        self._made_for: Size | None = None
        self._styles: dict[tuple[VisualStyle, int, int], Style] = {}

    def paint(self, rows: list[Content], title: Content) -> None:
        """Show rows under a title; a row that is too long is wrapped."""
        before, self._rows = self._lines, rows
        width, height = self.size
        self._make()
        pairs = enumerate(zip_longest(before, self._lines))
        changed = [Region(0, y, width, 1) for y, (old, new) in pairs if y < height and old != new]
        if not title.is_same(self._border_title or Content("")):
            self._border_title = title  # the public setter would repaint every line
            changed.append(Region(-1, -1, width + 2, 1))
        if changed:
            self.refresh(*changed)

    def _make(self) -> None:
        width, height = self._made_for = self.size
        if self.text_selection is None and all(row.cell_length <= width for row in self._rows):
            self._lines = [self._line(row, y) for y, row in enumerate(self._rows[:height])]
        else:
            self._lines = Visual.to_strips(self, self.render(), width, height, self.visual_style)

    def _line(self, row: Content, y: int) -> Strip:
        """A row that fits; each piece knows its place in the text, for the mouse to select it."""
        x, segments, styles = 0, [], self._styles
        for words, style in row.render(self.visual_style, end="", parse_style=self._get_style):
            made = styles.get((style, x, y))
            if made is None:
                made = styles[style, x, y] = (self.visual_style + style).rich_style_with_offset(x, y)
            segments.append(Segment(words, made))
            x += len(words)
        return Strip(segments, row.cell_length)

    def notify_style_update(self) -> None:
        """Make the lines anew for the new look."""
        super().notify_style_update()
        self._styles.clear()
        self._made_for = None

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected with the mouse."""
        self._made_for = None
        super().selection_updated(selection)

    def render(self) -> Content:
        """What is shown, for what is selected and copied."""
        return stacked(self._rows)

    def render_line(self, y: int) -> Strip:
        """One line of the text."""
        if self._made_for != self.size:
            self._make()
        return self._lines[y] if y < len(self._lines) else Strip.blank(self.size.width, self._blank)
