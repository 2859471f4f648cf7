"""The forms for money: payments and what becomes of them, credit, charges, and giving up a part."""

from datetime import date
from functools import partial

from collector_tui.domain.account import Card
from collector_tui.domain.charge import CHARGES
from collector_tui.domain.money import plain
from collector_tui.domain.when import short_day
from collector_tui.services.collecting import Collecting
from collector_tui.services.forgiving import WRITE_OFF_REASONS
from collector_tui.tui.screens.form import Form, Part, amount, coming, past, spaced
from collector_tui.tui.screens.naming import check, names, numbers, split

_MOST_LISTED = 4


def open_items(collecting: Collecting, card: Card) -> list[str]:
    """The open invoices and charges, oldest first, and what is unapplied: what a form about money has to show."""
    now = today(collecting)
    lines = []
    for item in card.open_debits[:_MOST_LISTED]:
        due = f"due {short_day(item.due_on, now)}" if item.due_on else ""
        name = item.number if item.kind == "invoice" else f"{CHARGES.get(item.kind, item.kind)} {item.number}".strip()
        lines.append(f"{name:<16} {due:<14} {plain(item.residual_cents, card.currency):>13}  {item.apart}".rstrip())
    rest = card.open_debits[_MOST_LISTED:]
    if rest:
        lines.append(f"and {len(rest)} more, {plain(sum(item.residual_cents for item in rest), card.currency)}")
    if card.unapplied_cents:
        lines.append(f"{plain(card.unapplied_cents, card.currency)} is not applied yet")
    return lines


def today(collecting: Collecting) -> date:
    """The day it is."""
    return collecting.office.moment().today


def _on(collecting: Collecting) -> Part:
    return Part("on", "On", "", "empty: today", check=past(today(collecting)))


def _amount(card: Card, label: str = "Amount") -> Part:
    return Part("amount", label, check=amount(card.currency))


def named(card: Card, label: str, hint: str) -> Part:
    """The line that takes the numbers of open invoices."""
    return Part("invoices", label, "", hint, check=partial(check, card=card))


def payment(collecting: Collecting, card: Card) -> Form:
    """A payment that came."""
    return Form(
        f"Payment from {card.name}",
        [
            _amount(card),
            named(card, "For", "empty: oldest first; 1041 1042; 1041=500; none: unapplied"),
            _on(collecting),
            Part("how", "How it came", "", "cheque 4711, card, transfer"),
        ],
        lambda values, key: collecting.paying.pay(
            card.id,
            values["amount"],
            key,
            on=values["on"],
            invoices=[] if values["invoices"].lower() == "none" else split(values["invoices"], names(card)),
            unapplied=values["invoices"].lower() == "none",
            method=values["how"],
        ),
        open_items(collecting, card),
        ["amount"],
    )


def returned(collecting: Collecting, card: Card, payment_id: int, words: str) -> Form:
    """A payment that the bank has returned."""
    return Form(
        f"Returned payment of {card.name}",
        [Part("fee", "The bank's fee", "", "empty: none", check=amount(card.currency)), _on(collecting)],
        lambda values, key: collecting.paying.bounce(payment_id, key, on=values["on"], fee=values["fee"]),
        [words],
    )


def credit_note(collecting: Collecting, card: Card) -> Form:
    """A credit note; on a disputed invoice it asks whether the dispute is decided by it."""
    disputed = [item.number for item in card.open_debits if item.apart == "in dispute"]
    parts = [
        _amount(card),
        Part("invoice", "On invoice", disputed[0] if len(disputed) == 1 else "", "empty: not applied", numbers(card)),
        Part("reason", "Why"),
        Part("number", "Its number", "", "empty: none"),
        _on(collecting),
    ]
    if disputed:
        parts.append(Part("decides", "It decides the dispute", "yes", "yes or no", ("yes", "no")))
    return Form(
        f"Credit note for {card.name}",
        parts,
        lambda values, key: collecting.paying.credit(
            card.id,
            values["amount"],
            key,
            on=values["on"],
            invoice=values["invoice"],
            number=values["number"],
            reason=values["reason"],
            keep_dispute=values.get("decides") == "no",
        ),
        open_items(collecting, card),
        ["amount"],
    )


