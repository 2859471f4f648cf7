"""`charge` and `waive`: what is added for paying late, and what of it is let go."""

from typing import TYPE_CHECKING

from collector_tui.commands.acting import DRY_RUN, INVOICE, NOTE, beside, nothing_more, on_account
from collector_tui.commands.command import ACCOUNT, Command, option
from collector_tui.domain.charge import CHARGES

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.acting import Done
    from collector_tui.services.collecting import Collecting

_KINDS = ", ".join(CHARGES)


def charge(collecting: "Collecting", invocation: "Invocation") -> int:
    """Post a charge and print how it was reckoned."""

    def act(account_id: int, key: str) -> "Done":
        return collecting.charging.charge(
            account_id,
            invocation.kind,
            key,
            amount=invocation.amount,
            rate=invocation.rate,
            invoice=invocation.invoice,
            note=invocation.note,
        )

    return on_account(collecting, invocation, act, nothing_more)


def waive(collecting: "Collecting", invocation: "Invocation") -> int:
    """Let charges go, or put back those that were let go."""

    def act(account_id: int, key: str) -> "Done":
        if invocation.reinstate:
            return collecting.charging.reinstate(account_id, invocation.reason, key)
        return collecting.charging.waive(
            account_id,
            invocation.reason,
            key,
            kind=invocation.kind,
            invoice=invocation.invoice,
            amount=invocation.amount,
        )

    return on_account(collecting, invocation, act, nothing_more)


def _two_ways(invocation: "Invocation") -> str:
    return beside(invocation, "--rate", "amount") if invocation.rate else ""


def _part_of_all(invocation: "Invocation") -> str:
    return beside(invocation, "--reinstate", "kind", "invoice", "amount") if invocation.reinstate else ""


COMMANDS = (
    Command(
        "charge",
        "charge interest, a late fee, compensation or a bank fee",
        charge,
        (
            ACCOUNT,
            option("--kind", required=True, metavar="K", says=_KINDS),
            option("--amount", default="", metavar="A", says="how much (interest and compensation: usually by law)"),
            option("--rate", default="", metavar="P", says="interest in percent a year, such as 8.5"),
            option("--invoice", default="", metavar="N", says="the invoice it is for (usually every overdue one)"),
            NOTE,
            DRY_RUN,
        ),
        lacks=_two_ways,
    ),
    Command(
        "waive",
        "waive charges that are open, with a reason; or put back what was waived",
        waive,
        (
            ACCOUNT,
            option("--kind", default="", metavar="K", says=f"only charges of a kind: {_KINDS}"),
            INVOICE,
            option("--amount", default="", metavar="A", says="only a part of one charge"),
            option("--reason", required=True, metavar="T", says="why; it is kept with the charge"),
            option("--reinstate", action="store_true", says="put back all that was waived"),
            DRY_RUN,
        ),
        lacks=_part_of_all,
    ),
)
