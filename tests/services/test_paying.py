"""Payments: where every cent goes, what stays open, and what happens when the bank takes one back."""

import pytest
from desks import HandCarrier, aging, item, opened, take_in
from stories import Story

from collector_tui.domain.business import WorkRules
from collector_tui.services.office import form_key


@pytest.fixture
def story(tmp_path):
    made = Story(tmp_path, "2026-05-01")
    yield made
    made.desk.close()


def test_a_part_payment_leaves_the_residual_on_its_due_date(story):
    story.invoice("1041", "1,000", "2026-05-01", "2026-04-01")
    story.on("2026-05-10")
    assert story.pay("400") == "Payment of 400.00: 400.00 to 1041 (600.00 stays open)."
    story.on("2026-05-31")
    assert story.open == {"1041": 60_000}
    assert story.desk.queue.card(story.account).row.days(story.desk.queue.moment().today) == 30
    assert story.aged("2026-05-31") == ((0, 60_000, 0, 0, 0), 0)
    assert story.aged("2026-05-09") == ((0, 100_000, 0, 0, 0), 0)


def test_money_goes_to_the_oldest_first_and_what_is_over_stays_unapplied(story):
    story.invoice("2", "300", "2026-04-20")
    story.invoice("1", "200", "2026-04-10")
    said = story.pay("650")
    assert said == "Payment of 650.00: 200.00 to 1 (paid in full), 300.00 to 2 (paid in full), 150.00 unapplied."
    assert (story.open, story.unapplied, story.owed) == ({}, 15_000, (-15_000, 0))
    assert not story.is_in_queue


def test_a_payment_as_the_debtor_directs_it(story):
    story.invoice("1", "200", "2026-04-10")
    story.invoice("2", "300", "2026-04-20")
    story.pay("250", "2=120", "1")
    assert (story.open, story.unapplied) == ({"1": 7_000, "2": 18_000}, 0)
    assert story.undo() == "payment of 250.00 from Dana Alvarez"
    story.do(story.desk.paying.pay, "250", unapplied=True)
    assert (story.open, story.unapplied) == ({"1": 20_000, "2": 30_000}, 25_000)


def test_a_disputed_invoice_gets_money_only_when_it_is_named(story):
    story.invoice("1", "200", "2026-04-10")
    story.invoice("2", "300", "2026-04-20")
    story.do(story.desk.holding.dispute, "1", "never delivered", "2026-05-20")
    story.pay("400")
    assert (story.open, story.unapplied) == ({"1": 20_000}, 10_000)
    story.pay("50", "1")
    assert story.open == {"1": 15_000}


def test_costs_and_interest_come_first_where_config_says_so(tmp_path):
    story = Story(tmp_path, "2026-05-01", WorkRules(payment_order="costs interest principal"))
    story.invoice("1", "200", "2026-04-10")
    story.do(story.desk.charging.charge, "late_fee", amount="15")
    story.pay("100")
    assert story.open == {"1": 11_500}
    story.desk.close()


def test_a_bounced_payment_opens_all_it_had_paid_and_the_fee_is_a_line_of_its_own(story):
    """Must-show 5."""
    story.invoice("1", "500", "2026-04-15")
    story.invoice("2", "600", "2026-05-15")
    arrange = story.desk.agreeing.arrange
    story.do(arrange, "monthly", "2026-05-20", count="2", invoices=["2"])
    story.do(story.desk.agreeing.promise, "800", "2026-06-05")
    story.on("2026-05-20").pay("300", "2")
    story.on("2026-06-03").pay("800", "1", "2")
    assert (story.open, story.states("promise")) == ({}, ["kept 800 of 800"])
    assert story.instalments() == ["2026-05-20 paid 300 of 300", "2026-06-20 paid 300 of 300"]


