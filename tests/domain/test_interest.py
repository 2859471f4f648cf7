"""Interest is simple, exact, counted by the day, and adds up however it is posted."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.interest import ContractRate, StatutoryRate, accrue, parse_percent, shown_percent
from collector_tui.domain.reckoning import Posted, reckon, rounded
from collector_tui.domain.regime import compensation
from collector_tui.domain.regime_table import read_regimes
from collector_tui.paths import asset

UK, EU = read_regimes(tomllib.loads(asset("charges", "late_payment.toml").read_text("utf-8")))
ISSUED, DUE = date(2025, 1, 15), date(2025, 2, 14)
NOTHING = Fraction(0)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def by_hand(percent: str) -> ContractRate:
    return ContractRate(parse_percent(percent))


def cents(exact: Fraction) -> int:
    return rounded(exact)


@pytest.mark.parametrize(
    ("principal", "percent", "late", "interest"),
    [(500_000, "12.25", 101, 16_949), (100_000, "8", 90, 1973), (91_973, "8", 30, 605), (150_000, "12", 45, 2219)],
)
def test_worked_figures(principal, percent, late, interest):
    accrual = accrue([(ISSUED, principal)], DUE, DUE, DUE + days(late), by_hand(percent))
    assert cents(accrual.exact) == interest
    assert accrual.days == late


def test_worked_compensation():
    assert compensation(UK, 500_000, "GBP").cents == compensation(UK, 150_000, "GBP").cents == 7000


def test_a_leap_year_has_366_days_of_a_365th():
    year = accrue([(ISSUED, 1_000_000)], date(2027, 12, 31), date(2027, 12, 31), date(2028, 12, 31), by_hand("8"))
    assert (cents(year.exact), year.days) == (80_219, 366)


def test_a_part_payment_changes_the_principal_from_the_day_after_it():
    paid_on = DUE + days(90)
    steps = [(ISSUED, 100_000), (paid_on, 91_973)]
    accrual = accrue(steps, DUE, DUE, paid_on + days(30), by_hand("8"))
    first, second = (
        accrue(steps, DUE, DUE, paid_on, by_hand("8")),
        accrue(steps, DUE, paid_on, paid_on + days(30), by_hand("8")),
    )
    assert (cents(first.exact), cents(second.exact)) == (1973, 605)
    assert accrual.exact == first.exact + second.exact
    assert accrual.words == "90 days at 8 % on 1,000.00; 30 days at 8 % on 919.73"


def test_the_words_name_days_rate_and_principal():
    steps = [(ISSUED, 500_000)]
    assert accrue(steps, DUE, DUE, DUE + days(101), by_hand("12.25")).words == "101 days at 12.25 % on 5,000.00"
    assert accrue(steps, DUE, DUE, DUE + days(1), by_hand("8")).words == "1 day at 8 % on 5,000.00"
    assert accrue(steps, DUE, DUE, DUE + days(2), by_hand("8"), "JPY").words == "2 days at 8 % on 500,000"


def test_a_contract_rate_is_not_split_where_half_years_meet():
    assert accrue([(ISSUED, 100)], DUE, DUE, DUE + days(800), by_hand("8")).words == "800 days at 8 % on 1.00"


@pytest.mark.parametrize(
    ("after", "upto", "words"),
    [
        (DUE - days(9), DUE - days(1), "not late before 15 Feb 2025"),
        (DUE, DUE, "not late before 15 Feb 2025"),
        (DUE + days(9), DUE + days(9), "charged up to 23 Feb 2025 already"),
        (DUE + days(50), DUE + days(60), "nothing was open in these days"),
    ],
)
def test_no_interest_and_why(after, upto, words):
    accrual = accrue([(ISSUED, 500_000), (DUE + days(40), 0)], DUE, after, upto, by_hand("8"))
    assert (accrual.exact, accrual.days, accrual.words) == (0, 0, words)


def test_the_period_is_named_by_its_first_and_last_day():
    steps = [(ISSUED, 100)]
    before_due = accrue(steps, DUE, DUE - days(20), DUE + days(10), by_hand("8"))
    assert (before_due.first_on, before_due.last_on) == (DUE + days(1), DUE + days(10))
    later = accrue(steps, DUE, DUE + days(10), DUE + days(20), by_hand("8"))
    assert (later.first_on, later.last_on) == (DUE + days(11), DUE + days(20))
    none = accrue(steps, DUE, DUE, DUE - days(5), by_hand("8"))
    assert (none.first_on, none.last_on) == (DUE + days(1), DUE)


@pytest.mark.parametrize(
    ("due", "upto", "words"),
    [
        (date(2025, 6, 29), date(2025, 7, 10), "11 days at 12.75 % on 1,000.00"),
        (date(2025, 6, 30), date(2025, 7, 10), "10 days at 12.25 % on 1,000.00"),
        (date(2025, 12, 31), date(2026, 1, 10), "10 days at 11.75 % on 1,000.00"),
        (date(2024, 3, 1), date(2027, 3, 1), "1095 days at 13.25 % on 1,000.00"),
    ],
)
def test_the_uk_rate_is_that_of_the_day_interest_starts_to_run(due, upto, words):
    assert accrue([(date(2024, 1, 1), 100_000)], due, due, upto, StatutoryRate(UK, due), "GBP").words == words


def test_the_eu_rate_changes_each_half_year():
    due = date(2024, 6, 20)
    accrual = accrue([(due, 100_000)], due, due, date(2025, 1, 2), StatutoryRate(EU, due), "EUR")
    assert accrual.words == (
        "10 days at 12.5 % on 1,000.00; 184 days at 12.25 % on 1,000.00; 2 days at 11.15 % on 1,000.00"
    )
    expected = Fraction(100_000, 36_500) * (10 * Fraction("12.5") + 184 * Fraction("12.25") + 2 * Fraction("11.15"))
    assert accrual.exact == expected


def test_equal_rates_of_half_years_are_one_part():
    due = date(2019, 3, 1)
    assert accrue([(due, 100)], due, due, due + days(1000), StatutoryRate(EU, due)).words == "1000 days at 8 % on 1.00"


def test_the_uk_rate_can_be_made_to_vary():
    due = date(2025, 6, 29)
    varying = StatutoryRate(replace(UK, fixed_at_start=False), due)
    assert accrue([(due, 100)], due, due, date(2025, 7, 2), varying).words == (
        "1 day at 12.75 % on 1.00; 2 days at 12.25 % on 1.00"
    )
    assert "changing each half-year" in varying.words
    assert "fixed on the first late day (LPCDIA" in StatutoryRate(UK, due).words


def test_a_rate_that_is_not_in_the_table_is_refused_only_where_it_is_needed():
    due = date(2026, 6, 1)
    rate = StatutoryRate(EU, due)
    with pytest.raises(ValueError, match="EU late payment rate for July to December 2040 is not in the table"):
        accrue([(due, 100)], due, date(2040, 6, 30), date(2040, 7, 1), rate)
    assert accrue([(due, 100)], due, due, date(2026, 6, 30), rate).days == 29
    assert accrue([(due, 100), (date(2026, 6, 11), 0)], due, due, date(2040, 7, 10), rate).days == 10


@pytest.mark.parametrize(
    ("text", "percent"),
    [("12.25", "12.25"), ("8 %", "8"), ("8.5", "8.5"), (" 8% ", "8"), ("0.01", "0.01"), ("1000", "1000"), ("08", "8")],
)
def test_rates_as_people_write_them(text, percent):
    assert parse_percent(text) == Fraction(percent)


@pytest.mark.parametrize(
    "text", ["", "%", "eight", "8,5", "8 5", "-8", "+8", "1e2", "8%%", "٨", "8.", ".5", "1/2", "nan"]
)
def test_what_is_not_a_rate(text):
    with pytest.raises(ValueError, match=r"is not a rate: write percent a year, like 8 or 12\.25"):
        parse_percent(text)


@pytest.mark.parametrize("text", ["0", "0.00 %", "1000.01", "1001", "999999999"])
def test_a_rate_out_of_reach(text):
    with pytest.raises(ValueError, match="above 0 and at most 1000 % a year, not"):
        parse_percent(text)


PERCENTS = st.decimals("0.0001", 1000, places=4).map(Fraction)


@given(PERCENTS)
def test_a_rate_that_was_shown_reads_back_as_itself(percent):
    assert parse_percent(shown_percent(percent)) == percent


AMOUNTS = st.integers(0, 99_999_999_999)
LATE = st.integers(0, 1200)
"""Days late: from the latest due day that is drawn, 1200 end inside the table of rates."""


@st.composite
def histories(draw):
    """An invoice's open principal: issued, then what payments, bounces and credits left of it."""
    start = draw(st.dates(date(2019, 1, 1), date(2022, 6, 30)))
    offsets = sorted(draw(st.sets(st.integers(1, 1400), max_size=6)))
    return [(start, draw(AMOUNTS)), *((start + days(offset), draw(AMOUNTS)) for offset in offsets)]


