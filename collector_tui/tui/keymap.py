"""Every command of the desk and its key, once: bindings, footer, palette, help and README come from here."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from collector_tui.domain.refusal import Refused

if TYPE_CHECKING:
    from textual.binding import BindingType


class Command(NamedTuple):
    """One command: `id` names its action, `keys` are what does it by default, commas between them.

    `footer` is its short name in the line of keys, or empty; `section` groups it in the help; `form` says that it opens
    a form on the account; `also` are other names by which the palette finds it.
    """

    id: str
    keys: str
    title: str
    help: str
    section: str
    footer: str = ""
    form: bool = False
    also: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        """The action of the desk that it is."""
        if self.form:
            return f"deal('{self.id}')"
        return f"section('{self.id}')" if self.id in _SECTIONS else self.id


_SECTIONS = ("papers", "past", "agreed", "people")
"""The commands that show a section of the account."""

COMMANDS: tuple[Command, ...] = (
    Command("call", "c", "Call", "Open the call sheet: number, time there, script, timer.", "Act", "Call"),
    Command(
        "send", "s", "Send", "Send the message on the screen as SMS; for some seconds u takes it back.", "Act", "Send"
    ),
    Command("write", "m", "Write", "Write the next message: tone, approach, channel, your own words.", "Act", "Write"),
    Command("letter", "l", "Letter", "Write a letter as a PDF to print, and keep it as posted.", "Act"),
    Command("pay", "p", "Pay", "Record a payment: where it goes is shown before it is saved.", "Act", "Pay", form=True),
    Command(
        "promise",
        "o",
        "Promise",
        "Note a promise to pay, or withdraw it; the ladder waits for it.",
        "Act",
        "Promise",
        form=True,
        also=("Withdraw a promise",),
    ),
    Command(
        "arrange",
        "a",
        "Arrange",
        "Arrange instalments, or renegotiate them.",
        "Act",
        form=True,
        also=("Renegotiate instalments", "Withdraw an arrangement"),
    ),
    Command(
        "dispute",
        "d",
        "Dispute",
        "Note that an invoice is disputed, or decide it; the others go on.",
        "Act",
        form=True,
        also=("Decide a dispute",),
    ),
    Command(
        "hold",
        "h",
        "Hold",
        "Leave an account or an invoice alone until a day, or release it.",
        "Act",
        form=True,
        also=("Release a hold",),
    ),
    Command("snooze", "z", "Snooze", "Hide the account until a day: 3d, fri, eom, 18 dec.", "Act", "Snooze"),
    Command("note", "n", "Note", "Keep a note on the account.", "Act"),
    Command(
        "done", "x", "Done", "Done for today: set the next action by rule and go on to the next account.", "Act", "Done"
    ),
    Command(
        "step_done",
        "M",
        "Step done",
        "Mark the next step as done by hand: a call made, a letter posted, a decision taken.",
        "Act",
        also=("Mark a step as done",),
    ),
    Command("undo", "u", "Undo", "Take back the last thing you did; it is named.", "Act"),
    Command(
        "mark",
        "space",
        "Mark",
        "Mark the account and go down; batch, notice, done and snooze act on all marked.",
        "Act",
    ),
    Command(
        "batch",
        "b",
        "Batch",
        "List who gets a message, the marked or all that is due, and who does not; y sends, S stops.",
        "Act",
        also=("Send to all that is due",),
    ),
    Command("notice", "N", "Notice to many", "Write news to the marked accounts, or to everybody.", "Act"),
    Command("apply", "U", "Apply credit", "Apply what they have paid or been credited to what is open.", "Money"),
    Command(
        "bounce",
        "B",
        "Returned payment",
        "Take a payment back that the bank returned, with its fee.",
        "Money",
        form=True,
        also=("Bounced payment",),
    ),
    Command("credit", "C", "Credit note", "Book a credit note, on an invoice or not applied.", "Money", form=True),
    Command(
        "charge",
        "F",
        "Charge",
        "Interest, a fee or compensation: seen first, posted, waived.",
        "Money",
        form=True,
        also=("Waive a charge", "Put back a waived charge"),
    ),
    Command(
        "write_off",
        "W",
        "Write off",
        "Give up a debt or a part of it, or take that back.",
        "Money",
        form=True,
        also=("Recover a write-off",),
    ),
    Command(
        "settle",
        "S",
        "Settlement",
        "Offer to take less when it is paid by a day.",
        "Money",
        form=True,
        also=("Withdraw an offer",),
    ),
    Command(
        "barter",
        "X",
        "Barter",
        "Goods or services for a debt: agreed, delivered, called off.",
        "Money",
        form=True,
        also=("Deliver a barter", "Call off a barter"),
    ),
    Command(
        "statement", "T", "Statement", "The account's statement as of today, to read or to write to a file.", "Money"
    ),
    Command("down", "j,down", "Down", "Go to the next account.", "Move"),
    Command("up", "k,up", "Up", "Go to the account before.", "Move"),
    Command("next_page", "pagedown,ctrl+f", "Next page", "Go a page down.", "Move"),
    Command("previous_page", "pageup,ctrl+b", "Previous page", "Go a page up.", "Move"),
    Command("top", "g,home", "Top", "Go to the first account.", "Move"),
    Command("bottom", "G,end", "Bottom", "Go to the last account.", "Move"),
    Command(
        "open",
        "enter",
        "Open",
        "Open the account; 1 to 4 show its papers, past, agreements and people; again closes it.",
        "Look",
    ),
    Command("papers", "1", "Papers", "Open the account at its invoices and all other papers.", "Look"),
    Command("past", "2", "Past", "Open the account at everything that happened.", "Look"),
    Command("agreed", "3", "Agreed", "Open the account at promises, arrangements, holds and disputes.", "Look"),
    Command("people", "4", "People", "Open the account at its phones, addresses and facts.", "Look"),
    Command("card", "v", "Card", "Show or fold the account card.", "Look"),
    Command(
        "search",
        "slash",
        "Search",
        "Find an account by part of its name, number, address or invoice.",
        "Look",
    ),
    Command("filter", "f", "Filter", "Show one reason, bucket or currency only.", "Look"),
    Command(
        "inbox", "i", "Inbox", "Read the replies: whose they are and what they ask for.", "Look", also=("Replies",)
    ),
    Command("outbox", "O", "Outbox", "See where every message is; send anew or drop what did not arrive.", "Look"),
    Command("back", "escape", "Back", "Close what is open, clear the search, the filter, then the marks.", "Look"),
    Command("import", "I", "Import", "Import a file of open invoices.", "Book"),
    Command("add", "A", "Add account", "Add an account by hand, with its first invoice.", "Book"),
    Command("invoice", "plus", "Add invoice", "Add an invoice to the account by hand.", "Book"),
    Command("facts", "e", "Edit facts", "Set a phone, an email and other facts of the account.", "Book"),
    Command("setup", "E", "Set up", "Say whose invoices you collect, in which name, and where you are.", "Book"),
    Command(
        "channels",
        "P",
        "Channels",
        "Set up how texts and emails leave, and try it: what is wrong is said in a sentence.",
        "Book",
        also=("Twilio", "SMSGate", "Email: set up", "Doctor: try the channels"),
    ),
    Command("demo", "D", "Demo", "Open the demo, apart from your book; only from an empty one.", "Book"),
    Command("colours", "t", "Colours", "Choose the colours of the desk.", "Desk"),
    Command("help", "question_mark,f1", "Help", "Show all keys of this screen.", "Desk", "Help"),
    Command("palette", "colon,ctrl+p", "Commands", "Find any command by its name.", "Desk"),
    Command("leave", "q,ctrl+q", "Leave", "Leave the desk; everything is saved already.", "Desk"),
)

_SHOWN = {"slash": "/", "question_mark": "?", "colon": ":", "plus": "+", "pagedown": "PgDn", "pageup": "PgUp",
          "escape": "Esc", "space": "Space", "enter": "Enter", "home": "Home", "end": "End", "f1": "F1",
          "down": "↓", "up": "↑", "left": "←", "right": "→"}  # fmt: skip
_TYPED = {"/": "slash", "?": "question_mark", ":": "colon", "+": "plus"}


def keys_of(overrides: Mapping[str, str]) -> dict[str, str]:
    """The keys of every command, with the user's own in place of the default ones.

    Raises Refused naming a command that does not exist, or two that would share a key.
    """
    keys = {command.id: command.keys for command in COMMANDS}
    for name, own in overrides.items():
        if name not in keys:
            raise Refused(f"[keys] {name} is not a command: use one of {', '.join(keys)}.")
        if not own.strip():
            raise Refused(f"[keys] {name} has no key.")
        keys[name] = ",".join(_TYPED.get(key.strip(), key.strip()) for key in own.split(","))
    taken: dict[str, str] = {}
    for name, own in keys.items():
        for key in own.split(","):
            if key in taken:
                raise Refused(
                    f"[keys] {shown(key)} is the key of both {taken[key]} and {name}: give one of them another."
                )
            taken[key] = name
    return keys


def shown(keys: str) -> str:
    """Keys as a person reads them.

    >>> shown("question_mark,f1")
    '? F1'
    """
    return " ".join(_SHOWN.get(key, key.replace("ctrl+", "Ctrl-")) for key in keys.split(","))


def bindings(overrides: Mapping[str, str]) -> "list[BindingType]":
    """The desk's bindings."""
    from textual.binding import Binding

    keys = keys_of(overrides)
    return [
        Binding(
            keys[command.id],
            command.action,
            command.title,
            show=bool(command.footer),
            tooltip=command.help,
            id=command.id,
        )
        for command in COMMANDS
    ]


def footer(overrides: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The line of keys at the bottom: key, short name, action."""
    keys = keys_of(overrides)
    return [(shown(keys[c.id].split(",")[0]), c.footer, c.action) for c in COMMANDS if c.footer]


def listed(overrides: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Keys, title and help of every command, for `collector keys` and the help screen."""
    keys = keys_of(overrides)
    return [(shown(keys[command.id]), command.title, command.help) for command in COMMANDS]


def sections() -> Sequence[str]:
    """The groups of the help screen, in order."""
    return list(dict.fromkeys(command.section for command in COMMANDS))


def as_markdown() -> str:
    """The table of keys for the README."""
    rows = [f"| `{shown(command.keys)}` | {command.title} | {command.help} |" for command in COMMANDS]
    return "\n".join(["| key | | does |", "| --- | --- | --- |", *rows])
