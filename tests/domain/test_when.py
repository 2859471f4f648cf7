"""Days as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.when import (
    parse_coming_day,
    parse_day,
    parse_past_day,
    parse_time,
    short_day,
    shown_day,
    written_day,
)

THURSDAY = date(2026, 11, 19)
DAYS = st.dates(date(1970, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("today", "2026-11-19"), ("tomorrow", "2026-11-20"), ("tom", "2026-11-20"), ("3d", "2026-11-22"),
        ("+3 days", "2026-11-22"), ("2w", "2026-12-03"), ("1 month", "2026-12-19"), ("fri", "2026-11-20"),
        ("Friday", "2026-11-20"), ("next fri", "2026-11-20"), ("thu", "2026-11-26"), ("eow", "2026-11-20"),
        ("eom", "2026-11-30"), ("18 dec", "2026-12-18"), ("Dec 18", "2026-12-18"), ("18 December 2027", "2027-12-18"),
        ("2 jan", "2027-01-02"), ("2026-12-01", "2026-12-01"), ("  FRI ", "2026-11-20"), ("0d", "2026-11-19"),
    ],
)  # fmt: skip
def test_days_as_people_write_them(written, day):
    assert str(parse_day(written, THURSDAY)) == day


@pytest.mark.parametrize(
    "written", ["", "soon", "13/12", "31 feb", "2026-02-30", "2026-W01-1", "٣d", "9999w", "-3d", "1.5d"]
)
def test_what_is_no_day_is_refused_and_shows_how_to_write_one(written):
    with pytest.raises(ValueError, match=r"write 3d, 2w, fri|out of reach"):
        parse_day(written, THURSDAY)


@given(st.text(max_size=40), DAYS)
def test_no_text_crashes_the_reader(text, today):
    try:
        assert 1970 <= parse_day(text, today).year <= 2100
    except ValueError as refusal:
        assert str(refusal)


@given(st.from_regex(r"[0-9]{1,4} ?(d|w|m|jan|feb 29|29 feb|dec 9999)?", fullmatch=True), DAYS)
def test_no_number_of_days_crashes_the_reader(text, today):
    try:
        assert 1970 <= parse_day(text, today).year <= 2100
    except ValueError as refusal:
        assert str(refusal)


@given(DAYS)
def test_a_month_end_from_the_last_day_is_the_next_one(today):
    end = parse_day("eom", today)
    assert end > today
    assert (end + timedelta(days=1)).day == 1


@given(DAYS, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_is_the_next_one_and_never_today(today, name):
    day = parse_day(name, today)
    assert 1 <= (day - today).days <= 7
    assert day.strftime("%a").lower() == name


@given(DAYS, DAYS)
def test_a_day_as_written_to_a_debtor_reads_back_as_itself(day, today):
    assert parse_day(written_day(day), today) == day


@pytest.mark.parametrize("written", ["today", "0d", "2026-11-18"])
def test_a_promise_lies_ahead(written):
    with pytest.raises(ValueError, match="is not ahead: give a day after today"):
        parse_coming_day(written, THURSDAY)


def test_days_as_a_screen_names_them():
    shown = [shown_day(THURSDAY + timedelta(days=n), THURSDAY) for n in (-1, 0, 1, 2, 60)]
    assert shown == ["Wed 18 Nov", "today", "tomorrow", "Sat 21 Nov", "Mon 18 Jan 2027"]
    assert (short_day(date(2026, 8, 2), THURSDAY), short_day(date(2025, 8, 2), THURSDAY)) == ("2 Aug", "2 Aug 25")


@pytest.mark.parametrize(
    ("typed", "meant"), [("20 oct", "2026-10-20"), ("20 nov", "2026-11-20"), ("2 feb", "2027-02-02")]
)
def test_a_due_date_without_a_year_is_the_nearest_one(typed, meant):
    assert str(parse_day(typed, date(2026, 11, 21), nearest=True)) == meant


@pytest.mark.parametrize("typed", ["25:00", "13pm", "0am", "10:61", "noon", ""])
def test_what_is_no_time_is_said_to_be_none(typed):
    with pytest.raises(ValueError, match="is not a time"):
        parse_time(typed)


@pytest.mark.parametrize(
    ("word", "day"), [("fri", "2026-11-13"), ("thu", "2026-11-12"), ("last mon", "2026-11-16"), ("dec 2", "2025-12-02")]
)
def test_of_what_has_happened_a_weekday_is_the_last_one(word, day):
    assert str(parse_past_day(word, date(2026, 11, 19))) == day
