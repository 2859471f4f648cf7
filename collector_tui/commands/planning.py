"""`note`, `next` and `snooze`: what is to be remembered, and what is to be done when."""

from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import ACCOUNT, Command, option
from collector_tui.commands.printing import give, say

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.account import QueueRow
    from collector_tui.services.collecting import Collecting

_DAY = "3d, 2w, fri, eom, 18 dec or 2026-12-18"


def note(collecting: "Collecting", invocation: "Invocation") -> int:
    """Keep a note on an account."""
    from collector_tui.services.office import form_key

    row = collecting.queue.resolve(invocation.account)
    told = collecting.plans.note(row.id, invocation.text, form_key())
    return _tell(invocation, row, told, {"note": invocation.text.strip()})


def set_next(collecting: "Collecting", invocation: "Invocation") -> int:
    """Set what is done next on an account, and when."""
    from collector_tui.services.office import form_key

    row = collecting.queue.resolve(invocation.account)
    told = collecting.plans.set_next(row.id, invocation.on, invocation.what, form_key())
    card = collecting.queue.card(row.id)
    action = {"kind": "action", "on": str(card.next_on), "at": None, "what": card.next_what}
    return _tell(invocation, row, told, {"next_action": action if card.next_on else None})


def snooze(collecting: "Collecting", invocation: "Invocation") -> int:
    """Hide an account until a day."""
    from collector_tui.domain.when import parse_coming_day
    from collector_tui.services.office import form_key

    row = collecting.queue.resolve(invocation.account)
    told = collecting.plans.snooze(row.id, invocation.until, form_key())
    day = parse_coming_day(invocation.until, collecting.queue.moment().today)
    return _tell(invocation, row, told, {"until": day.isoformat()})


def _tell(invocation: "Invocation", row: "QueueRow", told: str, shape: dict[str, Any]) -> int:
    if invocation.json:
        give({"account_id": row.id, "account": row.name, **shape})
    else:
        say(told)
    return 0


COMMANDS = (
    Command("note", "keep a note on an account", note, (ACCOUNT, option("text", metavar="TEXT", says="the note"))),
    Command(
        "next",
        "set what is done next on an account, and when",
        set_next,
        (
            ACCOUNT,
            option("--on", required=True, metavar="D", says=f"the day: {_DAY}"),
            option("--what", default="", metavar="T", says="what to do (usually: follow up)"),
        ),
    ),
    Command(
        "snooze",
        "hide an account until a day",
        snooze,
        (ACCOUNT, option("--until", required=True, metavar="D", says=f"the day: {_DAY}")),
    ),
)
