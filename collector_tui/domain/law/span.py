"""Spans of the week: from a minute to a minute, on some weekdays."""

import re
from datetime import datetime
from typing import NamedTuple, Self

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = frozenset(range(7))
_MIDNIGHT = 24 * 60
_CLOCK = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])")


class Span(NamedTuple):
    """From `opens` to before `closes`, minutes after midnight, on `weekdays` (Monday is 0).

    With `closes` not after `opens` it runs over midnight, and belongs to the day on which it opens.

    >>> Span.parse("mon-sat", "08:00", "21:00").covers(datetime(2026, 12, 1, 20, 59, 59))
    True
    >>> Span.parse("mon-sat", "08:00", "21:00").covers(datetime(2026, 12, 1, 21, 0, 0))
    False
    """

    weekdays: frozenset[int]
    opens: int
    closes: int

    @classmethod
    def parse(cls, days: str, opens: str, closes: str) -> Self:
        """Read days like “mon-fri,sun” and times like “08:00”.

        Raises ValueError with a sentence about the one that cannot be read.
        """
        return cls(parse_days(days), parse_clock(opens), parse_clock(closes))

    def covers(self, local: datetime) -> bool:
        """Whether a local time lies in it."""
        minute, weekday = local.hour * 60 + local.minute, local.weekday()
        if self.opens < self.closes:
            return weekday in self.weekdays and self.opens <= minute < self.closes
        begun = weekday in self.weekdays and minute >= self.opens
        return begun or ((weekday - 1) % 7 in self.weekdays and minute < self.closes)

    @property
    def says(self) -> str:
        """Its hours, such as “08:00–21:00”."""
        return f"{clock(self.opens)}–{clock(self.closes)}"


def clock(minute: int) -> str:
    """A minute of the day as on a clock."""
    return f"{minute // 60:02}:{minute % 60:02}"


def parse_clock(text: str) -> int:
    """Minutes after midnight; “24:00” is the end of the day."""
    match = _CLOCK.fullmatch(text)
    minute = int(match[1]) * 60 + int(match[2]) if match else _MIDNIGHT + 1
    if minute > _MIDNIGHT:
        raise ValueError(f"“{text}” is not a time of day: write it like 08:00")
    return minute


def parse_days(text: str) -> frozenset[int]:
    """Weekdays like “mon-fri,sun”; Monday is 0.

    >>> sorted(parse_days("Sat-Mon,thu"))
    [0, 3, 5, 6]
    """
    found: set[int] = set()
    for part in text.lower().split(","):
        first, _, last = part.strip().partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise ValueError(f"“{text}” is not a list of weekdays: write it like mon-sat or mon,wed")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        found |= {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}
    return frozenset(found)
