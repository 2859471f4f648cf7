"""What speaks against a number whatever the hour, and how a verdict is put together."""

from datetime import UTC, datetime

import pytest

from collector_tui.domain.guard import Addressed, Reached, Refusal, address_refusals, is_open, number_refusals, verdict

MOBILE = Reached("+12125550101", "(212) 555-0101", "ok", False, ("America/New_York",))
NOON = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
LAW = Refusal("FL.HOURS", "It is 21:30.", "block", "Fla. Stat. 559.72(17)", overridable=True)


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
        ("sms", MOBILE._replace(ended="+1"), ["ended_elsewhere"]),
        ("sms", MOBILE._replace(ended="+1", opted_out=True), ["opted_out"]),
        ("call", MOBILE._replace(ended="+1"), []),
    ],
)
def test_what_stands_in_the_way_of_a_contact(channel, number, rules):
    assert [refusal.rule for refusal in number_refusals(channel, number)] == rules


@pytest.mark.parametrize(
    ("to", "rules"),
    [
        (Addressed("a@x.example", "ok", False), []),
        (Addressed("a@x.example", "", False), ["wrong_address"]),
        (Addressed("a@x.example", "wrong", False), ["wrong_address"]),
        (Addressed("a@x.example", "ok", True), ["opted_out"]),
        (Addressed("a@x.example", "ok", False, "b@x.example"), ["ended_elsewhere"]),
        (Addressed("a@x.example", "wrong", True, "b@x.example"), ["wrong_address", "opted_out"]),
    ],
)
def test_what_stands_in_the_way_of_an_email(to, rules):
    assert [refusal.rule for refusal in address_refusals(to)] == rules


def test_what_was_ended_elsewhere_is_asked_about_and_no_day_changes_that():
    found = verdict(number_refusals("sms", MOBILE._replace(ended="+1")), NOON, ["America/New_York"])
    assert (found.effect, found.next_allowed) == ("warn", None)
    assert found.says == "They ended texts to +1: text (212) 555-0101 all the same?"


def test_waiting_does_not_cure_a_wrong_number():
    wrong = number_refusals("call", Reached("+1", "+1", "wrong", False, ()))
    assert verdict([*wrong, LAW], NOON, ["America/New_York"]).next_allowed is None
    assert verdict([LAW], NOON, ["America/New_York"]).next_allowed == NOON


def test_blocks_come_before_warnings_and_one_without_an_override_decides():
    warning = Refusal("hold", "On hold.", "warn")
    found = verdict([warning, LAW], NOON, ["America/New_York"])
    assert [one.rule for one in found.refusals] == ["FL.HOURS", "hold"]
    assert (found.effect, found.is_allowed, found.is_overridable, found.is_law) == ("block", False, True, True)
    opted_out = number_refusals("sms", Reached("+1", "+1", "ok", True, ()))
    assert not verdict([*opted_out, LAW], NOON, []).is_overridable
    assert verdict([warning], NOON, []).is_allowed
    assert verdict([], NOON, []).effect == "allow"


@pytest.mark.parametrize(
    ("there", "expected"), [("12:59:59", False), ("13:00:00", True), ("01:59:59", True), ("02:00:00", False)]
)
def test_people_expect_calls_from_eight_to_nine_by_their_own_clock(there, expected):
    assert is_open("America/New_York", datetime.fromisoformat(f"2026-11-20T{there}+00:00")) is expected
