"""One paper of an account as it is shown: an invoice, a charge, a payment, a credit note, each in words."""

from datetime import date

from textual.content import Content

from collector_tui.domain.account import Card, Invoice
from collector_tui.domain.charge import CHARGES
from collector_tui.domain.money import plain
from collector_tui.domain.when import short_day
from collector_tui.tui.text import fitted, right, styled, text

KINDS = {**CHARGES, "credit_note": "credit note", "write_off": "write-off", "contra": "barter"}
"""Kinds of papers in words, where the word is another one."""

WIDE = 84
"""From this many columns on a paper shows when it was issued and what it was for."""

_WITHOUT_NUMBER = {"invoice": "no number"}


def shown(card: Card) -> list[Invoice]:
    """The papers that are shown: all but what only evens out figures, and what was taken back as if it had not been."""
    return [item for item in card.invoices if item.kind != "adjustment" and item.status != "reversed"]


def name(item: Invoice) -> str:
    """What it is called: an invoice by its number, what came in by its kind, how it came, and its reference."""
    kind = "" if item.kind == "invoice" else KINDS.get(item.kind, item.kind.replace("_", " "))
    return " ".join(filter(None, (kind, item.method, item.number))) or _WITHOUT_NUMBER.get(item.kind, item.kind)


def state(item: Invoice, currency: str, today: date) -> str:
    """Where it stands, in words."""
    if item.status == "returned":
        return "returned"
    if not item.is_debit:
        return f"unapplied {plain(item.residual_cents, currency)}" if item.residual_cents else "used up"
    if not item.residual_cents:
        return "no longer open" if item.status == "gone" else "paid" if item.status == "settled" else item.status
    days = item.days(today)
    return item.apart or (f"{days} d" if days else "not due")


def _style(item: Invoice, today: date) -> str:
    days = item.days(today)
    if item.status == "returned":
        return "$text-error"
    if not item.is_debit and item.residual_cents:
        return "$text-success"
    return "$text-error" if days > 60 else "$text-warning" if days else "$foreground-muted"


def rows(card: Card, today: date, width: int) -> list[Content]:
    """The papers, the open ones first and the oldest due of them first, for a width in columns."""
    if width < WIDE:
        return [_narrow(item, card.currency, today, width) for item in shown(card)]
    head = f"{'Paper':<28}{'Of':<11}{'Due':<11}{'Amount':>13}{'Open':>13}   State"
    return [text(head, "$foreground-muted"), *(_wide(item, card.currency, today) for item in shown(card))]


def _narrow(item: Invoice, currency: str, today: date, width: int) -> Content:
    """A debit with its due date and what is open; a credit with its day and its amount."""
    room = max(min(26 if width > 60 else 14, width - 36), 6)
    if item.is_debit:
        day = item.apart or (f"due {short_day(item.due_on, today)}" if item.due_on else "")
        day += "?" if item.due_assumed else ""
        amount = plain(item.residual_cents or item.amount_cents, currency)
    else:
        day, amount = short_day(item.issued_on, today), f"-{plain(item.amount_cents, currency)}"
    days = item.days(today)
    says = f"{days} d" if days and item.apart else state(item, currency, today)
    return styled(
        f"{fitted(name(item), room)} ",
        (fitted(day, 14), "$foreground-muted"),
        right(amount, 12),
        (f"  {says}", _style(item, today)),
    )


def _wide(item: Invoice, currency: str, today: date) -> Content:
    due = short_day(item.due_on, today) if item.due_on and item.is_debit else ""
    left = plain(item.residual_cents, currency) if item.residual_cents else ""
    return styled(
        fitted(name(item), 27) + " ",
        (f"{short_day(item.issued_on, today):<11}{due:<11}", "$foreground-muted"),
        right(("" if item.is_debit else "-") + plain(item.amount_cents, currency), 13),
        (right(left, 13), "bold"),
        (f"   {state(item, currency, today)}", _style(item, today)),
    )
