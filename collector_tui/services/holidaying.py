"""Public holidays, by a calendar's name: a country such as `US` or `AU`, or a part of one such as `CA-QC` or `GB-ENG`."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

_EASTER_MONDAY, _REMEMBRANCE_DAY = "Easter Monday", "Remembrance Day"
_MORE = {"CA-QC": (_EASTER_MONDAY,)}
"""Holidays on which nobody may be called there, though the package does not have them."""
_UNSURE = {"CA-ON": (_EASTER_MONDAY, _REMEMBRANCE_DAY)}
"""Days of which the law is not clear whether they are holidays there."""


def is_calendar(calendar: str) -> bool:
    """Whether there is a calendar of that name."""
    from holidays import list_supported_countries

    country, dash, part = calendar.partition("-")
    parts = list_supported_countries().get(country)
    return parts is not None and (part in parts or not dash)


def is_holiday(calendar: str, day: date) -> str:
    """The name of the public holiday that a day is in a calendar, days in lieu among them; nothing where it is none.

    Raises ValueError when there is no such calendar.
    """
    return _holidays(calendar, day.year).get(day, "")


def may_be_holiday(calendar: str, day: date) -> str:
    """The name of the holiday that a day may be in a calendar, where the law is not clear about it; else nothing.

    Raises ValueError when there is no such calendar.
    """
    return "" if is_holiday(calendar, day) else _named(_UNSURE.get(calendar, ()), day.year).get(day, "")


@cache
def _holidays(calendar: str, year: int) -> Mapping[date, str]:
    """The holidays of a year by their day, named in English."""
    if not is_calendar(calendar):
        raise ValueError(f"“{calendar}” is not a calendar of holidays: write it like US or CA-QC")
    from holidays import country_holidays, list_localized_countries

    country, _, part = calendar.partition("-")
    spoken = list_localized_countries().get(country, ())
    english = next((language for language in (f"en_{country}", "en_US") if language in spoken), None)
    listed = country_holidays(country, subdiv=part or None, years=year, expand=False, language=english)
    return {**_named(_MORE.get(calendar, ()), year), **listed}


def _named(names: tuple[str, ...], year: int) -> Mapping[date, str]:
    """The days of those names in a year."""
    from dateutil.easter import easter

    days = {_EASTER_MONDAY: easter(year) + timedelta(1), _REMEMBRANCE_DAY: date(year, 11, 11)}
    return {days[name]: name for name in names}
