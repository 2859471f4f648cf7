import json
from datetime import date

import pytest

from .reports import reasons, shared_file, taken

FILE = "exports/qbo_ar_aging_detail_new.csv"

CLASSIC = """Harbor Street Bookkeeping LLC
A/R Aging Detail
"As of November 20, 2026"

,Date,Transaction Type,Num,Customer,Due Date,Amount,Open Balance
31 - 60 days past due,,,,,,,
,08/27/2026,Invoice,1064,Saguaro Ridge,09/26/2026,"14,180.75","12,180.75"
,10/06/2026,Journal Entry,JE-7,"O'Neil ""Buck"" Hauling",10/06/2026,99.99,99.99
Total for 31 - 60 days past due,,,,,,"$14,280.74","$12,280.74"
CURRENT,,,,,,,
,11/08/2026,Payment,,"Okafor, Chidi",11/08/2026,-75.00,-75.00
,11/15/2026,Invoice,1081,Total Wine:North,12/15/2026,880.00,880.00
Total for CURRENT,,,,,,$805.00,$805.00
TOTAL,,,,,,"$15,085.74","$13,085.74"

"Friday, November 20, 2026 09:14 AM GMT-05:00"
"""


def test_the_new_layout_gives_exactly_the_expected_items():
    reading = taken(shared_file(FILE))
    expected = json.loads(shared_file("exports/expected.json"))["qbo_ar_aging_detail_new.csv"]
    items = [
        (account, item["no"], item["kind"], item["date"], item["due"], item["open_cents"])
        for account, customer in expected["customers"].items()
        for item in customer["documents"]
    ]
    kinds = {"Credit Memo": "credit_note", "Payment": "payment"}
    assert sorted(
        (one.account, one.number, one.kind, str(one.issued_on), str(one.due_on), one.open_cents)
        for one in reading.documents
    ) == sorted(
        (account, number, kinds.get(kind, "invoice"), issued, due, abs(cents))
        for account, number, kind, issued, due, cents in items
    )
    assert (reading.format, str(reading.as_of)) == ("qbo_ar_aging_detail", expected["as_of"])
    assert (reading.rejected, reading.warnings, reading.needs) == ([], [], [])


def test_the_classic_layout_with_a_mark_and_dollar_signs():
    reading = taken(b"\xef\xbb\xbf" + CLASSIC.encode())
    assert (reading.format, reading.as_of, reading.warnings) == ("qbo_ar_aging_detail", date(2026, 11, 20), [])
    assert [(one.account, one.number, one.kind, one.open_cents) for one in reading.documents] == [
        ("Saguaro Ridge", "1064", "invoice", 1218075),
        ('O\'Neil "Buck" Hauling', "JE-7", "invoice", 9999),
        ("Okafor, Chidi", "", "payment", 7500),
        ("Total Wine:North", "1081", "invoice", 88000),
    ]
    assert reading.documents[0].amount_cents == 1418075


def test_sections_totals_and_the_footer_are_left_out_with_the_reason():
    reading = taken(CLASSIC)
    assert reasons(reading.skipped) == {
        6: "it is the heading “31 - 60 days past due”", 9: "it is a total", 10: "it is the heading “CURRENT”",
        13: "it is a total", 14: "it is a total", 15: "it stands below the report's total",
        16: "it stands below the report's total",
    }  # fmt: skip
    assert reading.rejected == []


def test_totals_that_are_not_the_sum_of_the_rows_are_said_and_not_refused():
    reading = taken(CLASSIC.replace('"14,180.75","12,180.75"', '"14,180.75","12,000.00"'))
    assert len(reading.documents) == 4
    assert reading.warnings == [
        "Line 9, “Total for 31 - 60 days past due”: the report says 12,280.74, and the rows taken come to 12,099.99.",
        "Line 14, “TOTAL”: the report says 13,085.74, and the rows taken come to 12,904.99.",
    ]


def test_a_file_cut_short_is_said():
    reading = taken(CLASSIC[: CLASSIC.index("TOTAL,")])
    assert reading.warnings == ["The report's last row, TOTAL, is missing: the file may have been cut short."]


def test_american_dates_are_not_asked_about_unless_the_file_contradicts():
    american = "\n".join(
        line for line in CLASSIC.splitlines() if not any(day in line for day in ("/27/", "/26/", "/15/"))
    )
    assert str(taken(american).documents[0].issued_on) == "2026-10-06"
    british = taken(
        CLASSIC.replace("08/27/2026", "27/08/2026").replace("09/26/2026", "26/09/2026").replace("/15/", "/10/")
    )
    assert (british.needs, str(british.documents[0].issued_on)) == ([], "2026-08-27")


def test_dates_both_ways_are_asked_about():
    (need,) = taken(CLASSIC.replace("08/27/2026", "27/08/2026")).needs
    assert need.startswith("date_order: “27/08/2026” has the day first")


def test_the_as_of_date_given_wins():
    assert taken(CLASSIC, as_of=date(2026, 11, 30)).as_of == date(2026, 11, 30)


def test_a_credit_with_a_positive_amount_is_rejected():
    reading = taken(CLASSIC.replace("-75.00,-75.00", "75.00,75.00"))
    assert reasons(reading.rejected) == {11: "a “Payment” with a positive amount is neither owed nor a credit"}


@pytest.mark.parametrize("title", ["Other Company Inc."])
def test_the_source_is_the_same_next_week_and_another_for_another_company(title):
    next_week = CLASSIC.replace("November 20", "November 27").replace("1081", "1099")
    assert taken(next_week).source == taken(CLASSIC).source
    assert taken(CLASSIC.replace("Harbor Street Bookkeeping LLC", title)).source != taken(CLASSIC).source
