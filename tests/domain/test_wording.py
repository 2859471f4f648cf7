"""What a message says is what the book holds: no more invoices, no fewer, and no other amount."""

from datetime import date

import pytest

from collector_tui.domain.wording import addressed


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Dana Alvarez", "Dana Alvarez"),
        ("Okafor, Chidi", "Chidi Okafor"),
        ("Brightside Dental, PC", "Brightside Dental, PC"),
        ("Smith, Jones & Co., LLC", "Smith, Jones & Co., LLC"),
        ("Brightside:North Clinic", "Brightside"),
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("x" * 50, "x" * 50),
        (":odd", ":odd"),
        ("Ends, ", "Ends,"),
    ],
)
def test_a_name_as_one_writes_to_it(name, written):
    assert addressed(name) == written


def test_dates_in_a_message_cannot_be_read_two_ways():
    from collector_tui.domain.when import written_day

    assert written_day(date(2026, 3, 4)) == "4 Mar 2026"
