"""Importing open items again and again: the book follows the newest file, and says what changed."""

from dataclasses import replace

import pytest
from desks import account_named, aging, debtor, export, figures_of, item, take_in

from collector_tui.domain.document import Rejection
from collector_tui.domain.refusal import Refused
from collector_tui.services.importing import ImportOptions
from collector_tui.services.office import form_key


def ledger_rows(collecting) -> tuple[int, ...]:
    rows = collecting.office.book.rows
    return tuple(rows(f"SELECT COUNT(*) FROM {table}")[0][0] for table in ("entry", "allocation", "item"))


def open_items(collecting, name: str = "Acme") -> dict[str, int]:
    card = collecting.queue.card(account_named(collecting, name))
    return {invoice.number: invoice.residual_cents for invoice in card.open_debits}


def counts(result) -> tuple[int, int, int, int]:
    return result.new, result.changed, result.unchanged, len(result.gone)


def sound(collecting) -> bool:
    return collecting.proving.differences() == []


def test_the_first_import_makes_accounts_and_opens_their_invoices(collecting):
    result = take_in(collecting, item("1", 10_000), item("2", 5_000, 2_000), item("9", 700, account="Brightside"))
    assert (result.accounts_new, *counts(result)) == (2, 3, 0, 0, 0)
    assert open_items(collecting) == {"1": 10_000, "2": 2_000}
    assert aging(collecting)["Brightside USD"] == ((0, 0, 700, 0, 0), 0)
    assert sound(collecting)


def test_the_same_file_again_changes_nothing_and_adds_no_ledger_row(collecting):
    documents = [item("1"), item("2", 5_000, 2_000), item("", 900, kind="payment"), item("7", 300, kind="credit_note")]
    take_in(collecting, *documents)
    rows, before = ledger_rows(collecting), figures_of(collecting, account_named(collecting, "Acme"))
    assert counts(take_in(collecting, *documents)) == (0, 0, 4, 0)
    assert ledger_rows(collecting) == rows
    assert figures_of(collecting, account_named(collecting, "Acme")) == before
    assert sound(collecting)


def test_a_changed_amount_is_taken_over(collecting):
    take_in(collecting, item("1", 10_000))
    result = take_in(collecting, item("1", 12_500), as_of="2026-11-08")
    assert counts(result) == (0, 1, 0, 0)
    assert open_items(collecting) == {"1": 12_500}
    assert sound(collecting)


def test_a_changed_due_date_moves_the_invoice_to_another_bucket(collecting):
    take_in(collecting, item("1", 10_000, due="2026-10-01"))
    take_in(collecting, item("1", 10_000, due="2026-11-10"), as_of="2026-11-08")
    assert aging(collecting) == {"Acme USD": ((0, 10_000, 0, 0, 0), 0)}
    assert sound(collecting)


def test_a_part_payment_keeps_the_residual_on_its_due_date(collecting):
    take_in(collecting, item("1", 10_000, due="2026-10-01"))
    take_in(collecting, item("1", 10_000, 4_000, due="2026-10-01"), as_of="2026-11-08")
    assert aging(collecting) == {"Acme USD": ((0, 0, 4_000, 0, 0), 0)}
    assert aging(collecting, "2026-11-05") == {"Acme USD": ((0, 0, 10_000, 0, 0), 0)}
    assert sound(collecting)


def test_an_open_balance_that_rises_again_opens_what_an_import_had_closed(collecting):
    take_in(collecting, item("1", 10_000))
    take_in(collecting, item("1", 10_000, 4_000), as_of="2026-11-08")
    result = take_in(collecting, item("1", 10_000, 7_000), as_of="2026-11-15")
    assert counts(result) == (0, 1, 0, 0)
    assert open_items(collecting) == {"1": 7_000}
    assert sound(collecting)


def test_an_invoice_that_was_paid_closes_on_the_day_it_was_paid(collecting):
    take_in(collecting, item("1", 10_000))
    result = take_in(collecting, item("1", 10_000, settled="2026-11-05"), as_of="2026-11-08")
    assert (result.payments_new, open_items(collecting)) == (1, {})
    assert aging(collecting, "2026-11-04") == {"Acme USD": ((0, 0, 10_000, 0, 0), 0)}
    assert aging(collecting, "2026-11-05") == {}
    assert take_in(collecting, item("1", 10_000, settled="2026-11-05"), as_of="2026-11-09").payments_duplicate == 1
    assert sound(collecting)


def test_a_paid_invoice_whose_cheque_bounced_is_open_again(collecting):
    take_in(collecting, item("1", 10_000))
    take_in(collecting, item("1", 10_000, settled="2026-11-05"), as_of="2026-11-08")
    take_in(collecting, item("1", 10_000), as_of="2026-11-15")
    assert open_items(collecting) == {"1": 10_000}
    assert sound(collecting)


