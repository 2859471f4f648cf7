"""Tone climbs one step a contact, and never by accident."""

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.ladder import (
    NOT_STARTED,
    Rung,
    came_due,
    climbed,
    next_step,
    read_steps,
    step_for_tone,
    tone_by_now,
)
from collector_tui.domain.tone import TONES, as_tone
from collector_tui.paths import asset

BUSINESS, CONSUMER = (
    read_steps(tomllib.loads(asset("ladders", f"{name}.toml").read_text("utf-8"))) for name in ("business", "consumer")
)
RUNGS = [
    ("friendly reminder", -7, "friendly"), ("reminder: due tomorrow", -1, "friendly"), ("first past-due notice", 3, "polite"),
    ("second notice", 10, "firm"), ("third notice", 21, "assertive"), ("final notice", 35, "final"),
]  # fmt: skip
STEPS = read_steps({"step": [{"name": name, "day": day, "tone": tone} for name, day, tone in RUNGS]})
DUE = date(2026, 10, 1)


def step_on(late: int, taken: int = NOT_STARTED, contact: date | None = None):
    return next_step(STEPS, taken, DUE, DUE + timedelta(days=late), contact, 3)


@pytest.mark.parametrize(
    ("late", "name"),
    [
        (-30, "friendly reminder"), (-7, "friendly reminder"), (-2, "friendly reminder"), (-1, "reminder: due tomorrow"),
        (2, "reminder: due tomorrow"), (3, "first past-due notice"), (35, "first past-due notice"), (400, "first past-due notice"),
    ],
)  # fmt: skip
def test_an_account_begins_at_the_step_of_its_age(late, name):
    assert step_on(late).step.name == name


@given(st.integers(-60, 900), st.sampled_from([STEPS, BUSINESS, CONSUMER]))
def test_the_first_contact_is_never_firmer_than_polite(late, steps):
    first = next_step(steps, NOT_STARTED, DUE, DUE + timedelta(days=late), None, 3)
    assert TONES.index(first.step.tone) <= TONES.index("polite")


@pytest.mark.parametrize("steps", [BUSINESS, CONSUMER])
def test_the_shipped_ladders_have_the_steps_of_the_trade(steps):
    assert [step.day for step in steps] == [-7, -1, 0, 3, 7, 10, 21, 35, 45]
    assert [step.tone for step in steps][:4] == ["friendly", "friendly", "friendly", "polite"]
    assert {step.tone for step in steps[6:]} == {"final"}
    assert [step.ways for step in steps][4:] == [("call",), ("sms",), ("letter", "email"), ("letter",), ("decide",)]
    assert steps[7].approach == "claim"


def test_a_person_has_a_month_to_answer_a_letter_before_action_and_nothing_is_decided_before():
    letter, decision = CONSUMER[7:]
    assert letter.answer_in == 30
    assert decision.interval >= letter.answer_in
    assert BUSINESS[8].interval >= BUSINESS[7].answer_in


@pytest.mark.parametrize("steps", [BUSINESS, CONSUMER])
def test_who_is_written_to_on_the_very_day_hears_every_step_on_its_day(steps):
    """The least days between two contacts never push a step of a shipped ladder off its day."""
    taken, contact, heard = NOT_STARTED, None, []
    for late in range(-10, 46):
        today = DUE + timedelta(days=late)
        coming = next_step(steps, taken, DUE, today, contact, 3)
        if coming and coming.due_on <= today:
            taken, contact = coming.step.index, today
            heard.append((coming.step.day, late))
    wanted = [step.day for step in steps if step.interval is None or step.interval < 30]
    assert heard == [(day, day) for day in wanted]


@given(st.integers(-60, 900), st.integers(0, len(STEPS) - 2))
def test_after_a_contact_comes_the_very_next_step(late, taken):
    assert step_on(late, taken, DUE + timedelta(days=late)).step.index == taken + 1


@pytest.mark.parametrize(
    ("late", "contact", "due"),
    [(-1, -7, -1), (0, -1, 0), (0, -2, 0), (2, 1, 4), (2, 0, 3)],
)
def test_a_short_interval_only_keeps_a_step_on_its_day(late, contact, due):
    taken = 0 if late < 0 else 1
    found = next_step(BUSINESS, taken, DUE, DUE + timedelta(days=late), DUE + timedelta(days=contact), 3)
    assert (found.due_on - DUE).days == due


@pytest.mark.parametrize(
    ("late", "tone"), [(-1, "friendly"), (0, "friendly"), (2, "friendly"), (3, "polite"), (40, "polite")]
)
def test_a_reminder_of_the_due_date_that_comes_late_is_no_gentler_than_the_first_notice(late, tone):
    assert tone_by_now(BUSINESS, BUSINESS[1], late) == tone
    assert tone_by_now(BUSINESS, BUSINESS[5], late) == "assertive"


def test_after_the_last_notice_the_ladder_has_no_more():
    assert step_on(60, len(STEPS) - 1, DUE) is None


def test_a_step_waits_for_its_day_and_for_the_rest_after_a_contact():
    assert step_on(3, 2, DUE + timedelta(days=3)).due_on == DUE + timedelta(days=10)
    assert step_on(20, 2, DUE + timedelta(days=20)).due_on == DUE + timedelta(days=23)


