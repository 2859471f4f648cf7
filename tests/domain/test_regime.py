"""The law on late payment is found, dated and added up as its table says, and never guessed."""

import copy
import tomllib
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.chargeable import why_not_charge
from collector_tui.domain.interest import ContractRate, StatutoryRate
from collector_tui.domain.regime import HalfYear, compensation, regime_for, why_no_regime
from collector_tui.domain.regime_table import read_regimes
from collector_tui.paths import asset

TABLE = tomllib.loads(asset("charges", "late_payment.toml").read_text("utf-8"))
UK, EU = REGIMES = read_regimes(TABLE)
WITHOUT_EURO_TABLE = {"BG", "CZ", "DK", "HU", "PL", "RO", "SE"}


def test_the_shipped_table_names_its_laws_and_its_sources():
    assert (UK.id, EU.id) == ("uk_late_payment", "eu_late_payment")
    assert UK.fixed_at_start
    assert not EU.fixed_at_start
    assert {UK.points, EU.points} == {8}
    assert UK.countries == ("GB",)
    assert len(EU.countries) == len(set(EU.countries)) == 27
    assert set(EU.own_reference) == WITHOUT_EURO_TABLE
    for row in TABLE["regime"]:
        assert row["citation"]
        assert row["source"]
        assert isinstance(row["verified_on"], date)
        assert row["binds"] == "business"


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.id)
def test_the_shipped_rates_have_no_gap_and_no_overlap(regime):
    halves = list(regime.reference)
    assert halves[0] == HalfYear(2019, 1)
    for one, following in pairwise(halves):
        assert HalfYear.of(one.last_day + timedelta(days=1)) == following


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.id)
def test_the_shipped_compensation_rises_and_has_no_end(regime):
    assert regime.bands[-1].below_cents is None
    assert sorted({band.cents for band in regime.bands}) == [band.cents for band in regime.bands]


@pytest.mark.parametrize(
    ("regime", "half", "percent"),
    [
        (UK, (2019, 1), "8.75"), (UK, (2020, 2), "8.10"), (UK, (2024, 1), "13.25"), (UK, (2025, 2), "12.25"), (UK, (2026, 1), "11.75"),
        (EU, (2022, 2), "8"), (EU, (2023, 1), "10.50"), (EU, (2024, 1), "12.50"), (EU, (2024, 2), "12.25"), (EU, (2026, 1), "10.15"),
    ],
)  # fmt: skip
def test_published_statutory_rates(regime, half, percent):
    assert regime.percent(HalfYear(*half)) == Fraction(percent)


def test_a_half_year_that_is_not_known_is_named():
    with pytest.raises(
        ValueError, match=r"The UK late payment rate for July to December 2031 is not in the table: give"
    ):
        UK.percent(HalfYear(2031, 2))
    with pytest.raises(ValueError, match="January to June 2018"):
        EU.percent(HalfYear(2018, 1))


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_half_year_ends_where_the_next_begins(day):
    half = HalfYear.of(day)
    assert HalfYear.of(half.last_day) == half
    assert day <= half.last_day
    assert HalfYear.of(half.last_day + timedelta(days=1)) > half


@pytest.mark.parametrize(
    ("country", "currency", "regime"),
    [
        ("GB", "GBP", UK), ("GB", "EUR", UK), ("DE", "EUR", EU), ("IE", "GBP", EU), ("US", "GBP", UK), ("US", "EUR", EU), ("", "EUR", EU),
        ("US", "USD", None), ("SE", "SEK", None), ("SE", "EUR", None), ("PL", "GBP", None),
    ],
)  # fmt: skip
def test_the_country_decides_before_the_currency(country, currency, regime):
    assert regime_for(REGIMES, country, currency) == regime
    assert (why_no_regime(REGIMES, country, currency) == "") == (regime is not None)


def test_why_there_is_no_regime():
    assert why_no_regime(REGIMES, "SE", "SEK").startswith("The EU late payment rate in SE follows its own central bank")
    assert "a business in US and an account in USD: give a rate by hand" in why_no_regime(REGIMES, "US", "USD")


@pytest.mark.parametrize(
    ("regime", "cents", "sum_cents"),
    [
        (UK, 1, 4000), (UK, 99_999, 4000), (UK, 100_000, 7000), (UK, 999_999, 7000), (UK, 1_000_000, 10_000), (UK, 9_999_999_999, 10_000),
        (EU, 1, 4000), (EU, 9_999_999_999, 4000), (UK, 0, 0), (EU, -500, 0), (UK, 500_000, 7000), (UK, 150_000, 7000),
    ],
)  # fmt: skip
def test_compensation_by_the_size_of_the_debt(regime, cents, sum_cents):
    assert compensation(regime, cents, regime.currencies[0]).cents == sum_cents