@st.composite
def rates(draw, due):
    """Any rule for an invoice due on a day whose rates are in the table."""
    return draw(st.sampled_from([StatutoryRate(UK, due), StatutoryRate(EU, due)]) | st.builds(ContractRate, PERCENTS))


@st.composite
def cases(draw):
    """A history, its due day and a rate."""
    steps = draw(histories())
    due = steps[0][0] + days(draw(st.integers(0, 90)))
    return steps, due, draw(rates(due))


@given(cases(), st.lists(LATE, min_size=1, max_size=5))
def test_splitting_a_period_anywhere_posts_the_same_total(case, cuts):
    steps, due, rate = case
    *between, end = sorted(cuts)
    whole = accrue(steps, due, due, due + days(end), rate)
    posted: list[Posted] = []
    for cut in [*between, end]:
        part = reckon(steps, due, posted, due + days(cut), rate)
        posted.append(Posted(part.fresh.first_on, part.fresh.last_on, rate, part.due_cents, 0, part.due_cents))
    assert sum(one.cents for one in posted) == cents(whole.exact)
    again = reckon(steps, due, posted, due + days(end), rate)
    assert (again.total_cents, again.due_cents, again.excess_cents) == (cents(whole.exact), 0, 0)


@given(cases(), st.tuples(LATE, LATE).map(sorted))
def test_interest_is_never_negative_and_agrees_with_counting_day_by_day(case, period):
    steps, due, rate = case
    after, upto = period
    accrual = accrue(steps, due, due + days(after), due + days(upto), rate)
    counted = NOTHING
    for late in range(after + 1, upto + 1):
        day = due + days(late)
        principal = [open_cents for on, open_cents in steps if on < day][-1]
        counted += Fraction(principal) * rate.on(day) / 36_500
    assert accrual.exact == counted >= 0