def test_what_came_back_was_there_until_then(story):
    """Must-show 5: 800 on 3 June, 500 and 300, kept a promise and completed instalment 2; returned on 10 June."""
    story.invoice("1", "500", "2026-04-15")
    story.invoice("2", "600", "2026-04-20")
    story.do(story.desk.agreeing.arrange, "monthly", "2026-05-02", count="2", invoices=["2"])
    story.on("2026-05-02").pay("300", "2")
    story.on("2026-05-28").do(story.desk.agreeing.promise, "800", "2026-06-04")
    story.on("2026-06-03").pay("800", "1=500", "2=300")
    assert (story.open, story.states("promise"), story.states("arrangement")) == (
        {},
        ["kept 800 of 800"],
        ["completed 600 of 600"],
    )
    before = [story.aged(day) for day in ("2026-06-02", "2026-06-05", "2026-06-09")]
    story.on("2026-06-10")
    said = story.bounce(fee="25")
    assert said.startswith("Payment of 800.00 of 3 Jun 2026 returned by the bank, fee 25.00.")
    assert story.open == {"1": 50_000, "2": 30_000, "bank_fee": 2_500}
    assert story.states("promise") == ["broken 0 of 800"]
    assert story.instalments() == ["2026-05-02 paid 300 of 300", "2026-06-02 missed 0 of 300"]
    assert story.aged("2026-06-10") == ((2_500, 0, 80_000, 0, 0), 0)
    assert [story.aged(day) for day in ("2026-06-02", "2026-06-05", "2026-06-09")] == before
    assert before[1] == ((0, 0, 0, 0, 0), 0)
    assert story.timeline("payment of 800.00") != [], "the history shows the payment and its return"
    assert len(story.timeline("returned by the bank")) == 1


def test_undoing_a_bounce_brings_everything_back(story):
    story.invoice("1", "500", "2026-04-15")
    story.do(story.desk.agreeing.promise, "500", "2026-05-03")
    story.on("2026-05-03").pay("500")
    story.on("2026-05-08")
    before = (story.open, story.states("promise"), story.why, [story.aged(f"2026-05-0{day}") for day in range(1, 9)])
    story.bounce(on="2026-05-06", fee="25")
    assert story.open == {"1": 50_000, "bank_fee": 2_500}
    assert story.undo() == "returned payment of Dana Alvarez"
    assert before == (
        story.open,
        story.states("promise"),
        story.why,
        [story.aged(f"2026-05-0{day}") for day in range(1, 9)],
    )


def test_a_payment_that_was_returned_and_put_back_can_be_taken_back_from_its_own_day(story):
    story.invoice("1", "500", "2026-04-15")
    story.on("2026-05-03").pay("500")
    story.on("2026-05-08").bounce(on="2026-05-06")
    story.undo()
    story.undo()
    assert story.open == {"1": 50_000}
    assert story.aged("2026-05-04") == ((0, 50_000, 0, 0, 0), 0), "as if it had never come"


def test_a_payment_bounces_once(story):
    story.invoice("1", "500", "2026-04-15")
    story.pay("500")
    payment = story.desk.paying.payments(story.account)[0][0]
    story.bounce()
    assert story.desk.paying.payments(story.account) == []
    refused = story.refused(lambda _, key: story.desk.paying.bounce(payment, key))
    assert refused == "The payment of 500.00 has been taken back already."
    assert "no payment with the id" in story.refused(lambda _, key: story.desk.paying.bounce(999, key))


def test_it_cannot_come_back_before_it_came(story):
    story.invoice("1", "500", "2026-04-15")
    story.pay("500")
    payment = story.desk.paying.payments(story.account)[0][0]
    said = story.refused(lambda _, key: story.desk.paying.bounce(payment, key, on="2026-04-30"))
    assert said == "It came on 1 May 2026: it cannot have been returned before that."


def test_unapplied_credit_is_warned_of_until_it_is_applied(story):
    """Must-show 6."""
    story.do(story.desk.paying.pay, "250", unapplied=True)
    story.invoice("1", "200", "2026-04-15")
    assert (story.why, story.owed) == ("apply the credit that covers it", (-5_000, 20_000))
    assert story.aged("2026-05-01") == ((0, 20_000, 0, 0, 0), 25_000)
    assert story.do(story.desk.paying.apply) == "Credit applied: 200.00 to 1 (paid in full), 50.00 unapplied."
    assert (story.open, story.unapplied, story.why) == ({}, 5_000, "owes nothing")
    assert story.aged("2026-05-01") == ((0, 0, 0, 0, 0), 5_000)
    story.undo()
    assert (story.why, story.unapplied) == ("apply the credit that covers it", 25_000)