def test_compensation_says_why():
    assert compensation(UK, 500_000, "GBP").reason == (
        "fixed sum for a debt of 1,000.00 or more and below 10,000.00 (LPCDIA 1998 s. 5A)"
    )
    assert compensation(UK, 5, "GBP").reason.startswith("fixed sum for a debt below 1,000.00 (")
    assert compensation(UK, 5_000_000, "GBP").reason.startswith("fixed sum for a debt of 10,000.00 or more (")
    assert compensation(EU, 5, "EUR").reason == "fixed sum for any debt (Directive 2011/7/EU art. 6)"


def test_compensation_is_never_converted():
    assert compensation(UK, 500_000, "EUR") == (
        0,
        "UK late payment compensation is in GBP and the account in EUR: give an amount by hand",
    )


@given(st.integers(0, 10**10), st.integers(0, 10**10), st.sampled_from(REGIMES))
def test_a_larger_debt_is_never_compensated_less(one, other, regime):
    less, more = sorted((one, other))
    currency = regime.currencies[0]
    assert 0 <= compensation(regime, less, currency).cents <= compensation(regime, more, currency).cents


HAND = ContractRate(Fraction(8))
STATUTORY = StatutoryRate(UK, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("kind", "by", "agreed", "reason"),
    [
        ("business", UK, None, ""),
        ("business", STATUTORY, None, ""),
        ("business", HAND, None, ""),
        ("consumer", UK, None, "binds businesses only: a consumer is charged only what the contract says"),
        ("consumer", STATUTORY, Fraction(90), "binds businesses only: a consumer"),
        ("consumer", HAND, None, "record it as contract_rate first"),
        ("consumer", HAND, Fraction("7.99"), "The contract agreed 7.99 %, and 8 % is more than that"),
        ("consumer", HAND, Fraction(8), ""),
        ("consumer", HAND, Fraction(9), ""),
        ("", UK, None, "set kind=business"),
        ("", STATUTORY, Fraction(90), "set kind=business"),
        ("", HAND, None, ""),
        ("", HAND, Fraction(7), ""),
    ],
)
def test_who_may_be_charged(kind, by, agreed, reason):
    assert reason in why_not_charge(kind, by, agreed)
    assert bool(reason) == bool(why_not_charge(kind, by, agreed))


@given(
    st.sampled_from(["consumer", "", "charity"]),
    st.sampled_from([UK, EU, STATUTORY, StatutoryRate(EU, date(2026, 1, 1))]),
    st.none() | st.integers(1, 1000).map(Fraction),
)
def test_nobody_but_a_business_is_charged_by_statute(kind, by, agreed):
    assert why_not_charge(kind, by, agreed)


def _wrong(change):
    table = copy.deepcopy(TABLE)
    change(table)
    return table


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: t.update(day_count="30/360"), "nothing else is known"),
        (lambda t: t.pop("rounding"), "nothing else is known"),
        (lambda t: t["regime"][0].pop("points"), "regime uk_late_payment lacks 'points'"),
        (lambda t: t["regime"][0].update(points=8.0), "regime uk_late_payment: “8.0” is not a percentage"),
        (lambda t: t["regime"][0].update(binds="consumer"), "may bind “business” only"),
        (lambda t: t["regime"][1]["countries"].append("GB"), "regime eu_late_payment: GB is uk_late_payment's already"),
        (lambda t: t["regime"][1]["currencies"].append("GBP"), "GBP is uk_late_payment's already"),
        (lambda t: t["regime"][1]["own_reference"].append("NO"), "NO has a reference rate of its own"),
        (lambda t: t["regime"][0]["reference"][0].update(half="2019"), "“2019” is not a half-year"),
        (lambda t: t["regime"][0]["reference"][0].update(percent="-1"), "“-1” is not a percentage"),
        (lambda t: t["regime"][0]["reference"][1].update(half="2019 H1"), "January to June 2019 must come after"),
        (lambda t: t["regime"][0]["compensation"].pop(), "every compensation but the last is below a limit"),
        (lambda t: t["regime"][0].update(compensation=[]), "every compensation but the last is below a limit"),
        (lambda t: t["regime"][0]["compensation"][2].update(amount="70"), "compensation must rise"),
        (lambda t: t["regime"][0]["compensation"][1].update(below="1000"), "compensation must rise"),
        (lambda t: t["regime"][0]["compensation"][1].update(amount="much"), "“much” is not an amount"),
    ],
)  # fmt: skip
def test_a_wrong_table_is_refused_with_the_regime_named(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_regimes(_wrong(change))
