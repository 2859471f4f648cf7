"""What a text claims of money and days is held against the book, and what a demand lacks is said."""

import sys
import tomllib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.lint.amounts import amounts_in
from collector_tui.domain.lint.days import days_in
from collector_tui.domain.lint.grounds import Grounds
from collector_tui.domain.lint.linting import lint
from collector_tui.domain.lint.phrases import read_phrases
from collector_tui.domain.lint.reading import read
from collector_tui.domain.lint.words import in_line
from collector_tui.domain.money import spoken
from collector_tui.domain.when import written_day
from collector_tui.paths import asset

RULES = read_phrases(tomllib.loads(asset("lint", "phrases.toml").read_text("utf-8")))
THURSDAY = date(2026, 11, 19)
ACCOUNT = Grounds(
    THURSDAY,
    "USD",
    amounts_cents=frozenset({128450, 48000}),
    dates=frozenset({date(2026, 8, 2), date(2026, 11, 18), THURSDAY}),
    asked_cents=192650,
)
DEMAND = "Dana Alvarez, $1,926.50 is open since 2 Aug 2026. Pay at https://pay.example.com/1041."


NOTHING_ASKED = "“$5” is not an amount in this account's books, and nothing is asked of it now."
NUMBERED = replace(ACCOUNT, numbers=frozenset({"1018", "1047", "INV-22/7", "A 12 b"}))


def claims(text: str, grounds: Grounds | None = ACCOUNT, **more: date) -> list[tuple[str, str]]:
    """What of a text differs from the book."""
    differs = ("amount_differs", "date_differs")
    return [(one.rule, one.found) for one in lint(text, (), grounds, **more) if one.rule in differs]


def advice(text: str, grounds: Grounds | None = ACCOUNT) -> list[str]:
    """What of style is advised."""
    return [one.rule for one in lint(text, (), grounds) if one.level == "advise"]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("$1,284.50", [128450]), ("1.284,50 €", [128450]), ("CHF 480.00", [48000]), ("USD 500", [50000]),
        ("1,284.50", [128450]), ("1284.50.", [128450]), ("1 284,50 €", [128450]), ("CHF 1’284.50", [128450]),
        ("CHF 480.-", [48000]), ("€1.284", [128400]), ("$1,284", [128400]), ("500 dollars", [50000]), ("$ 20", [2000]),
        ("overdue—$480.00", [48000]), ("Amount:$480.00", [48000]), ("invoice 1041 $480.00", [48000]), ("A$20", [2000]),
        ("1041 USD 480.00", [48000]), ("$500-$700", [50000, 70000]), ("¥1,200", [120000]), ("1,28,450.00 INR", [12845000]),
        ("(480.00)", [48000]), ("$480/month", [48000]), ("$999,999,999,999.00", [99999999999900]), ("$0.5", [50]),
        ("INV-1041", []), ("invoice 1041", []), ("212-555-0100", []), ("212.555.0100", []), ("at 10.30", []), ("10:30", []),
        ("12.25 %", []), ("12.25 percent", []), ("8.25 hours", []), ("12.05.2026", []), ("10.0.0.12", []), ("$2k", []),
        ("200 pounds of flour", []), ("INV-1041.50", []), ("110 days", []), ("DE89 3704 0044 0532 0130 00", []),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text, cents):
    assert [one.cents for one in amounts_in(read(text).bare, "USD")] == cents


@pytest.mark.parametrize(
    ("text", "currency", "cents"), [("¥1,200", "JPY", 1200), ("KWD 1.250", "KWD", 1250), ("KWD 1,250", "KWD", 1250000)]
)
def test_currencies_have_their_own_decimals(text, currency, cents):
    assert [one.cents for one in amounts_in(text, currency)] == [cents]