def test_there_has_to_be_something_to_apply_and_something_to_apply_it_to(story):
    assert story.refused(story.desk.paying.apply) == "Dana Alvarez has nothing unapplied."
    story.do(story.desk.paying.pay, "250", unapplied=True)
    assert "has nothing open that 250.00 could be applied to" in story.refused(story.desk.paying.apply)


def test_a_credit_note_on_a_disputed_invoice_decides_the_dispute(story):
    """Must-show 4."""
    for number, amount in (("A", "100"), ("B", "300"), ("C", "200")):
        story.invoice(number, amount, "2026-04-15")
    story.do(story.desk.holding.dispute, "B", "20 were missing", "2026-05-20")
    assert story.owed == (60_000, 30_000)
    assert story.desk.queue.card(story.account).asked_cents == 30_000
    said = story.do(story.desk.paying.credit, "120", invoice="B", number="CN7")
    assert said == "Credit note CN7 of 120.00: 120.00 to B (180.00 stays open)."
    assert (story.open["B"], story.owed) == (18_000, (48_000, 48_000))
    assert [one.ending for one in story.agreements("dispute")] == ["credit note of 120.00"]
    assert story.undo() == "credit note for Dana Alvarez"
    assert (story.owed, story.states("dispute")) == ((60_000, 30_000), ["open"])
    story.do(story.desk.paying.credit, "120", invoice="B", keep_dispute=True)
    assert (story.owed, story.states("dispute")) == ((48_000, 30_000), ["open"])


def test_a_credit_note_is_booked_once_by_its_number_and_what_is_over_stays_unapplied(story):
    story.invoice("1", "100", "2026-04-15")
    story.do(story.desk.paying.credit, "150", invoice="1", number="CN1")
    assert (story.open, story.unapplied) == ({}, 5_000)
    said = story.refused(story.desk.paying.credit, "1", number="cn1")
    assert said == "Credit note cn1 is in the book already: nothing was entered."


def test_the_past_stays_as_it_was_printed_until_something_is_put_into_it(story):
    """Must-show 9."""
    story.invoice("1", "1,000", "2026-05-01")
    story.on("2026-05-31")
    printed = story.aged("2026-05-31")
    story.on("2026-06-05").pay("300")
    story.on("2026-06-12")
    assert story.aged("2026-05-31") == printed
    story.pay("100", on="2026-05-20")
    assert story.aged("2026-05-31") == ((0, 90_000, 0, 0, 0), 0)


def test_what_is_applied_late_and_taken_back_leaves_no_day_with_more_used_than_there_was(story):
    story.do(story.desk.paying.pay, "250", unapplied=True)
    story.invoice("1", "200", "2026-04-15")
    story.on("2026-05-03").do(story.desk.paying.apply)
    story.invoice("2", "30", "2026-04-15")
    story.on("2026-05-05").do(story.desk.paying.apply)
    story.on("2026-05-08").bounce()
    assert [story.aged(f"2026-05-0{day}")[1] for day in (2, 4, 6, 8)] == [25_000, 5_000, 2_000, 0]
    for _ in range(3):
        story.undo()
    assert min(story.aged(f"2026-05-0{day}")[1] for day in range(1, 9)) >= 0


def test_a_payment_entered_late_pays_from_the_day_there_was_something_to_pay(story):
    """Another had paid the invoice then, which came back on the 20th."""
    story.invoice("1", "1,000", "2026-04-30")
    story.pay("800")
    story.on("2026-05-21").bounce(on="2026-05-20")
    story.pay("1,000", on="2026-05-15")
    assert story.aged("2026-05-15") == ((0, 20_000, 0, 0, 0), 100_000)
    assert story.aged("2026-05-20") == ((0, 0, 0, 0, 0), 0)