def test_what_the_newer_file_lacks_is_closed_and_comes_back_when_it_is_listed_again(collecting):
    take_in(collecting, item("1"), item("2"))
    gone = take_in(collecting, item("1"), as_of="2026-11-08").gone
    assert gone == [(account_named(collecting, "Acme"), "2")]
    assert open_items(collecting) == {"1": 10_000}
    take_in(collecting, item("1"), item("2"), as_of="2026-11-15")
    assert open_items(collecting) == {"1": 10_000, "2": 10_000}
    assert sound(collecting)


@pytest.mark.parametrize(
    ("rejected", "closed"),
    [
        (Rejection(3, "no amount", "ACME", "2"), {"3"}),
        (Rejection(3, "no amount", "Acme", ""), set()),
        (Rejection(3, "no amount"), set()),
        (Rejection(3, "no amount", "Brightside", "2"), {"2", "3"}),
    ],
)
def test_a_row_that_could_not_be_read_never_closes_the_document_it_may_speak_of(collecting, rejected, closed):
    take_in(collecting, item("1"), item("2"), item("3"))
    result = take_in(collecting, item("1"), as_of="2026-11-08", rejected=[rejected])
    assert {number for _, number in result.gone} == closed
    assert set(open_items(collecting)) == {"1", "2", "3"} - closed


def test_an_older_file_closes_and_reopens_nothing_that_a_newer_one_said(collecting):
    take_in(collecting, item("1"), item("2"), item("3"), as_of="2026-10-01")
    take_in(collecting, item("1"), item("3", 10_000, 4_000), as_of="2026-11-15")
    result = take_in(collecting, item("2"), item("3", 12_000), item("4"), as_of="2026-11-01")
    assert open_items(collecting) == {"1": 10_000, "3": 4_000, "4": 10_000}
    assert counts(result) == (1, 0, 2, 0)
    assert any("nothing is closed by the one of 2026-11-01" in warning for warning in result.warnings)
    assert sound(collecting)


def test_two_reports_do_not_close_each_others_documents(collecting):
    take_in(collecting, item("1"), source="shop")
    take_in(collecting, item("2"), source="workshop", as_of="2026-11-08")
    assert open_items(collecting) == {"1": 10_000, "2": 10_000}


def test_credits_and_unapplied_payments_lower_what_is_owed_and_not_the_buckets(collecting):
    take_in(collecting, item("1"), item("C1", 3_000, kind="credit_note"), item("P1", 2_000, 1_500, kind="payment"))
    assert aging(collecting) == {"Acme USD": ((0, 0, 10_000, 0, 0), 4_500)}
    assert collecting.queue.card(account_named(collecting, "Acme")).balance_cents == 5_500
    take_in(collecting, item("1"), item("C1", 3_000, 0, kind="credit_note"), as_of="2026-11-08")
    assert aging(collecting) == {"Acme USD": ((0, 0, 10_000, 0, 0), 0)}
    assert sound(collecting)


def test_an_invoice_a_credit_and_a_payment_may_bear_the_same_number(collecting):
    documents = [item("5"), item("5", 3_000, kind="credit_note"), item("5", 2_000, kind="payment")]
    take_in(collecting, *documents)
    assert aging(collecting) == {"Acme USD": ((0, 0, 10_000, 0, 0), 5_000)}
    assert counts(take_in(collecting, *documents, as_of="2026-11-08")) == (0, 0, 3, 0)
    assert sound(collecting)


def test_twins_without_a_number_are_two_and_stay_two(collecting):
    twins = [item("", 2_000, kind="payment"), item("", 2_000, kind="payment")]
    take_in(collecting, item("1"), *twins)
    assert aging(collecting)["Acme USD"][1] == 4_000
    assert counts(take_in(collecting, item("1"), *twins, as_of="2026-11-08")) == (0, 0, 3, 0)
    take_in(collecting, item("1"), twins[0], as_of="2026-11-15")
    assert aging(collecting)["Acme USD"][1] == 2_000
    assert sound(collecting)


def test_one_name_in_two_currencies_is_two_accounts_that_are_never_added(collecting):
    take_in(collecting, item("1", 100), item("2", 200, currency="EUR"))
    assert aging(collecting) == {"Acme EUR": ((0, 0, 200, 0, 0), 0), "Acme USD": ((0, 0, 100, 0, 0), 0)}
    assert [tally.currency for tally in collecting.queue.overview().tallies] == ["EUR", "USD"]