@given(st.integers(1, 99_999_999_999), st.sampled_from(["USD", "EUR", "GBP", "CHF", "JPY", "KWD", "INR", "AUD"]))
def test_every_amount_that_a_message_names_is_read_back(cents, currency):
    found = list(amounts_in(f"Dana, {spoken(cents, currency)} is open.", currency))
    assert [(one.cents, currency in one.currencies) for one in found] == [(cents, True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$1,926.50 is open, $480.00 of it since 2 Aug", []),
        ("1.284,50 $ and 480 USD", []),
        ("$1,296.50 is open", ["$1,296.50"]),
        ("$1,284.05 or $1,248.50, $1,284.05", ["$1,284.05", "$1,248.50"]),
        ("£480.00", ["£480.00"]),
        ("A$480.00", ["A$480.00"]),
        ("pay $0.00", ["$0.00"]),
    ],
)
def test_an_amount_changed_by_hand_is_asked_about(text, found):
    assert claims(text) == [("amount_differs", one) for one in found]


def test_what_is_said_of_an_amount():
    def says(text: str, grounds: Grounds = ACCOUNT) -> str:
        return lint(text, (), grounds)[0].says

    assert says("$5") == "“$5” is not an amount in this account's books; what is asked for is $1,926.50."
    assert says("5 EUR") == "“5 EUR” is in another currency than the account, which is kept in USD."
    assert says("$5", Grounds(THURSDAY, "USD")) == NOTHING_ASKED


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 Aug", "2026-08-02"), ("2 Aug 2026", "2026-08-02"), ("August 2nd", "2026-08-02"), ("Aug 2, 2026", "2026-08-02"),
        ("2026-08-02", "2026-08-02"), ("Friday 27 Nov", "2026-11-27"), ("the 27th of November", "2026-11-27"),
        ("2nd of August, 2026", "2026-08-02"), ("Sept. 3", "2026-09-03"), ("5 Jan", "2027-01-05"), ("27/11/2026", "2026-11-27"),
        ("11/27/2026", "2026-11-27"), ("4.4.2026", "2026-04-04"), ("May 5", "2027-05-05"), ("27Nov", "2026-11-27"),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text, day):
    (found,) = days_in(text, THURSDAY)
    assert (str(found.readings[0]), found.is_certain) == (day, True)


@pytest.mark.parametrize(
    "text", ["you may 2", "5 may be", "1041 Aug", "212-555-0100", "99 Aug", "$2 Aug", "2026-13-02", "Augustine 2"]
)
def test_what_is_no_day_is_none(text):
    assert list(days_in(text, THURSDAY)) == []


@given(st.dates(date(1970, 1, 1), date(2099, 12, 31)))
def test_every_day_that_a_message_names_is_read_back(day):
    assert [one.readings for one in days_in(f"It was due {written_day(day)}.", THURSDAY)] == [(day,)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("due 2 Aug 2026, due 2 August, since August 2nd", []),
        ("due 2 Sep 2026", ["2 Sep 2026"]),
        ("due 2 Aug 2025", ["2 Aug 2025"]),
        ("due 3/4/2026", []),
        ("due 27/8/2026", ["27/8/2026"]),
        ("by 27 Nov, until Friday 27 Nov, no later than Nov 27, from 27 Nov or on 27 Nov 2026", []),
        ("27 Nov is fine", ["27 Nov"]),
        ("by 17 Nov 2026", ["17 Nov 2026"]),
        ("by 18 Nov 2026", ["18 Nov 2026"]),
        ("please pay before the 19th of November", ["19th of November"]),
        ("You promised to pay by 18 Nov", []),
        ("It was to be paid by 18 Nov", []),
        ("You promised to pay by 17 Nov", ["17 Nov"]),
        ("We spoke on 18 Nov and on 17 Nov", ["17 Nov"]),
        ("by 31 Nov 2026", ["31 Nov 2026"]),
    ],
)
def test_a_day_changed_by_hand_is_asked_about(text, found):
    assert claims(text) == [("date_differs", one) for one in found]


