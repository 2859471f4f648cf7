"""What a statement says of entries: which of them stand, what each is called, and how the figures come about."""

from datetime import date

import pytest
from desks import HARBOR, HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.columns import places, row, wrapped
from collector_tui.domain.entry import Entry, standing
from collector_tui.domain.statement import Debtor, Statement, draw_up
from collector_tui.domain.statement_json import shape
from collector_tui.domain.statement_text import WIDTH, as_text
from collector_tui.domain.statement_words import headline, how_to_pay

DANA = Debtor(1, "Dana Alvarez", "4 Elm Street\nPortland, ME", "USD")
MAY = date(2026, 5, 31)


def invoice(
    entry_id: int, number: str, day: str, due: str, cents: int, left: int | None = None, **more: object
) -> Entry:
    left = cents if left is None else left
    on, due_on = date.fromisoformat(day), date.fromisoformat(due)
    return Entry(entry_id, None, None, None, "invoice", 1, number, on, due_on, cents, left, **more)  # type: ignore[arg-type]


def credit(entry_id: int, kind: str, day: str, cents: int, left: int = 0, number: str = "", **more: object) -> Entry:
    on = date.fromisoformat(day)
    about = more.pop("about_id", None)
    return Entry(entry_id, None, None, about, kind, -1, number, on, None, cents, left, **more)  # type: ignore[arg-type]


def back(entry_id: int, taken: Entry, kind: str = "reversal", day: str = "") -> Entry:
    """What takes an entry back: as if it had not been, or as an event of its own day."""
    on = date.fromisoformat(day) if day else taken.on
    root = taken.root_id or taken.id
    return Entry(entry_id, root, taken.id, None, kind, -taken.sign, taken.number, on, None, taken.amount_cents)


def charge(entry_id: int, kind: str, day: str, cents: int, **more: object) -> Entry:
    on = date.fromisoformat(day)
    about, number = more.pop("about_id", None), more.pop("number", "")
    return Entry(entry_id, None, None, about, kind, 1, number, on, on, cents, cents, **more)  # type: ignore[arg-type]


def stated(*entries: Entry, as_of: date = MAY, since: str = "", debtor: Debtor = DANA) -> Statement:
    return draw_up(HARBOR, debtor, as_of, date.fromisoformat(since) if since else None, entries)


def words(*entries: Entry) -> list[str]:
    return [line.words for line in stated(*entries).lines]


FIRST = invoice(1, "1041", "2026-04-01", "2026-05-01", 100_000, 60_000)
PAID = credit(2, "payment", "2026-05-10", 40_000, number="8841", method="transfer", parts=((1, 40_000),))


def test_the_balance_runs_down_to_what_is_outstanding():
    made = stated(FIRST, PAID)
    assert [(line.debit_cents, line.credit_cents, line.balance_cents) for line in made.lines] == [
        (100_000, 0, 100_000),
        (0, 40_000, 60_000),
    ]
    assert made.balance_cents == made.outstanding_cents == 60_000
    assert made.buckets_cents == (0, 60_000, 0, 0, 0)
    (item,) = made.open_items
    assert (item.number, item.days, item.amount_cents, item.residual_cents) == ("1041", 30, 100_000, 60_000)
    (part,) = made.lines[1].parts
    assert (part.number, part.words, part.amount_cents) == ("1041", "invoice 1041", 40_000)


def test_what_stood_before_the_first_day_is_brought_forward():
    made = stated(FIRST, PAID, since="2026-05-01")
    assert (made.opening_cents, len(made.lines), made.balance_cents) == (100_000, 1, 60_000)
    assert "Balance before 1 May 2026" in as_text(made)
    assert stated(FIRST, PAID, since="2026-05-20").balance_cents == 60_000


def test_a_mistake_and_what_took_it_back_are_both_gone():
    assert words(FIRST, PAID, back(3, PAID)) == words(FIRST)


def test_what_was_taken_back_by_mistake_stands_again():
    gone = back(3, PAID)
    assert words(FIRST, PAID, gone, back(4, gone)) == words(FIRST, PAID)
    bounced = back(3, PAID, "bounced", "2026-05-15")
    assert words(FIRST, PAID, bounced, back(4, bounced)) == words(FIRST, PAID)


