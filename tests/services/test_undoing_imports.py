"""An import taken back leaves the book as if the file had never come, on every day there is."""

import pytest
from desks import account_named, aging, debtor, figures_of, item, take_in

FIRST = (item("1"), item("2", 5_000, 2_000), item("C", 3_000, kind="credit_note"), item("9", 800, account="Brightside"))
SECOND = {
    "the same file": FIRST,
    "an amount changed": (item("1", 12_500), *FIRST[1:]),
    "a due date changed": (item("1", due="2026-11-10"), *FIRST[1:]),
    "an amount and its open balance changed": (item("1", 12_500, 900), *FIRST[1:]),
    "less open": (item("1", 10_000, 4_000), *FIRST[1:]),
    "more open": (FIRST[0], item("2", 5_000, 5_000), *FIRST[2:]),
    "paid": (item("1", settled="2026-11-05"), *FIRST[1:]),
    "gone": FIRST[1:],
    "a credit used up": (FIRST[0], FIRST[1], item("C", 3_000, 0, kind="credit_note"), FIRST[3]),
    "a new invoice and a new account": (*FIRST, item("3"), item("4", account="Café Añejo")),
    "everything at once": (item("1", 12_500, 900), item("5", 100), item("P", 50, kind="payment")),
}
DAYS = ("2026-09-15", "2026-10-20", "2026-11-04", "2026-11-06", "2026-11-08", "2026-11-19", "2027-03-01")


def picture(collecting) -> tuple[object, ...]:
    """The aging on many days, and the standing of each account that was there from the first."""
    figures = [figures_of(collecting, account_named(collecting, name)) for name in ("Acme", "Brightside")]
    return ([aging(collecting, day) for day in DAYS], figures)


@pytest.mark.parametrize("what", SECOND)
def test_taking_an_import_back_restores_every_figure(collecting, what):
    take_in(collecting, *FIRST)
    before = picture(collecting)
    take_in(collecting, *SECOND[what], as_of="2026-11-08")
    changed = picture(collecting)
    assert (changed == before) == (what == "the same file")
    assert str(collecting.undo.undo()) == "import of open.csv"
    assert picture(collecting) == before
    assert collecting.proving.differences() == []


@pytest.mark.parametrize("what", SECOND)
def test_the_same_import_after_it_was_taken_back_books_the_same_again(collecting, what):
    take_in(collecting, *FIRST)
    take_in(collecting, *SECOND[what], as_of="2026-11-08")
    once = picture(collecting)
    for _ in range(2):
        collecting.undo.undo()
        take_in(collecting, *SECOND[what], as_of="2026-11-08")
        assert picture(collecting) == once
        assert collecting.proving.differences() == []


@pytest.mark.parametrize("what", SECOND)
def test_two_imports_are_taken_back_one_after_the_other(collecting, what):
    take_in(collecting, *FIRST)
    take_in(collecting, *SECOND[what], as_of="2026-11-08")
    collecting.undo.undo()
    collecting.undo.undo()
    assert aging(collecting) == {}
    assert figures_of(collecting, account_named(collecting, "Acme"))[0].hidden_by == "owes nothing"
    assert collecting.proving.differences() == []
    take_in(collecting, *FIRST)
    assert aging(collecting)["Acme USD"] == ((0, 0, 12_000, 0, 0), 3_000)


def test_a_third_import_over_two_that_changed_each_other_can_be_taken_back(collecting):
    take_in(collecting, item("1", 10_000))
    take_in(collecting, item("1", 10_000, 4_000), as_of="2026-11-05")
    take_in(collecting, item("1", 10_000), as_of="2026-11-08")
    collecting.undo.undo()
    assert aging(collecting) == {"Acme USD": ((0, 0, 4_000, 0, 0), 0)}
    take_in(collecting, item("1", 10_000), as_of="2026-11-08")
    collecting.undo.undo()
    collecting.undo.undo()
    assert aging(collecting) == {"Acme USD": ((0, 0, 10_000, 0, 0), 0)}
    assert collecting.proving.differences() == []


def test_an_import_taken_back_does_not_make_an_older_file_too_old(collecting):
    take_in(collecting, item("1"), item("2"), as_of="2026-10-01")
    take_in(collecting, item("1"), item("2"), as_of="2026-11-15")
    collecting.undo.undo()
    assert take_in(collecting, item("1"), as_of="2026-11-01").gone != []


def test_an_invoice_entered_by_hand_is_by_hand_again_after_the_import_is_taken_back(collecting):
    account = debtor(collecting, "Acme", number="1041", amount="100", due="2026-10-01")
    take_in(collecting, item("1041", 10_000), item("2"))
    collecting.undo.undo()
    take_in(collecting, item("2"), as_of="2026-11-08")
    assert {invoice.number for invoice in collecting.queue.card(account).open_debits} == {"1041", "2"}


def test_a_document_of_another_report_is_that_reports_again_after_the_import_is_taken_back(collecting):
    take_in(collecting, item("1"), item("2"), source="shop")
    take_in(collecting, item("1"), source="workshop", as_of="2026-11-05")
    collecting.undo.undo()
    take_in(collecting, item("2"), source="shop", as_of="2026-11-08")
    assert aging(collecting) == {"Acme USD": ((0, 0, 10_000, 0, 0), 0)}


def test_taking_an_import_back_adds_reversing_entries_and_takes_none_out(collecting):
    take_in(collecting, *FIRST)
    before = collecting.office.book.rows("SELECT * FROM entry ORDER BY id")
    collecting.undo.undo()
    after = collecting.office.book.rows("SELECT * FROM entry ORDER BY id")
    assert after[: len(before)] == before
    assert len(after) == 2 * len(before)