def test_what_is_said_of_a_day():
    def says(text: str) -> str:
        return lint(text, (), ACCOUNT)[0].says

    assert (
        says("due 2 Sep")
        == "“2 Sep” is not a day in this account's books: nothing fell due, was agreed or was said then."
    )
    assert says("by 19 Nov") == "“by 19 Nov” leaves no time, the day is today: name a day that is still to come."
    assert says("by 18 Nov") == "“by 18 Nov” leaves no time, the day has passed: name a day that is still to come."
    assert says("due 31 Nov") == "There is no such day as “31 Nov”."


def test_without_an_account_nothing_is_compared_but_a_deadline_with_today():
    text = "$5 is due since 2 Sep 2026, pay by 27 Nov 2026 or by 18 Nov 2026"
    assert claims(text, None) == []
    assert claims(text, None, today=THURSDAY) == [("date_differs", "18 Nov 2026")]


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (DEMAND, []),
        (DEMAND.replace("$1,926.50", "the invoice"), ["no_amount"]),
        (DEMAND.replace("2 Aug 2026", "summer"), ["no_due_date"]),
        (DEMAND.replace("2 Aug 2026", "3/5/2026"), ["no_due_date"]),
        (DEMAND.replace("2 Aug 2026", "2/8/2026"), []),
        (DEMAND.replace(" Pay at https://pay.example.com/1041.", ""), ["no_way_to_pay"]),
        ("Please check your account and pay by Friday.", ["no_amount", "no_due_date", "no_way_to_pay"]),
    ],
)
def test_a_demand_names_amount_day_and_way_to_pay(text, lacks):
    assert advice(text) == lacks
    assert advice(text, replace(ACCOUNT, demands=False)) == []


@pytest.mark.parametrize(
    "way",
    [
        "Pay by card.", "By bank transfer, please.", "Send your check.", "IBAN DE89 3704 0044 0532 0130 00", "Pay online.",
        "Pay at our office.", "Call Sam, 212-555-0100.", "+44 20 7946 0018", "pay.example.com/1041", "sam@harbor.example",
        "Account number 4471", "Pay by Klarna.",
    ],
)  # fmt: skip
def test_ways_to_pay(way):
    assert advice(f"$1,926.50 is open since 2 Aug 2026. {way}") == []


def test_any_day_will_do_where_none_is_known():
    assert "no_due_date" not in advice("since 3 Sep", None) + advice("since 3/4/2026", None)
    assert "no_due_date" in advice("since long ago", None)
    assert "no_due_date" in advice("in summer")


@pytest.mark.parametrize("text", ["Your $1,926.50 was due 3 Sep 2026", "$1,926.50, due since September 3rd"])
def test_a_wrong_day_is_wrong_and_not_missing(text):
    assert [rule for rule, _ in claims(text)] == ["date_differs"]
    assert "no_due_date" not in advice(text)


@pytest.mark.parametrize("text", ["Pay $1,926.50 by 27 Nov 2026", "Pay $1,926.50 by 18 Nov 2027", "Pay by 17 Nov 2026"])
def test_a_deadline_does_not_say_when_the_money_was_due(text):
    assert "no_due_date" in advice(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("invoice 1018 and Invoice #1047, inv. 1018, Inv 1047.", []),
        ("invoices 1018 (due 3 Aug 2026) and 1047 (due 4 Oct 2026)", []),
        ("invoice 9999", ["9999"]),
        ("Invoice No. 9999, invoice number: 9998; inv.9997", ["9999", "9998", "9997"]),
        ("invoices 1018, 1047 and 9999 (the oldest due 2 Aug 2026)", ["9999"]),
        ("invoices 1018 (due 2 Aug 2026), 9998, and 9999", ["9998", "9999"]),
        ("invoices 9998 & 9999 or 1018", ["9998", "9999"]),
        ("invoice inv-22/7, invoice 22/7, invoice a 12 B and invoices 1018 and a 12 b", []),
        ("invoice INV-1018-2", ["INV-1018-2"]),
        ("invoice 1018a", ["1018a"]),
        ("your invoices, 14 days late; invoices 1018 and 2 others; invoice 1018, 110 days late; invoice 1 of 3", []),
        ("invoice 2 Aug 2026, invoice 2026-08-02, invoice $480.00, invoice 480.00, the invoice is open", []),
        ("- Invoice 1018, due 2 Aug 2026: $1,284.50", []),
        ("the invoice for 500 cards, invoiced 9999, pay.example/invoice 1018", []),
    ],
)
def test_an_invoice_that_the_account_has_not_is_asked_about(text, found):
    def differing(grounds: Grounds) -> list[str]:
        return [one.found for one in lint(text, (), grounds) if one.rule == "invoice_differs"]

    assert differing(NUMBERED) == found
    assert differing(ACCOUNT) == differing(replace(NUMBERED, demands=False)) == []