def test_one_form_books_one_payment(story):
    story.invoice("1", "500", "2026-04-15")
    key = form_key()
    first = story.desk.paying.pay(story.account, "100", key)
    again = story.desk.paying.pay(story.account, "100", key)
    assert (again.id, story.open) == (first.id, {"1": 40_000})
    assert "booked already, nothing was booked twice" in str(again)


@pytest.mark.parametrize(
    ("amount", "how", "sentence"),
    [
        ("0", {}, "has to be more than nothing"),
        ("-5", {}, "has to be more than nothing"),
        ("ten", {}, "is not an amount"),
        ("10000000000000.00", {}, "is more than 999,999,999.99, the largest amount kept"),
        ("5", {"on": "9999-01-01"}, "out of reach"),
        ("5", {"on": "2026-02-29"}, "no such day"),
        ("5", {"on": "2026-05-02"}, "2 May 2026 is still to come"),
        ("5", {"invoices": ["7"]}, "There is no open invoice “7”"),
        ("5", {"invoices": ["1", "1"]}, "1 is named twice"),
        ("5", {"invoices": ["1=6"]}, "there is not 6.00 left for 1"),
        ("900", {"invoices": ["1=501"]}, "1 is open with 500.00: 501.00 cannot go to it"),
        ("5", {"invoices": ["1"], "unapplied": True}, "either which invoices it pays, or that it is not applied"),
    ],
)
def test_what_cannot_be_a_payment_is_refused_in_a_sentence(story, amount, how, sentence):
    """Must-show 11."""
    story.invoice("1", "500", "2026-04-15")
    assert sentence in story.refused(story.desk.paying.pay, amount, **how)


def test_two_currencies_are_never_added(tmp_path, clock):
    desk = opened(tmp_path / "book.db", clock, HandCarrier())
    for currency, amount in (("USD", "100"), ("EUR", "70")):
        account = desk.keeping.add_account("Acme", currency)
        desk.keeping.add_invoice(account, "1", amount, "2026-10-01")
    desk.paying.pay(2, "20", form_key())
    assert aging(desk) == {"Acme EUR": ((0, 0, 5_000, 0, 0), 0), "Acme USD": ((0, 0, 10_000, 0, 0), 0)}
    assert {tally.currency: sum(tally.buckets_cents) for tally in desk.queue.overview().tallies} == {
        "EUR": 5_000,
        "USD": 10_000,
    }
    assert desk.proving.differences() == []
    desk.close()


def test_credit_applied_by_hand_is_left_alone_by_a_file_that_does_not_know_of_it(tmp_path, clock):
    """The accounting package lists both as open until it applies them too."""
    desk = opened(tmp_path / "book.db", clock, HandCarrier())
    file = (item("1", 100_000), item("C", 30_000, kind="credit_note"))
    take_in(desk, *file)
    desk.paying.apply(1, form_key())
    before = aging(desk)
    assert before == {"Acme USD": ((0, 0, 70_000, 0, 0), 0)}
    result = take_in(desk, *file, as_of="2026-11-08")
    assert aging(desk) == before
    assert len(result.warnings) == 2
    assert all(warning.endswith("the book was kept") for warning in result.warnings)
    assert desk.proving.differences() == []
    desk.close()


def test_of_many_invoices_in_one_payment_five_are_named(story):
    for number in range(10, 20):
        story.invoice(f"T-{number}", "100.10", "2026-04-20", "2026-04-01")
    before = sum(cents for name, cents in story.open.items() if not name.startswith("T-"))
    said = story.pay(f"{(before + 9 * 10_010 + 901) / 100:.2f}")
    assert said.count(" to ") == 6 and ", and " in said
    assert said.endswith(" paid in full; 9.01 to T-19 (91.09 stays open).")


def test_a_day_that_has_passed_is_written_as_people_say_it(story):
    assert " on " in story.pay("1", on="fri") and " on " in story.pay("1", on="3d ago")
    assert "write today, yesterday, fri" in story.refused(story.desk.paying.pay, "1", on="soon")
