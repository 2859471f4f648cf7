from collections import Counter

import pytest

from collector_tui.importers.headers import header_key
from collector_tui.importers.synonyms import NEVER, STEMS, SYNONYMS

from .reports import one, refusal, taken


def columns(header: str, **options) -> dict[str, str]:
    return dict(taken(header + "\n", **options).columns)


@pytest.mark.parametrize(
    "header", ["invoiceNumber", "Invoice #", "INVOICE_NUMBER", "Invoice No.", "Num", "Rechnungs-Nr."]
)
def test_spellings_of_the_invoice_number(header):
    assert columns(f"Customer,{header},Amount")["number"] == header


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "ID,Client,Invoice Date,Date,Due,Total,Amount Due,Paid on,E-mail,Phone No.",
            {"account": "Client", "issued": "Invoice Date", "due": "Due", "amount": "Total", "open": "Amount Due",
             "settled": "Paid on", "email": "E-mail", "phone": "Phone No."},
        ),
        (
            "Customer ID,Customer phone,Customer,Inv #,Amount (USD),Balance ($)",
            {"account": "Customer", "number": "Inv #", "amount": "Amount (USD)", "open": "Balance ($)",
             "phone": "Customer phone"},
        ),
        (
            "Firma;Belegnummer;Belegdatum;Fälligkeit;Bruttobetrag;Offen;Währung",
            {"account": "Firma", "number": "Belegnummer", "issued": "Belegdatum", "due": "Fälligkeit",
             "amount": "Bruttobetrag", "open": "Offen", "currency": "Währung"},
        ),
        (
            "Client,N° facture,Date de facture,Échéance,Montant TTC,Solde",
            {"account": "Client", "issued": "Date de facture", "due": "Échéance", "amount": "Montant TTC",
             "open": "Solde"},
        ),
        (
            "Cliente,Factura,Fecha,Vencimiento,Importe,Pendiente",
            {"account": "Cliente", "number": "Factura", "issued": "Fecha", "due": "Vencimiento", "amount": "Importe",
             "open": "Pendiente"},
        ),
    ],
)  # fmt: skip
def test_columns_are_found_by_name_in_four_languages(header, expected):
    assert {field: name for field, name in columns(header).items() if field in expected} == expected


def test_an_exact_name_outranks_a_longer_one_wherever_it_stands():
    assert columns("Original invoice amount,Customer,Amount")["amount"] == "Amount"


@pytest.mark.parametrize("share", ["Amount Paid", "Line Amount", "Tax Amount", "Discount amount", "Days outstanding"])
def test_a_part_of_an_invoice_is_never_taken_for_its_amount(share):
    assert "no amount column" in refusal(f"Customer,Invoice #,{share}\n")


def test_the_header_may_stand_below_titles():
    text = "Harbor Print Co.\nOpen invoices\n\nDate:,2026-11-20\nCustomer,Number,Due Date,Amount\nAcme,1,2026-11-01,5\n"
    assert one(text).line == 6


def test_a_mapping_outranks_what_would_be_found():
    text = "Customer,Branch,Number,Amount\nAcme,North,1,5\n"
    assert one(text, mapping={"account": "branch"}).account == "North"


def test_a_mapping_makes_an_unknown_header_readable():
    document = one(
        "Wer;Wann;Was;Wieviel\nAcme;2026-11-01;7;5\n", mapping={"account": "Wer", "amount": "Wieviel", "number": "Was"}
    )
    assert (document.account, document.number, document.amount_cents) == ("Acme", "7", 500)


def test_a_mapping_of_an_unknown_field_names_the_fields():
    sentence = refusal("Customer,Number,Amount\n", mapping={"sum": "Amount"})
    assert sentence.startswith("--map sum=Amount: there is no field “sum”; there are account, number, issued, due,")


def test_a_mapping_to_an_absent_header_names_the_headers():
    sentence = refusal("Customer,Number,Amount\n", mapping={"amount": "Sum"})
    assert sentence == ("--map amount=Sum: no column is called “Sum”; there are “Customer”, “Number”, “Amount”.")


def test_two_equal_headers_are_said_and_the_first_is_used():
    reading = taken("Customer,Number,Amount,Amount\nAcme,1,5,7\n")
    assert reading.documents[0].amount_cents == 500
    assert reading.warnings == ["Two columns are called “Amount”: the first is used."]


def test_no_amount_column_names_the_headers_and_the_way_out():
    assert refusal('Customer,Invoice #,Due Date\n"Alvarez, Dana",1041,12/18/2025\n') == (
        "ledger.csv has no amount column: the header on line 1 has “Customer”, “Invoice #”, “Due Date”. "
        "--map amount=HEADER names the one that holds it."
    )


def test_no_customer_column_names_the_way_out():
    assert "has no customer column: the header on line 1 has" in refusal("Invoice #,Due Date,Amount\n1,2026-11-01,5\n")


def test_no_header_row_says_where_it_was_looked_for():
    sentence = refusal("Acme,1041,2026-08-02,1284.50\nBeta,1042,2026-08-03,12.50\n")
    assert "no row, among its first 30" in sentence
    assert "“Acme”, “1041”" in sentence


def test_every_synonym_is_folded_and_belongs_to_one_field():
    names = [name for group in SYNONYMS.values() for name in group]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if header_key(name) != name] == []
    assert set(STEMS) <= set(SYNONYMS) and set(NEVER) <= set(SYNONYMS)
