"""`check` and `backup`: whether the book is sound, and a copy of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.commands.command import Command, option
from collector_tui.commands.printing import complain, give, say

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting


def check(collecting: "Collecting", invocation: "Invocation") -> int:
    """Recompute everything that is kept and print each difference; 1 when there is one."""
    differences = collecting.proving.differences()
    lines, accounts = collecting.proving.extent()
    if invocation.json:
        shape = {"sound": not differences, "differences": differences}
        give({**shape, "journal_lines": lines, "accounts": accounts})
    else:
        for difference in differences:
            say(difference)
        if not differences:
            say(f"sound: {lines} journal lines, {accounts} {'account' if accounts == 1 else 'accounts'}")
    if differences:
        complain("The book is not sound: keep it as it is and restore a backup, or ask for help.")
    elif invocation.read_only:
        complain("The standing of accounts was not recomputed: that needs a book that is not opened read-only.")
    return 1 if differences else 0


def backup(collecting: "Collecting", invocation: "Invocation") -> int:
    """Write a verified copy of the book and print where it is."""
    target = Path(invocation.file).expanduser().absolute() if invocation.file else None
    made = collecting.proving.backup(target)
    if invocation.json:
        give({"backup": str(made)})
    else:
        say(str(made))
    return 0


COMMANDS = (
    Command("check", "prove the book: every figure recomputed, the journal's chain verified", check),
    Command(
        "backup",
        "write a verified copy of the book",
        backup,
        (option("file", nargs="?", metavar="FILE", says="where to (usually into backups beside the book)"),),
    ),
)
