"""`pay`, `bounce`, `apply` and `credit`: money that comes, goes back, and finds its invoice."""

from typing import TYPE_CHECKING, Any

from collector_tui.commands.acting import DRY_RUN, INVOICES, PAST, beside, carry_out, nothing_more, on_account
from collector_tui.commands.command import ACCOUNT, Command, count, option

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.account import Card
    from collector_tui.services.acting import Done
    from collector_tui.services.collecting import Collecting


def pay(collecting: "Collecting", invocation: "Invocation") -> int:
    """Book a payment and print where every cent of it went."""

    def act(account_id: int, key: str) -> "Done":
        return collecting.paying.pay(
            account_id,
            invocation.amount,
            key,
            on=invocation.on,
            invoices=invocation.invoices,
            unapplied=invocation.unapplied,
            method=invocation.method,
            reference=invocation.reference,
        )

    return on_account(collecting, invocation, act, _paid, _named)


def _named(done: "Done") -> str:
    """The payment's id, without which it cannot be taken back when the bank returns it."""
    return f"Payment {done.id}: `collector bounce {done.id}` takes it back if the bank returns it"


def _paid(_collecting: "Collecting", card: "Card", done: "Done") -> dict[str, Any]:
    return {"payment_id": done.id, **_credited(_collecting, card, done)}


def _credited(_collecting: "Collecting", card: "Card", done: "Done") -> dict[str, Any]:
    """What came, and what of it was applied."""
    item = next(item for item in card.invoices if item.entry_id == done.id)
    applied = item.amount_cents - item.residual_cents
    return {"amount_cents": item.amount_cents, "applied_cents": applied, "on": item.issued_on.isoformat()}


def bounce(collecting: "Collecting", invocation: "Invocation") -> int:
    """Take back a payment that the bank returned, and print what is open again."""

    def act(_account_id: int, key: str) -> "Done":
        return collecting.paying.bounce(invocation.payment_id, key, on=invocation.on, fee=invocation.fee)

    row = collecting.queue.resolve(str(collecting.paying.payer(invocation.payment_id)))
    return carry_out(collecting, invocation, row, act, _returned)


def _returned(_collecting: "Collecting", _card: "Card", done: "Done") -> dict[str, Any]:
    return {"payment_id": done.id}


def apply(collecting: "Collecting", invocation: "Invocation") -> int:
    """Apply what is unapplied, and print to what."""
    return on_account(collecting, invocation, collecting.paying.apply, nothing_more)


def credit(collecting: "Collecting", invocation: "Invocation") -> int:
    """Book a credit note and print what it was taken off."""

    def act(account_id: int, key: str) -> "Done":
        return collecting.paying.credit(
            account_id,
            invocation.amount,
            key,
            on=invocation.on,
            invoice=invocation.invoice,
            number=invocation.number,
            reason=invocation.reason,
            keep_dispute=invocation.keep_dispute,
        )

    return on_account(collecting, invocation, act, _credited)


def _both_ways(invocation: "Invocation") -> str:
    return beside(invocation, "--unapplied", "invoice:invoices") if invocation.unapplied else ""


_AMOUNT = option("--amount", required=True, metavar="A", says="how much, such as 1,284.50")
_ON = option("--on", default="", metavar="D", says=f"{PAST} (usually today)")

COMMANDS = (
    Command(
        "pay",
        "book a payment: to the invoices named, else the oldest first",
        pay,
        (
            ACCOUNT,
            _AMOUNT,
            _ON,
            option(*INVOICES.names, says="the invoice it pays, or N=AMOUNT for a part of it", **INVOICES.settings),
            option("--unapplied", action="store_true", says="apply it to nothing yet"),
            option("--method", default="", metavar="M", says="how it came: cheque, card, transfer"),
            option("--reference", default="", metavar="R", says="what the bank or the cheque calls it"),
            DRY_RUN,
        ),
        lacks=_both_ways,
    ),
    Command(
        "bounce",
        "take back a payment that the bank returned",
        bounce,
        (
            option(
                "payment_id", type=count, metavar="PAYMENT_ID", says="the payment's id, as `pay` and `show` print it"
            ),
            _ON,
            option("--fee", default="", metavar="A", says="what the bank charged, to be charged on"),
            DRY_RUN,
        ),
    ),
    Command("apply", "apply what is unapplied to what is open, oldest first", apply, (ACCOUNT, DRY_RUN)),
    Command(
        "credit",
        "book a credit note",
        credit,
        (
            ACCOUNT,
            _AMOUNT,
            option("--invoice", default="", metavar="N", says="the invoice it is for (else it stays unapplied)"),
            _ON,
            option("--number", default="", metavar="N", says="the credit note's own number"),
            option("--reason", default="", metavar="T", says="what it is given for"),
            option(
                "--keep-dispute", action="store_true", says="leave the invoice's dispute open (usually it is decided)"
            ),
            DRY_RUN,
        ),
    ),
)
