"""Arrangements: instalments that add up and days that do not drift; how far one is kept, behind, or broken."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pacts import TODAY, arrangement, day

from collector_tui.domain.arrangement import MOST_INSTALMENTS, RHYTHMS, days, instalments, judge

CENTS = st.integers(1, 10**11)
DAYS = st.dates(date(2000, 1, 1), date(2080, 1, 1))
JANUARY_31 = date(2025, 1, 31)


def shown(parts) -> list[str]:
    return [f"{part.amount_cents / 100:.2f} on {part.due_on}" for part in parts]


def test_a_month_end_does_not_drift():
    parts = instalments(240_000, JANUARY_31, "monthly", count=6)
    assert shown(parts) == [
        "400.00 on 2025-01-31", "400.00 on 2025-02-28", "400.00 on 2025-03-31",
        "400.00 on 2025-04-30", "400.00 on 2025-05-31", "400.00 on 2025-06-30",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("every", "dues"),
    [
        ("weekly", ["2025-01-31", "2025-02-07", "2025-02-14"]),
        ("fortnightly", ["2025-01-31", "2025-02-14", "2025-02-28"]),
        ("monthly", ["2025-01-31", "2025-02-28", "2025-03-31"]),
    ],
)
def test_each_rhythm(every, dues):
    assert [str(one) for one in days(JANUARY_31, every, 3)] == dues


@pytest.mark.parametrize(
    ("cents", "how", "parts"),
    [
        (100_000, {"count": 3}, [33_334, 33_333, 33_333]),
        (100, {"count": 1}, [100]),
        (5, {"count": 5}, [1, 1, 1, 1, 1]),
        (101, {"count": 2}, [51, 50]),
        (240_000, {"each": 25_000}, [25_000] * 9 + [15_000]),
        (50_000, {"each": 25_000}, [25_000, 25_000]),
        (100, {"each": 500}, [100]),
    ],
)
def test_the_odd_cents_go_to_the_first_and_what_remains_is_the_last(cents, how, parts):
    assert [part.amount_cents for part in instalments(cents, JANUARY_31, "monthly", **how)] == parts


@pytest.mark.parametrize(
    ("cents", "how", "sentence"),
    [
        (100_000, {}, "say either how many instalments, or how much each is"),
        (100_000, {"count": 3, "each": 5}, "say either how many instalments, or how much each is"),
        (100_000, {"count": 0}, "from 1 to 120 can be arranged"),
        (100_000, {"count": 121}, "that would be 121 instalments"),
        (100_000, {"each": 1}, "that would be 100000 instalments"),
        (100_000, {"each": 0}, "from 1 to 120 can be arranged"),
        (2, {"count": 3}, "too small for so many instalments"),
    ],
)
def test_what_cannot_be_arranged_is_refused_in_a_sentence(cents, how, sentence):
    with pytest.raises(ValueError, match=sentence):
        instalments(cents, JANUARY_31, "monthly", **how)


def test_an_arrangement_beyond_the_calendar_is_refused():
    with pytest.raises(ValueError, match="beyond the calendar"):
        instalments(100_000, date(9999, 6, 1), "monthly", count=12)


@given(CENTS, DAYS, st.sampled_from(RHYTHMS), st.integers(1, MOST_INSTALMENTS) | st.none(), st.integers(1, 10**10))
def test_instalments_add_up_and_their_days_rise(cents, first, every, count, each):
    try:
        parts = instalments(cents, first, every, count=count, each=None if count else each)
    except ValueError:
        assert (count and cents < count) or (not count and -(-cents // each) > MOST_INSTALMENTS)
        return
    assert sum(part.amount_cents for part in parts) == cents
    assert min(part.amount_cents for part in parts) > 0
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    dues = [part.due_on for part in parts]
    assert dues[0] == first
    assert all(one < other for one, other in pairwise(dues))
    if count:
        assert len(parts) == count
        assert max(part.amount_cents for part in parts) - min(part.amount_cents for part in parts) <= 1


@given(DAYS, st.integers(2, MOST_INSTALMENTS))
def test_a_monthly_day_is_the_first_day_or_the_end_of_a_shorter_month(first, count):
    for place, due in enumerate(days(first, "monthly", count)):
        assert (due.year * 12 + due.month) == (first.year * 12 + first.month) + place
        assert due.day == first.day or (due.day < first.day and (due + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("first", "paid", "states", "state"),
    [
        (1, 0, "open open open", "active"),
        (0, 0, "open open open", "active"),
        (-1, 0, "open open open", "active"),
        (-2, 0, "missed open open", "behind"),
        (-2, 9_999, "missed open open", "behind"),
        (-2, 10_000, "paid open open", "active"),
        (-2, 15_000, "paid partly paid open", "active"),
        (-9, 10_000, "paid missed open", "behind"),
        (-9, 0, "missed missed open", "broken"),
        (-99, 30_000, "paid paid paid", "completed"),
        (-99, 20_000, "paid paid missed", "behind"),
        (5, 99_999, "paid paid paid", "completed"),
        (5, -500, "open open open", "active"),
    ],
)
def test_three_weekly_instalments_of_a_hundred(first, paid, states, state):
    kept = judge(arrangement(30_000, first, "weekly", count=3), paid, TODAY)
    assert (" ".join(part.state for part in kept.instalments), kept.state) == (states, state)
    assert kept.paid_cents == sum(part.paid_cents for part in kept.instalments) == min(max(paid, 0), 30_000)


def test_a_version_that_was_replaced_keeps_the_instalment_it_had_missed_then():
    old = arrangement(30_000, -30, "weekly", count=3, ended_on=day(-25), ending="replaced")
    kept = judge(old, 0, TODAY)
    assert (kept.state, [part.state for part in kept.instalments]) == ("replaced", ["missed", "open", "open"])
    gone = judge(old._replace(ending="withdrawn"), 0, TODAY)
    assert gone.state == "withdrawn"


@given(
    st.integers(1, 10**9), st.integers(-90, 30), st.integers(1, 40), st.integers(0, 2 * 10**9), st.sampled_from(RHYTHMS)
)
def test_a_payment_fills_the_instalments_in_their_order(cents, first, count, paid, every):
    one = arrangement(max(cents, count), first, every, count=count)
    kept = judge(one, paid, TODAY)
    assert kept.paid_cents == min(paid, one.amount_cents)
    open_yet = [part for part in kept.instalments if part.missing_cents]
    assert all(part.paid_cents == 0 for part in open_yet[1:]), "only one can be paid in part"
    assert all(part.state == "paid" for part in kept.instalments if not part.missing_cents)
    assert [part.number for part in open_yet] == list(range(count - len(open_yet) + 1, count + 1))
    more = judge(one, paid + 1, TODAY)
    assert all(a.paid_cents <= b.paid_cents for a, b in zip(kept.instalments, more.instalments, strict=True))
