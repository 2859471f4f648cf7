"""An account is looked at again no later than the day on which anything about it changes."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.domain.aging import bucket, days_past_due
from collector_tui.domain.business import WorkRules
from collector_tui.domain.ladder import Rung, read_steps
from collector_tui.domain.queue import Facts, Planned, standing

RUNGS = [
    ("friendly reminder", -7, "friendly"), ("reminder: due tomorrow", -1, "friendly"), ("first past-due notice", 3, "polite"),
    ("second notice", 10, "firm"), ("third notice", 21, "assertive"), ("final notice", 35, "final"),
]  # fmt: skip
STEPS = read_steps({"step": [{"name": name, "day": day, "tone": tone} for name, day, tone in RUNGS]})
TODAY = date(2026, 11, 19)
NEAR = st.integers(-130, 50).map(lambda days: TODAY + timedelta(days=days))
INVOICES = st.lists(st.tuples(NEAR, st.integers(1, 9_999_999)), max_size=4)
PAST = st.one_of(st.integers(0, 8), st.integers(0, 60)).map(lambda days: TODAY - timedelta(days=days))
SOON = st.integers(-10, 40).map(lambda days: TODAY + timedelta(days=days))
RULES = st.builds(WorkRules, st.integers(0, 7), st.integers(0, 3))


def planned(kind: str) -> st.SearchStrategy[Planned | None]:
    return st.none() | st.builds(Planned, st.just(kind), SOON, st.just(""), st.just("call again"), st.integers(1, 99))


def facts_on(day: date, invoices, unapplied, contact, action, snooze) -> Facts:
    """What the book would hold on that day, if nobody did anything in between."""
    cents, edges = [0] * 5, [None] * 5
    for due, amount in invoices:
        index = bucket(days_past_due(due, day))
        cents[index] += amount
        edges[index] = min(edges[index] or due, due)
    last, mark, step = contact or (None, 0, -1)
    rungs = (Rung(STEPS[step].day, last, last),) if last and step >= 0 else ()
    return Facts(tuple(cents), tuple(edges), unapplied, last, mark, rungs, action, snooze, None)


@settings(max_examples=600)
@given(
    INVOICES,
    st.integers(0, 9_999_999),
    st.none() | st.tuples(PAST, st.integers(1, 99), st.sampled_from([-1, 0, 2, len(STEPS) - 1])),
    planned("callback"),
    planned("snooze"),
    RULES,
)
def test_nothing_changes_before_the_day_an_account_wakes(invoices, unapplied, contact, action, snooze, rules):
    history = (invoices, unapplied, contact, action, snooze)
    today = standing(facts_on(TODAY, *history), TODAY, STEPS, rules)
    assert today.wake_on is None or today.wake_on > TODAY
    days = (today.wake_on - TODAY).days if today.wake_on else 220
    for later in range(1, days):
        day = TODAY + timedelta(days=later)
        assert standing(facts_on(day, *history), day, STEPS, rules) == today, (
            f"it changed on {day}, asleep until {today.wake_on}"
        )
