"""Promises: what money keeps which of them, until when, and how the kept rate of a month counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pacts import TODAY, came, day, pact, promise

from collector_tui.domain.promise import judge, kept_rate, last_day, level_of_next

CENTS = st.integers(1, 10**9)


def judged(*promises, paid=(), today=TODAY):
    return judge(promises, [came(*one) for one in paid], today)


@pytest.mark.parametrize(
    ("until", "paid", "result"),
    [
        (5, [], (0, "open")),
        (0, [], (0, "open")),
        (-1, [], (0, "open")),
        (-2, [], (0, "broken")),
        (5, [(0, 40_000)], (40_000, "open")),
        (-2, [(-3, 40_000)], (40_000, "partly kept")),
        (5, [(0, 100_000)], (100_000, "kept")),
        (-2, [(-3, 60_000), (-1, 40_000)], (100_000, "kept")),
        (-2, [(-3, 60_000), (0, 40_000)], (60_000, "partly kept")),
        (5, [(0, 250_000)], (100_000, "kept")),
        (5, [(-11, 100_000)], (0, "open")),
        (5, [(-10, 100_000)], (100_000, "kept")),
    ],
)
def test_what_becomes_of_a_promise_of_a_thousand(until, paid, result):
    assert judged(promise(100_000, until), paid=paid) == [result]


def test_money_that_was_in_the_book_before_it_keeps_no_promise():
    one = promise(100_000, after_entry=7)
    assert judged(one, paid=[(-10, 60_000, 7), (-10, 30_000, 8)]) == [(30_000, "open")]


def test_money_goes_to_the_promise_that_is_due_first_and_the_rest_to_the_next():
    later, sooner = promise(30_000, 9, id=1), promise(50_000, 3, id=2)
    assert judged(later, sooner, paid=[(0, 60_000)]) == [(10_000, "open"), (50_000, "kept")]


def test_money_that_came_too_late_for_the_first_goes_to_the_next():
    first, second = promise(50_000, -5, id=1), promise(50_000, 5, id=2)
    assert judged(first, second, paid=[(0, 50_000)]) == [(0, "broken"), (50_000, "kept")]


def test_a_withdrawn_promise_takes_no_money():
    gone, stays = promise(50_000, 3, id=1, ended_on=day(-1), ending="withdrawn"), promise(50_000, 9, id=2)
    assert judged(gone, stays, paid=[(0, 50_000)]) == [(0, "withdrawn"), (50_000, "kept")]


@given(
    st.lists(st.tuples(CENTS, st.integers(-40, 40), st.integers(0, 5)), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(-10, 0), CENTS), max_size=6),
)
def test_no_cent_keeps_two_promises_and_none_gets_more_than_was_promised(made, paid):
    promises = [promise(cents, until, tolerance=late, id=n) for n, (cents, until, late) in enumerate(made, 1)]
    results = judged(*promises, paid=paid)
    assert sum(taken for taken, _ in results) <= sum(cents for _, cents in paid)
    for one, (taken, state) in zip(promises, results, strict=True):
        assert 0 <= taken <= one.amount_cents
        assert (state == "kept") == (taken == one.amount_cents)
        assert (state == "open") == (taken < one.amount_cents and last_day(one) >= TODAY)


@given(st.lists(st.tuples(st.integers(-10, 0), CENTS), max_size=6), st.randoms())
def test_the_order_in_which_payments_are_entered_does_not_matter(paid, order):
    promises = [promise(40_000, 2, id=1), promise(70_000, -3, id=2), promise(1, 9, id=3)]
    shuffled = order.sample(paid, len(paid))
    assert judged(*promises, paid=paid) == judged(*promises, paid=shuffled)


def test_each_promise_that_was_not_kept_raises_the_level_of_the_next():
    kept, broken, partly, gone = (promise(state=state) for state in ("kept", "broken", "partly kept", "withdrawn"))
    assert level_of_next([]) == 1
    assert level_of_next([kept, gone]) == 1
    assert level_of_next([kept, broken, partly]) == 3


def test_the_kept_rate_leaves_out_what_is_not_yet_due_and_what_was_withdrawn():
    promises = [
        promise(100_000, -20, "kept", paid_cents=100_000),
        promise(150_000, -10, "partly kept", paid_cents=90_000),
        promise(50_000, -9, "broken"),
        promise(40_000, 5, "open", paid_cents=10_000),
        promise(30_000, -1, "open"),
        promise(20_000, 6, "kept", paid_cents=20_000),
        promise(10_000, -15, "withdrawn", ended_on=day(-16)),
        promise(10_000, -40, "broken"),
    ]
    rate = kept_rate(promises, day(-30), day(30), TODAY)
    assert rate == (4, 2, 1, 320_000, 210_000)
    assert rate.percent == 50


def test_a_month_without_a_promise_that_was_due_has_no_kept_rate():
    assert kept_rate([promise(until=5)], day(-30), day(30), TODAY).percent is None
    assert kept_rate([], day(-30), day(30), TODAY) == (0, 0, 0, 0, 0)


@given(st.lists(st.tuples(st.integers(-60, 60), CENTS, st.integers(0, 2)), max_size=8))
def test_the_kept_rate_never_counts_a_promise_whose_time_is_not_over(made):
    """Judged with what was paid in halves, each promise counts once it is kept or its last day has passed."""
    promises = []
    for n, (until, cents, halves) in enumerate(made, 1):
        one = promise(cents, until, id=n)
        paid = cents * halves // 2
        state = judge([one._replace(made_on=day(-99))], [came(min(until, 0), paid)] if paid else [], TODAY)[0][1]
        promises.append(one._replace(paid_cents=paid, state=state))
    rate = kept_rate(promises, day(-60), day(60), TODAY)
    over = [one for one in promises if last_day(one) < TODAY or one.state == "kept"]
    assert (rate.due, rate.promised_cents) == (len(over), sum(one.amount_cents for one in over))
    assert rate.kept + rate.partly_kept <= rate.due


def test_only_promises_are_judged_by_their_own_days():
    """The tolerance is counted in calendar days, and ends with the last of them."""
    one = pact("promise", "open", 0, amount_cents=1, tolerance_days=2)
    assert judge([one], [], day(2)) == [(0, "open")]
    assert judge([one], [], day(3)) == [(0, "broken")]
