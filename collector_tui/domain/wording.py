"""What a message may say: the words and figures of an account, ready to be put into a template."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, NamedTuple

from collector_tui.domain.account import Card
from collector_tui.domain.addressing import addressed
from collector_tui.domain.aging import days_past_due
from collector_tui.domain.agreement import FAILED_PROMISES
from collector_tui.domain.arrangement import evenly
from collector_tui.domain.asking import in_words, oldest_asked, wanted
from collector_tui.domain.business import Business
from collector_tui.domain.charge import CHARGES
from collector_tui.domain.ladder import DAYS_TO_ANSWER
from collector_tui.domain.money import minor_digits, spoken
from collector_tui.domain.recipient import recipient_of
from collector_tui.domain.text import one_line, visible
from collector_tui.domain.when import written_day

_IN_THREE_FROM = 300
"""From so many whole units of a currency on an offer is of three instalments, below of two."""


class Line(NamedTuple):
    """One paper that is asked for, as a letter lists it."""

    number: str
    due: str
    amount: str


@dataclass(frozen=True, slots=True)
class Words:
    """The fields a template may use. Those that are None are not known: a template that needs one cannot be used.

    `late` says whether the oldest due date has passed, `days` by how much; `due_today` that all of it falls due today.
    `pay`, `caller` and `promise` are whole
    sentences; `earlier` are the days on which the debtor was written to or spoken with.
    """

    name: str
    business: str
    signed: str
    collector: str
    kind: str
    caller: str
    today: str
    by: str
    amount: str | None = None
    invoices: str | None = None
    due: str | None = None
    days: int | None = None
    late: bool | None = None
    due_today: bool | None = None
    parts: int | None = None
    first_part: str | None = None
    lines: tuple[Line, ...] | None = None
    pay: str | None = None
    promise: str | None = None
    earlier: str | None = None
    address_lines: tuple[str, ...] | None = None
    business_address_lines: tuple[str, ...] | None = None
    recipient_email: str | None = None
    email: str | None = None
    phone: str | None = None
    notice: str | None = None

    def known(self) -> dict[str, Any]:
        """The fields that are known, by name."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in values if value is not None}


FIELDS = frozenset(field.name for field in fields(Words))
"""What a template may name, apart from the `body` that a frame is put round."""


def words_to(card: Card, business: Business, today: date, answer_by: date | None = None) -> Words:
    """The words that any message to an account may use, whether it owes or not."""
    office = one_line(business.name) or "our office"
    collector = one_line(business.collector)
    return Words(
        name=addressed(card.name),
        business=office,
        signed=office if office.endswith(".") else office + ".",
        collector=collector or one_line(business.name) or "the office",
        kind=card.kind,
        caller=_caller(business),
        today=written_day(today),
        by=written_day(answer_by or answer_day(today, DAYS_TO_ANSWER)),
        pay=_pay(business),
        address_lines=_lines(card.address),
        business_address_lines=_lines(business.address),
        recipient_email=recipient_of(card, "email").to or None,
        email=one_line(business.email) or None,
        phone=one_line(business.phone) or None,
    )


def words_for(
    card: Card, business: Business, today: date, answer_by: date | None = None, earlier: Sequence[date] = ()
) -> Words:
    """The words that ask an account for what it owes: what, for what, since when, by when, how to pay and whom to call.

    Raises ValueError with a sentence when there is nothing to ask for.
    """
    from dataclasses import replace

    oldest = oldest_asked(card)
    parts = offered_parts(card.asked_cents, card.currency)
    return replace(
        words_to(card, business, today, answer_by),
        amount=spoken(card.asked_cents, card.currency),
        invoices=in_words(card, today),
        due=written_day(oldest),
        days=days_past_due(oldest, today),
        late=oldest < today,
        due_today=_days_due(card, today) == {today},
        parts=len(parts),
        first_part=spoken(parts[0], card.currency),
        lines=_papers(card, today),
        promise=_promise(card),
        earlier=_listed([written_day(day) for day in earlier]) or None,
    )


def answer_day(today: date, days: int, next_on: date | None = None) -> date:
    """The day by which an answer is asked for: so many days on, and no weekend.

    Where the next step has its day before that, it is the working day before the step, if that leaves two days.

    >>> str(answer_day(date(2026, 11, 19), 7)), str(answer_day(date(2026, 11, 17), 7, date(2026, 11, 20)))
    ('2026-11-26', '2026-11-19')
    """
    day = today + timedelta(days=days)
    day += timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else timedelta()
    if next_on is None or next_on > day:
        return day
    sooner = next_on - timedelta(days=1)
    sooner -= timedelta(days=max(0, sooner.weekday() - 4))
    return sooner if sooner >= today + timedelta(days=2) else day


def offered_parts(cents: int, currency: str) -> list[int]:
    """The monthly instalments that a message offers, in minor units."""
    return evenly(cents, 3 if cents >= _IN_THREE_FROM * 10 ** minor_digits(currency) else 2)


def _days_due(card: Card, today: date) -> set[date | None]:
    """The due dates of what is asked for."""
    return {part.due_on for part in card.missed} or {item.due_on for item in wanted(card, today)}


def _papers(card: Card, today: date) -> tuple[Line, ...]:
    """What is asked for, line by line."""
    if card.missed:
        return tuple(
            Line("Instalment", written_day(part.due_on), spoken(part.missing_cents, card.currency))
            for part in card.missed
        )
    return tuple(
        Line(
            f"{CHARGES.get(item.kind, 'invoice').capitalize()} {visible(item.number)}".strip(),
            written_day(item.due_on) if item.due_on else "",
            spoken(item.residual_cents, card.currency),
        )
        for item in wanted(card, today)
    )


def _promise(card: Card) -> str | None:
    """The promise that was not kept, while nobody has come back to it."""
    if card.row.reason != "promise_broken":
        return None
    failed = [one for one in card.agreements if one.kind == "promise" and one.state in FAILED_PROMISES]
    if not failed:
        return None
    missing = spoken(failed[-1].amount_cents - failed[-1].paid_cents, card.currency)
    return f"The {missing} promised for {written_day(failed[-1].until)} has not reached us."


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def _lines(address: str) -> tuple[str, ...] | None:
    """An address as lines: it is kept with line ends, bars or commas between them."""
    parts = address.replace("|", "\n").splitlines() if "\n" in address or "|" in address else address.split(",")
    return tuple(visible(one_line(part)) for part in parts if part.strip()) or None


def _pay(business: Business) -> str | None:
    if business.pay_link:
        return f"Pay at {one_line(business.pay_link)}."
    options = one_line(business.payment_options)
    return f"Pay by {options}{'' if options.endswith('.') else '.'}" if options else None


def _caller(business: Business) -> str:
    who = one_line(business.collector) or "us"
    return f"Call {who}, {one_line(business.phone)}." if business.phone else "Reply to this message."