def test_spelling_of_a_name_does_not_make_a_second_account(collecting):
    take_in(collecting, item("1", account="ACME  Ltd"), item("2", account="Acme Ltd "))
    assert set(open_items(collecting, "acme ltd")) == {"1", "2"}


def test_an_invoice_without_a_due_date_is_due_by_the_accounts_terms_and_says_so(collecting):
    account = collecting.keeping.add_account("Acme", facts={"terms": "30"})
    take_in(collecting, item("1", issued="2026-09-01", due=None))
    (invoice,) = collecting.queue.card(account).open_debits
    assert (str(invoice.due_on), invoice.due_assumed) == ("2026-10-01", True)


def test_an_invoice_entered_by_hand_is_the_same_one_in_the_file(collecting):
    account = debtor(collecting, "Acme", number="1041", amount="100", due="2026-10-01")
    result = take_in(collecting, item("1041", 10_000))
    assert counts(result) == (0, 0, 1, 0)
    assert collecting.queue.card(account).balance_cents == 10_000


def test_looking_at_a_file_writes_nothing(collecting, tmp_path):
    file = tmp_path / "open.csv"
    file.write_text(
        "Customer,Invoice #,Invoice Date,Due Date,Amount,Open Balance\nAcme,1,2026-09-01,2026-10-01,100,100\n"
    )
    before = ledger_rows(collecting)
    preview = collecting.imports.preview(file, ImportOptions())
    assert (preview.result.accounts_new, preview.result.new) == (1, 1)
    assert ledger_rows(collecting) == before
    assert collecting.queue.search("Acme") == []
    booked = collecting.imports.book(preview.reading, "open.csv", form_key())
    assert (booked.accounts_new, booked.new) == (1, 1)


def test_a_form_imports_once(collecting):
    key, reading = form_key(), export(item("1"))
    collecting.imports.book(reading, "open.csv", key)
    with pytest.raises(Refused, match="imported by this form already"):
        collecting.imports.book(reading, "open.csv", key)


def test_a_file_without_a_usable_row_imports_nothing(collecting):
    with pytest.raises(Refused, match=r"nothing was imported\. The first: line 3, no amount"):
        take_in(collecting, rejected=[Rejection(3, "no amount", "Acme", "2")])


def test_every_account_an_import_touched_has_a_line_in_its_past(collecting):
    take_in(collecting, item("1"), item("2"))
    take_in(collecting, item("1", 12_000), as_of="2026-11-08")
    lines = [line.text for line in collecting.queue.card(account_named(collecting, "Acme")).timeline]
    assert lines == ["open.csv: 1 changed; no longer open: 2", "open.csv: 2 new, 200.00"]


def test_a_file_that_would_close_most_of_the_book_is_warned_about(collecting):
    take_in(collecting, *(item(str(number), 1_000) for number in range(1, 7)))
    result = take_in(collecting, item("1", 1_000))
    assert len(result.gone) == 5
    assert any("5 documents of earlier files are not in this one" in warning for warning in result.warnings)
    result = take_in(collecting, *(item(str(number), 1_000) for number in range(1, 7)))
    assert not any("earlier files" in warning for warning in result.warnings)


def test_the_kind_and_the_address_of_a_file_are_kept_only_where_none_are(collecting):
    told = {"account_kind": "business", "address": "1 Main St, Boston, MA 02118"}
    take_in(collecting, item("1"), item("9", account="Brightside"))
    account, other = account_named(collecting, "Acme"), account_named(collecting, "Brightside")
    collecting.keeping.set_facts(account, {"kind": "consumer"})
    take_in(collecting, replace(item("1"), **told), replace(item("9", account="Brightside"), **told))
    cards = [collecting.queue.card(one) for one in (account, other)]
    assert [(card.kind, card.address) for card in cards] == [
        ("consumer", told["address"]),
        ("business", told["address"]),
    ]
    take_in(collecting, replace(item("1"), address="9 Elm St", account_kind="business"))
    assert collecting.queue.card(account).address == told["address"]
    assert sound(collecting)


def test_a_kind_that_comes_with_a_file_that_changes_nothing_changes_the_ladder(collecting):
    take_in(collecting, item("1", due="2026-11-16"))
    account = account_named(collecting, "Acme")
    by_kind = {}
    for kind in ("consumer", "business"):
        twin = collecting.keeping.add_account(kind, facts={"kind": kind})
        collecting.keeping.add_invoice(twin, "1", "100", "2026-11-16", "2026-10-01")
        by_kind[kind] = collecting.queue.card(twin).next_step_on
    take_in(collecting, replace(item("1", due="2026-11-16"), account_kind="business"))
    assert collecting.queue.card(account).next_step_on == by_kind["business"]
