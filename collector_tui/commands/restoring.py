"""`restore`: the book as a backup has it, with every contact and opt-out that has come since."""

from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.commands.command import Command, option
from collector_tui.commands.printing import give, say

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.restoring import Restored

_MOST_NAMED = 8


def restore(_: None, invocation: "Invocation") -> int:
    """Put a backup in the place of the book and print what was carried over, what is lacking, and where the old one is."""
    from collector_tui.services.restoring import restore as put_back

    backup = Path(invocation.file).expanduser().absolute()
    done = put_back(invocation.book_path, backup, invocation.open_at)
    if invocation.json:
        give(_shape(done))
        return 0
    as_of = f", as of {done.as_of[:16].replace('T', ' ')} UTC" if done.as_of else ""
    say(f"Restored from {backup}{as_of} ({done.lines} journal lines).")
    if done.carried.accounts or done.carried.opt_outs:
        say(f"Carried over, for it has happened since: {_counted(done)}.")
    if done.lacking:
        more = f" and {len(done.lacking) - _MOST_NAMED} more" if len(done.lacking) > _MOST_NAMED else ""
        say(f"Not in it any more: {'; '.join(done.lacking[:_MOST_NAMED])}{more}.")
    if done.doubted:
        say(
            f"{done.doubted} waiting message{'' if done.doubted == 1 else 's'} may have gone since: looked for, never sent again unasked (O)."
        )
    if done.kept:
        say(f"The book that was here is kept: {done.kept}")
    if not done.is_known and done.kept:
        say("It could not be read: who opted out since the backup is asked of the carrier, two weeks back.")
    return 0


def _counted(done: "Restored") -> str:
    counts = (
        (done.carried.messages, "message"),
        (done.carried.calls, "call"),
        (done.carried.replies, "repl"),
        (done.carried.opt_outs, "opt-out"),
    )
    endings = {"repl": ("y", "ies")}
    parts = [
        f"{count} {name}{endings.get(name, ('', 's'))[count != 1]}" for count, name in counts if count
    ]  # fmt: skip
    return ", ".join(parts) or "where messages are"


def _shape(done: "Restored") -> dict[str, object]:
    return {
        "as_of": done.as_of,
        "journal_lines": done.lines,
        "messages": done.carried.messages,
        "calls": done.carried.calls,
        "replies": done.carried.replies,
        "opt_outs": done.carried.opt_outs,
        "doubted": done.doubted,
        "lacking": list(done.lacking),
        "replaced": str(done.kept) if done.kept else None,
    }


COMMANDS = (
    Command(
        "restore",
        "put a backup in the place of the book; contacts and opt-outs since then are carried over",
        restore,
        (option("file", metavar="FILE", says="the backup; the book that is there now is kept beside the others"),),
        needs_book=False,
    ),
)
