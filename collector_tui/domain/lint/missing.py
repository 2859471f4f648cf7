"""What a demand lacks: the amount, the day it fell due, a way to pay."""

import re
from collections.abc import Iterator
from datetime import date

from collector_tui.domain.lint.amounts import amounts_in
from collector_tui.domain.lint.days import DEADLINE, Day, days_in
from collector_tui.domain.lint.reading import LINK, Reading
from collector_tui.domain.message import Finding

_ANY_DAY = date(2000, 1, 1)
_MEANS = re.compile(
    r"""
    \b(?: cards? | transfer | cheques? | bank | iban | wire | ach | sepa | bacs | paypal | venmo | zelle | cash | e-?check
        | (?:account|routing)\ (?:no|number|details) | (?:our|this|following)\ account | sort\ code | portal
        | direct\ debit | standing\ order | (?:by|a|your|mail|send|in|with|personal)\ checks? | checks?\ payable
        | pay(?:ment)?\ (?:online|here|via|through|using|with|link|in\ person|over\ the\ phone|page) )\b
    | \bpay\ at\ (?!least|once|the\ (?:latest|end)|your\ earliest)
    | \bpay\ by\ (?!(?:the|end|next|noon|today|tonight|tomorrow|close|[0-9]|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr
                    |may|jun|jul|aug|sep|oct|nov|dec))
    """,
    re.VERBOSE,
)
_PHONE = re.compile(
    r"""
    (?<![\w./-]) (?: \+[0-9](?:[\s().-]{0,2}[0-9]){6,14} | \(?[0-9]{3}\)?[\s.-]{1,2}[0-9]{3}[\s.-][0-9]{4} ) (?![\w-])
    | \b(?:call|phone|ring|tel|telephone|reach|contact|whatsapp)\b [^0-9]{0,40} [0-9](?:[\s().-]{0,2}[0-9]){5,14}
    """,
    re.VERBOSE,
)


def missing(reading: Reading, due: frozenset[date], today: date | None) -> Iterator[tuple[int, Finding]]:
    """What a demand should have and has not, said at its end; any day will do where `due` has none.

    A day that is there and only wrong is told of as that, and is not missing.
    """
    if next(amounts_in(reading.bare), None) is None:
        yield _at_the_end(reading, "no_amount", "It names no amount: say how much is asked.")
    days = list(days_in(reading.bare, today or _ANY_DAY))
    named = {one for day in days for one in day.readings}
    if not (named & due or any(_is_told(day, today) for day in days) if due else named):
        yield _at_the_end(reading, "no_due_date", "It does not say when the money was due: name the day.")
    if not (_MEANS.search(reading.low) or LINK.search(reading.text) or _PHONE.search(reading.low)):
        yield _at_the_end(reading, "no_way_to_pay", "It names no way to pay and no number to call: add one.")


def _is_told(day: Day, today: date | None) -> bool:
    """Whether a day is told of as one that was, and is no deadline."""
    return day.is_certain and day.lead not in DEADLINE and bool(today and day.readings and day.readings[0] < today)


def _at_the_end(reading: Reading, rule: str, says: str) -> tuple[int, Finding]:
    return len(reading.text), Finding("advise", rule, "", says)
