"""How a call can end, as the shipped file says, and what follows by rule."""

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.call import read_outcomes
from collector_tui.paths import asset

TABLE = tomllib.loads(asset("calls", "outcomes.toml").read_text("utf-8"))
OUTCOMES = read_outcomes(TABLE)
CONTRACT = "right_party voicemail no_answer busy wrong_number third_party not_in_service callback hung_up"


def test_the_outcomes_are_those_people_script_against():
    assert set(OUTCOMES) == set(CONTRACT.split())
    assert len({outcome.key for outcome in OUTCOMES.values()}) == len(OUTCOMES)


def test_only_a_wrong_or_dead_number_is_retired():
    retired = {code: outcome.retires_number for code, outcome in OUTCOMES.items() if outcome.retires_number}
    assert retired == {"wrong_number": "wrong", "not_in_service": "dead"}


def test_an_account_rests_only_when_words_got_through():
    assert {code for code, o in OUTCOMES.items() if o.reached} == {"right_party", "voicemail", "callback", "hung_up"}


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(sorted(OUTCOMES)))
def test_what_follows_a_call_never_falls_on_a_weekend(today, code):
    action = OUTCOMES[code].next_action(today)
    assert action.on.weekday() < 5
    assert action.on - today >= timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"key": "v"}, "repeats a code or a key"), ({"code": "voicemail"}, "repeats a code or a key")],
)
def test_two_outcomes_on_one_key_are_refused(change, sentence):
    rows = [dict(row) for row in TABLE["outcome"][:2]]
    rows[0] |= change
    with pytest.raises(ValueError, match=sentence):
        read_outcomes({"outcome": rows})


@pytest.mark.parametrize("part", ["code", "key", "label", "reached", "next"])
def test_an_outcome_that_lacks_a_part_is_named(part):
    row = {name: value for name, value in TABLE["outcome"][0].items() if name != part}
    with pytest.raises(ValueError, match=f"lacks '{part}'"):
        read_outcomes({"outcome": [row]})