def test_what_is_said_of_an_invoice():
    finding = lint("Invoice 9999", (), NUMBERED)[0]
    assert (finding.level, finding.says) == ("ask", "“9999” is not the number of an open invoice of this account.")


@given(
    st.text(alphabet="invoces .,:;()#-/&019aA\n", max_size=60), st.frozensets(st.text("019 a-", max_size=4), max_size=3)
)
def test_any_text_can_be_read_for_invoices(text, numbers):
    for one in lint(f"invoices {text}", (), replace(ACCOUNT, numbers=numbers)):
        assert one.found in " ".join(f"invoices {text}".split())


@pytest.mark.parametrize(
    "text",
    [
        "Business cards cost $49 for 500, or £40.", "We close from 24 December to 2 January.", "Invoice 9999 is our new layout.",
        "A late fee of $25 applies from 1 Jan 2027.", "Orders placed until 1 Nov 2026 keep the old price.",
        "From 1 Jan 2027 interest of 1 % per month is added.", "This is our final notice. It is urgent.",
    ],
)  # fmt: skip
def test_a_notice_has_prices_days_and_terms_of_its_own(text):
    news = replace(ACCOUNT, demands=False, numbers=frozenset({"1018"}))
    assert [one.rule for one in lint(text, RULES, news)] == []
    assert lint(text, RULES, replace(news, demands=True)) != ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("We will sue you.", "suit"), ("The debt goes to a collection agency.", "agency"), ("You will be arrested.", "crime"),
        ("We report it to the credit bureaus.", "credit_report"), ("We close from 31 November.", "date_differs"),
    ],
)  # fmt: skip
def test_a_notice_may_threaten_no_more_than_a_demand(text, rule):
    assert rule in [one.rule for one in lint(text, RULES, replace(ACCOUNT, demands=False)) if one.level != "advise"]


def test_marks_and_capitals():
    def heard(text: str) -> list[tuple[str, str]]:
        return [(one.rule, one.found) for one in lint(text, (), replace(ACCOUNT, demands=False))]

    assert heard("Hello! Pay!!") == [("exclamation", "!!")]
    assert heard("PLEASE PAY, DANA, or REPLY") == [("capitals", "PLEASE PAY, DANA"), ("capitals", "REPLY")]
    assert heard("Reply STOP. Harbor LLC, ACME GROUP Inc, BIC COBADEFF, INV-1041, USD, Brooklyn NY, HVAC") == []


@given(st.text(alphabet=st.characters(), max_size=60), st.sampled_from([(), ("Sue", "Court Street Deli"), ("İ",)]))
def test_reading_moves_nothing_from_its_place(text, names):
    reading = read(text, names)
    assert len(text) == len(reading.bare) == len(reading.low)
    line = in_line(reading.low)
    for offset, span in zip(line.offsets, line.spans, strict=True):
        assert line.place(offset, offset + 1 + span[1] - span[0]) == span


def test_lower_case_is_as_long_whatever_the_character():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(read(everything).low) == len(everything)


@pytest.mark.parametrize("days", [1, 30, 200])
def test_a_deadline_to_come_is_nobodys_business(days):
    assert claims(f"Please pay by {written_day(THURSDAY + timedelta(days=days))}.") == []
