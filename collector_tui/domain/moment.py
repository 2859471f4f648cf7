"""A moment as the book keeps it: the instant in UTC, and the day it is where the business is."""

from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Moment(NamedTuple):
    """An instant with the business's zone beside it."""

    instant: datetime
    zone: str

    @property
    def at(self) -> str:
        """The instant as the book writes it: ISO 8601 in UTC, to the second."""
        return stamp(self.instant)

    @property
    def today(self) -> date:
        """The business's calendar day."""
        return self.instant.astimezone(ZoneInfo(self.zone)).date()


def stamp(instant: datetime) -> str:
    """An aware instant as the book writes it.

    >>> stamp(datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("America/New_York")))
    '2026-11-20T14:30:00+00:00'
    """
    return instant.astimezone(UTC).isoformat(timespec="seconds")
