"""Arrangements: a debt in instalments, on days that do not drift, and how far it has been kept."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from collector_tui.domain.agreement import Agreement, Instalment

Every = Literal["weekly", "fortnightly", "monthly"]
RHYTHMS: Final[tuple[Every, ...]] = ("weekly", "fortnightly", "monthly")
MOST_INSTALMENTS: Final = 120
"""Ten years by the month: what is longer than that is not an arrangement."""

_DAYS: Final = {"weekly": 7, "fortnightly": 14}
_BROKEN_AT: Final = 2
"""So many misses in a row break an arrangement; fewer are being behind."""


def days(first: date, every: Every, count: int) -> list[date]:
    """The days of the instalments, each counted from the first, so that a month's end stays one.

    >>> [str(day) for day in days(date(2025, 1, 31), "monthly", 3)]
    ['2025-01-31', '2025-02-28', '2025-03-31']
    """
    from dateutil.relativedelta import relativedelta

    if every in _DAYS:
        return [first + timedelta(days=_DAYS[every] * place) for place in range(count)]
    return [first + relativedelta(months=place) for place in range(count)]


def evenly(cents: int, count: int) -> list[int]:
    """An amount in so many parts; the cents that are over go one each to the first.

    >>> evenly(100_000, 3)
    [33334, 33333, 33333]
    """
    part, over = divmod(cents, count)
    return [part + (place < over) for place in range(count)]


def by_each(cents: int, each: int) -> list[int]:
    """An amount in parts of a size; the last takes what remains.

    >>> by_each(100_000, 30_000)
    [30000, 30000, 30000, 10000]
    """
    whole, rest = divmod(cents, each)
    return [each] * whole + ([rest] if rest else [])


def instalments(
    cents: int, first: date, every: Every, *, count: int | None = None, each: int | None = None
) -> tuple[Instalment, ...]:
    """The instalments of an amount: so many, or of a size each.

    Raises ValueError with a sentence when they would be none, too many, or of nothing.
    """
    if (count is None) == (each is None):
        raise ValueError("say either how many instalments, or how much each is")
    many = count if count is not None else -(-cents // each) if each and each > 0 else 0
    if not 1 <= many <= MOST_INSTALMENTS:
        raise ValueError(f"that would be {many} instalments: from 1 to {MOST_INSTALMENTS} can be arranged")
    if cents < many:
        raise ValueError("the amount is too small for so many instalments")
    parts = by_each(cents, each) if each else evenly(cents, many)
    try:
        dues = days(first, every, many)
    except (ValueError, OverflowError):
        raise ValueError("the last instalment would be beyond the calendar") from None
    return tuple(Instalment(n, due, part) for n, (due, part) in enumerate(zip(dues, parts, strict=True), 1))


class Kept(NamedTuple):
    """How far an arrangement has been kept: its instalments with what was paid on each, the sum, and its state."""

    instalments: tuple[Instalment, ...]
    paid_cents: int
    state: str


def judge(arrangement: Agreement, paid_cents: int, today: date) -> Kept:
    """The arrangement as it stands today: active, behind, completed, broken or replaced.

    What was paid fills the instalments in their order. One that is not full when its tolerance is over is missed;
    one miss is being behind, two in a row break it. What was ended keeps what it had.
    """
    left, parts = max(paid_cents, 0), []
    as_of = min(today, arrangement.ended_on) if arrangement.ended_on else today
    for part in arrangement.instalments:
        taken = min(left, part.amount_cents)
        left -= taken
        parts.append(part._replace(paid_cents=taken, state=_part_state(part, taken, as_of, arrangement.tolerance_days)))
    paid = sum(part.paid_cents for part in parts)
    return Kept(tuple(parts), paid, _state(arrangement, parts))


def _part_state(part: Instalment, paid_cents: int, today: date, tolerance_days: int) -> str:
    if paid_cents >= part.amount_cents:
        return "paid"
    if part.due_on + timedelta(days=tolerance_days) < today:
        return "missed"
    return "partly paid" if paid_cents else "open"


def _state(arrangement: Agreement, parts: Sequence[Instalment]) -> str:
    if arrangement.is_ended:
        return "replaced" if arrangement.ending == "replaced" else "withdrawn"
    if all(part.state == "paid" for part in parts):
        return "completed"
    missed = sum(part.state == "missed" for part in parts)
    if missed >= _BROKEN_AT:
        return "broken"
    return "behind" if missed else "active"
