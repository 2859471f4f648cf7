"""The keys of the channels screen, once: its bindings, the line at its bottom and its help come from here."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from textual.binding import Binding

from collector_tui.tui.keymap import shown
from collector_tui.tui.screens.help import ScreenHelp


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


def bindings() -> Iterator[Binding]:
    """The bindings of the screen."""
    for key in KEYS:
        yield Binding(key.keys, key.action, show=False)


def line() -> list[tuple[str, str, str]]:
    """The line of keys: key, short name, action."""
    return [(shown(key.keys.split(",")[0]), key.name, key.action) for key in KEYS if key.name]


def key_help() -> ScreenHelp:
    """All keys of the screen, with what they do."""
    return ScreenHelp("Keys of the channels", [(key.keys, key.help) for key in KEYS], (_GOOD_TO_KNOW,))
