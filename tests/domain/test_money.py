"""Amounts are whole minor units, written and read without losing one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.money import LARGEST_CENTS, parse_amount, plain, spoken

CURRENCIES = st.sampled_from(["USD", "EUR", "GBP", "CHF", "JPY", "KWD", "AUD", "INR"])
AMOUNTS = st.integers(-LARGEST_CENTS, LARGEST_CENTS)


@given(AMOUNTS, CURRENCIES)
def test_an_amount_that_was_shown_reads_back_as_itself(cents, currency):
    assert parse_amount(plain(cents, currency), currency) == cents


@given(AMOUNTS, CURRENCIES)
def test_an_amount_in_a_message_reads_back_as_itself(cents, currency):
    assert parse_amount(spoken(cents, currency), currency) == cents


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1284.5", 128450),
        ("1,284.50", 128450),
        ("$1,284.50", 128450),
        ("USD 1,284.50", 128450),
        ("(20)", -2000),
        ("20-", -2000),
        ("-20", -2000),
        ("\u221220", -2000),
        ("0.07", 7),
        ("19.99", 1999),
        ("1'284.50", 128450),
        ("12,34,567.00", 123456700),
    ],
)
def test_amounts_as_people_write_them(written, cents):
    assert parse_amount(written) == cents


@pytest.mark.parametrize(("written", "cents"), [("1.284,50 €", 128450), ("1284,5", 128450), ("-0,07", -7)])
def test_amounts_with_a_decimal_comma(written, cents):
    assert parse_amount(written, "EUR", decimal=",") == cents


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "abc",
        "NaN",
        "inf",
        "1e5",
        "1_000",
        "٣٤",
        "1.005",
        "12 34",
        "5 USD 7",
        "1,2,3",
        "--5",
        "1,284,50",
        "0x10",
    ],
)
def test_what_is_not_an_amount_is_refused_with_a_sentence(written):
    with pytest.raises(ValueError, match=r"amount of money|more decimals"):
        parse_amount(written)


def test_an_amount_too_large_to_be_true_is_refused():
    assert parse_amount("999,999,999.99") == LARGEST_CENTS
    with pytest.raises(ValueError, match="the largest amount kept"):
        parse_amount("1,000,000,000.00")


def test_yen_have_no_decimals_and_dinars_three():
    assert (parse_amount("1,200", "JPY"), parse_amount("1.234", "KWD")) == (1200, 1234)
    with pytest.raises(ValueError, match="more decimals than JPY has"):
        parse_amount("12.50", "JPY")


@given(st.text(max_size=30), st.sampled_from([".", ","]))
def test_no_text_crashes_the_reader(text, decimal):
    try:
        assert abs(parse_amount(text, "USD", decimal)) <= LARGEST_CENTS
    except ValueError as refusal:
        assert str(refusal).startswith("“")
