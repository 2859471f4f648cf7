import pytest

from .reports import one, reasons, taken

HEADER = "Customer;Number;Due Date;Amount"


def cents(*texts: str, currency: str = "USD") -> list[int]:
    rows = "\n".join(f"Acme;{n};2026-11-01;{text}" for n, text in enumerate(texts))
    reading = taken(f"{HEADER}\n{rows}\n", currency=currency)
    assert reasons(reading.rejected) == {}
    return [document.amount_cents for document in reading.documents]


def refused(*texts: str) -> list[str]:
    rows = "\n".join(f"Acme;{n};2026-11-01;{text}" for n, text in enumerate(texts))
    return [rejection.reason for rejection in taken(f"{HEADER}\n{rows}\n").rejected]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1,234.50", "12"], [123450, 1200]),
        (["1.234,50", "12,5", "1.234"], [123450, 1250, 123400]),
        (["1,234"], [123400]),
        (["1.234", "500,5"], [123400, 50050]),
        (["1.234.567"], [123456700]),
        (["1,234", "12.50"], [123400, 1250]),
        (["1 234,50 €", "1\u202f234,50"], [123450, 123450]),
        (["1'234.50", "1’234.50"], [123450, 123450]),
        (["1,23,456.50"], [12345650]),
        (["$1,284.50", "USD 5", "5.00 USD"], [128450, 500, 500]),
        (["0.5", "0.500"], [50, 50]),
    ],
)
def test_the_decimal_sign_is_found_out_for_the_whole_file(texts, expected):
    assert cents(*texts) == expected


def test_the_yen_has_no_decimals_and_the_dinar_three():
    assert cents("1200", currency="JPY") == [1200]
    assert cents("1.234", currency="KWD") == [1234]


@pytest.mark.parametrize(
    "text",
    ["NaN", "Infinity", "１２", "٣٤", "1_000", "1e3", "12 34", "12EUR34", "1,2,3.00", "5 CR", "abc", "--5", "0x10"],
)
def test_what_is_no_amount_costs_its_row(text):
    (reason,) = refused(text)
    assert reason == f"“{text}” is not an amount of money in “Amount”"


def test_more_decimals_than_the_currency_has():
    assert refused("12.50", "12.345") == ["“12.345” has more decimals than USD has (2) in “Amount”"]


def test_an_amount_too_large_to_be_true():
    (reason,) = refused("99999999999.00")
    assert "the largest amount kept" in reason


def test_a_file_that_writes_both_ways_is_not_guessed_at():
    assert refused("1,234.50", "1.234,50", "12.50", "1,234") == [
        "“1.234,50” is not an amount of money in “Amount”",
        "“1,234” could be thousands or decimals: write it without a sign for thousands, or with its cents in “Amount”",
    ]


def test_a_point_before_three_digits_is_not_guessed_at_when_nothing_else_shows_what_it_is():
    assert refused("12.345", "500") == [
        "“12.345” could be thousands or decimals: write it without a sign for thousands, or with its cents in “Amount”"
    ]


@pytest.mark.parametrize("text", ["(250.00)", "-250", "250-", "-$250.00", "($250.00)", "\u2212250"])
def test_a_negative_amount_is_a_credit_note_of_the_positive(text):
    document = one(f"{HEADER}\nAcme;7;2026-11-01;{text}\n")
    assert (document.kind, document.amount_cents, document.open_cents) == ("credit_note", 25000, 25000)


@pytest.mark.parametrize("text", ["0", "0.00", "-", "$ -", "-0.00"])
def test_a_zero_amount_is_left_out(text):
    reading = taken(f"{HEADER}\nAcme;7;2026-11-01;{text}\n")
    assert (reading.documents, reasons(reading.skipped)) == ([], {2: "its amount is zero"})
