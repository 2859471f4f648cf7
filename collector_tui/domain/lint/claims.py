"""What a text claims of money and days, held against the book: amounts and days that are none of the account's."""

import re
from collections.abc import Iterator
from datetime import date

from collector_tui.domain.lint.amounts import amounts_in
from collector_tui.domain.lint.days import DEADLINE, Day, days_in
from collector_tui.domain.lint.grounds import Grounds
from collector_tui.domain.lint.reading import Reading
from collector_tui.domain.message import Finding
from collector_tui.domain.money import spoken

_AHEAD = DEADLINE | {"from", "on"}
_TOLD = re.compile(r"\b(?:promised|agreed|was|were|due|should|expected|said|had|received|paid)(?:\s[\w']+){0,4}\s$")
_LOOK_BACK = 60


def other_amounts(reading: Reading, grounds: Grounds) -> Iterator[tuple[int, Finding]]:
    """The amounts that are none of the account's, each with its place in the text."""
    known = grounds.amounts_cents | {grounds.asked_cents}
    for amount in amounts_in(reading.bare, grounds.currency):
        found = reading.found(amount.start, amount.end)
        if amount.currencies and grounds.currency not in amount.currencies:
            says = f"“{found}” is in another currency than the account, which is kept in {grounds.currency}."
        elif amount.cents in known:
            continue
        elif grounds.asked_cents > 0:
            asked = spoken(grounds.asked_cents, grounds.currency)
            says = f"“{found}” is not an amount in this account's books; what is asked for is {asked}."
        else:
            says = f"“{found}” is not an amount in this account's books, and nothing is asked of it now."
        yield amount.start, Finding("ask", "amount_differs", found, says)


def other_days(reading: Reading, today: date, known: frozenset[date] | None) -> Iterator[tuple[int, Finding]]:
    """The days that are none of the account's and the deadlines that have passed, each with its place in the text.

    A day to come that follows by, until, before, from or on is a deadline or an offer, and is nobody's yet. Where no
    account is known, `known` is None, and a deadline can only have passed.
    """
    for day in days_in(reading.bare, today):
        found = reading.found(day.start, day.end)
        says = _why(found, day, today, known, _is_told(reading.low, day))
        if says:
            yield day.start, Finding("ask", "date_differs", found, says)


def impossible_days(reading: Reading, today: date) -> Iterator[tuple[int, Finding]]:
    """The days that no calendar has, each with its place in the text."""
    for day in days_in(reading.bare, today):
        if not day.readings:
            found = reading.found(day.start, day.end)
            yield day.start, Finding("ask", "date_differs", found, _NO_SUCH_DAY.format(found))


_NO_SUCH_DAY = "There is no such day as “{}”."


def _why(found: str, day: Day, today: date, known: frozenset[date] | None, is_told: bool) -> str:
    """What is wrong with a day, or nothing."""
    if not day.readings:
        return _NO_SUCH_DAY.format(found)
    if not day.is_certain:
        return ""
    if day.lead in DEADLINE and day.readings[0] <= today and not is_told:
        has_passed = "is today" if day.readings[0] == today else "has passed"
        return f"“{day.lead} {found}” leaves no time, the day {has_passed}: name a day that is still to come."
    if known is None or not known.isdisjoint(day.readings) or (day.lead in _AHEAD and day.readings[0] > today):
        return ""
    return f"“{found}” is not a day in this account's books: nothing fell due, was agreed or was said then."


def _is_told(low: str, day: Day) -> bool:
    """Whether a deadline is told of, as “you promised to pay by 2 Aug”, and not set."""
    return bool(day.lead and _TOLD.search(low[max(0, day.led_from - _LOOK_BACK) : day.led_from]))
