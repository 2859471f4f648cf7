"""Days as people write them: `3d`, `fri`, `eom`, `2026-12-01`, and how they are read back."""

import re
from datetime import date, timedelta

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"\+?([0-9]{1,4})\s*(?:(d)(?:ays?)?|(w)(?:ks?|eeks?)?|(m)(?:o|onths?)?)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})\s*([a-z]{3})[a-z]*\.?(?:\s+([0-9]{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.?\s+([0-9]{1,2})(?:,?\s+([0-9]{4}))?")
_LED_BY_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? (?=[0-9])")
_TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?\s*(am|pm)?")
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_NEXT, _NEAREST, _NOT_AFTER = "next", "nearest", "not after"
"""Which year is meant where none is written."""

HOW_TO_WRITE_A_DAY = "write 3d, 2w, fri, eom, tomorrow, 18 dec or 2026-12-18"


def parse_day(text: str, today: date, *, nearest: bool = False) -> date:
    """The day a person means; a weekday is the next one, never today; a day and month the next one to come,
    or with `nearest` the one nearest to today, as a due date is meant.

    Raises ValueError with a sentence that shows what can be written.

    >>> thursday = date(2026, 11, 19)
    >>> [str(parse_day(word, thursday)) for word in ("3d", "fri", "thu", "eom", "2 dec", "2026-11-30")]
    ['2026-11-22', '2026-11-20', '2026-11-26', '2026-11-30', '2026-12-02', '2026-11-30']
    """
    word = _plain(text)
    try:
        day = _relative(word, today) or _weekday(word, today) or _calendar(word, today, _NEAREST if nearest else _NEXT)
    except (ValueError, OverflowError):
        raise ValueError(f"there is no such day as “{text.strip()}”: {HOW_TO_WRITE_A_DAY}") from None
    if day is None:
        raise ValueError(f"“{text.strip()}” is not a day: {HOW_TO_WRITE_A_DAY}")
    return _in_reach(day)


HOW_TO_WRITE_A_PAST_DAY = "write today, yesterday, fri, 3d ago, 10 may or 2026-05-10"


def parse_past_day(text: str, today: date) -> date:
    """The day a person means of something that has happened: a weekday is the last one, never today; a day and month
    the nearest one that is not to come.

    What is still to come is returned too, for the caller to refuse. Raises ValueError with a sentence when it is no day.

    >>> thursday = date(2026, 11, 19)
    >>> [str(parse_past_day(word, thursday)) for word in ("fri", "thu", "3d ago", "10 may", "2 dec", "today")]
    ['2026-11-13', '2026-11-12', '2026-11-16', '2026-05-10', '2025-12-02', '2026-11-19']
    """
    word = _plain(text)
    try:
        day = _before(word, today) or _relative(word, today) or _calendar(word, today, _NOT_AFTER)
    except (ValueError, OverflowError):
        raise ValueError(f"there is no such day as “{text.strip()}”: {HOW_TO_WRITE_A_PAST_DAY}") from None
    if day is None:
        raise ValueError(f"“{text.strip()}” is not a day: {HOW_TO_WRITE_A_PAST_DAY}")
    return _in_reach(day)


def parse_coming_day(text: str, today: date) -> date:
    """The day a person means, which has to lie ahead.

    Raises ValueError with a sentence when it is not a day, or not after today.
    """
    day = parse_day(text, today)
    if day <= today:
        raise ValueError(f"{shown_day(day, today)} is not ahead: give a day after today")
    return day


def _in_reach(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"the year {day.year} is out of reach: give a day between {_FIRST_YEAR} and {_LAST_YEAR}")
    return day


def _plain(text: str) -> str:
    return _LED_BY_WEEKDAY.sub("", " ".join(text.lower().split()))


