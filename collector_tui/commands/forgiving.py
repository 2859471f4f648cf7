"""`writeoff` and `settle`: what is given up, and what is offered for less."""

from typing import TYPE_CHECKING

from collector_tui.commands.acting import (
    DAY,
    DRY_RUN,
    INVOICES,
    NOTE,
    PAST,
    agreement_made,
    beside,
    lacking,
    not_one,
    nothing_more,
    on_account,
)
from collector_tui.commands.command import ACCOUNT, Command, option

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.acting import Done
    from collector_tui.services.collecting import Collecting

_REASONS = "uncollectible, bankrupt, settled or too_small"


def write_off(collecting: "Collecting", invocation: "Invocation") -> int:
    """Write off what is open, or take write-offs back."""

    def act(account_id: int, key: str) -> "Done":
        if invocation.recover:
            return collecting.forgiving.recover(account_id, key, invoice="".join(invocation.invoices))
        return collecting.forgiving.write_off(
            account_id,
            invocation.reason or "uncollectible",
            key,
            invoices=invocation.invoices,
            amount=invocation.amount,
            on=invocation.on,
            note=invocation.note,
        )

    return on_account(collecting, invocation, act, nothing_more)


def settle(collecting: "Collecting", invocation: "Invocation") -> int:
    """Offer to take less, or withdraw the offer."""

    def act(account_id: int, key: str) -> "Done":
        if invocation.withdraw:
            return collecting.agreeing.withdraw(account_id, "offer", key, reason=invocation.note)
        return collecting.forgiving.settle(
            account_id,
            invocation.until,
            key,
            amount=invocation.amount or "",
            percent=invocation.percent or "",
            invoices=invocation.invoices,
            note=invocation.note,
        )

    return on_account(collecting, invocation, act, agreement_made)


def _recovery(invocation: "Invocation") -> str:
    if not invocation.recover:
        return ""
    if len(invocation.invoices) > 1:
        return "--recover takes one --invoice, or none for all"
    return beside(invocation, "--recover", "amount", "reason", "on", "note")


def _offer(invocation: "Invocation") -> str:
    if invocation.withdraw:
        return beside(invocation, "--withdraw", "amount", "percent", "until", "invoice:invoices")
    return not_one(invocation, "amount", "percent") or lacking(invocation, "until")


COMMANDS = (
    Command(
        "writeoff",
        "write off what cannot be collected, or take that back",
        write_off,
        (
            ACCOUNT,
            option(
                *INVOICES.names,
                says="an invoice (several times for more; usually all that is open)",
                **INVOICES.settings,
            ),
            option("--amount", default="", metavar="A", says="only a part of one invoice"),
            option("--reason", default="", metavar="R", says=f"{_REASONS} (usually the first)"),
            option("--on", default="", metavar="D", says=f"{PAST} (usually today)"),
            NOTE,
            option("--recover", action="store_true", says="take write-offs back: it can be collected after all"),
            DRY_RUN,
        ),
        lacks=_recovery,
    ),
    Command(
        "settle",
        "offer to take less if it is paid by a day; the rest is then written off by itself",
        settle,
        (
            ACCOUNT,
            option("--amount", metavar="A", says="what is to be paid"),
            option("--percent", metavar="P", says="or how many percent off"),
            option("--until", metavar="D", says=f"the last day: {DAY}; needed unless --withdraw"),
            option(
                *INVOICES.names,
                says="an invoice (several times for more; usually all that is open)",
                **INVOICES.settings,
            ),
            NOTE,
            option("--withdraw", action="store_true", says="withdraw the offer that is open"),
            DRY_RUN,
        ),
        lacks=_offer,
    ),
)
