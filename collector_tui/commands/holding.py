"""`hold`, `release` and `dispute`: what is left alone for a time, and what is argued about."""

from typing import TYPE_CHECKING

from collector_tui.commands.acting import (
    DAY,
    DRY_RUN,
    INVOICE,
    NOTE,
    agreement_made,
    beside,
    lacking,
    on_account,
)
from collector_tui.commands.command import ACCOUNT, Command, option
from collector_tui.domain.hold import REASONS

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.acting import Done
    from collector_tui.services.collecting import Collecting


def hold(collecting: "Collecting", invocation: "Invocation") -> int:
    """Leave an account or one invoice alone until a day."""

    def act(account_id: int, key: str) -> "Done":
        return collecting.holding.hold(
            account_id, invocation.reason, invocation.until, key, invoice=invocation.invoice, note=invocation.note
        )

    return on_account(collecting, invocation, act, agreement_made)


def release(collecting: "Collecting", invocation: "Invocation") -> int:
    """End a hold before its day."""

    def act(account_id: int, key: str) -> "Done":
        return collecting.holding.release(account_id, key, invoice=invocation.invoice, note=invocation.note)

    return on_account(collecting, invocation, act, agreement_made)


def dispute(collecting: "Collecting", invocation: "Invocation") -> int:
    """Note a dispute of one invoice, or how it was decided."""

    def act(account_id: int, key: str) -> "Done":
        if invocation.decide is not None:
            return collecting.holding.decide(account_id, invocation.invoice, invocation.decide, key)
        return collecting.holding.dispute(account_id, invocation.invoice, invocation.reason, invocation.until, key)

    return on_account(collecting, invocation, act, agreement_made)


def _disputed(invocation: "Invocation") -> str:
    if invocation.decide is not None:
        return beside(invocation, "--decide", "reason", "until")
    return lacking(invocation, "reason", "until")


_UNTIL = option("--until", required=True, metavar="D", says=f"the day it ends: {DAY}")

COMMANDS = (
    Command(
        "hold",
        "leave an account or one invoice alone until a day; it comes back by itself",
        hold,
        (
            ACCOUNT,
            option("--reason", required=True, metavar="R", says=", ".join(REASONS)),
            _UNTIL,
            INVOICE,
            NOTE,
            DRY_RUN,
        ),
    ),
    Command(
        "release",
        "end the hold on an account, or the hold and the dispute on one invoice",
        release,
        (ACCOUNT, INVOICE, NOTE, DRY_RUN),
    ),
    Command(
        "dispute",
        "note that an invoice is disputed, or how that was decided; the others go on",
        dispute,
        (
            ACCOUNT,
            option("--invoice", required=True, metavar="N", says="the invoice"),
            option("--reason", metavar="T", says="what they say is wrong with it; needed unless --decide"),
            option("--until", metavar="D", says=f"the day by which it is to be decided: {DAY}; needed unless --decide"),
            option("--decide", metavar="T", says="how it was decided: what is open of it is asked for again"),
            DRY_RUN,
        ),
        lacks=_disputed,
    ),
)
