"""Days in a text: with the month's name, as 2026-08-02, or in figures, which can often be read two ways."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"""(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|
             oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"""
_NUMBER = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:\.?,?\s{1,3}(?:19|20)[0-9]{2}(?![0-9]))?"
_DAY = re.compile(
    rf"""
    (?<![\w./#$£€-])
    (?: (?P<figures> (?:19|20)[0-9]{{2}}-[0-9]{{1,2}}-[0-9]{{1,2}}
                   | [0-9]{{1,2}} (?P<mark>[./-]) [0-9]{{1,2}} (?P=mark) (?:19|20)[0-9]{{2}} )
      | {_NUMBER} \s{{0,3}} (?:of\s{{1,3}})? {_MONTH} {_YEAR}
      | {_MONTH} \.? \s{{1,3}} (?:the\s{{1,3}})? {_NUMBER} {_YEAR}
    )
    (?! \w | [./-][0-9] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE = re.compile(
    r"""
    (?: \b (?P<lead>no\ later\ than|on\ or\ before|by|until|till|before|from|on) \s{1,3} (?:the\s{1,3})? )?
    (?P<weekday> (?: \b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)? \.?,? \s{1,3} (?:the\s{1,3})? )? )
    $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_BEFORE = 40
DEADLINE = frozenset({"by", "until", "till", "before", "no later than", "on or before"})
"""What leads to a day by which something is to be done."""

_PART = re.compile(rf"[0-9]+|{_MONTH}", re.VERBOSE | re.IGNORECASE)


class Day(NamedTuple):
    """A day between two places of a text, what leads to it (`by`, `from` … or nothing), and the days it may mean.

    `readings` begins with the likeliest: without a year the one nearest to today. It has both orders of figures that
    can be read two ways, and then the day `is_certain` no more; it is empty where there is no such day.
    """

    lead: str
    led_from: int
    start: int
    end: int
    readings: tuple[date, ...]
    is_certain: bool


def days_in(text: str, today: date) -> Iterator[Day]:
    """The days that a text names, in order.

    >>> [str(day.readings[0]) for day in days_in("August 2nd, by Friday 27 Nov or 2026-12-01", date(2026, 11, 19))]
    ['2026-08-02', '2026-11-27', '2026-12-01']
    """
    for match in _DAY.finditer(text):
        parts = _PART.findall(match[0])
        readings = tuple(_in_figures(parts) if match["figures"] else _with_a_month(parts, today))
        is_may_the_verb = "may" in parts and len(parts) == 2
        if not is_may_the_verb and (readings or not match["figures"]):
            is_certain = match["mark"] is None or len(readings) == 1
            yield Day(*_led(text, match.start()), match.end(), readings, is_certain)


def _led(text: str, start: int) -> tuple[str, int, int]:
    """What leads to the day that starts there, where that begins, and where the day begins with its weekday."""
    before = _BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
    if before is None:
        return "", start, start
    return (before["lead"] or "").lower(), before.start(), before.start("weekday")


def _with_a_month(parts: Iterable[str], today: date) -> list[date]:
    name = next(part for part in parts if part.isalpha())
    day, *year = (int(part) for part in parts if part.isdecimal())
    month = _MONTHS.index(name[:3].lower()) + 1
    days = _days((one, month, day) for one in year or (today.year - 1, today.year, today.year + 1))
    return sorted(days, key=lambda one: abs(one - today))


def _in_figures(parts: Iterable[str]) -> Iterable[date]:
    first, second, third = map(int, parts)
    if first > third:
        return _days([(first, second, third)])
    return dict.fromkeys(_days([(third, first, second), (third, second, first)]))


def _days(written: Iterable[tuple[int, int, int]]) -> Iterator[date]:
    for year, month, day in written:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
