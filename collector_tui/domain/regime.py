"""Regimes of late payment: what the law lets a business add to another business's late invoice, as dated data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple, Self

from collector_tui.domain.money import plain


class HalfYear(NamedTuple):
    """January to June (`half` 1) or July to December (2) of a year: the time for which a reference rate holds.

    >>> str(HalfYear.of(date(2026, 7, 1)))
    'July to December 2026'
    """

    year: int
    half: int

    def __str__(self) -> str:
        return f"{'January to June' if self.half == 1 else 'July to December'} {self.year}"

    @classmethod
    def of(cls, day: date) -> Self:
        """The half-year a day is in."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @property
    def last_day(self) -> date:
        """Its last day: 30 June or 31 December."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)


class Band(NamedTuple):
    """The fixed compensation for a debt below a limit, in minor units; the last band has no limit."""

    below_cents: int | None
    cents: int


class Compensation(NamedTuple):
    """The fixed sum for a late debt in minor units, zero when there is none, and the reason in words."""

    cents: int
    reason: str


@dataclass(frozen=True, slots=True)
class Regime:
    """One law on late payment, as `assets/charges/late_payment.toml` describes it.

    `points` are added to the reference rate, both in percent a year; `fixed_at_start` says that the rate of the
    half-year in which interest starts to run holds to the end; `own_reference` are the countries it binds by a
    reference rate of their own, which is not in the table; sums are in the first of `currencies`.
    """

    id: str
    title: str
    countries: tuple[str, ...]
    own_reference: tuple[str, ...]
    currencies: tuple[str, ...]
    binds: str
    points: Fraction
    fixed_at_start: bool
    reference: Mapping[HalfYear, Fraction]
    bands: tuple[Band, ...]
    citation: str
    compensation_citation: str

    def percent(self, half: HalfYear) -> Fraction:
        """The statutory rate in percent a year, reference rate and points together.

        Raises ValueError with a sentence when the half-year is not in the table.
        """
        if half not in self.reference:
            raise ValueError(f"The {self.title} rate for {half} is not in the table: give a rate by hand")
        return self.reference[half] + self.points


def regime_for(regimes: Sequence[Regime], country: str, currency: str) -> Regime | None:
    """The regime a debt falls under: by the creditor's country, and where none names it, by the account's currency.

    None when there is none, or when the country's own reference rate is not kept: see `why_no_regime`.
    """
    home = _home(regimes, country)
    if home is not None:
        return None if country in home.own_reference else home
    return next((regime for regime in regimes if currency in regime.currencies), None)


def why_no_regime(regimes: Sequence[Regime], country: str, currency: str) -> str:
    """The sentence for a debt that `regime_for` finds no regime for, and what to do; empty when it finds one."""
    if regime_for(regimes, country, currency) is not None:
        return ""
    home = _home(regimes, country)
    if home is not None:
        return f"The {home.title} rate in {country} follows its own central bank and is not kept: give a rate by hand"
    return f"No late payment law is kept for a business in {country} and an account in {currency}: give a rate by hand"


def _home(regimes: Sequence[Regime], country: str) -> Regime | None:
    return next((regime for regime in regimes if country in regime.countries), None)


def compensation(regime: Regime, principal_cents: int, currency: str) -> Compensation:
    """The fixed sum a regime gives for one late debt, by its principal; minor units of `currency`.

    Source: LPCDIA 1998 s. 5A, Directive 2011/7/EU art. 6. Sums in another currency are never converted.
    """
    own = regime.currencies[0]
    if currency != own:
        words = f"{regime.title} compensation is in {own} and the account in {currency}: give an amount by hand"
        return Compensation(0, words)
    if principal_cents <= 0:
        return Compensation(0, "Nothing was owed, so there is no compensation")
    floor = 0
    for limit, cents in regime.bands:
        if limit is None or principal_cents < limit:
            return Compensation(cents, f"fixed sum for {_span(floor, limit, own)} ({regime.compensation_citation})")
        floor = limit
    raise AssertionError("the last band has no limit")


def _span(floor: int, limit: int | None, currency: str) -> str:
    parts = [f"of {plain(floor, currency)} or more"] if floor else []
    parts += [f"below {plain(limit, currency)}"] if limit is not None else []
    return f"a debt {' and '.join(parts)}" if parts else "any debt"
