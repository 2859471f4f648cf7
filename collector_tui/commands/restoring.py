"""`restore`: the book as a backup has it, with every contact and opt-out that has come since."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.commands.command import Command, option
from collector_tui.commands.printing import give, say

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.restoring import Restored

_MOST_NAMED = 8
_CALLED = {
    "account": "accounts", "act": "what was done", "attachment": "files that went with emails", "call": "calls",
    "climb": "steps", "email": "email addresses", "journal": "its journal", "message": "messages",
    "opt_out": "opt-outs", "phone": "phone numbers", "reply": "replies",
}  # fmt: skip
"""What a person calls the tables of a book."""
_ASKED = "who opted out since the backup is asked of the carrier, two weeks back"


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
    for line in _told(done):
        say(line)
    return 0


def _told(done: "Restored") -> Iterator[str]:
    """What has become of everything since the backup, a sentence each."""
    if done.carried.accounts or done.carried.opt_outs:
        yield f"Carried over, for it has happened since: {_counted(done)}."
    if left := done.carried.left:
        went = f"{left.total()} message{'' if left.total() == 1 else 's'} went"
        yield f"{went} to accounts that are not in it any more: {_named(list(left), ', ')}. Do not write to them at once."
    if done.lacking:
        yield f"Not in it any more: {_named(done.lacking, '; ')}."
    if done.doubted:
        waiting = f"{done.doubted} waiting message{'' if done.doubted == 1 else 's'} may have gone since"
        yield f"{waiting}: texts are looked for, and none is sent again unasked (O)."
    if done.kept:
        yield f"The book that was here is kept: {done.kept}"
    if not done.is_known and done.kept:
        yield f"It could not be read: {_ASKED}."
    if done.unread:
        asked = f"; {_ASKED}" if "opt_out" in done.unread else ""
        yield f"It is damaged, and was not read whole: {', '.join(map(_CALLED.__getitem__, done.unread))}{asked}."


def _named(names: Sequence[str], between: str) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return between.join(names[:_MOST_NAMED]) + more


def _counted(done: "Restored") -> str:
    counts = (
        (done.carried.messages, "message"),
        (done.carried.calls, "call"),
        (done.carried.replies, "repl"),
        (done.carried.opt_outs, "opt-out"),
        (done.carried.numbers, "wrong number"),
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
        "wrong_numbers": done.carried.numbers,
        "left_behind": dict(done.carried.left),
        "doubted": done.doubted,
        "lacking": list(done.lacking),
        "unread": list(done.unread),
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
