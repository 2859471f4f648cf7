"""The keys of the batch screen: what they do, which of them are named when, and the help that shows all."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from collector_tui.tui import keymap
from collector_tui.tui.screens.dialog import Dialog
from collector_tui.tui.text import fitted, stacked, styled, text

if TYPE_CHECKING:
    from textual.binding import BindingType

    from collector_tui.tui.batch_run import Run

BINDINGS: "list[BindingType]" = [
    Binding("j,down", "go(1)", show=False),
    Binding("k,up", "go(-1)", show=False),
    Binding("pagedown,ctrl+f", "page(1)", show=False),
    Binding("pageup,ctrl+b", "page(-1)", show=False),
    Binding("g,home", "top", show=False),
    Binding("G,end", "bottom", show=False),
    Binding("tab,shift+tab", "switch", show=False),
    Binding("v", "read", show=False),
    Binding("space", "take_out", show=False),
    Binding("enter,s", "not_so", show=False),
    Binding("b", "again", show=False),
    Binding("S,u", "stop", show=False),
    Binding("n,N", "notice", show=False),
    Binding("question_mark,f1", "help", show=False),
    Binding("escape,q", "back", show=False),
]


def yes_of(overrides: Mapping[str, str]) -> str:
    """The key that sends: never one of those by which the user opens this screen.

    >>> yes_of({}), yes_of({"batch": "y"})
    ('y', 'Y')
    """
    return "Y" if "y" in keymap.keys_of(overrides)["batch"].split(",") else "y"


Keys = Sequence[tuple[str, str, str]]
"""Keys as they are shown, their names and their actions."""

LISTING: Keys = [("Esc", "Leave without", "back")]

_HELP_WIDTH = 58
_HELP = [
    ("Space", "Take the account out of the list, or back in."),
    ("Tab", "Show who is left out and why, or who is in."),
    ("v", "Show the words in full, or the list again."),
    ("n", "Write news instead: a notice to the marked accounts, or to everybody."),
    ("S or u", "Stop a batch on its way: what has not left is taken back."),
    ("b", "List anew, once a batch is over or held up."),
    ("j k g G", "Move, as on the desk; PgDn and PgUp go by pages."),
    ("Esc", "Back to the desk: as long as nothing was sent nothing is, else the batch goes on."),
]


def keys_of(yes: str, is_listed: bool, run: "Run | None", *, shows_left_out: bool) -> Keys:
    """The keys that matter now."""
    switch = ("Tab", "Who is in" if shows_left_out else "Left out", "switch")
    helps = ("?", "Keys", "help")
    if run is None:
        if not is_listed:
            return LISTING
        out = ("Space", "Take out", "take_out")
        return [(yes, "Send", "send"), out, switch, ("n", "Notice", "notice"), helps, ("Esc", "Leave without", "back")]
    anew = [("b", "List anew", "again")] if run.is_at_rest else []
    if run.is_running:
        return [("S", "Stop it", "stop"), *anew, switch, helps, ("Esc", "Desk, it goes on", "back")]
    return [*anew, switch, helps, ("Esc", "Desk", "back")]


class BatchHelp(Dialog[None]):
    """Shows the keys of the batch screen."""

    BINDINGS = [Binding("question_mark,f1,q,enter", "leave", show=False)]
    title_words = "Keys of the batch"
    keys_words = "Esc or ? leaves"

    def __init__(self, yes: str) -> None:
        """Take the key that sends."""
        super().__init__()
        self._all = [(yes, "Put all in the list into the outbox; pressed again it does nothing."), *_HELP]

    def parts(self) -> ComposeResult:
        """One line a key, or two."""
        rows = []
        for key, says in self._all:
            first, *more = wrap(says, _HELP_WIDTH)
            rows.append(styled((fitted(key, 10), "bold"), first))
            rows += [text(" " * 10 + line) for line in more]
        yield Static(stacked(rows))
