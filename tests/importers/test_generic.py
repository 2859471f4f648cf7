from datetime import date

import pytest

from .reports import HEADER, one, reasons, shared_file, taken

OTHER_FIGURES = "number 1041 of this customer stands on line 2 with other figures"
ACME = "Acme,1041,2026-07-03,2026-08-02,1284.50,1284.50"


def left(row: str) -> str:
    """Why a row after one good invoice is left out, nothing being wrong with it."""
    reading = taken(f"{HEADER}\n{ACME}\n{row}\n")
    assert (len(reading.documents), reading.rejected) == (1, [])
    return reasons(reading.skipped)[3]


def rejected(row: str) -> str:
    """Why a row after one good invoice is rejected."""
    reading = taken(f"{HEADER}\n{ACME}\n{row}\n")
    assert (len(reading.documents), reading.skipped) == (1, [])
    return reasons(reading.rejected)[3]


def test_a_plain_invoice_with_everything_in_it():
    document = one(
        "Customer,Invoice #,Invoice Date,Due Date,Amount,Balance,Phone,Email\n"
        ' "  Café \n Añejo  ",000017,2026-10-01,2026-11-01,742.00,42.00, 212 555 0101 ,a@b.example\n'
    )
    assert (document.account, document.number, document.kind) == ("Café Añejo", "000017", "invoice")
    assert (document.issued_on, document.due_on) == (date(2026, 10, 1), date(2026, 11, 1))
    assert (document.amount_cents, document.open_cents, document.currency) == (74200, 4200, "USD")
    assert (document.phone, document.email, document.line) == ("212 555 0101", "a@b.example", 2)


@pytest.mark.parametrize("name", ["Amount", "Open Balance"])
def test_one_column_alone_is_both_the_total_and_what_is_owed(name):
    document = one(f"Customer,Number,{name}\nAcme,1,5.00\n")
    assert (document.amount_cents, document.open_cents) == (500, 500)


def test_an_invoice_with_nothing_open_is_taken_as_settled():
    document = one(f"{HEADER}\nAcme,1,,2026-11-01,100.00,0.00\n")
    assert (document.amount_cents, document.open_cents) == (10000, 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,,,,", "it is blank"),
        ("", "it is blank"),
        ("Total,,,,1284.50,1284.50", "it is a total"),
        ("Grand total,,,,1284.50,1284.50", "it is a total"),
        (",Total,,,1284.50,", "it is a total"),
        ("Summe,,,,1284.50,", "it is a total"),
        ('"Total for Alvarez, Dana",,,,1284.50,1284.50', "it is a total"),
        (",,,,1284.50,1284.50", "it is a sum without a customer"),
        ("Overdue,,,,,", "it is a heading or a footer"),
        ('"Friday, November 20, 2026 09:14 AM GMT-05:00",,,,,', "it is a heading or a footer"),
        (HEADER, "it is the header again"),
    ],
)
def test_rows_that_are_no_items_are_left_out_with_the_reason(row, reason):
    assert left(row) == reason


def test_a_customer_called_total_is_a_customer():
    assert one(f"{HEADER}\nTotal Wine,7,,2026-11-01,5,5\n").account == "Total Wine"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",1042,,2026-11-01,5,5", "there is no customer in “Customer”"),
        ("Beta,,,2026-11-01,5,5", "there is no invoice number in “Invoice #”"),
        ("Beta,2,,2026-11-01,,", "there is no amount in “Amount”"),
        ("Beta,2,,2026-11-01,5,6", "“6” in “Open Balance” is more than “5” in “Amount”, or of the other sign"),
        ("Beta,2,,2026-11-01,5,-1", "“-1” in “Open Balance” is more than “5” in “Amount”, or of the other sign"),
        ("Beta,2,,2026-11-01,5,", "nothing stands in “Open Balance”: what is still owed is not known"),
        ("B" * 301 + ",2,,2026-11-01,5,5", f"“{'B' * 40}…” in “Customer” has 301 characters, more than 300"),
        ("Acme,1041,2026-07-03,2026-08-02,1.00,1.00", OTHER_FIGURES),
        ("ACME,1041,2026-07-03,2026-08-03,1284.50,1284.50", OTHER_FIGURES),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_says_why(row, reason):
    assert rejected(row) == reason


def test_a_rejected_row_says_whose_it_is_so_that_its_invoice_is_not_thought_paid():
    (rejection,) = taken(f"{HEADER}\n Beta  Ltd ,0042,,soon,5,5\n").rejected
    assert (rejection.line, rejection.account, rejection.number) == (2, "Beta Ltd", "0042")


