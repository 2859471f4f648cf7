from datetime import date

import pytest

from .reports import one, reasons, taken

HEADER = "Customer;Number;Invoice Date;Due Date;Amount"
EIGHTEENTH = date(2026, 11, 18)


def due(text: str, **options) -> date | None:
    return one(f"{HEADER}\nAcme;1;;{text};5\n", **options).due_on


def due_reason(text: str, **options) -> str:
    return reasons(taken(f"{HEADER}\nAcme;1;;{text};5\n", **options).rejected)[2]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-18", "2026/11/18", "2026.11.18", "20261118", "2026-11-18T09:14:00Z", "2026-11-18 00:00:00",
        "18/11/2026", "11/18/2026", "18-11-2026", "18.11.2026", "18.11.26", "11/18/26", "11/18/2026 9:14 AM",
        "18 Nov 2026", "18-Nov-26", "Nov 18, 2026", "November 18, 2026", "Wednesday, November 18, 2026",
        "18th November 2026",
        "18. November 2026", "18 novembre 2026", "18 de noviembre de 2026", "18 noviembre 2026",
    ],
)  # fmt: skip
def test_the_many_ways_of_writing_one_day(text):
    assert due(text) == EIGHTEENTH


@pytest.mark.parametrize("text", ["", "  ", "-", "n/a", "None"])
def test_no_due_date_is_left_to_the_terms(text):
    assert due(text) is None


def test_due_on_receipt_is_the_day_of_the_invoice():
    assert one(f"{HEADER}\nAcme;1;2026-11-18;Due on receipt;5\n").due_on == EIGHTEENTH


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/02/2026", "is not a date"),
        ("2026-02-31", "is not a date"),
        ("soon", "is not a date"),
        ("46344", "is not a date"),
        ("2026-W01-1", "is not a date"),
        ("١٨/١١/٢٠٢٦", "is not a date"),
        ("9999-12-31", "is in the year 9999, not between 1970 and 2036"),
        ("1969-12-31", "is in the year 1969, not between 1970 and 2036"),
        ("2037-01-01", "is in the year 2037, not between 1970 and 2036"),
        ("11.18.2026", "is not a date in the order dmy"),
    ],
)
def test_a_day_that_does_not_exist_costs_its_row(text, says):
    reason = due_reason(text)
    assert says in reason
    assert reason.endswith("in “Due Date”")


@pytest.mark.parametrize(
    ("decider", "expected"), [("13/01/2026", date(2026, 11, 5)), ("01/13/2026", date(2026, 5, 11))]
)
def test_one_date_with_a_part_above_twelve_decides_for_the_file_in_whatever_column(decider, expected):
    reading = taken(f"{HEADER}\nAcme;1;05/11/2026;;5\nBeta;2;;{decider};5\n")
    assert reading.needs == []
    assert reading.documents[0].issued_on == expected


def test_nothing_decides_so_it_is_asked_and_nothing_is_taken():
    reading = taken(f"{HEADER}\nAcme;1;;05/11/2026;5\n")
    assert reading.documents == []
    assert reading.needs == [
        "date_order: “05/11/2026” is 5 November 2026 or 11 May 2026, and no date in the file decides: "
        "say --date-order dmy (for 5 November 2026) or mdy (for 11 May 2026)."
    ]


@pytest.mark.parametrize(("order", "expected"), [("dmy", date(2026, 11, 5)), ("mdy", date(2026, 5, 11))])
def test_the_answer_is_followed(order, expected):
    assert due("05/11/2026", date_order=order) == expected


def test_the_answer_year_first_reads_two_figures_each():
    assert due("26-11-18", date_order="ymd") == EIGHTEENTH
    assert "in the order ymd" in due_reason("18/11/2026", date_order="ymd")


def test_dates_that_contradict_each_other_are_asked_about():
    (need,) = taken(f"{HEADER}\nAcme;1;;13/01/2026;5\nBeta;2;;01/25/2026;5\n").needs
    assert need == (
        "date_order: “13/01/2026” has the day first and “01/25/2026” the month, in one file: "
        "say --date-order dmy or mdy."
    )


@pytest.mark.parametrize("text", ["11/11/2026", "05.11.2026", "2026-05-11", "5 Nov 2026"])
def test_what_has_one_reading_is_not_asked_about(text):
    reading = taken(f"{HEADER}\nAcme;1;;{text};5\n")
    assert (reading.needs, len(reading.documents)) == ([], 1)


def test_a_day_that_does_not_exist_decides_nothing():
    assert taken(f"{HEADER}\nAcme;1;;31/02/2026;5\nBeta;2;;05/06/2026;5\n").needs != []
