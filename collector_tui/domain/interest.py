"""Interest on a late invoice: simple, by the day, exact until it is posted."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

from collector_tui.domain.money import plain
from collector_tui.domain.regime import HalfYear, Regime
from collector_tui.domain.when import written_day

DAYS_A_YEAR = 365
LARGEST_PERCENT = 1000

_PERCENT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*%?")
_DAY = timedelta(days=1)


class ContractRate(NamedTuple):
    """A rate in percent a year that a person gives: the one recorded from the contract, or one chosen by hand."""

    percent: Fraction
    is_agreed: bool = False

    def on(self, _day: date) -> Fraction:
        """The rate in percent a year on a day: always the same."""
        return self.percent

    @property
    def words(self) -> str:
        """The rule as a journal line or a letter states it."""
        return f"{shown_percent(self.percent)} a year, {'by contract' if self.is_agreed else 'given by hand'}"

    @property
    def key(self) -> str:
        """What is kept of it with a posting: the percent as text."""
        return shown_percent(self.percent).removesuffix(" %")


class StatutoryRate(NamedTuple):
    """The rate that a regime gives for an invoice due on a day."""

    regime: Regime
    due_on: date

    def on(self, day: date) -> Fraction:
        """The rate in percent a year on a day, by the half-year that counts for it.

        Raises ValueError with a sentence when that half-year is not in the table. Source: SI 2002/1675 art. 4
        (where interest starts to run), Directive 2011/7/EU art. 3(3) (each half-year).
        """
        return self.regime.percent(HalfYear.of(self.due_on + _DAY if self.regime.fixed_at_start else day))

    @property
    def words(self) -> str:
        """The rule as a journal line or a letter states it."""
        moves = "fixed on the first late day" if self.regime.fixed_at_start else "changing each half-year"
        points = shown_percent(self.regime.points).removesuffix(" %")
        return f"{self.regime.title}, {points} points over the reference rate, {moves} ({self.regime.citation})"

    @property
    def key(self) -> str:
        """What is kept of it with a posting: the regime's id."""
        return self.regime.id


Rate = ContractRate | StatutoryRate


class Accrual(NamedTuple):
    """The interest of a period: an exact fraction of minor units, the days that bore it, and how it came about.

    The period runs from `first_on` to `last_on`, both counted; one that has not begun ends the day before it begins.
    """

    exact: Fraction
    days: int
    words: str
    first_on: date
    last_on: date


class _Part(NamedTuple):
    days: int
    percent: Fraction
    cents: int


def parse_percent(text: str) -> Fraction:
    """The rate a person wrote, in percent a year.

    Raises ValueError with a sentence when it is not one, or not above 0 and at most 1000.

    >>> parse_percent("12.25"), parse_percent("8 %")
    (Fraction(49, 4), Fraction(8, 1))
    """
    match = _PERCENT.fullmatch(text.strip())
    if not match:
        raise ValueError(f"“{text.strip()}” is not a rate: write percent a year, like 8 or 12.25")
    percent = Fraction(match[1])
    if not 0 < percent <= LARGEST_PERCENT:
        raise ValueError(f"a rate is above 0 and at most {LARGEST_PERCENT} % a year, not {match[1]}")
    return percent


def shown_percent(percent: Fraction) -> str:
    """A rate as screens and letters show it.

    >>> shown_percent(Fraction(49, 4)), shown_percent(Fraction(10))
    ('12.25 %', '10 %')
    """
    written = f"{Decimal(percent.numerator) / percent.denominator:f}"
    return f"{written.rstrip('0').rstrip('.') if '.' in written else written} %"


def accrue(
    principal_steps: Sequence[tuple[date, int]],
    due_on: date,
    after: date,
    upto: date,
    rate: Rate,
    currency: str = "USD",
) -> Accrual:
    """The interest on an invoice over the days after `after` and up to `upto`, `upto` counted; never compound.

    `principal_steps` is what of the invoice was open, in minor units, from which day on, in order of the days. The
    first day of interest is the day after due. A day bears interest on what was open when it began: the day of a
    payment still counts, as the days late of an invoice do. Formula: cents * days * percent / 100 / 365.
    Raises ValueError with a sentence when a rate is not in the table.

    >>> accrue([(date(2026, 1, 1), 500000)], date(2026, 3, 1), date(2026, 3, 1), date(2026, 6, 10),
    ...        ContractRate(parse_percent("12.25"))).words
    '101 days at 12.25 % on 5,000.00'
    """
    begin = max(after, due_on)
    parts = list(_parts(principal_steps, begin, upto, rate))
    exact = sum((Fraction(part.cents * part.days) * part.percent for part in parts), Fraction()) / (100 * DAYS_A_YEAR)
    words = "; ".join(_words(part, currency) for part in parts) or _why_nothing(due_on, after, upto)
    return Accrual(exact, sum(part.days for part in parts), words, begin + _DAY, max(begin, upto))


def _parts(steps: Sequence[tuple[date, int]], begin: date, upto: date, rate: Rate) -> Iterator[_Part]:
    """The period in stretches of one principal and one rate, those with nothing open left out."""
    days = [day for day, _ in steps]
    stretches = []
    for start, end in pairwise(_cuts(days, begin, upto)):
        at = bisect_right(days, start)
        cents = steps[at - 1][1] if at else 0
        if cents > 0:
            stretches.append(_Part((end - start).days, rate.on(start + _DAY), cents))
    for (percent, cents), alike in groupby(stretches, lambda part: part[1:]):
        yield _Part(sum(part.days for part in alike), percent, cents)


def _cuts(days: Sequence[date], begin: date, upto: date) -> list[date]:
    """The days at whose end the principal or the rate may change, the period's own ends among them."""
    if upto <= begin:
        return []
    cuts = {begin, upto, *(day for day in days if begin < day < upto)}
    end = HalfYear.of(begin).last_day
    while end < upto:
        cuts.add(end)
        end = HalfYear.of(end + _DAY).last_day
    return sorted(cuts)


def _words(part: _Part, currency: str) -> str:
    days = "1 day" if part.days == 1 else f"{part.days} days"
    return f"{days} at {shown_percent(part.percent)} on {plain(part.cents, currency)}"


def _why_nothing(due_on: date, after: date, upto: date) -> str:
    if upto <= due_on:
        return f"not late before {written_day(due_on + _DAY)}"
    if upto <= after:
        return f"charged up to {written_day(after)} already"
    return "nothing was open in these days"
