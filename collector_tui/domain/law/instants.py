"""From a local day and time to the instants it has: none is lost when clocks go forward, both are found when back."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=8192)
def instants(zone: str, day: date, minute: int) -> tuple[datetime, ...]:
    """The instants (UTC) at which clocks there come to a minute of a day: one, or two where an hour comes twice.

    A minute that is left out has the instant at which clocks jump over it.

    >>> instants("America/New_York", date(2026, 12, 1), 8 * 60)[0].isoformat()
    '2026-12-01T13:00:00+00:00'
    >>> [at.hour for at in instants("America/New_York", date(2026, 11, 1), 90)]
    [5, 6]
    >>> instants("America/New_York", date(2027, 3, 14), 150)[0].isoformat()
    '2027-03-14T07:00:00+00:00'
    """
    wall = datetime.combine(day, time(), ZoneInfo(zone)) + timedelta(minutes=minute)
    first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    if first <= second:
        return (first,) if first == second else (first, second)
    return (_jump(ZoneInfo(zone), second, first),)


def midnight(zone: str, day: date) -> datetime:
    """The first instant (UTC) of a local day."""
    return instants(zone, day, 0)[0]


def _jump(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second between two instants at which clocks change."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
