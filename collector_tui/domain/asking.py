"""What a message asks for, in words and as a sum of what it rests on."""

from datetime import date
from typing import Literal

from collector_tui.domain.account import Card, Invoice
from collector_tui.domain.charge import CHARGES
from collector_tui.domain.money import plain, spoken
from collector_tui.domain.text import visible
from collector_tui.domain.when import written_day


def why_nothing(card: Card) -> str:
    """Why nothing is asked for of an account."""
    if card.balance_cents <= 0 < card.unapplied_cents and card.open_debits:
        return f"has {plain(card.unapplied_cents, card.currency)} unapplied, which covers what is open"
    if card.balance_cents <= 0:
        return "owes nothing"
    if card.arrangement:
        return "pays by arrangement"
    return "owes only what is in dispute or on hold" if not card.asked_for else "has paid what could be asked for"


def figures(card: Card) -> str:
    """What a draft rests on, in one line: if it changes, the draft is not true any more."""
    parts = [f"{item.number}:{item.due_on}:{item.residual_cents}" for item in card.asked_for]
    parts += [f"{part.due_on}:{part.missing_cents}" for part in card.missed]
    return f"{card.asked_cents} {card.currency} {' '.join(parts)}"


def wanted(card: Card, today: date) -> list[Invoice]:
    """The open invoices and charges that are asked for: what is late, or all where nothing is."""
    late = oldest_asked(card) < today
    return [item for item in card.asked_for if item.due_on and (not late or item.due_on < today)]


def oldest_asked(card: Card) -> date:
    """The oldest due date of what is asked for: of a missed instalment its own.

    Raises ValueError with a sentence when there is nothing to ask for.
    """
    oldest = min((part.due_on for part in card.missed), default=card.oldest_due)
    if card.asked_cents <= 0 or oldest is None:
        raise ValueError(f"{visible(card.name)} {why_nothing(card)}: there is nothing to write about")
    return oldest


def standing_on(card: Card, day: date) -> Literal["late", "due today", "coming due"]:
    """How what is asked for stands on a day, as its messages say it.

    Raises ValueError with a sentence when there is nothing to ask for.
    """
    due = oldest_asked(card)
    return "late" if due < day else "due today" if due == day else "coming due"


def in_words(card: Card, today: date) -> str:
    """What is asked for: the invoices, each with its due date, of many the number and the oldest; charges as a sum."""
    if card.missed:
        return " and ".join(f"the instalment due {written_day(part.due_on)}" for part in card.missed[:2])
    items = wanted(card, today)
    charges = [item for item in items if item.kind in CHARGES]
    papers = [item for item in items if item.kind not in CHARGES]
    if not items:
        return "your account"
    if not papers and len(charges) == 1 and charges[0].due_on:
        return f"{_charge(charges[0])} (due {written_day(charges[0].due_on)})"
    beside = [_papers(papers)] if papers else []
    beside += [f"charges of {spoken(sum(item.residual_cents for item in charges), card.currency)}"] if charges else []
    return " and ".join(beside)


def _papers(papers: list[Invoice]) -> str:
    """The invoices by their numbers and due dates; of many the number and the oldest."""
    numbers = [visible(item.number) or "without number" for item in papers]
    dues = [f"(due {written_day(item.due_on)})" for item in papers if item.due_on]
    if len(papers) == 1:
        return f"invoice {numbers[0]} {dues[0]}"
    if len(papers) == 2:
        return f"invoices {numbers[0]} {dues[0]} and {numbers[1]} {dues[1]}"
    oldest = dues[0].replace("(due", "(the oldest due")
    if len(papers) == 3:
        return f"invoices {numbers[0]}, {numbers[1]} and {numbers[2]} {oldest}"
    return f"{len(papers)} invoices {oldest}"


def _charge(item: Invoice) -> str:
    return f"{CHARGES[item.kind]} {visible(item.number)}".strip()
