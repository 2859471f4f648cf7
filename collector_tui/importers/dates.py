"""Dates as a file writes them: ISO, numbers in the order of the file, or with the name of the month."""

import re
from dataclasses import dataclass, field
from datetime import date

from collector_tui.domain.document import DateOrder
from collector_tui.domain.text import folded
from collector_tui.importers.words import words

FIRST_YEAR = 1970
YEARS_AHEAD = 10

_ENGLISH = words("January February March April May June July August September October November December")
_MONTH_NAMES = (
    _ENGLISH,
    words("jan feb mar apr may jun jul aug sep oct nov dec"),
    words("januar februar marz april mai juni juli august september oktober november dezember"),
    words("janner feber maerz x x x x x sept okt x dez"),
    words("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"),
    words("janv fevr mrz avr x x juil x sept x x x"),
    words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    words("ene x x abr x x x ago set x x dic"),
)
_MONTHS = {folded(name): month for names in _MONTH_NAMES for month, name in enumerate(names, 1) if name != "x"}

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?[ /-]?(?:de )?([a-z]+)\.?,?(?: de)?[ /-]?([0-9]{4}|[0-9]{2})")
_MONTH_DAY = re.compile(r"([a-z]+)\.?[ -]([0-9]{1,2})(?:st|nd|rd|th)?,?[ -]([0-9]{4}|[0-9]{2})")
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ")
_CLOCK = re.compile(
    r"(?:t| ) ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)? ?(?:[ap]\.?m\.?|z|[+-][0-9]{2}:?[0-9]{2})?"
)
_NO_DATE = frozenset(("", "-", "--", "n/a", "na", "none", "null", "0000-00-00", "00/00/0000"))
_LONGEST = 60


def numeric(text: str, order: DateOrder) -> date | None:
    """The date in three numbers with the year last (first for ymd), None when there is no such day."""
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    first, second, third = found[1], found[3], found[4]
    if order == "ymd":
        return None if len(third) == 4 or len(first) != 2 else _day(first, second, third)
    return _day(third, second, first) if order == "dmy" else _day(third, first, second)


def without_clock(text: str) -> str:
    """The text without a time of day.

    >>> without_clock("11/18/2026 09:14 AM")
    '11/18/2026'
    """
    bare = " ".join(text[:_LONGEST].split())
    found = _CLOCK.search(bare.lower()) if ":" in bare else None
    return bare[: found.start()] + bare[found.end() :] if found else bare


def _day(year: str, month: str | int, day: str) -> date | None:
    whole = int(year)
    if len(year) == 2:
        whole += 2000 if whole < FIRST_YEAR - 1900 else 1900
    try:
        return date(whole, int(month), int(day))
    except ValueError:
        return None


def spoken(day: date | None) -> str:
    """The date in words that cannot be misread.

    >>> spoken(date(2026, 11, 5))
    '5 November 2026'
    """
    return f"{day.day} {_ENGLISH[day.month - 1]} {day.year}" if day else "no date"


@dataclass(slots=True)
class Dates:
    """Reads the dates of one file, each different text once.

    `order` is that of day and month in the file, `told` the one the person gave; dates with dots have the
    day first wherever they are used, so only `told` changes that.
    """

    order: DateOrder | None
    today: date
    told: DateOrder | None = None
    _known: dict[str, date | None] = field(default_factory=dict)
    _wrong: dict[str, str] = field(default_factory=dict)

    def read(self, text: str) -> date | None:
        """The date a cell holds, None for an empty one. Raises ValueError with a sentence for any other text."""
        if text in self._known:
            return self._known[text]
        if text not in self._wrong:
            try:
                self._known[text] = day = self._checked(text)
                return day
            except ValueError as error:
                self._wrong[text] = str(error)
        raise ValueError(self._wrong[text])

    def _checked(self, text: str) -> date | None:
        if text.strip().lower() in _NO_DATE:
            return None
        shown = " ".join(text[:_LONGEST].split()) + ("…" if len(text) > _LONGEST else "")
        day = None if len(text) > _LONGEST else self._read(without_clock(text))
        if day is None:
            raise ValueError(f"“{shown}” is not a date{self._in_this_order(text)}")
        last = self.today.year + YEARS_AHEAD
        if not FIRST_YEAR <= day.year <= last:
            raise ValueError(f"“{shown}” is in the year {day.year}, not between {FIRST_YEAR} and {last}")
        return day

    def _order_of(self, text: str) -> DateOrder | None:
        return self.told or "dmy" if "." in text else self.order

    def _in_this_order(self, text: str) -> str:
        order = self._order_of(without_clock(text))
        return f" in the order {order}" if order and _NUMERIC.fullmatch(without_clock(text)) else ""

    def _read(self, text: str) -> date | None:
        if found := _YEAR_FIRST.fullmatch(text):
            return _day(found[1], found[3], found[4])
        if found := _COMPACT.fullmatch(text):
            return _day(found[1], found[2], found[3])
        if not _NUMERIC.fullmatch(text):
            return _named(text)
        if order := self._order_of(text):
            return numeric(text, order)
        dmy = numeric(text, "dmy")
        return dmy if dmy == numeric(text, "mdy") else None


def _named(text: str) -> date | None:
    """A date with the month's name, in English, German, French or Spanish."""
    bare = _WEEKDAY.sub("", folded(text), count=1)
    if found := _DAY_MONTH.fullmatch(bare):
        day, month, year = found[1], found[2], found[3]
    elif found := _MONTH_DAY.fullmatch(bare):
        month, day, year = found[1], found[2], found[3]
    else:
        return None
    return _day(year, _MONTHS[month], day) if month in _MONTHS else None