def _before(word: str, today: date) -> date | None:
    """The day that lies so far back, or the last weekday of that name."""
    from dateutil.relativedelta import relativedelta

    span = _SPAN.fullmatch(word.removesuffix(" ago")) if word.endswith(" ago") else None
    if span and span[4]:
        return today - relativedelta(months=int(span[1]))
    if span:
        return today - timedelta(days=int(span[1]) * (7 if span[3] else 1))
    coming = _weekday(word.removeprefix("last "), today)
    return coming and coming - timedelta(days=7 if coming - today < timedelta(days=7) else 14)


def _relative(word: str, today: date) -> date | None:
    from dateutil.relativedelta import relativedelta

    if word in ("today", "tod"):
        return today
    if word == "yesterday":
        return today - timedelta(days=1)
    if word in ("tomorrow", "tom", "tmr"):
        return today + timedelta(days=1)
    if word in ("eow", "end of week"):
        return today + timedelta(days=(4 - today.weekday()) % 7 or 7)
    if word in ("eom", "end of month", "month end"):
        end = today + relativedelta(day=31)
        return end if end > today else today + relativedelta(months=1, day=31)
    span = _SPAN.fullmatch(word)
    if not span:
        return None
    count = int(span[1])
    if span[4]:
        return today + relativedelta(months=count)
    return today + timedelta(days=count * (7 if span[3] else 1))


def _weekday(word: str, today: date) -> date | None:
    name = word.removeprefix("next ").removeprefix("on ")
    if name[:3] not in _WEEKDAYS or not name.isalpha():
        return None
    return today + timedelta(days=(_WEEKDAYS.index(name[:3]) - today.weekday() - 1) % 7 + 1)


def _calendar(word: str, today: date, which: str) -> date | None:
    if iso := _ISO.fullmatch(word):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if match := _DAY_MONTH.fullmatch(word):
        day, month, year = match.groups()
    elif match := _MONTH_DAY.fullmatch(word):
        month, day, year = match.groups()
    else:
        return None
    if month not in _MONTHS:
        return None
    number = _MONTHS.index(month) + 1
    if year:
        return date(int(year), number, int(day))
    if which == _NEAREST:
        years = (date(today.year + off, number, int(day)) for off in (-1, 0, 1))
        return min(years, key=lambda one: abs(one - today))
    this_year = date(today.year, number, int(day))
    if which == _NOT_AFTER:
        return this_year if this_year <= today else date(today.year - 1, number, int(day))
    return this_year if this_year >= today else date(today.year + 1, number, int(day))


def parse_time(text: str) -> str:
    """The hour a person means, as HH:MM: `10:00`, `3pm`, `14`.

    Raises ValueError with a sentence.

    >>> parse_time("3pm"), parse_time("9:30"), parse_time("12am")
    ('15:00', '09:30', '00:00')
    """
    match = _TIME.fullmatch(text.strip().lower())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if match and match[3]:
        hour = (hour % 12 + (12 if match[3] == "pm" else 0)) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise ValueError(f"“{text.strip()}” is not a time: write it like 10:00 or 3pm")
    return f"{hour:02}:{minute:02}"


def shown_day(day: date, today: date) -> str:
    """The day as a screen names it: `today`, `tomorrow`, `Fri 20 Nov`, with the year when it is another one.

    >>> shown_day(date(2026, 11, 20), date(2026, 11, 18)), shown_day(date(2027, 1, 4), date(2026, 11, 18))
    ('Fri 20 Nov', 'Mon 4 Jan 2027')
    """
    if day == today:
        return "today"
    if day == today + timedelta(days=1):
        return "tomorrow"
    name = f"{_WEEKDAYS[day.weekday()].title()} {day.day} {_MONTHS[day.month - 1].title()}"
    return name if day.year == today.year else f"{name} {day.year}"


def written_day(day: date) -> str:
    """The day as a message to a debtor states it: a full date that nobody can read two ways.

    >>> written_day(date(2026, 8, 2))
    '2 Aug 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1].title()} {day.year}"


def short_day(day: date, today: date) -> str:
    """The day in a narrow column: `2 Aug`, or `2 Aug 25` when it is not this year's."""
    name = f"{day.day} {_MONTHS[day.month - 1].title()}"
    return name if day.year == today.year else f"{name} {day.year % 100:02}"
