"""`doctor`: whether the book, the settings and every channel are as they should be, and what to do where not."""

from typing import TYPE_CHECKING

from collector_tui.commands.command import Command, option
from collector_tui.commands.printing import give, say

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting


def doctor(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print one line for each thing that was looked at; exit 1 when one of them keeps work from being done."""
    found = collecting.examining.all(test_to=invocation.to)
    if invocation.json:
        give([{"what": one.what, "ok": one.ok, "says": one.says} for one in found])
    else:
        for one in found:
            say(f"{'ok  ' if one.ok else 'BAD '} {one.what}: {one.says}")
    return 0 if all(one.ok for one in found) else 1


COMMANDS = (
    Command(
        "doctor",
        "try every channel and say in a sentence what is wrong; --to sends a test to yourself",
        doctor,
        (option("--to", default="", metavar="PHONE|EMAIL", says="send one test to your own number or email address"),),
    ),
)
