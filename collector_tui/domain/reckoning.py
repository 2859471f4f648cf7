"""What the interest on an invoice comes to today, reckoned anew from its first day, against what is posted of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from collector_tui.domain.interest import Accrual, Rate, accrue

_DAY = timedelta(days=1)


class Posted(NamedTuple):
    """Interest that is posted: the days it is for (both counted), by which rate, and in minor units how much.

    `waived_cents` is what of it was waived, `open_cents` what is still owed.
    """

    from_on: date
    upto_on: date
    rate: Rate
    cents: int
    waived_cents: int
    open_cents: int


class Reckoning(NamedTuple):
    """The whole interest by today's history and what of it is posted, in minor units; `fresh` are the new days."""

    total_cents: int
    posted_cents: int
    fresh: Accrual

    @property
    def due_cents(self) -> int:
        """What is to be posted now; never negative."""
        return max(0, self.total_cents - self.posted_cents)

    @property
    def excess_cents(self) -> int:
        """How much too much is posted."""
        return max(0, self.posted_cents - self.total_cents)


def reckon(
    steps: Sequence[tuple[date, int]],
    due_on: date,
    posted: Sequence[Posted],
    upto: date,
    rate: Rate,
    currency: str = "USD",
) -> Reckoning:
    """The interest on an invoice up to a day: the posted days each by their own rate, the new ones by `rate`.

    Rounded once, half a cent up, so that posting in parts adds up to the cents of posting once. What was waived of an
    excess counts as never posted; a waiver out of goodwill does, or the next posting would take it back.
    Raises ValueError with a sentence when a rate is not in the table.
    """
    before = sum((accrue(steps, due_on, one.from_on - _DAY, one.upto_on, one.rate).exact for one in posted), Fraction())
    after = max((one.upto_on for one in posted), default=due_on)
    fresh = accrue(steps, due_on, after, upto, rate, currency)
    cents = sum(one.cents for one in posted)
    mended = min(sum(one.waived_cents for one in posted), max(0, cents - rounded(before)))
    return Reckoning(rounded(before + fresh.exact), cents - mended, fresh)


def rounded(exact: Fraction) -> int:
    """Whole minor units, half of one up.

    >>> rounded(Fraction(1, 2)), rounded(Fraction(49, 100))
    (1, 0)
    """
    return (2 * exact + 1) // 2
