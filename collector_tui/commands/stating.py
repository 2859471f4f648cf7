"""`statement`: what an account owes and how it came to that, printed or written into a file."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.commands.command import ACCOUNT, Command, day, option
from collector_tui.commands.printing import give, say
from collector_tui.domain.statement_json import shape
from collector_tui.domain.statement_text import as_text

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting


def statement(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the statement of an account; or write it into a file, and print where that is."""
    account_id = collecting.queue.resolve(invocation.account).id
    made = collecting.stating.statement(account_id, _iso(invocation.as_of), _iso(invocation.since))
    target = Path(invocation.output).expanduser().absolute() if invocation.output else None
    if target:
        collecting.stating.write(made, target, replace=invocation.force)
    if invocation.json:
        give(shape(made) | ({"file": str(target)} if target else {}))
    else:
        say(str(target) if target else as_text(made).removesuffix("\n"))
    return 0


def _iso(given: date | None) -> str | None:
    return given.isoformat() if given else None


COMMANDS = (
    Command(
        "statement",
        "the statement of an account: entries, balance, aging; as text, PDF or JSON",
        statement,
        (
            ACCOUNT,
            option("--as-of", type=day, metavar="DATE", says="the day it is of, such as 2026-05-31 (usually today)"),
            option("--from", dest="since", type=day, metavar="DATE", says="its first day (usually the first entry)"),
            option("-o", "--output", metavar="FILE", says="write it there: .pdf, .json, or any other name for text"),
            option("--force", action="store_true", says="replace the file if there is one"),
        ),
    ),
)
