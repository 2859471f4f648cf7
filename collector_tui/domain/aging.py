"""How late a debt is: days past due, the aging bucket it falls in, and the day that changes."""

from datetime import date, timedelta
from typing import Final

BUCKETS: Final = ("Current", "1-30", "31-60", "61-90", "90+")
"""The aging buckets, youngest first; an account or invoice holds its index (0 to 4)."""

_FIRST_DAYS: Final = (1, 31, 61, 91)


def days_past_due(due: date, as_of: date) -> int:
    """Days since the due date; zero on it and before it.

    >>> days_past_due(date(2026, 1, 31), date(2026, 3, 2))
    30
    """
    return max(0, (as_of - due).days)


def bucket(days: int) -> int:
    """The index of the bucket: day 30 is still in 1-30, day 31 in 31-60, day 91 in 90+.

    >>> [BUCKETS[bucket(days)] for days in (0, 1, 30, 31, 60, 61, 90, 91)]
    ['Current', '1-30', '1-30', '31-60', '31-60', '61-90', '61-90', '90+']
    """
    return sum(days >= first for first in _FIRST_DAYS)


def next_boundary(due: date, as_of: date) -> date | None:
    """The next day on which this due date moves to another bucket, or None once it is in the last.

    >>> next_boundary(date(2026, 5, 1), date(2026, 5, 31))
    datetime.date(2026, 6, 1)
    """
    days = (as_of - due).days
    for first in _FIRST_DAYS:
        if days < first:
            return due + timedelta(days=first)
    return None
