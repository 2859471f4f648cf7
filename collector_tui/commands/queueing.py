"""`queue` and `search`: who is to be worked next and why, and who is found."""

from datetime import date
from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import Command, count, option
from collector_tui.commands.printing import complain, give, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.account import QueueRow
    from collector_tui.services.collecting import Collecting

_USUAL_LENGTH = 50


def queue(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the queue from its top; with `--all` also the accounts outside it, with what keeps them out."""
    from collector_tui.services.queueing import QueueFilter

    reading = collecting.queue
    length = reading.length(QueueFilter())
    limit = invocation.limit or (None if invocation.all else _USUAL_LENGTH)
    rows = reading.page(QueueFilter(), None, length if limit is None else limit)
    if invocation.all:
        rows += reading.outside(None if limit is None else limit - len(rows))
    _print(rows, reading.moment().today, as_json=invocation.json)
    if not length:
        complain("Nobody is due now: `collector queue --all` lists every account, with what keeps it out.")
    if len(rows) < length:
        complain(f"{len(rows)} of {length} accounts in the queue: --limit {length} lists them all.")
    return 0


def search(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the accounts that are found, those in the queue first."""
    rows = collecting.queue.search(invocation.text)
    _print(rows, collecting.queue.moment().today, as_json=invocation.json)
    if not rows:
        complain(f"Nothing has “{invocation.text}” in its name, number, address or invoice number.")
    return 0


def _print(rows: "Sequence[QueueRow]", today: date, *, as_json: bool) -> None:
    if as_json:
        give([_shape(row, today) for row in rows])
        return
    from collector_tui.domain.money import spoken

    lines = [
        (str(row.id), row.name, spoken(row.overdue_cents, row.currency), str(row.days(today)), row.why(today))
        for row in rows
    ]
    if lines:
        table(("Id", "Account", "Overdue", "Days", "Why"), lines, right=(0, 2, 3))


def _shape(row: "QueueRow", today: date) -> dict[str, Any]:
    from collector_tui.domain.aging import BUCKETS

    return {
        "account_id": row.id,
        "account": row.name,
        "currency": row.currency,
        "in_queue": bool(row.reason),
        "reason": row.why(today),
        "reason_code": row.reason or None,
        "overdue_cents": row.overdue_cents,
        "balance_cents": row.balance_cents,
        "days_past_due": row.days(today),
        "bucket": BUCKETS[row.bucket],
        "next_action_on": row.next_on.isoformat() if row.next_on else None,
    }


COMMANDS = (
    Command(
        "queue",
        "who to work next, and why",
        queue,
        (
            option("--limit", type=count, metavar="N", says=f"how many accounts (usually {_USUAL_LENGTH})"),
            option("--all", action="store_true", says="every account, with what keeps it out of the queue"),
        ),
    ),
    Command(
        "search",
        "find accounts by a part of a name, phone number, address or invoice number",
        search,
        (option("text", metavar="TEXT", says="what to look for"),),
    ),
)
