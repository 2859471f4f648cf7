"""`where`, `keys` and `demo`: finding one's way."""

from typing import TYPE_CHECKING

from collector_tui import paths
from collector_tui.commands.command import Command
from collector_tui.commands.printing import give, say, table
from collector_tui.timezones import tzdata_version

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting

_TO_TRY = """
It holds an invented business, and nothing in it reaches a real phone. With this before the command, try
  queue            who to work next, and why
  show NAME        all that is known of one of them
  draft NAME       the message that would go out next
  send NAME        lay it in the outbox; then `deliver`
  aging            what is owed by age
Without a command, on a terminal, the desk opens."""


def where(_: "Collecting | None", invocation: "Invocation") -> int:
    """Print where the book and everything else lies, what of it is there, and which time zones it reckons with."""
    places = {
        "book": invocation.book_path,
        "config": invocation.config_path,
        "data": paths.data_folder(),
        "demo": paths.demo_book(),
        "backups": invocation.book_path.parent / "backups",
    }
    if invocation.json:
        there = {name: path.exists() for name, path in places.items()}
        give({**{name: str(path) for name, path in places.items()}, "exists": there, "tzdata": tzdata_version()})
        return 0
    rows = [(name, "" if path.exists() else "not there", str(path)) for name, path in places.items()]
    table(("", "", "Where"), rows)
    say(f"Time zones: tzdata {tzdata_version()}")
    return 0


def keys(_: "Collecting | None", invocation: "Invocation") -> int:
    """Print the keys of the desk, as they are set."""
    rows = invocation.keymap
    if invocation.json:
        give([dict(zip(("keys", "title", "help"), row, strict=True)) for row in rows])
    else:
        table(("Key", "Does", ""), rows)
    return 0


def demo(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print where the demo's book is and what can be tried in it."""
    book = collecting.proving.places()["book"]
    if invocation.json:
        give({"book": str(book)})
    else:
        say(f"The demo is ready: collector --book {book}{_TO_TRY}")
    return 0


COMMANDS = (
    Command("where", "where the book, the configuration and the backups are", where, needs_book=False),
    Command("keys", "the keys of the desk", keys, needs_book=False),
    Command("demo", "open the desk on an invented business, to try everything out", demo),
)
