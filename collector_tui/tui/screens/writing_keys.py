"""The keys of the writing screen, once: its bindings, the line at its bottom and its help come from here."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from textual.binding import Binding

from collector_tui.domain.guard import Channel
from collector_tui.tui.keymap import shown
from collector_tui.tui.screens.help import ScreenHelp


class WriteKey(NamedTuple):
    """One key, its action and what it does.

    `rows` and `words` are its names in the line of keys while a row has the focus and while words are typed, empty where
    it is left out; the first key is shown for the rows, the last one for the words. `on` says for which channels it is
    in the line, all where it is empty.
    """

    keys: str
    action: str
    help: str
    rows: str = ""
    words: str = ""
    on: str = ""


KEYS: Final = (
    WriteKey("left,right", "", "Choose another tone, approach or channel: the message is drafted anew.", "Choose"),
    WriteKey("up,k", "row(-1)", "Go to the row above."),
    WriteKey("down,j", "row(1)", "Go to the row below, from the last one into the words; Tab does so too."),
    WriteKey("enter", "write", "Go into the words: every letter types there.", "Edit"),
    WriteKey("s,ctrl+s", "send", "Queue the message as it stands; for some seconds u on the desk takes it back.", "Send", "Send", "sms email"),
    WriteKey("ctrl+t", "attach", "Attach the statement or a file, such as a copy of the invoice, to an email.", "Attach", "Attach", "email"),
    WriteKey("ctrl+d", "by_hand", "Mark the step as done by hand, with these words.", "By hand", "By hand", "email letter call"),
    WriteKey("ctrl+y", "copy", "Copy the words to the clipboard.", "Copy", "Copy", "email letter call"),
    WriteKey("ctrl+z", "undo", "Take back what was changed in the words; Alt-z does it again.", "", "Undo"),
    WriteKey("ctrl+e", "edit", "Open the words in your own editor ($VISUAL or $EDITOR).", "Editor", "Editor"),
    WriteKey("ctrl+r", "restore", "Put the words back as they were drafted.", "Reset", "Reset"),
    WriteKey("ctrl+g", "mend", "Replace the characters that make a text dearer by plain ones."),
    WriteKey("question_mark,f1", "help", "Show these keys; F1 does so while words are typed.", "Help", "Help"),
    WriteKey("escape", "back", "From the words to the rows, from the rows to the desk.", "Leave", "Rows"),
)  # fmt: skip

_GOOD_TO_KNOW: Final = (
    "• stands behind what the account's step asks for.",
    "A choice never loses your own words: Ctrl-z brings them back.",
)


def bindings() -> Iterator[Binding]:
    """The bindings of the screen; those with Ctrl hold before the words have a use of their own for them."""
    for key in KEYS:
        if key.action:
            for one in key.keys.split(","):
                yield Binding(
                    one, key.action, show=False, priority=one == "f1" or (one.startswith("ctrl+") and one != "ctrl+z")
                )


def line(width: int, *, in_words: bool, channel: Channel) -> list[tuple[str, str, str]]:
    """The line of keys for so many columns: key, short name, action; the way out and the help stay in any of them."""
    found = []
    for key in KEYS:
        name = key.words if in_words else key.rows
        if name and (not key.on or channel in key.on.split()):
            keys = key.keys.split(",")
            found.append((shown(keys[-1 if in_words else 0] if key.action else key.keys), name, key.action))
    while sum(len(key) + len(name) + 4 for key, name, _ in found) - 2 > width:
        del found[-3]
    return found


def key_help() -> ScreenHelp:
    """All keys of the screen, with what they do."""
    return ScreenHelp("Keys while you write", [(key.keys, key.help) for key in KEYS], _GOOD_TO_KNOW)
