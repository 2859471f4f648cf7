"""The keys of the channels screen, once: its bindings, the line at its bottom and its help come from here."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from collector_tui.tui.keymap import shown
from collector_tui.tui.screens.help import HelpScreen
from collector_tui.tui.text import fitted, stacked, styled, text


class ChannelKey(NamedTuple):
    """One key, its action and what it does; `name` is how the line of keys calls it, empty where it is left out."""

    keys: str
    action: str
    help: str
    name: str = ""


KEYS: Final = (
    ChannelKey("t", "texts", "Set up how texts leave: through Twilio or your own phone.", "Texts"),
    ChannelKey("e", "email", "Set up the mail server that emails leave by.", "Email"),
    ChannelKey("s", "test", "Send a test to your own phone, or to your own email address.", "Send a test"),
    ChannelKey("r", "look", "Look again at everything.", "Look again"),
    ChannelKey("j,down", "scroll('scroll_down')", "Go a line down."),
    ChannelKey("k,up", "scroll('scroll_up')", "Go a line up."),
    ChannelKey("space,pagedown", "scroll('scroll_page_down')", "Go a page down."),
    ChannelKey("pageup", "scroll('scroll_page_up')", "Go a page up."),
    ChannelKey("g,home", "scroll('scroll_home')", "Go to the top."),
    ChannelKey("G,end", "scroll('scroll_end')", "Go to the bottom."),
    ChannelKey("question_mark,f1", "help", "Show these keys.", "Keys"),
    ChannelKey("escape,q", "back", "Go back to the desk; it works with what was set up.", "Desk"),
)

_GOOD_TO_KNOW: Final = (
    "Nothing is sent by looking. A token or a password is kept in the keyring, or in a file that only you can read."
)
_COLUMN, _WIDTH = 15, 53


def bindings() -> Iterator[Binding]:
    """The bindings of the screen."""
    for key in KEYS:
        yield Binding(key.keys, key.action, show=False)


def line() -> list[tuple[str, str, str]]:
    """The line of keys: key, short name, action."""
    return [(shown(key.keys.split(",")[0]), key.name, key.action) for key in KEYS if key.name]


class ChannelsHelp(HelpScreen):
    """Shows the keys of the channels screen."""

    title_words = "Keys of the channels"

    def __init__(self) -> None:
        """Take the keys as they are."""
        super().__init__({})

    def parts(self) -> ComposeResult:
        """One line a key, or two, and what is good to know."""
        rows: list[Content] = []
        for key in KEYS:
            first, *more = wrap(key.help, _WIDTH)
            rows.append(styled((fitted(shown(key.keys), _COLUMN), "bold"), first))
            rows += [text(" " * _COLUMN + words) for words in more]
        rows += [text(""), text(_GOOD_TO_KNOW, "$foreground-muted")]
        yield Static(stacked(rows))
