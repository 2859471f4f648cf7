"""The list of a batch: who gets a message, or who is left out by reason; only the lines on the screen are made."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from collector_tui.domain.batch import Going, LeftOut
from collector_tui.tui.batch_entries import Entry, Group
from collector_tui.tui.batch_words import STATES, manner
from collector_tui.tui.text import fitted, right
from collector_tui.tui.widgets.lines import Framed

_WIDE = 96
_SIGN, _SEGMENTS, _LEAST_NAME = 3, 5, 18
_NUMBER, _ADDRESS, _WHOLE_ADDRESS = 17, 22, 34
"""Widths of where a message goes: a number, and an address where there is little room and where there is much."""

TAKEN_OUT = "taken out: Space puts it back in"


class BatchList(Framed, ScrollView, can_focus=True, inherit_bindings=False):
    """A list with a cursor; it has no keys of its own, its screen moves it."""

    COMPONENT_CLASSES = {
        "batch--header",
        "batch--cursor",
        "batch--soft",
        "batch--group",
        "batch--wrong",
        "batch--good",
    }

    @dataclass
    class Pointed(Message):
        """The cursor is on another entry, or on another list."""

        entry: Entry | None

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._entries: Sequence[Entry] = ()
        self._taken_out: Collection[int] = ()
        self._states: Mapping[int, str] = {}
        self._styles: dict[str, Style] = {}
        self._longest = 0
        self.cursor = 0

    def show(self, entries: Sequence[Entry], taken_out: Collection[int], cursor: int = 0) -> None:
        """Show another list; `taken_out` are the accounts that get nothing after all."""
        self._entries, self._taken_out = entries, taken_out
        self._longest = max((len(one.recipient.shown) for one in entries if isinstance(one, Going)), default=0)
        self._fit()
        self.go(cursor)

    def show_states(self, states: Mapping[int, str]) -> None:
        """Show where each message stands."""
        if states != self._states:
            self._states = states
            self.refresh()

    @property
    def entry(self) -> Entry | None:
        """What the cursor is on."""
        return self._entries[self.cursor] if self.cursor < len(self._entries) else None

    @property
    def length(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    @property
    def page_size(self) -> int:
        """How many entries one screen holds."""
        return max(self.scrollable_content_region.height - 1, 1)

    def _fit(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._entries) + 1)
        self.refresh()

    def on_resize(self, _event: Resize) -> None:
        """Take the size there is, with the cursor in sight."""
        self._fit()
        self.call_later(self.go, self.cursor)

    def notify_style_update(self) -> None:
        """Forget the styles of the last theme."""
        super().notify_style_update()
        self._styles.clear()

    def go(self, index: int) -> None:
        """Bring the cursor to an entry, scrolled no further than needed."""
        before, self.cursor = self.cursor, max(0, min(index, len(self._entries) - 1))
        top, size = int(self.scroll_offset.y), self.page_size
        if top <= self.cursor < top + size:
            self.refresh_line(before + 1)
            self.refresh_line(self.cursor + 1)
        else:
            top = self.cursor if self.cursor < top else self.cursor - size + 1
            self.scroll_to(y=top, animate=False, immediate=True)
            self.refresh()
        self.post_message(self.Pointed(self.entry))

    def on_click(self, event: Click) -> None:
        """Go to the line that was clicked."""
        index = int(self.scroll_offset.y) + event.y - 1
        if event.y > 0 and index < len(self._entries):
            self.go(index)

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(name) if name else self.rich_style
        return style

    def render_line(self, y: int) -> Strip:
        """One line: the header stays on top, the others scroll under it."""
        width = self.scrollable_content_region.width
        index = int(self.scroll_offset.y) + y - 1
        if y == 0:
            return self._header(width)
        if index >= len(self._entries):
            return Strip.blank(width, self._style(""))
        entry, at_cursor = self._entries[index], index == self.cursor
        base = self._style("batch--cursor" if at_cursor else "")
        match entry:
            case Going():
                pieces = self._going(entry, width, base, at_cursor)
            case LeftOut():
                pieces = self._left_out(entry, width, base, at_cursor)
            case Group(heading=heading, size=size):
                pieces = [(f" {heading} · {size:,}", self._over(base, "batch--group", at_cursor))]
        sign = "▌" if at_cursor else " "
        segments = [Segment(sign, base), *(Segment(words, style) for words, style in pieces)]
        return Strip(segments).adjust_cell_length(width, base)

    def _over(self, base: Style, name: str, at_cursor: bool) -> Style:
        return base if at_cursor else base + self._style(name)

    def _widths(self, width: int) -> tuple[int, int, int]:
        """Widths of the name, of where it goes, and of what is said."""
        most = _WHOLE_ADDRESS if width >= _WIDE else _ADDRESS
        to = min(max(self._longest, _NUMBER), most) + (width >= _WIDE)
        free = max(width - _SIGN - _SEGMENTS, _LEAST_NAME + to)
        name = max(min(free * 28 // 100, 36), _LEAST_NAME) if width >= _WIDE else _LEAST_NAME
        return name, to, max(free - name - to - 2, 0)

    def _header(self, width: int) -> Strip:
        name, to, said = self._widths(width)
        if isinstance(self._entries[0] if self._entries else None, Group):
            words = f"   {fitted('Account', name)} Why"
        else:
            what = "State" if self._states else "Tone · approach · step"
            words = f"   {fitted('Account', name)} {fitted('To', to)} {fitted(what, said)}{right('Seg ', _SEGMENTS)}"
        return Strip([Segment(fitted(words, width), self._style("batch--header"))], width)

    def _going(self, one: Going, width: int, base: Style, at_cursor: bool) -> list[tuple[str, Style]]:
        name, to, said = self._widths(width)
        is_out = one.card.id in self._taken_out
        look = self._over(base, "batch--soft", at_cursor) if is_out else base
        words, style = manner(one.draft), look
        if is_out:
            words = TAKEN_OUT
        elif state := self._states.get(one.card.id):
            words = STATES.get(state, state)
            wrong = words[:1] in "?!"
            style = self._over(
                base, "batch--wrong" if wrong else "batch--good" if words[:4] == "gone" else "", at_cursor
            )
        return [
            (f"{'×' if is_out else ' '} {fitted(one.card.name, name)} ", look),
            (fitted(one.recipient.shown, to) + " ", look),
            (fitted(words, said), style),
            (right("" if is_out or not one.segments else f"{one.segments} ", _SEGMENTS), look),
        ]

    def _left_out(self, one: LeftOut, width: int, base: Style, at_cursor: bool) -> list[tuple[str, Style]]:
        name = self._widths(width)[0]
        why = fitted(one.why, max(width - _SIGN - name - 2, 0))
        return [(f"  {fitted(one.account, name)} ", base), (why, self._over(base, "batch--soft", at_cursor))]
