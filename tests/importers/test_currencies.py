import pytest

from .reports import one, reasons, taken


@pytest.mark.parametrize(
    ("header", "amount", "usual", "expected"),
    [
        ("Amount", "5.00", "USD", "USD"),
        ("Amount", "5.00", "CHF", "CHF"),
        ("Amount", "$5.00", "CAD", "CAD"),
        ("Amount", "$5.00", "EUR", "USD"),
        ("Amount", "£5.00", "USD", "GBP"),
        ("Amount", "5,00 €", "USD", "EUR"),
        ("Amount", "C$5.00", "USD", "CAD"),
        ("Amount", "SEK 5.00", "USD", "SEK"),
        ("Amount (€)", "5.00", "USD", "EUR"),
        ("Amount (GBP)", "5.00", "USD", "GBP"),
        ("Amount ($)", "5.00", "AUD", "AUD"),
    ],
)
def test_the_currency_an_amount_is_in(header, amount, usual, expected):
    document = one(f"Customer;Number;{header}\nAcme;7;{amount}\n", currency=usual)
    assert (document.currency, document.amount_cents) == (expected, 500)


@pytest.mark.parametrize(("stated", "expected"), [("EUR", "EUR"), (" eur ", "EUR"), ("£", "GBP"), ("", "USD")])
def test_a_currency_column_decides_row_by_row(stated, expected):
    assert one(f"Customer,Number,Amount,Currency\nAcme,7,5.00,{stated}\n").currency == expected


def test_a_word_that_is_no_currency_costs_its_row():
    reading = taken("Customer,Number,Amount,Currency\nAcme,7,5.00,Dollars\n")
    assert reasons(reading.rejected) == {2: "“Dollars” is not a currency: write three letters, such as USD"}
