"""A phone number as it was written, and as it is dialled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.phone import parse_phone


@pytest.mark.parametrize(
    ("written", "region", "e164", "shown"),
    [
        ("(212) 555-0101", "US", "+12125550101", "(212) 555-0101"),
        ("212.555.0101", "US", "+12125550101", "(212) 555-0101"),
        ("+44 20 7946 0958", "US", "+442079460958", "+44 20 7946 0958"),
        ("020 7946 0958", "GB", "+442079460958", "020 7946 0958"),
    ],
)
def test_numbers_as_people_write_them(written, region, e164, shown):
    number = parse_phone(written, region)
    assert (number.e164, number.shown, number.raw) == (e164, shown, written)


@pytest.mark.parametrize("written", ["", "ask for Bob", "555", "٢١٢٥٥٥٠١٠١", "+1 212 555 0101 555 0101 22", "n/a"])
def test_what_cannot_be_dialled_is_kept_as_it_was_written(written):
    number = parse_phone(written, "US")
    assert (number.e164, number.shown) == ("", written)


def test_an_area_code_says_where_they_may_be():
    assert parse_phone("212-555-0101", "US").zones == ("America/New_York",)
    assert len(parse_phone("800-555-0101", "US").zones) > 4, "a toll-free number is at home in every zone"


@given(st.text(max_size=30))
def test_no_text_crashes_the_reader(text):
    number = parse_phone(text, "US")
    assert number.e164 == "" or number.e164[1:].isdecimal()
