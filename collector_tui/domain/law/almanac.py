"""Holidays as data: a few words that say which day of a year it is."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter

from collector_tui.domain.law.span import DAYS

_FIXED = re.compile(r"([01][0-9])-([0-3][0-9])")
_EASTER = re.compile(r"easter(?:([+-])([0-9]{1,2}))?")
_NTH = re.compile(r"([1-5]|last) (mon|tue|wed|thu|fri|sat|sun) of ([01][0-9])")
_BEFORE = re.compile(r"(mon|tue|wed|thu|fri|sat|sun) before ([01][0-9])-([0-3][0-9])")
_SUNDAY = re.compile(r"([01][0-9])-([0-3][0-9]) after sun")


class Holiday(NamedTuple):
    """A day of each year and its name; `day_of` is None in a year that does not have it."""

    name: str
    day_of: Callable[[int], date | None]


def holiday(text: str, name: str) -> Holiday:
    """Read “12-25”, “easter-2”, “1 mon of 09”, “last mon of 05”, “mon before 05-25” or “07-02 after sun”.

    The last is a day that is a holiday only when the day before it is a Sunday.
    Raises ValueError with a sentence when it is none of these.

    >>> holiday("easter+1", "Easter Monday").day_of(2027)
    datetime.date(2027, 3, 29)
    >>> holiday("mon before 05-25", "Victoria Day").day_of(2027)
    datetime.date(2027, 5, 24)
    """
    if match := _FIXED.fullmatch(text):
        month, day = _checked(text, int(match[1]), int(match[2]))
        return Holiday(name, lambda year: _date(year, month, day))
    if match := _EASTER.fullmatch(text):
        days = int(f"{match[1] or '+'}{match[2] or 0}")
        return Holiday(name, lambda year: easter(year) + timedelta(days=days))
    if match := _NTH.fullmatch(text):
        nth, weekday, month = match[1], DAYS.index(match[2]), int(match[3])
        _checked(text, month, 1)
        return Holiday(name, lambda year: _nth(year, month, nth, weekday))
    if match := _BEFORE.fullmatch(text):
        weekday = DAYS.index(match[1])
        month, day = _checked(text, int(match[2]), int(match[3]))
        return Holiday(name, lambda year: _before(date(year, month, day), weekday))
    if match := _SUNDAY.fullmatch(text):
        month, day = _checked(text, int(match[1]), int(match[2]))
        return Holiday(name, lambda year: _after_sunday(date(year, month, day)))
    raise ValueError(f"“{text}” is not a day: write it like 12-25, easter-2, 1 mon of 09 or mon before 05-25")


def _checked(text: str, month: int, day: int) -> tuple[int, int]:
    if _date(2028, month, day) is None:
        raise ValueError(f"“{text}” is not a day of any year")
    return month, day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nth(year: int, month: int, nth: str, weekday: int) -> date | None:
    if nth == "last":
        following = date(year + month // 12, month % 12 + 1, 1)
        return _before(following, weekday)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (int(nth) - 1))
    return day if day.month == month else None


def _before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def _after_sunday(day: date) -> date | None:
    return day if day.weekday() == 0 else None