def test_what_came_back_as_an_event_has_its_own_line():
    bounced = back(3, PAID, "bounced", "2026-05-15")
    never = back(4, bounced)
    again = Entry(5, 2, 4, None, "bounced", 1, "8841", date(2026, 5, 20), None, 40_000)
    assert words(FIRST, PAID, bounced)[-1] == "Payment of 10 May 2026 returned by the bank"
    made = stated(FIRST, PAID, bounced, never, again)
    assert [(line.kind, str(line.on)) for line in made.lines[1:]] == [
        ("payment", "2026-05-10"),
        ("bounced", "2026-05-20"),
    ]


def test_a_reversal_that_cancels_nothing_is_not_hidden():
    other_day = back(3, PAID, "reversal", "2026-05-12")
    assert words(FIRST, PAID, other_day)[-1] == "Payment of 10 May 2026 taken back"
    assert standing([other_day]) == [other_day]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (PAID, "Payment by transfer, reference 8841"),
        (credit(9, "payment", "2026-05-10", 1), "Payment"),
        (credit(9, "credit_note", "2026-05-10", 1, number="CN-7"), "Credit note CN-7"),
        (credit(9, "credit_note", "2026-05-10", 1), "Credit note"),
        (credit(9, "write_off", "2026-05-10", 1, about_id=1), "Write-off of invoice 1041"),
        (credit(9, "waiver", "2026-05-10", 1, about_id=3), "Waiver of interest on invoice 1041"),
        (credit(9, "contra", "2026-05-10", 1, note="hay"), "Goods or services (hay)"),
        (credit(9, "adjustment", "2026-05-10", 1), "Adjustment: paid or credited, as our accounts show"),
        (charge(9, "payment", "2026-05-10", 1), "Adjustment: credit used, as our accounts show"),
        (charge(9, "bank_fee", "2026-05-10", 1), "Bank fee"),
        (charge(9, "late_fee", "2026-05-10", 1, number="77"), "Late fee 77"),
        (
            charge(
                9, "interest", "2026-05-31", 1, about_id=1, number="1041", days=(date(2026, 5, 2), date(2026, 5, 31))
            ),
            "Interest on invoice 1041, 2 May 2026 to 31 May 2026",
        ),
    ],
)
def test_every_entry_has_its_words(entry, said):
    interest = charge(3, "interest", "2026-05-05", 100, about_id=1, number="1041")
    assert stated(FIRST, interest, entry).lines[-1].words == said


def test_a_charge_is_named_by_its_day_where_it_has_no_number():
    fee = charge(3, "bank_fee", "2026-05-05", 2_500)
    paid = credit(4, "payment", "2026-05-10", 2_500, parts=((3, 2_500),))
    made = stated(fee, paid)
    assert made.open_items[0].words == "Bank fee of 5 May 2026"
    assert made.lines[1].parts[0].words == "bank fee of 5 May 2026"


def test_disputes_and_credits_not_applied_are_counted():
    disputed = invoice(3, "1042", "2026-05-11", "2026-06-10", 5_000, is_disputed=True)
    unused = credit(4, "credit_note", "2026-05-12", 700, 200, number="CN-7", parts=((1, 500),))
    made = stated(FIRST._replace(residual_cents=99_500), disputed, unused)
    assert (made.disputed_cents, made.unapplied_cents, made.outstanding_cents) == (5_000, 200, 104_300)
    assert made.balance_cents == made.outstanding_cents
    text = as_text(made)
    assert "Invoice 1042 (in dispute)" in text and "of which disputed" in text and "-2.00" in text
    assert headline(made) == "$1,043.00 is owed on 31 May 2026; of this $995.00 is past due and $50.00 is in dispute."


