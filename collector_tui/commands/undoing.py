"""`undo`: the last thing a person did, taken back."""

from typing import TYPE_CHECKING

from collector_tui.commands.command import Command
from collector_tui.commands.printing import give, say

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting


def undo(collecting: "Collecting", invocation: "Invocation") -> int:
    """Take the last act back and name it."""
    undid = collecting.undo.undo().label
    if invocation.json:
        give({"undid": undid})
    else:
        say(f"undid: {undid}")
    return 0


COMMANDS = (Command("undo", "take back the last thing you did: a call, a note, a plan, an import, a text", undo),)
