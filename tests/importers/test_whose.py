"""What a file says of the customers themselves: a business or a person, and the address; and what it says in vain."""

import pytest

from .reports import SHARED, one, shared_file, taken

ROW = "Acme,1,2026-11-01,5.00"


def with_column(header: str, *values: str, **options):
    rows = "".join(f"C{at},{at},2026-11-01,5.00,{value}\n" for at, value in enumerate(values))
    return taken(f"Customer,Number,Due Date,Amount,{header}\n{rows}", **options)


@pytest.mark.parametrize("header", ["Type", "Kind", "Customer Type", "CLIENT_TYPE"])
def test_a_type_whose_values_are_all_of_customers_is_the_kind_of_the_account(header):
    reading = with_column(header, "Business", "company", "", "PERSON", "individual", "consumer")
    kinds = [document.account_kind for document in reading.documents]
    assert kinds == ["business", "business", "", "consumer", "consumer", "consumer"]
    assert {document.kind for document in reading.documents} == {"invoice"}
    assert (reading.columns["account_kind"], reading.columns.get("kind"), reading.warnings) == (header, None, [])


def test_a_type_of_documents_stays_one():
    reading = with_column("Type", "Invoice", "Payment", "Credit Memo", "Company")
    assert [document.kind for document in reading.documents] == ["invoice", "payment", "credit_note", "invoice"]
    assert {document.account_kind for document in reading.documents} == {""}


def test_both_types_may_stand_side_by_side():
    text = "Customer,Number,Amount,Transaction Type,Type\nAcme,1,5.00,Credit Memo,Business\n"
    document = one(text)
    assert (document.kind, document.account_kind) == ("credit_note", "business")


def test_other_types_of_customers_are_named_as_not_used():
    assert with_column("Customer Type", "Wholesale", "Business").warnings == ["Not used: Customer Type."]


def test_a_kind_is_mapped_and_words_that_are_none_are_told():
    reading = with_column("Segment", "person", "Wholesale", mapping={"account_kind": "segment"})
    assert [document.account_kind for document in reading.documents] == ["consumer", ""]
    assert reading.warnings == [
        "“Wholesale” in “Segment” is neither business nor consumer: the kind is left open."
    ]  # fmt: skip


def test_a_type_that_is_mapped_to_the_document_stays_there():
    reading = with_column("Type", "Business", mapping={"kind": "Type"})
    assert (reading.documents[0].account_kind, reading.columns["kind"]) == ("", "Type")


@pytest.mark.parametrize(
    ("headers", "cells", "address"),
    [
        ("Address", '"20 Pier Lane\nNew York, NY 10013"', "20 Pier Lane, New York, NY 10013"),
        ("Billing Address", '" 20 Pier Lane,  New York "', "20 Pier Lane, New York"),
        ("Street,City,State,ZIP", "20 Pier Lane,New York,NY,10013", "20 Pier Lane, New York, NY 10013"),
        ("Address,City,State,ZIP Code", "20 Pier Lane,New York,NY,10013", "20 Pier Lane, New York, NY 10013"),
        ("Address,City,State,ZIP", '"1 Main St, Boston, MA 02118",Boston,MA,02118', "1 Main St, Boston, MA 02118"),
        ("Street,Street 2,City,Country", "20 Pier Lane,Suite 4,Leeds,UK", "20 Pier Lane, Suite 4, Leeds, UK"),
        ("City,State,Country", ",NY,USA", ""),
    ],
)
def test_an_address_is_put_together_from_its_columns(headers, cells, address):
    document = one(f"Customer,Number,Due Date,Amount,{headers}\n{ROW},{cells}\n")
    assert (document.address, document.open_cents) == (address, 500)


def test_an_address_is_mapped():
    assert with_column("Where", "1 Main St", mapping={"address": "Where"}).documents[0].address == "1 Main St"


def test_a_state_beside_no_address_or_with_a_status_in_it_is_a_status():
    assert with_column("State", "Paid").documents[0].open_cents == 0
    text = f"Customer,Number,Due Date,Amount,State,City\n{ROW},Void,Boston\nAcme,2,2026-11-01,5.00,Open,Boston\n"
    assert [(document.number, document.address) for document in taken(text).documents] == [("2", "Boston")]


def test_columns_that_hold_something_and_are_not_taken_are_named_once():
    text = f"Customer,Number,Due Date,Amount,Notes,Salesperson,Empty,Country\n{ROW},hello,Bob,,USA\n"
    assert taken(text).warnings == ["Not used: Notes, Salesperson, Country."]


def test_many_columns_that_are_not_used_are_not_all_named():
    headers = ",".join(f"Extra {at}" for at in range(25))
    (warning,) = taken(f"Customer,Number,Due Date,Amount,{headers}\n{ROW}{',x' * 25}\n").warnings
    assert warning.endswith("Extra 19, and 5 more.")


@pytest.mark.skipif(not (SHARED / "exports").exists(), reason="the sample files are not beside this checkout")
def test_the_quickbooks_export_has_no_word_of_what_was_not_used():
    reading = taken(shared_file("exports/qbo_ar_aging_detail_new.csv"))
    assert not any("Not used" in warning for warning in reading.warnings)