@given(cases(), LATE)
def test_nothing_for_what_is_paid_in_full_on_time(case, late):
    steps, due, rate = case
    in_time = [(on, amount) for on, amount in steps if on < due] + [(due, 0)]
    accrual = accrue(in_time, due, due, due + days(late), rate)
    assert (accrual.exact, accrual.days) == (0, 0)


@given(cases(), st.tuples(LATE, LATE).map(sorted), st.integers(0, 10**9))
def test_more_days_or_more_principal_never_give_less(case, lates, more_cents):
    steps, due, rate = case
    late, later = lates
    base = accrue(steps, due, due, due + days(late), rate).exact
    assert accrue(steps, due, due, due + days(later), rate).exact >= base
    larger = [(on, amount + more_cents) for on, amount in steps]
    assert accrue(larger, due, due, due + days(late), rate).exact >= base


@given(histories(), LATE, PERCENTS, PERCENTS)
def test_a_higher_rate_never_gives_less(steps, late, one, other):
    due = steps[0][0]
    lower, higher = (
        accrue(steps, due, due, due + days(late), ContractRate(rate)).exact for rate in sorted((one, other))
    )
    assert lower <= higher


@given(cases(), st.integers(0, 10**6), st.integers(0, 10**6), LATE)
def test_what_is_due_and_what_is_too_much_bring_what_is_posted_to_the_right_sum(case, cents_posted, waived, late):
    steps, due, rate = case
    posted = [Posted(due + days(1), due + days(late), rate, cents_posted, min(waived, cents_posted), 0)]
    made = reckon(steps, due, posted, due + days(late), rate)
    assert made.total_cents == cents(accrue(steps, due, due, due + days(late), rate).exact)
    assert made.posted_cents + made.due_cents - made.excess_cents == made.total_cents
    assert min(made.due_cents, made.excess_cents) == 0


def test_what_was_waived_of_an_excess_is_not_posted_and_a_kindness_is():
    steps, rate, end = [(ISSUED, 100_000)], by_hand("10"), DUE + days(40)
    right = reckon(steps, DUE, [], end, rate).total_cents
    mended = reckon(steps, DUE, [Posted(DUE + days(1), end, rate, right + 96, 96, 0)], end + days(1), rate)
    kind = reckon(steps, DUE, [Posted(DUE + days(1), end, rate, right, 96, 0)], end + days(1), rate)
    assert (mended.due_cents, kind.due_cents) == (27, 27)


def test_half_a_cent_goes_up():
    assert [cents(Fraction(number, 2)) for number in (0, 1, 2, 3)] == [0, 1, 1, 2]
    assert cents(Fraction(4999, 10_000)) == 0
