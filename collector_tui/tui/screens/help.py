"""Help: every key of the desk with what it does, by section; made from the keymap and nothing else."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from collector_tui.tui.keymap import COMMANDS, keys_of, sections, shown
from collector_tui.tui.screens.dialog import Dialog
from collector_tui.tui.text import fitted, stacked, styled, text

_HELP_WIDTH = 54
_KEY_WIDTH = 14
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


class ScreenHelp(HelpScreen):
    """Shows the keys of one screen, and what is good to know there."""

    def __init__(self, title: str, keys: Sequence[tuple[str, str]], notes: Sequence[str] = ()) -> None:
        """Take the keys, each with what it does."""
        super().__init__({})
        self.title_words, self._rows, self._notes = title, keys, notes

    def parts(self) -> ComposeResult:
        """One line a key, or two, and the notes."""
        rows: list[Content] = []
        for keys, words in self._rows:
            first, *more = wrap(words, _HELP_WIDTH)
            rows.append(styled((fitted(shown(keys), _KEY_WIDTH), "bold"), first))
            rows += [text(" " * _KEY_WIDTH + line) for line in more]
        notes = [line for note in self._notes for line in wrap(note, _KEY_WIDTH + _HELP_WIDTH)]
        yield Static(stacked([*rows, text(""), *(text(note, "$foreground-muted") for note in notes)]))