def test_line_items_of_one_invoice_are_one_invoice():
    assert left(ACME) == "it repeats line 2, line by line of one invoice"


def test_the_same_number_of_two_customers_is_two_invoices():
    reading = taken(f"{HEADER}\n{ACME}\n{ACME.replace('Acme', 'Beta')}\n")
    assert [document.account for document in reading.documents] == ["Acme", "Beta"]


@pytest.mark.parametrize(
    ("word", "amount", "kind"),
    [
        ("Invoice", "5", "invoice"),
        ("Credit Memo", "-5", "credit_note"),
        ("Credit Memo", "5", "credit_note"),
        ("Gutschrift", "5", "credit_note"),
        ("Payment", "-5", "payment"),
        ("Payment", "5", "payment"),
        ("Sales overpayment", "-5", "payment"),
        ("Journal Entry", "5", "invoice"),
        ("", "-5", "credit_note"),
    ],
)
def test_what_a_row_is_by_its_kind_and_sign(word, amount, kind):
    document = one(f"Customer,Number,Type,Amount\nAcme,7,{word},{amount}\n")
    assert (document.kind, document.amount_cents, document.open_cents) == (kind, 500, 500)


def test_a_payment_needs_no_number_and_two_alike_are_two():
    reading = taken("Customer,Number,Type,Amount\nAcme,,Payment,-5\nAcme,,Payment,-5\n")
    assert [document.number for document in reading.documents] == ["", ""]


def test_void_and_draft_invoices_are_left_out():
    reading = taken("Customer,Number,Status,Amount\nAcme,1,Voided,5\nAcme,2,Draft,5\nAcme,3,Sent,5\n")
    assert [document.number for document in reading.documents] == ["3"]
    assert reasons(reading.skipped) == {2: "its status is “Voided”", 3: "its status is “Draft”"}


def test_a_status_paid_settles_where_nothing_else_says_what_is_open():
    assert one("Customer,Number,Status,Amount\nAcme,1,Paid,5\n").open_cents == 0


def test_a_day_of_settlement_leaves_the_amount_for_the_payment_to_take():
    document = one("Customer,Number,Paid on,Amount\nAcme,1,2026-11-01,5\n")
    assert (document.settled_on, document.open_cents) == (date(2026, 11, 1), 500)


@pytest.mark.parametrize(("open_", "settled"), [("0", date(2026, 11, 1)), ("", date(2026, 11, 1)), ("2", None)])
def test_with_a_balance_beside_it_the_balance_counts(open_, settled):
    document = one(f"Customer,Number,Date Paid,Amount,Balance\nAcme,1,2026-11-01,5,{open_}\n")
    assert (document.open_cents, document.settled_on) == (int(open_ or 0) * 100, settled)


def test_without_a_number_column_the_way_out_is_named():
    reading = taken("Customer,Amount\nAcme,5\n")
    assert "--map number=HEADER names the column." in reading.warnings[0]
    assert reasons(reading.rejected) == {2: "there is no invoice number (number has no column)"}


def test_the_as_of_date_is_only_the_one_given():
    assert taken(f"{HEADER}\n{ACME}\n").as_of is None
    assert taken(f"{HEADER}\n{ACME}\n", as_of=date(2026, 11, 1)).as_of == date(2026, 11, 1)


def test_the_source_is_the_report_and_not_its_rows():
    newer = taken(f"{HEADER.upper()}\nBeta,2,,2026-11-01,5,5\n").source
    assert newer == taken(f"{HEADER}\n{ACME}\n").source
    assert newer != taken("Customer,Number,Amount\n").source


def test_the_ibm_ledger_is_taken_whole():
    reading = taken(shared_file("datasets/ibm_accounts_receivable.csv"))
    assert (len(reading.documents), reading.rejected, reading.skipped) == (2466, [], [])
    assert sum(document.open_cents for document in reading.documents) == 14_770_318
    assert len({document.account for document in reading.documents}) == 100
    assert sum(document.number.startswith("0") for document in reading.documents) == 266
    assert all(document.settled_on for document in reading.documents)
    first = reading.documents[0]
    assert (first.number, first.issued_on, first.due_on) == ("0000611365", date(2013, 1, 2), date(2013, 2, 1))


def test_xero_lines_become_invoices():
    reading = taken(shared_file("exports/xero_sales_invoices_lines.csv"))
    items = {document.number or document.kind: document.open_cents for document in reading.documents}
    assert items == {
        "INV-0006": 618750, "INV-0011": 109900, "INV-0017": 10000, "CN-0003": 2500, "INV-0020": 0, "payment": 4000,
    }  # fmt: skip
    assert reading.documents[0].issued_on == date(2026, 9, 6)
    assert reading.rejected == []
