"""`report`: what came in a month, what was promised for it, and what was given up, in each currency."""

from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import Command, option
from collector_tui.commands.printing import give, say, table
from collector_tui.domain.money import plain

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting
    from collector_tui.services.reporting import MonthFigures

_HEADERS = (
    "Currency",
    "Received",
    "Barter",
    "Written off",
    "Promises due",
    "Kept",
    "Partly",
    "Kept %",
    "Promised",
    "Paid",
)


def report(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the figures of a month."""
    month, figures = collecting.reports.month(invocation.month)
    if invocation.json:
        give({"month": month, "currencies": {one.currency: _shape(one) for one in figures}})
        return 0
    say(f"Month {month}; promises that are not due yet are left out, barter is not money received")
    table(_HEADERS, [_row(one) for one in figures], right=range(1, 10))
    return 0


def _shape(one: "MonthFigures") -> dict[str, Any]:
    return {
        "received_cents": one.received_cents,
        "contra_cents": one.contra_cents,
        "written_off_cents": one.written_off_cents,
        "promises_due": one.promises.due,
        "promises_kept": one.promises.kept,
        "promises_partly_kept": one.promises.partly_kept,
        "kept_percent": one.promises.percent,
        "promised_cents": one.promises.promised_cents,
        "promised_paid_cents": one.promises.paid_cents,
    }


def _row(one: "MonthFigures") -> tuple[str, ...]:
    promises = one.promises
    return (
        one.currency,
        *(plain(cents, one.currency) for cents in (one.received_cents, one.contra_cents, one.written_off_cents)),
        *(str(count) for count in (promises.due, promises.kept, promises.partly_kept)),
        "" if promises.percent is None else str(promises.percent),
        *(plain(cents, one.currency) for cents in (promises.promised_cents, promises.paid_cents)),
    )


COMMANDS = (
    Command(
        "report",
        "the figures of a month: received, promised and kept, barter, written off",
        report,
        (option("--month", default="", metavar="YYYY-MM", says="the month, such as 2026-05 (usually this one)"),),
    ),
)
