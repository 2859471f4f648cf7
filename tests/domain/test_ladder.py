"""Tone climbs one step a contact, and never by accident."""

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.ladder import NOT_STARTED, next_step, read_ladder, step_for_tone
from collector_tui.domain.tone import TONES, as_tone
from collector_tui.paths import asset

SHIPPED = read_ladder(tomllib.loads(asset("ladders", "standard.toml").read_text("utf-8")))
RUNGS = [
    ("friendly reminder", -7, "friendly"), ("reminder: due tomorrow", -1, "friendly"), ("first past-due notice", 3, "polite"),
    ("second notice", 10, "firm"), ("third notice", 21, "assertive"), ("final notice", 35, "final"),
]  # fmt: skip
STEPS = read_ladder({"step": [{"name": name, "day": day, "tone": tone} for name, day, tone in RUNGS]})
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


@given(st.integers(-60, 900), st.sampled_from([STEPS, SHIPPED]))
def test_the_first_contact_is_never_firmer_than_polite(late, steps):
    first = next_step(steps, NOT_STARTED, DUE, DUE + timedelta(days=late), None, 3)
    assert TONES.index(first.step.tone) <= TONES.index("polite")


def test_the_shipped_ladder_climbs_from_friendly_to_final():
    assert [SHIPPED[0].tone, SHIPPED[-1].tone] == ["friendly", "final"]
    assert {step.tone for step in SHIPPED} == set(TONES)


@given(st.integers(-60, 900), st.integers(0, len(STEPS) - 2))
def test_after_a_contact_comes_the_very_next_step(late, taken):
    assert step_on(late, taken, DUE + timedelta(days=late)).step.index == taken + 1


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
        read_ladder({"step": [{"name": name, "day": day, "tone": tone} for name, day, tone in rows]})


def test_an_unknown_tone_is_refused_with_the_ones_there_are():
    with pytest.raises(ValueError, match="friendly, polite, firm, assertive, final"):
        as_tone("rude")


@pytest.mark.parametrize(
    ("following", "taken", "tone", "step"),
    [
        (4, 3, "firm", 4),
        (4, 3, "friendly", 3),
        (3, -1, "friendly", None),
        (3, -1, "final", 6),
        (None, 6, "polite", None),
    ],
)
def test_another_tone_never_makes_the_ladder_fall_back_or_run_ahead(following, taken, tone, step):
    assert step_for_tone(SHIPPED, following, taken, tone) == step
