"""Help: every key of the desk with what it does, by section; made from the keymap and nothing else."""

from collections.abc import Mapping
from textwrap import wrap

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from collector_tui.tui.keymap import COMMANDS, keys_of, sections, shown
from collector_tui.tui.screens.dialog import Dialog
from collector_tui.tui.text import fitted, stacked, styled, text

_HELP_WIDTH = 54
_CALL_KEYS = "On the call sheet: a letter says how the call ended, Space starts the timer, Enter saves."
_MOUSE = "To select text with the mouse hold Shift while dragging."


class HelpScreen(Dialog[None]):
    """Shows the keys; any of the usual ones closes it."""

    BINDINGS = [
        Binding("question_mark,f1,q,enter", "leave", "Back", show=False),
        Binding("j,down", "scroll('scroll_down')", "Down", show=False),
        Binding("k,up", "scroll('scroll_up')", "Up", show=False),
        Binding("pagedown,space", "scroll('scroll_page_down')", "Next page", show=False),
        Binding("pageup", "scroll('scroll_page_up')", "Previous page", show=False),
        Binding("g,home", "scroll('scroll_home')", "Top", show=False),
        Binding("G,end", "scroll('scroll_end')", "Bottom", show=False),
    ]
    title_words = "Keys"
    keys_words = "j k PgDn PgUp scroll   Esc or ? leaves"

    def __init__(self, overrides: Mapping[str, str]) -> None:
        """Take the user's own keys into account."""
        super().__init__()
        self._keys = keys_of(overrides)

    def parts(self) -> ComposeResult:
        """One line a command."""
        rows: list[Content] = []
        for section in sections():
            rows.append(text(section, "bold $text-accent"))
            for command in COMMANDS:
                if command.section == section:
                    key = fitted(shown(self._keys[command.id]), 13)
                    first, *more = wrap(command.help, _HELP_WIDTH)
                    rows.append(styled((key, "bold"), first))
                    rows += [text(" " * 13 + line) for line in more]
        rows += [text(""), text(_CALL_KEYS, "$foreground-muted"), text(_MOUSE, "$foreground-muted")]
        yield Static(stacked(rows))

    def action_scroll(self, how: str) -> None:
        """Scroll the keys."""
        getattr(self.query_one("#window"), how)(animate=False)
