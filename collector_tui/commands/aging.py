"""`aging`: what is owed by age, in each currency, as of any day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from collector_tui.commands.back_dating import back_dated_lines, back_dated_shapes
from collector_tui.commands.command import Command, day, option
from collector_tui.commands.printing import give, say, table
from collector_tui.domain.aging import BUCKETS
from collector_tui.domain.money import plain

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.aged import AgingLine
    from collector_tui.services.collecting import Collecting

_FIGURES = (*(f"{name.lower()}_cents" for name in BUCKETS), "unapplied_cents", "outstanding_cents", "disputed_cents")
_HEADERS = ("Currency", *BUCKETS, "Unapplied", "Outstanding", "Disputed")


def aging(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the aging on a day, rebuilt from the entries; the accounts too when they are asked for."""
    as_of = invocation.as_of.isoformat() if invocation.as_of else None
    by_account = invocation.by == "account"
    shown_day, lines = collecting.queue.aging(as_of, by_account=by_account)
    currencies = _totals(lines, collecting.office.business.currency)
    since = collecting.queue.back_dated(as_of)
    if invocation.json:
        shape: dict[str, Any] = {"as_of": shown_day, "basis": "due_date", "currencies": currencies}
        shape["back_dated"] = back_dated_shapes(since, collecting.office.zone)
        give(shape | {"accounts": [_account(line) for line in lines]} if by_account else shape)
        return 0
    say(f"As of {shown_day}, by due date")
    if by_account:
        rows = [(line.account, *_row(line.currency, _figures(line))) for line in lines]
        rows += [("All accounts", *_row(currency, figures)) for currency, figures in currencies.items()]
        table(("Account", *_HEADERS), rows, right=range(2, 10))
    else:
        table(_HEADERS, [_row(currency, figures) for currency, figures in currencies.items()], right=range(1, 9))
    for sentence in back_dated_lines(since, collecting.office.zone):
        say(sentence)
    return 0


def _figures(line: "AgingLine") -> dict[str, int]:
    amounts = (*line.buckets_cents, line.unapplied_cents, line.outstanding_cents, line.disputed_cents)
    return dict(zip(_FIGURES, amounts, strict=True))


def _totals(lines: "Sequence[AgingLine]", usual: str) -> dict[str, dict[str, int]]:
    """The lines of each currency added up; nothing owed at all is nothing in the business's own."""
    totals: dict[str, dict[str, int]] = {}
    for line in lines:
        total = totals.setdefault(line.currency, dict.fromkeys(_FIGURES, 0))
        for name, cents in _figures(line).items():
            total[name] += cents
    return totals or {usual: dict.fromkeys(_FIGURES, 0)}


def _account(line: "AgingLine") -> dict[str, Any]:
    return {"account_id": line.account_id, "account": line.account, "currency": line.currency, **_figures(line)}


def _row(currency: str, figures: dict[str, int]) -> tuple[str, ...]:
    return (currency, *(plain(cents, currency) for cents in figures.values()))


COMMANDS = (
    Command(
        "aging",
        "what is owed by age, as of today or any other day",
        aging,
        (
            option("--as-of", type=day, metavar="DATE", says="the day, such as 2026-05-31"),
            option("--by", choices=("account",), says="a line for each account as well"),
        ),
    ),
)
