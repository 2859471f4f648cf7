"""What the book can vouch for when a message about an account is read through."""

from datetime import date

from collector_tui.domain.account import Card
from collector_tui.domain.addressing import addressed
from collector_tui.domain.business import Business
from collector_tui.domain.ladders import Ladder
from collector_tui.domain.lint.grounds import Grounds
from collector_tui.domain.message import Draft
from collector_tui.domain.text import one_line, visible
from collector_tui.domain.wording import answer_day, offered_parts

INTENTIONS = ("suit", "agency", "credit_report")
"""What a collector may say will follow, once it is recorded that it is really intended (the fact `intends`)."""


def read_intentions(text: str) -> frozenset[str]:
    """The intentions that are recorded.

    Raises ValueError with a sentence that lists them when one is not known.
    """
    found = frozenset(text.lower().replace(",", " ").split())
    if found - frozenset(INTENTIONS):
        raise ValueError(f"“{text}” is not an intention: use some of {', '.join(INTENTIONS)}")
    return found


_FEES = frozenset({"late_fee", "compensation", "bank_fee"})


def vouched(card: Card, draft: Draft, business: Business, ladder: Ladder, today: date) -> Grounds:
    """The figures, days, names and intentions that a message to the account may name."""
    names = (card.name, addressed(card.name), business.name, business.collector, business.address, business.pay_link)
    return Grounds(
        today=today,
        currency=card.currency,
        true=frozenset(_true(card, draft, ladder)),
        amounts_cents=frozenset(_amounts(card)),
        dates=frozenset(_dates(card, ladder, today)),
        asked_cents=card.asked_cents,
        names=tuple(name for name in map(one_line, names) if name),
        numbers=frozenset(number for item in card.invoices if (number := one_line(visible(item.number)))),
        demands=draft.approach != "notice",
    )


def _true(card: Card, draft: Draft, ladder: Ladder) -> set[str]:
    """The claims that a recorded fact makes true."""
    true = set(read_intentions(card.fact("intends")))
    kinds = {item.kind for item in card.open_debits}
    if "interest" in kinds or card.fact("contract_rate"):
        true.add("interest")
    if kinds & _FEES:
        true.add("fee")
    if draft.approach == "claim":
        true.add("suit")
    if draft.approach in ("claim", "notice") or _is_last(card, ladder):
        true.add("last")
    return true


def _is_last(card: Card, ladder: Ladder) -> bool:
    """Whether the ladder has come to its last notice, and none was given yet: a second one would not be the last."""
    steps = ladder.steps
    given = card.step_taken >= 0 and steps[card.step_taken].tone == "final"
    return not given and card.next_step is not None and steps[card.next_step].tone == "final"


def _amounts(card: Card) -> set[int]:
    """Every amount that stands in the account's books, and the parts a message offers."""
    sums = {card.asked_cents, card.overdue_cents, card.balance_cents, sum(card.buckets_cents), card.unapplied_cents}
    for item in card.invoices:
        sums |= {item.amount_cents, item.residual_cents}
    for one in card.agreements:
        sums |= {one.amount_cents, one.paid_cents, one.amount_cents - one.paid_cents}
        for part in one.instalments:
            sums |= {part.amount_cents, part.missing_cents}
    charges = [item.residual_cents for item in card.open_debits if item.kind in _FEES or item.kind == "interest"]
    return sums | {sum(charges)} | set(offered_parts(card.asked_cents, card.currency))


def _dates(card: Card, ladder: Ladder, today: date) -> set[date]:
    """Every day that stands in the account's books, today, and the days by which its steps ask for an answer."""
    days = {today} | {answer_day(today, step.answer_in) for step in ladder.steps}
    for item in card.invoices:
        days |= {item.issued_on} | ({item.due_on} if item.due_on else set())
    for one in card.agreements:
        days |= {one.made_on, one.until} | {part.due_on for part in one.instalments}
    days |= {line.at.date() for line in card.timeline}
    return days | {part.due_on for part in card.missed}
