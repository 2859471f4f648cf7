"""Days are days of the debtor's calendar, and hours are on the debtor's clock, when clocks change too."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from collector_tui.domain.law.contact import Prior, Proposed, Situation
from collector_tui.domain.law.instants import instants, midnight
from collector_tui.domain.law.span import Span
from collector_tui.domain.whereabouts import Whereabouts
from domain.law.courts import at, ruling

ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/St_Johns", "America/Halifax", "America/Toronto",
    "America/Vancouver", "Europe/London", "Europe/Berlin", "Asia/Kolkata", "Asia/Ho_Chi_Minh", "Australia/Sydney",
    "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Chatham", "America/Santiago",
)  # fmt: skip
SECOND = timedelta(seconds=1)


def changes_of(zone: str) -> list[date]:
    """The days of 2026 and 2027 on which clocks change there, and a plain one."""
    there = ZoneInfo(zone)
    days = [date(2026, 1, 1) + timedelta(days=days) for days in range(730)]
    noon = [datetime.combine(day, time(12), there).utcoffset() for day in days]
    return [day for day, before, now in zip(days[1:], noon, noon[1:], strict=False) if before != now] + [days[150]]


@pytest.mark.parametrize("zone", ZONES)
def test_hours_hold_on_days_when_clocks_change(zone):
    place = Whereabouts((zone,))
    for day in changes_of(zone):
        for text, effect in (
            ("07:59:59", "block"), ("08:00:00", "allow"), ("20:59:59", "allow"), ("21:00:00", "block"),
        ):  # fmt: skip
            judgement = ruling("US-FED", Proposed(at(f"{day}T{text}", zone)), place=place)
            assert judgement.effect == effect, (zone, day, text)
        night = ruling("US-FED", Proposed(at(f"{day}T21:00", zone)), place=place)
        assert night.next_allowed == at(f"{day + timedelta(days=1)}T08:00", zone)
        before = ruling("US-FED", Proposed(at(f"{day}T00:30", zone)), place=place)
        assert before.next_allowed == at(f"{day}T08:00", zone)


@pytest.mark.parametrize("zone", ZONES)
def test_seven_days_are_counted_by_dates_across_a_change_of_clocks(zone):
    """A call late on day 1 and one early on day 8 are more than 7 days apart by date and less than 168 hours."""
    place = Whereabouts((zone,))
    for day in changes_of(zone):
        first = day - timedelta(days=3)
        evening = Prior(at(f"{first}T20:30", zone), outcome="noanswer")
        others = [Prior(at(f"{first + timedelta(days=n)}T12:00", zone), outcome="noanswer") for n in range(1, 7)]
        early, late = at(f"{first + timedelta(days=7)}T08:30", zone), at(f"{first + timedelta(days=6)}T20:30", zone)
        assert ruling("US-FED", Proposed(early), [evening, *others], place=place).effect == "allow"
        barred = ruling("US-FED", Proposed(late), [evening, *others], place=place)
        assert [reason.rule for reason in barred.reasons] == ["US.REGF.14b.7IN7"]
        assert barred.next_allowed == at(f"{first + timedelta(days=7)}T08:00", zone)


@pytest.mark.parametrize("zone", ZONES)
def test_a_quiet_week_ends_at_local_midnight(zone):
    place = Whereabouts((zone,))
    for day in changes_of(zone):
        talk = [Prior(at(f"{day}T20:59:59", zone), outcome="conversation")]
        last, free = day + timedelta(days=6), day + timedelta(days=7)
        assert ruling("US-FED", Proposed(at(f"{last}T20:59:59", zone)), talk, place=place).effect == "block"
        assert ruling("US-FED", Proposed(at(f"{free}T08:00", zone)), talk, place=place).effect == "allow"


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_begins_at_its_first_instant(zone):
    for day in changes_of(zone):
        begin = midnight(zone, day)
        assert begin.astimezone(ZoneInfo(zone)).date() == day
        assert (begin - SECOND).astimezone(ZoneInfo(zone)).date() == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Africa/Cairo", date(2026, 4, 24)), ("America/Havana", date(2026, 11, 1)), ("Asia/Beirut", date(2026, 3, 29))],
)
def test_a_day_begins_at_its_first_instant_where_clocks_change_at_midnight(zone, day):
    begin = midnight(zone, day)
    assert begin.astimezone(ZoneInfo(zone)).date() == day
    assert (begin - SECOND).astimezone(ZoneInfo(zone)).date() == day - timedelta(days=1)


def test_a_minute_that_is_skipped_has_the_instant_of_the_jump_and_one_that_comes_twice_has_both():
    assert instants("America/New_York", date(2027, 3, 14), 150) == (datetime(2027, 3, 14, 7, tzinfo=UTC),)
    assert [one.hour for one in instants("America/New_York", date(2026, 11, 1), 60)] == [5, 6]


def test_with_two_zones_a_contact_has_to_be_right_in_both():
    place = Whereabouts(("America/New_York", "America/Los_Angeles"))
    early = ruling("US-FED", Proposed(at("2026-12-02T10:30")), place=place)
    assert early.effect == "block"
    assert early.next_allowed == at("2026-12-02T11:00")
    assert ruling("US-FED", Proposed(at("2026-12-02T20:59:59")), place=place).effect == "allow"


def test_with_two_zones_days_are_counted_by_the_strictest():
    """01:00 in New York is still the day before in Los Angeles: there the conversation is a day older at most."""
    talk = [Prior(at("2026-12-02T01:00"), outcome="conversation")]
    place = Whereabouts(("America/Los_Angeles", "America/New_York"))
    assert ruling("US-FED", Proposed(at("2026-12-08T15:00")), talk, place=place).effect == "block"
    only = Whereabouts(("America/Los_Angeles",))
    assert ruling("US-FED", Proposed(at("2026-12-08T15:00")), talk, place=only).effect == "allow"


def test_a_doubtful_zone_warns_and_says_when_it_no_longer_does():
    place = Whereabouts(("America/Chicago",), ("America/New_York",))
    judgement = ruling("US-FED", Proposed(at("2026-12-02T20:30", "America/Chicago")), place=place)
    assert (judgement.effect, judgement.reasons[0].rule) == ("warn", "TZ.AMBIGUOUS")
    assert judgement.next_allowed == at("2026-12-03T08:00", "America/Chicago")


def test_an_unknown_place_bars_what_one_zone_of_the_country_sleeps_through():
    place = Whereabouts(("America/New_York", "Pacific/Honolulu"), is_unknown=True)
    judgement = ruling("US-FED", Proposed(at("2026-12-02T10:00")), place=place)
    assert (judgement.effect, judgement.reasons[0].rule) == ("block", "TZ.UNKNOWN")
    assert judgement.next_allowed == at("2026-12-02T13:00")


def test_hours_over_midnight_belong_to_the_day_they_open():
    night = Span.parse("fri", "22:00", "02:00")
    assert night.covers(datetime(2026, 12, 4, 23))
    assert night.covers(datetime(2026, 12, 5, 1, 59))
    assert not night.covers(datetime(2026, 12, 5, 2))
    assert not night.covers(datetime(2026, 12, 4, 1))


def test_an_inconvenient_time_over_midnight_ends_in_the_morning():
    asked = Situation(inconvenient=(Span.parse("mon-sun", "20:00", "10:00"),))
    judgement = ruling("US-FED", Proposed(at("2026-12-01T20:30")), situation=asked)
    assert judgement.next_allowed == at("2026-12-02T10:00")
