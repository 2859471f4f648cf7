"""Holidays by calendar, with what the package leaves out of the law."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.services.holidaying import is_calendar, is_holiday, may_be_holiday

CALENDARS = ["CA-ON", "CA-QC", "CA-BC", "CA-AB", "AU-NSW", "AU", "US", "GB-ENG"]


@pytest.mark.parametrize(
    ("calendar", "day", "name"),
    [
        ("US", "2026-11-26", "Thanksgiving Day"),
        ("US", "2026-07-03", "Independence Day (observed)"),
        ("US", "2026-06-19", "Juneteenth National Independence Day"),
        ("US", "2026-11-27", ""),
        ("CA-QC", "2026-01-01", "New Year's Day"),
        ("CA-QC", "2026-04-03", "Good Friday"),
        ("CA-QC", "2026-04-06", "Easter Monday"),
        ("CA-QC", "2027-03-29", "Easter Monday"),
        ("CA-QC", "2026-05-18", "National Patriots' Day"),
        ("CA-QC", "2026-06-24", "Saint Jean Baptiste Day"),
        ("CA-QC", "2026-07-01", "Canada Day"),
        ("CA-QC", "2026-09-07", "Labour Day"),
        ("CA-QC", "2026-10-12", "Thanksgiving Day"),
        ("CA-QC", "2026-12-25", "Christmas Day"),
        ("CA-QC", "2026-12-26", ""),
        ("CA-ON", "2026-02-16", "Family Day"),
        ("CA-ON", "2026-12-26", "Boxing Day"),
        ("CA-ON", "2026-04-06", ""),
        ("CA-BC", "2026-11-11", "Remembrance Day"),
        ("CA-BC", "2026-08-03", "British Columbia Day"),
        ("CA-BC", "2026-09-30", "National Day for Truth and Reconciliation"),
        ("AU", "2026-01-26", "Australia Day"),
        ("AU", "2026-06-08", ""),
        ("AU-NSW", "2026-06-08", "King's Birthday"),
        ("GB-ENG", "2026-08-31", "Late Summer Bank Holiday"),
        ("GB-ENG", "2027-12-27", "Christmas Day (observed)"),
    ],
)
def test_a_day(calendar, day, name):
    assert is_holiday(calendar, date.fromisoformat(day)) == name


def test_ontario_is_not_sure_of_two_days():
    days = {"2026-04-06": "Easter Monday", "2026-11-11": "Remembrance Day", "2026-12-25": "", "2026-11-12": ""}
    assert {day: may_be_holiday("CA-ON", date.fromisoformat(day)) for day in days} == days
    assert may_be_holiday("CA-BC", date(2026, 11, 11)) == "", "that one is sure"


@pytest.mark.parametrize("calendar", ["", "-", "US-", "US-QQ", "XX", "us", "CA-QC-X"])
def test_what_is_no_calendar_is_refused(calendar):
    assert not is_calendar(calendar)
    for ask in (is_holiday, may_be_holiday):
        with pytest.raises(ValueError, match="not a calendar"):
            ask(calendar, date(2026, 1, 1))


@given(st.sampled_from(CALENDARS), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_any_day_has_an_answer(calendar, day):
    assert is_calendar(calendar)
    assert not (is_holiday(calendar, day) and may_be_holiday(calendar, day))


def test_the_package_is_loaded_when_it_is_asked_only():
    code = "import collector_tui.services.holidaying, sys; sys.exit('holidays' in sys.modules or 'dateutil' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
