"""`promise` and `arrange`: what they say they will pay, at once or in instalments."""

from typing import TYPE_CHECKING

from collector_tui.commands.acting import (
    DAY,
    DRY_RUN,
    INVOICES,
    NOTE,
    agreement_made,
    beside,
    lacking,
    not_one,
    on_account,
)
from collector_tui.commands.command import ACCOUNT, Command, option
from collector_tui.domain.arrangement import RHYTHMS

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.acting import Done
    from collector_tui.services.collecting import Collecting


def promise(collecting: "Collecting", invocation: "Invocation") -> int:
    """Note a promise to pay, or withdraw it."""

    def act(account_id: int, key: str) -> "Done":
        if invocation.withdraw:
            return collecting.agreeing.withdraw(account_id, "promise", key, reason=invocation.note)
        return collecting.agreeing.promise(account_id, invocation.amount, invocation.by, key, note=invocation.note)

    return on_account(collecting, invocation, act, agreement_made)


def arrange(collecting: "Collecting", invocation: "Invocation") -> int:
    """Arrange instalments, or withdraw the arrangement."""

    def act(account_id: int, key: str) -> "Done":
        if invocation.withdraw:
            return collecting.agreeing.withdraw(account_id, "arrangement", key, reason=invocation.note)
        return collecting.agreeing.arrange(
            account_id,
            invocation.every,
            invocation.first,
            key,
            count=invocation.count or "",
            each=invocation.each or "",
            amount=invocation.amount,
            invoices=invocation.invoices,
            note=invocation.note,
        )

    return on_account(collecting, invocation, act, agreement_made)


def _promised(invocation: "Invocation") -> str:
    if invocation.withdraw:
        return beside(invocation, "--withdraw", "amount", "by")
    return lacking(invocation, "amount", "by")


def _arranged(invocation: "Invocation") -> str:
    plan = ("count", "each", "every", "from:first", "amount", "invoice:invoices")
    if invocation.withdraw:
        return beside(invocation, "--withdraw", *plan)
    return not_one(invocation, "count", "each") or lacking(invocation, "every", "from:first")


COMMANDS = (
    Command(
        "promise",
        "note a promise to pay; the ladder waits for it",
        promise,
        (
            ACCOUNT,
            option("--amount", metavar="A", says="how much they promised; needed unless --withdraw"),
            option("--by", metavar="D", says=f"the day they promised it for: {DAY}; needed unless --withdraw"),
            NOTE,
            option("--withdraw", action="store_true", says="withdraw the promise that is open; --note says why"),
            DRY_RUN,
        ),
        lacks=_promised,
    ),
    Command(
        "arrange",
        "arrange instalments; on an account that has an arrangement this makes its next version",
        arrange,
        (
            ACCOUNT,
            option("--count", metavar="N", says="how many instalments"),
            option("--each", metavar="A", says="or how much each is; the last takes what remains"),
            option("--every", metavar="R", says=f"{', '.join(RHYTHMS)}; needed unless --withdraw"),
            option("--from", dest="first", metavar="D", says=f"the first day: {DAY}; needed unless --withdraw"),
            option("--amount", default="", metavar="A", says="how much of it (usually all that is open)"),
            option(
                *INVOICES.names,
                says="an invoice (several times for more; usually all that is open)",
                **INVOICES.settings,
            ),
            NOTE,
            option("--withdraw", action="store_true", says="withdraw the arrangement; --note says why"),
            DRY_RUN,
        ),
        lacks=_arranged,
    ),
)
