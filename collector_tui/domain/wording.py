"""What a message may say: the words and figures of an account, ready to be put into a template."""

from dataclasses import dataclass
from datetime import date, timedelta

from collector_tui.domain.account import Card, Invoice
from collector_tui.domain.aging import days_past_due
from collector_tui.domain.business import Business
from collector_tui.domain.charge import CHARGES
from collector_tui.domain.money import plain, spoken
from collector_tui.domain.text import one_line, visible
from collector_tui.domain.when import written_day

DAYS_TO_ANSWER = 7
_LONGEST_NAME = 40
_FIRMS = frozenset(
    {
        "attorneys",
        "associates",
        "partners",
        "services",
        "group",
        "company",
        "inc",
        "llc",
        "ltd",
        "pc",
        "co",
        "corp",
        "plc",
        "llp",
        "lp",
        "pa",
        "gmbh",
        "ag",
        "sa",
        "sons",
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """The fields a template may use, all plain text; `late` says whether the oldest due date has passed."""

    name: str
    business: str
    signed: str
    collector: str
    amount: str
    invoices: str
    due: str
    days: int
    late: bool
    by: str
    pay: str
    caller: str


def words_for(card: Card, business: Business, today: date) -> Words:
    """The words for an account as of a day: what is asked, for what, since when, how to pay and whom to call.

    Raises ValueError with a sentence when there is nothing to ask for.
    """
    oldest = min((part.due_on for part in card.missed), default=card.oldest_due)
    if card.asked_cents <= 0 or oldest is None:
        raise ValueError(f"{visible(card.name)} {_why_nothing(card)}: there is nothing to write about")
    late = oldest < today
    office = one_line(business.name) or "our office"
    return Words(
        addressed(card.name),
        office,
        office if office.endswith(".") else office + ".",
        one_line(business.collector) or one_line(business.name) or "the office",
        spoken(card.asked_cents, card.currency),
        _invoices(card, today, late),
        written_day(oldest),
        days_past_due(oldest, today),
        late,
        written_day(_working_day(today + timedelta(days=DAYS_TO_ANSWER))),
        _pay(business),
        _caller(business),
    )


def _why_nothing(card: Card) -> str:
    """Why nothing is asked for."""
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


def addressed(name: str) -> str:
    """The name as one writes to it: “Okafor, Chidi” turned round, a job left out, and never too long.

    >>> addressed("Okafor, Chidi"), addressed("Brightside Dental, PC:North Clinic")
    ('Chidi Okafor', 'Brightside Dental, PC')
    """
    plain = visible(one_line(name)).partition(":")[0] or visible(one_line(name))
    last, comma, first = plain.partition(", ")
    is_person = not set("&0123456789/") & set(plain) and len(last.split()) <= 2 and len(first.split()) <= 2
    if comma and is_person and "," not in first and first.split()[-1].lower().strip(".") not in _FIRMS:
        plain = f"{first} {last}"
    return plain if len(plain) <= _LONGEST_NAME else plain[: _LONGEST_NAME - 3].rstrip() + "..."


def _invoices(card: Card, today: date, late: bool) -> str:
    """What is asked for: the invoices, each with its due date, of many the number and the oldest; charges as a sum."""
    wanted = [item for item in card.asked_for if item.due_on and (not late or item.due_on < today)]
    if card.missed:
        return " and ".join(f"the instalment due {written_day(part.due_on)}" for part in card.missed[:2])
    charges = [item for item in wanted if item.kind in CHARGES]
    papers = [item for item in wanted if item.kind not in CHARGES]
    if not wanted:
        return "your account"
    if not papers and len(charges) == 1 and charges[0].due_on:
        return f"{_charge(charges[0])} (due {written_day(charges[0].due_on)})"
    beside = [_papers(papers)] if papers else []
    beside += [f"charges of {spoken(sum(item.residual_cents for item in charges), card.currency)}"] if charges else []
    return " and ".join(beside)


def _papers(wanted: list[Invoice]) -> str:
    """The invoices by their numbers and due dates; of many the number and the oldest."""
    numbers = [visible(item.number) or "without number" for item in wanted]
    dues = [f"(due {written_day(item.due_on)})" for item in wanted if item.due_on]
    if len(wanted) == 1:
        return f"invoice {numbers[0]} {dues[0]}"
    if len(wanted) == 2:
        return f"invoices {numbers[0]} {dues[0]} and {numbers[1]} {dues[1]}"
    oldest = dues[0].replace("(due", "(the oldest due")
    if len(wanted) == 3:
        return f"invoices {numbers[0]}, {numbers[1]} and {numbers[2]} {oldest}"
    return f"{len(wanted)} invoices {oldest}"


def _charge(item: Invoice) -> str:
    return f"{CHARGES[item.kind]} {visible(item.number)}".strip()


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


def _pay(business: Business) -> str:
    if business.pay_link:
        return f"Pay at {one_line(business.pay_link)}. "
    return f"Pay by {one_line(business.payment_options)}. " if business.payment_options else ""


def _caller(business: Business) -> str:
    who = one_line(business.collector) or "us"
    return f"Call {who}, {one_line(business.phone)}." if business.phone else ""
