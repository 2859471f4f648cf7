import pytest

from .reports import one, taken

ROW = ["Alvarez, Dana", "1041", "02.08.2026", "1.284,50"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_under_which_the_header_makes_sense(delimiter):
    header = delimiter.join(["Kunde", "Rechnungsnr", "Fällig am", "Betrag"])
    document = one(header + "\n" + delimiter.join(f'"{cell}"' for cell in ROW), currency="EUR")
    assert (document.account, document.amount_cents) == ("Alvarez, Dana", 128450)


def test_decimal_commas_do_not_make_commas_the_separator():
    document = one("Kunde;Rechnung;Fällig;Betrag\nCafé, Bar, Grill;7;01.11.2026;12,50\n", currency="EUR")
    assert (document.account, document.amount_cents) == ("Café, Bar, Grill", 1250)


def test_title_rows_full_of_commas_do_not_mislead():
    text = "Report, all customers, all dates, open\nA, B, C, D, E\nKunde;Nr;Fällig;Betrag\nX;7;01.11.2026;12,50\n"
    assert taken(text).columns["account"] == "Kunde"


def test_the_separator_excel_declares_counts():
    document = one("sep=;\nCustomer;Number;Due Date;Amount\nAcme;7;2026-11-01;12\n")
    assert (document.account, document.line) == ("Acme", 3)
