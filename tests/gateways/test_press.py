"""A statement as a PDF: readable as text, the same every time, whole on as many pages as it takes."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from desks import HARBOR, HOSTILE
from pdfs import fonts, pages

from collector_tui.domain.entry import Entry
from collector_tui.domain.press import Press
from collector_tui.domain.statement import Debtor, Statement, draw_up
from collector_tui.gateways.press import PdfPress

MAY = date(2026, 5, 31)
SHOP = HARBOR._replace(
    address="12 Wharf Street\nPortland, ME 04101", pay_link="https://pay.harborprint.example", payment_options="check"
)


def statement(name: str = "Łódź Ελλάδα Ltd", count: int = 1, number: str = "", **business: str) -> Statement:
    entries = [
        Entry(
            at, None, None, None, "invoice", 1, number or str(1000 + at), MAY - timedelta(days=60), MAY, 10_000, 10_000
        )
        for at in range(1, count + 1)
    ]
    return draw_up(SHOP._replace(**business), Debtor(7, name, "4 Elm Street", "USD"), MAY, None, entries)


def printed(made: Statement) -> list[str]:
    press: Press = PdfPress()
    return pages(press.statement(made))


def test_everything_that_is_said_can_be_read_and_searched():
    (page,) = printed(statement())
    for words in (
        "Harbor Print Co.",
        "12 Wharf Street",
        "Statement of account",
        "All entries up to 31 May 2026",
        "Łódź Ελλάδα Ltd",
        "Account number 7",
        "Invoice 1001, due 31 May 2026",
        "Open on 31 May 2026",
        "Aging by due date",
        "How to pay",
        "Online: https://pay.harborprint.example",
        "Page 1 of 1",
    ):
        assert words in page.splitlines()
    assert "$100.00" in page


def test_its_letters_are_in_the_file():
    used, held = fonts(PdfPress().statement(statement()))
    assert used == held
    assert {name.partition("+")[2] for name in held} == {"DejaVuSans", "DejaVuSans-Bold"}


def test_the_same_statement_gives_the_same_bytes():
    made = statement(count=60)
    assert PdfPress().statement(made) == PdfPress().statement(made)


def test_it_gives_the_same_bytes_in_another_process():
    program = (
        "import sys, hashlib; sys.path[:0] = ['tests', 'tests/gateways']; from test_press import *; "
        "print(hashlib.sha256(PdfPress().statement(statement(count=60))).hexdigest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout, runs[0].stderr
    assert len(runs[0].stdout.strip()) == 64, runs[0].stderr


def test_three_hundred_invoices_are_all_there_with_a_header_on_every_page():
    sheets = printed(statement(count=300))
    assert len(sheets) > 5
    whole = "\n".join(sheets).splitlines()
    for at in range(1, 301):
        assert whole.count(f"Invoice {1000 + at}, due 31 May 2026") == 1
        assert whole.count(f"Invoice {1000 + at}") == 1
    for number, sheet in enumerate(sheets, 1):
        assert f"Page {number} of {len(sheets)}" in sheet.splitlines()
        if "Invoice 1" in sheet:
            assert "Balance" in sheet.splitlines() or "Still open" in sheet.splitlines()
    assert "30,000.00" in whole


@pytest.mark.parametrize("name", ["<b>bold</b> & <para>", "a <br/> b </para>", "&amp; &#65; <img src='x'/>"])
def test_a_name_is_never_read_as_markup(name):
    (page,) = printed(statement(name=name, number=name))
    letters = "".join(page.split())
    assert letters.count("".join(name.split())) >= 3


def test_hostile_names_are_shown_and_what_cannot_be_drawn_is_named():
    (page,) = printed(statement(name=f"{HOSTILE} 名前"))
    letters = "".join(page.split())
    assert "<202E>" in letters and "<540D><524D>" in letters and "[@click=app.quit]" in letters
    assert "\u202e" not in page and "\x1b" not in page


@pytest.mark.parametrize("long", ["N" * 6_000, "word " * 1_200], ids=["one word", "many words"])
def test_a_long_name_or_number_is_wrapped_and_not_cut(long):
    sheets = printed(statement(name=long, number=long))
    letters = "".join("".join(sheets).split())
    assert letters.count(long[0]) >= 3 * long.count(long[0])


def test_a_payment_of_many_invoices_names_them_all():
    entries = [Entry(at, None, None, None, "invoice", 1, str(1000 + at), MAY, MAY, 100, 0, "") for at in range(1, 201)]
    paid = Entry(
        900,
        None,
        None,
        None,
        "payment",
        -1,
        "",
        MAY,
        None,
        20_000,
        0,
        "",
        parts=tuple((at, 100) for at in range(1, 201)),
    )
    made = draw_up(SHOP, Debtor(7, "Dana", "", "USD"), MAY, None, [*entries, paid])
    whole = "\n".join(printed(made)).splitlines()
    assert all(f"1.00 to invoice {1000 + at}" in whole for at in range(1, 201))


@pytest.mark.parametrize(("country", "box"), [("US", b"0 0 612 792"), ("gb", b"0 0 595.2756 841.8898")])
def test_the_paper_is_the_one_of_the_country(country, box):
    assert b"/MediaBox [ " + box in PdfPress().statement(statement(country=country))


def test_a_business_without_a_name_and_an_account_without_entries_print_too():
    (page,) = printed(statement(count=0, name="Dana", address="", pay_link="", phone=""))
    assert "There are no entries up to this day." in page.splitlines()
    (page,) = pages(
        PdfPress().statement(
            draw_up(SHOP._replace(name="", address="", phone=""), Debtor(7, "D", "", "JPY"), MAY, MAY, [])
        )
    )
    assert "Balance before 31 May 2026" in page.splitlines()
