"""`contra`: goods or services taken for a part of the debt, from the agreement to the delivery."""

from typing import TYPE_CHECKING

from collector_tui.commands.acting import DAY, DRY_RUN, PAST, agreement_made, beside, lacking, nothing_more, on_account
from collector_tui.commands.command import ACCOUNT, Command, option

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.acting import Done
    from collector_tui.services.collecting import Collecting


def contra(collecting: "Collecting", invocation: "Invocation") -> int:
    """Agree on a barter, confirm its delivery, or call it off."""

    def act(account_id: int, key: str) -> "Done":
        barter = collecting.bartering
        if invocation.confirm:
            return barter.confirm(account_id, key, on=invocation.on, document=invocation.document)
        if invocation.cancel:
            return barter.cancel(account_id, key, reason=invocation.reason)
        return barter.agree(
            account_id,
            invocation.amount,
            invocation.what,
            key,
            by=invocation.by,
            consent=invocation.consent,
            document=invocation.document,
            invoice=invocation.invoice,
        )

    is_new = not (invocation.confirm or invocation.cancel)
    return on_account(collecting, invocation, act, agreement_made if is_new else nothing_more)


def _structure(invocation: "Invocation") -> str:
    agreeing = ("amount", "for:what", "by", "agreed-by:consent", "invoice")
    if invocation.confirm:
        return beside(invocation, "--confirm", "cancel", "reason", *agreeing)
    if invocation.cancel:
        return beside(invocation, "--cancel", "on", "document", *agreeing)
    return lacking(invocation, "amount", "for:what") or beside(invocation, "an agreement", "on", "reason")


COMMANDS = (
    Command(
        "contra",
        "take goods or services for a part of the debt; it falls when the delivery is confirmed",
        contra,
        (
            ACCOUNT,
            option("--amount", metavar="A", says="the value that was agreed; needed for a new one"),
            option(
                "--for",
                "--what",
                "--description",
                dest="what",
                metavar="T",
                says="what is delivered; needed for a new one",
            ),
            option("--by", default="", metavar="D", says=f"the day it is delivered by: {DAY} (usually in 30 days)"),
            option(
                "--agreed-by", "--consent", dest="consent", default="", metavar="T", says="who agreed, on both sides"
            ),
            option("--document", default="", metavar="T", says="the number of their invoice or delivery note"),
            option("--invoice", default="", metavar="N", says="the invoice it is for (usually the oldest first)"),
            option("--confirm", action="store_true", says="it was delivered: take its value off"),
            option("--on", default="", metavar="D", says=f"with --confirm: {PAST} (usually today)"),
            option("--cancel", action="store_true", says="call it off; what was taken off is owed again"),
            option("--reason", default="", metavar="T", says="with --cancel: why"),
            DRY_RUN,
        ),
        lacks=_structure,
    ),
)