def charge(collecting: Collecting, card: Card) -> Form:
    """A charge for paying late; what it would come to is shown before it is posted."""
    return Form(
        f"Charge {card.name}",
        [
            Part("kind", "What", "", ", ".join(spaced(tuple(CHARGES))), spaced(tuple(CHARGES))),
            Part("amount", "Amount", "", "empty: what the law or the contract gives", check=amount(card.currency)),
            Part("rate", "Or interest in percent a year", "", "empty: by law or contract"),
            Part("invoice", "On invoice", "", "empty: on every overdue one", numbers(card)),
        ],
        lambda values, key: collecting.charging.charge(
            card.id, values["kind"], key, amount=values["amount"], rate=values["rate"], invoice=values["invoice"]
        ),
        open_items(collecting, card),
        ["kind"],
    )


def waiver(collecting: Collecting, card: Card) -> Form:
    """Charges that are waived."""
    return Form(
        f"Waive charges of {card.name}",
        [
            Part("kind", "Which", "", "empty: all charges", spaced(tuple(CHARGES))),
            Part("reason", "Why"),
        ],
        lambda values, key: collecting.charging.waive(card.id, values["reason"], key, kind=values["kind"]),
        open_items(collecting, card),
        ["reason"],
    )


def reinstatement(collecting: Collecting, card: Card) -> Form:
    """Waived charges that are put back."""
    return Form(
        f"Put back waived charges of {card.name}",
        [Part("reason", "Why")],
        lambda values, key: collecting.charging.reinstate(card.id, values["reason"], key),
        (),
        ["reason"],
    )


def write_off(collecting: Collecting, card: Card) -> Form:
    """A debt, or a part, that is given up."""
    reasons = tuple(WRITE_OFF_REASONS.values())
    return Form(
        f"Write off {card.name}",
        [
            Part("reason", "Why", "", ", ".join(reasons), reasons),
            named(card, "Which", "empty: everything that is open"),
            Part("amount", "How much of it", "", "empty: all of it", check=amount(card.currency)),
            _on(collecting),
        ],
        lambda values, key: collecting.forgiving.write_off(
            card.id,
            values["reason"],
            key,
            invoices=split(values["invoices"], names(card)),
            amount=values["amount"],
            on=values["on"],
        ),
        open_items(collecting, card),
        ["reason"],
    )


def recovery(collecting: Collecting, card: Card) -> Form:
    """A write-off that is taken back."""
    return Form(
        f"Owed again: {card.name}",
        [Part("invoice", "Which invoice", "", "empty: everything that was written off")],
        lambda values, key: collecting.forgiving.recover(card.id, key, invoice=values["invoice"]),
    )


def settlement(collecting: Collecting, card: Card) -> Form:
    """An offer to take less when it is paid by a day."""
    return Form(
        f"Settlement offer to {card.name}",
        [
            Part("less", "To be paid", "", "an amount, or so many percent off: 1,200 or 10%"),
            Part("until", "If paid by", "", "2w, eom, 18 dec", check=coming(today(collecting))),
            named(card, "For", "empty: everything that is open"),
        ],
        lambda values, key: collecting.forgiving.settle(
            card.id,
            values["until"],
            key,
            amount="" if values["less"].endswith("%") else values["less"],
            percent=values["less"] if values["less"].endswith("%") else "",
            invoices=split(values["invoices"], names(card)),
        ),
        open_items(collecting, card),
        ["less", "until"],
    )


def barter(collecting: Collecting, card: Card) -> Form:
    """Goods or services taken for a part of the debt."""
    return Form(
        f"Barter with {card.name}",
        [
            _amount(card, "Agreed value"),
            Part("what", "What is taken", "", "van service, 40 h of bookkeeping"),
            Part("by", "Delivered by", "", "empty: 30 days", check=coming(today(collecting))),
            Part("consent", "Who agreed for them"),
            Part("document", "Their document", "", "empty: none yet"),
        ],
        lambda values, key: collecting.bartering.agree(
            card.id,
            values["amount"],
            values["what"],
            key,
            by=values["by"],
            consent=values["consent"],
            document=values["document"],
        ),
        open_items(collecting, card),
        ["amount", "what"],
    )


def delivery(collecting: Collecting, card: Card, words: str) -> Form:
    """Goods or services that were delivered."""
    return Form(
        f"Delivered by {card.name}",
        [_on(collecting), Part("document", "Their document", "", "empty: as agreed")],
        lambda values, key: collecting.bartering.confirm(card.id, key, on=values["on"], document=values["document"]),
        [words],
    )


def calling_off(collecting: Collecting, card: Card, words: str) -> Form:
    """A barter that does not happen."""
    return Form(
        f"Call off the barter with {card.name}",
        [Part("reason", "Why")],
        lambda values, key: collecting.bartering.cancel(card.id, key, reason=values["reason"]),
        [words],
    )