@pytest.mark.parametrize(
    "rows",
    [
        [("a", 3, "polite"), ("b", 3, "firm")],
        [("a", 3, "polite"), ("b", 1, "firm")],
        [("a", 3, "firm"), ("b", 9, "polite")],
    ],
)
def test_a_ladder_that_falls_is_refused_with_the_step_named(rows):
    with pytest.raises(ValueError, match="ladder step “b” must come later"):
        read_steps({"step": [{"name": name, "day": day, "tone": tone} for name, day, tone in rows]})


def test_an_unknown_tone_is_refused_with_the_ones_there_are():
    with pytest.raises(ValueError, match="friendly, polite, firm, assertive, final"):
        as_tone("rude")


@pytest.mark.parametrize(
    ("following", "taken", "tone", "step"),
    [
        (5, 4, "assertive", 5),
        (5, 4, "friendly", 4),
        (3, -1, "friendly", None),
        (3, -1, "final", 6),
        (None, 8, "polite", None),
    ],
)
def test_another_tone_never_makes_the_ladder_fall_back_or_run_ahead(following, taken, tone, step):
    assert step_for_tone(BUSINESS, following, taken, tone) == step


A, B = DUE, DUE + timedelta(days=19)


@pytest.mark.parametrize(
    ("rungs", "oldest", "last"),
    [
        ([], A, None),
        ([(3, 3, A)], A, 3),
        ([(3, 5, A), (10, 12, A)], A, 10),
        ([(10, 4, A)], A, 10),  # a step taken early counts in full
        ([(21, 21, A)], B, 0),  # the older one is paid: the newer was two days late when the final notice named both
        ([(21, 40, A)], B, 21),  # and was as late as that
        ([(21, 5, A)], B, None),  # and was not in sight yet
        ([(3, 22, B)], A, 3),  # an older one has come back: what was said since counts
        ([(21, 21, A), (3, 22, B)], A, 21),  # and what was said about it before
        ([(8, 8, A)], A, 7),  # a step that the ladder has no longer
    ],
)
def test_a_step_counts_for_what_it_was_about(rungs, oldest, last):
    taken = climbed(BUSINESS, [Rung(day, DUE + timedelta(days=late), due) for day, late, due in rungs], oldest)
    assert (None if taken == NOT_STARTED else BUSINESS[taken].day) == last


@given(
    st.lists(st.tuples(st.sampled_from([step.day for step in BUSINESS]), st.integers(-7, 90)), max_size=6),
    st.integers(0, 60),
)
def test_what_is_paid_never_lets_the_ladder_run_ahead(rungs, later):
    """Paying the oldest invoice takes the account back to where the next one was, or leaves it: never further on."""
    taken = [Rung(day, DUE + timedelta(days=on), DUE) for day, on in rungs]
    assert climbed(BUSINESS, taken, DUE + timedelta(days=later)) <= climbed(BUSINESS, taken, DUE)


def test_the_steps_that_came_due_in_days_away():
    names = [step.name for step in came_due(BUSINESS, 0, DUE, DUE - timedelta(days=5), DUE + timedelta(days=4))]
    assert names == ["second reminder", "due-date reminder", "first notice"]
    assert came_due(BUSINESS, 3, DUE, DUE - timedelta(days=5), DUE + timedelta(days=4)) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"name": "a", "day": 1}, "“a” lacks its tone"),
        ({"day": 1, "tone": "firm"}, "“number 1” lacks its name"),
        ({"name": "a", "day": "1", "tone": "firm"}, "day = '1' is not of the right kind"),
        ({"name": "a", "day": 1, "tone": "firm", "channels": ["fax"]}, "channels must be some of sms, email"),
        ({"name": "a", "day": 1, "tone": "firm", "colour": 1}, "colour is not known"),
        ({"name": "a", "day": 1, "tone": "rude"}, "“rude” is not a tone"),
        ({"name": "a", "day": 1, "tone": "firm", "approach": "rude"}, "“rude” is not an approach"),
        ({"name": "a", "day": 1, "tone": "firm", "answer_in": 0}, "out of reach"),
    ],
)
def test_a_step_that_is_wrong_is_named_with_what_is_wrong(row, says):
    with pytest.raises(ValueError, match="ladder step") as caught:
        read_steps({"step": [row]})
    assert says in str(caught.value)


@pytest.mark.parametrize("table", [{}, {"step": []}, {"step": 3}])
def test_a_ladder_without_steps_is_refused(table):
    with pytest.raises(ValueError, match="needs steps"):
        read_steps(table)


@pytest.mark.parametrize(
    ("step", "way", "taken"),
    [
        (5, "sms", True),
        (5, "email", True),
        (5, "call", False),
        (4, "call", True),
        (4, "sms", True),
        (6, "sms", True),
        (7, "sms", False),
        (7, "letter", True),
        (8, "letter", False),
        (8, "decide", True),
    ],
)
def test_which_contact_takes_a_step(step, way, taken):
    assert BUSINESS[step].is_taken_by(way) is taken
