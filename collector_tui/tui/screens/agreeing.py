"""The forms for what is agreed or decided: promises, arrangements, holds and disputes."""

from collector_tui.domain.account import Card
from collector_tui.domain.arrangement import RHYTHMS
from collector_tui.domain.hold import REASONS
from collector_tui.domain.money import plain
from collector_tui.services.collecting import Collecting
from collector_tui.tui.screens.form import Form, Part, amount, coming, spaced
from collector_tui.tui.screens.money import named, open_items, today
from collector_tui.tui.screens.naming import names, numbers, split

_DAY = "3d, fri, eom, 18 dec"


def _day(collecting: Collecting, name: str, label: str, hint: str = _DAY, value: str = "") -> Part:
    """A line that takes a day to come."""
    return Part(name, label, value, hint, check=coming(today(collecting)))


def promise(collecting: Collecting, card: Card) -> Form:
    """A promise to pay."""
    asked = plain(card.asked_cents, card.currency) if card.asked_cents else ""
    return Form(
        f"Promise from {card.name}",
        [
            Part("amount", "Amount", asked, check=amount(card.currency)),
            _day(collecting, "by", "By"),
            Part("note", "What was said", "", "may stay empty"),
        ],
        lambda values, key: collecting.agreeing.promise(
            card.id, values["amount"], values["by"], key, note=values["note"]
        ),
        open_items(collecting, card),
        ["amount", "by"],
    )


def arrangement(collecting: Collecting, card: Card) -> Form:
    """An arrangement in instalments, or the next version of the one there is."""
    version = 1 + max((one.number for one in card.agreements if one.kind == "arrangement"), default=0)
    return Form(
        f"Arrangement {version} with {card.name}",
        [
            Part("parts", "Instalments", "", "6 for six equal ones, or an amount each: 250.00"),
            _day(collecting, "first", "The first on"),
            Part("every", "Then", "monthly", ", ".join(RHYTHMS), RHYTHMS),
            Part("amount", "Of", "", "empty: everything that is open", check=amount(card.currency)),
            named(card, "For", "empty: every open invoice"),
        ],
        lambda values, key: collecting.agreeing.arrange(
            card.id,
            values["every"],
            values["first"],
            key,
            count=values["parts"] if _is_count(values["parts"]) else "",
            each="" if _is_count(values["parts"]) else values["parts"],
            amount=values["amount"],
            invoices=split(values["invoices"], names(card)),
        ),
        open_items(collecting, card),
        ["parts", "first", "every"],
    )


def _is_count(typed: str) -> bool:
    """Whether a number of instalments is meant: a whole number up to 60; anything else is an amount each."""
    return typed.isascii() and typed.isdigit() and int(typed) <= 60


def hold(collecting: Collecting, card: Card) -> Form:
    """A hold on the account or on one invoice."""
    reasons = spaced(tuple(REASONS))
    return Form(
        f"Hold {card.name}",
        [
            Part("reason", "Why", "", ", ".join(reasons), reasons),
            _day(collecting, "until", "Until", f"{_DAY}: it comes back by itself"),
            Part("invoice", "One invoice only", "", "empty: the whole account", numbers(card)),
            Part("note", "What was said", "", "may stay empty"),
        ],
        lambda values, key: collecting.holding.hold(
            card.id, values["reason"], values["until"], key, invoice=values["invoice"], note=values["note"]
        ),
        (),
        ["reason", "until"],
    )


def release(collecting: Collecting, card: Card, invoice: str, words: str) -> Form:
    """A hold that ends now."""
    return Form(
        f"Release {invoice or card.name}",
        [Part("note", "Why", "", "may stay empty")],
        lambda values, key: collecting.holding.release(card.id, key, invoice=invoice, note=values["note"]),
        [words],
    )


def dispute(collecting: Collecting, card: Card) -> Form:
    """A dispute of one invoice."""
    free = [item.number for item in card.open_debits if item.apart != "in dispute"]
    return Form(
        f"Dispute of {card.name}",
        [
            Part("invoice", "Invoice", free[0] if len(free) == 1 else "", "the others go on", numbers(card)),
            Part("reason", "What is disputed"),
            _day(collecting, "until", "To be decided by", value="2w"),
        ],
        lambda values, key: collecting.holding.dispute(
            card.id, values["invoice"], values["reason"], values["until"], key
        ),
        open_items(collecting, card),
        ["invoice", "reason", "until"],
    )


def decision(collecting: Collecting, card: Card, invoice: str, words: str) -> Form:
    """A dispute that is decided: what is open of the invoice is asked for again."""
    return Form(
        f"Decide the dispute of {invoice}",
        [Part("decision", "How it was decided", "", "delivered as ordered; a credit note is C")],
        lambda values, key: collecting.holding.decide(card.id, invoice, values["decision"], key),
        [words],
        ["decision"],
    )


def withdrawal(collecting: Collecting, card: Card, kind: str, words: str) -> Form:
    """A promise, an arrangement or an offer that holds no longer."""
    return Form(
        f"Withdraw the {kind} of {card.name}",
        [Part("reason", "Why", "", "may stay empty")],
        lambda values, key: collecting.agreeing.withdraw(card.id, kind, key, reason=values["reason"]),
        [words],
    )