def test_who_owes_nothing_is_asked_for_nothing():
    business = HARBOR._replace(pay_link="https://pay.harborprint.example", payment_options="check or card")
    credit_only = draw_up(business, DANA, MAY, None, [credit(1, "payment", "2026-05-10", 700, 700)])
    assert headline(credit_only) == "Nothing is owed on 31 May 2026: $7.00 is in your favour."
    assert how_to_pay(credit_only) == []
    empty = draw_up(business, DANA, MAY, None, [])
    assert headline(empty) == "Nothing is owed on 31 May 2026."
    assert "There are no entries up to this day." in as_text(empty)
    assert how_to_pay(draw_up(business, DANA, MAY, None, [FIRST]))[:2] == [
        "Online: https://pay.harborprint.example",
        "By check or card.",
    ]


def test_the_text_is_the_same_every_time_and_80_columns_wide():
    assert as_text(stated(FIRST, PAID)) == TEXT


TEXT = """\
STATEMENT OF ACCOUNT

From     Harbor Print Co.
         212-555-0100
To       Dana Alvarez
         4 Elm Street
         Portland, ME
Account  1
Period   All entries up to 31 May 2026
Currency USD

$600.00 is owed on 31 May 2026; of this $600.00 is past due.

Date         Entry                                       Debit  Credit   Balance
--------------------------------------------------------------------------------
1 Apr 2026   Invoice 1041, due 1 May 2026             1,000.00          1,000.00
10 May 2026  Payment by transfer, reference 8841                400.00    600.00
             - 400.00 to invoice 1041
--------------------------------------------------------------------------------
31 May 2026  Balance                                  1,000.00  400.00    600.00

Open                                 Due         Days late    Amount  Still open
--------------------------------------------------------------------------------
Invoice 1041                         1 May 2026         30  1,000.00      600.00
--------------------------------------------------------------------------------
In all                                                                    600.00

Aging on 31 May 2026
----------------------------
Current                 0.00
1-30 days late        600.00
31-60 days late         0.00
61-90 days late         0.00
90+ days late           0.00
----------------------------
Outstanding           600.00

Questions: Sam, 212-555-0100
"""


@given(st.text(max_size=300), st.integers(1, 99_999_999_999), st.sampled_from(["USD", "JPY", "KWD"]))
def test_no_line_is_longer_than_the_page_and_none_acts_on_a_terminal(name, cents, currency):
    entry = invoice(1, name, "2026-04-01", "2026-05-01", cents, is_disputed=True)
    text = as_text(stated(entry, debtor=Debtor(1, name or "x", name, currency)))
    assert max(places(line) for line in text.splitlines()) <= WIDTH
    assert all(ord(character) >= 32 or character == "\n" for character in text)
    assert "\u202e" not in text


def test_hostile_names_are_shown_and_not_obeyed():
    text = as_text(stated(FIRST._replace(number=HOSTILE), debtor=Debtor(1, HOSTILE, HOSTILE, "USD")))
    assert "\x1b" not in text and "\u202e" not in text
    assert "␛[2J" in text and "<202E>" in text


def test_the_data_has_whole_cents_and_iso_days():
    data = shape(stated(FIRST, PAID))
    assert (data["account"], data["as_of"], data["opening_balance_cents"]) == ("Dana Alvarez", "2026-05-31", 0)
    assert data["entries"][1] == {
        "date": "2026-05-10",
        "kind": "payment",
        "number": "8841",
        "text": "Payment by transfer, reference 8841",
        "debit_cents": 0,
        "credit_cents": 40_000,
        "balance_cents": 60_000,
        "allocations": [{"number": "1041", "kind": "invoice", "text": "invoice 1041", "amount_cents": 40_000}],
    }
    (item,) = data["open_items"]
    assert (item["days_past_due"], item["bucket"], item["residual_cents"]) == (30, "1-30", 60_000)
    assert (data["1-30_cents"], data["outstanding_cents"], data["balance_cents"]) == (60_000, 60_000, 60_000)


@given(st.text(max_size=80), st.integers(2, 30))
def test_wrapping_loses_no_letter(text, width):
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(places(line) <= width for line in lines)


def test_a_cell_that_is_too_wide_goes_on_below():
    assert row(("one two", "5"), (4, 3), right=(1,)) == ["one     5", "two"]
