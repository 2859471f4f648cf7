"""How late a debt is, and the day on which that changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.aging import BUCKETS, bucket, days_past_due, next_boundary

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def bucket_on(due: date, day: date) -> int:
    return bucket(days_past_due(due, day))


@pytest.mark.parametrize(
    ("late", "name"),
    [
        (-400, "Current"), (-1, "Current"), (0, "Current"), (1, "1-30"), (30, "1-30"), (31, "31-60"),
        (60, "31-60"), (61, "61-90"), (90, "61-90"), (91, "90+"), (4000, "90+"),
    ],
)  # fmt: skip
def test_each_bucket_begins_and_ends_on_its_day(late, name):
    due = date(2026, 3, 1)
    assert BUCKETS[bucket_on(due, due + timedelta(days=late))] == name


@given(DAYS, st.integers(-120, 120))
def test_the_next_boundary_is_the_first_day_in_another_bucket(due, late):
    day = due + timedelta(days=late)
    boundary = next_boundary(due, day)
    if boundary is None:
        assert BUCKETS[bucket_on(due, day)] == "90+"
        return
    assert boundary > day
    assert bucket_on(due, boundary) == bucket_on(due, day) + 1
    assert bucket_on(due, boundary - timedelta(days=1)) == bucket_on(due, day)


def test_a_leap_day_counts():
    assert days_past_due(date(2028, 2, 28), date(2028, 3, 1)) == 2
    assert days_past_due(date(2027, 2, 28), date(2027, 3, 1)) == 1
