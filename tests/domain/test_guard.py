"""Nobody is called or texted at night, on a wrong number, or after they said STOP."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.guard import Reached, first_open, is_open, judge

ZONES = [
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/St_Johns", "America/Sao_Paulo",
    "Europe/London", "Europe/Berlin", "Africa/Cairo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo",
    "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Auckland", "Pacific/Chatham",
]  # fmt: skip
MOBILE = Reached("+12125550101", "(212) 555-0101", "ok", False, ("America/New_York",))
NOON = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)

_turns = [
    datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC),
    datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 4, 5, tzinfo=UTC), datetime(2026, 10, 4, tzinfo=UTC),
    datetime(2026, 9, 27, tzinfo=UTC),
]  # fmt: skip
SWITCH_DAYS = st.builds(lambda day, s: day + timedelta(seconds=s), st.sampled_from(_turns), st.integers(-86400, 172800))
ANY_DAY = st.integers(0, 10 * 366 * 86400).map(lambda s: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=s))


@given(st.sets(st.sampled_from(ZONES), min_size=1, max_size=4), st.one_of(SWITCH_DAYS, ANY_DAY))
def test_the_first_open_instant_is_open_everywhere_and_the_second_before_is_not(zones, at):
    found = first_open(sorted(zones), at)
    if found is None:
        assert len(zones) > 2, "two days of 13 hours always meet"
        return
    assert found >= at
    assert all(is_open(zone, found) for zone in zones)
    if found != at:
        assert not all(is_open(zone, found - timedelta(seconds=1)) for zone in zones)
        assert not all(is_open(zone, at) for zone in zones)


@given(st.sampled_from(ZONES), st.one_of(SWITCH_DAYS, ANY_DAY))
def test_a_place_opens_at_eight_by_its_own_clock(zone, at):
    found = first_open([zone], at)
    assert found is not None
    assert found - at <= timedelta(hours=12)
    assert found == at or found.astimezone(ZoneInfo(zone)).strftime("%H:%M:%S") == "08:00:00"


def test_places_whose_days_do_not_meet_are_never_open():
    assert first_open(["Europe/London", "Asia/Tokyo", "America/Anchorage"], datetime(2026, 7, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("there", "effect"),
    [("07:59:59", "block"), ("08:00:00", "allow"), ("20:59:59", "allow"), ("21:00:00", "block"), ("00:00:00", "block")],
)
def test_the_hours_are_those_of_the_debtor(there, effect):
    at = datetime.fromisoformat(f"2026-11-19T{there}").replace(tzinfo=ZoneInfo("America/Los_Angeles"))
    assert judge("call", MOBILE, ["America/Los_Angeles"], at).effect == effect


def test_a_refusal_for_the_hour_says_when_it_is_allowed():
    verdict = judge("call", MOBILE, ["America/New_York"], datetime(2026, 11, 20, 3, 30, tzinfo=UTC))
    assert verdict.says == "It is 22:30 in New York: contacts are made between 8:00 and 21:00 there."
    assert verdict.next_allowed == datetime(2026, 11, 20, 13, 0, tzinfo=UTC)


def test_every_place_the_debtor_could_be_counts():
    verdict = judge(
        "sms", MOBILE, ["America/New_York", "America/Los_Angeles"], datetime(2026, 11, 19, 14, 0, tzinfo=UTC)
    )
    assert not verdict.is_allowed
    assert verdict.next_allowed == datetime(2026, 11, 19, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "number", "rules"),
    [
        ("call", MOBILE, []),
        ("sms", MOBILE, []),
        ("call", None, ["no_number"]),
        ("sms", None, ["no_number"]),
        ("call", Reached("+1", "+1", "wrong", False, ()), ["wrong_number"]),
        ("sms", Reached("+1", "+1", "dead", False, ()), ["not_in_service"]),
        ("sms", Reached("+1", "+1", "ok", True, ()), ["opted_out"]),
        ("call", Reached("+1", "+1", "ok", True, ()), []),
        ("sms", Reached("", "ask for Bob", "ok", False, ()), ["not_dialled"]),
        ("call", Reached("", "ask for Bob", "ok", False, ()), []),
        ("sms", Reached("+1", "+1", "wrong", True, ()), ["wrong_number", "opted_out"]),
    ],
)
def test_what_stands_in_the_way_of_a_contact(channel, number, rules):
    verdict = judge(channel, number, ["America/New_York"], NOON)
    assert [refusal.rule for refusal in verdict.refusals] == rules
    assert verdict.is_allowed == (not rules)
    assert (verdict.next_allowed is None) == bool(rules), "waiting does not cure a wrong number"
