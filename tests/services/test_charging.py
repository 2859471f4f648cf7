"""Charges for paying late: exact, on a ground, once; waived with a reason and put back."""

import pytest
from stories import Story


@pytest.fixture
def story(tmp_path):
    """A business in Britain, whose invoice of 5,000 was due on 1 March 2026; it is 101 days later."""
    made = Story(tmp_path, "2026-03-01", country="GB")
    made.account = made.desk.keeping.add_account("Brightside Ltd", "GBP", {"kind": "business"})
    made.invoice("1", "5,000", "2026-03-01", "2026-02-01")
    made.on("2026-06-10")
    yield made
    made.desk.close()


def test_interest_and_compensation_to_the_penny(story):
    """Must-show 7: he pays 5,000.00 exactly, and what stays open is the charges."""
    charge = story.desk.charging.charge
    said = story.do(charge, "interest", rate="12.25")
    assert said.startswith("Interest on 1: 169.49 (101 days at 12.25 % on 5,000.00;")
    assert story.do(charge, "compensation").startswith("Compensation on 1: 70.00 (fixed sum for")
    assert story.open == {"1": 500_000, "interest 1": 16_949, "compensation 1": 7_000}
    said = story.pay("5,000")
    assert said == "Payment of 5,000.00: 5,000.00 to 1 (paid in full)."
    assert story.open == {"interest 1": 16_949, "compensation 1": 7_000}
    whole = story.desk.queue.whole(story.account).invoices
    assert [one.status for one in whole if one.kind == "invoice"] == ["settled"]


def test_posting_again_adds_nothing(story):
    charge = story.desk.charging.charge
    story.do(charge, "interest", rate="12.25")
    story.do(charge, "compensation")
    lines, entries = story.desk.proving.extent(), story.open
    assert story.do(charge, "interest", rate="12.25").startswith(
        "Nothing to add on 1: charged up to 10 Jun 2026 already"
    )
    assert "its compensation is posted already" in story.do(charge, "compensation")
    assert (story.desk.proving.extent(), story.open) == (lines, entries)


def test_posted_day_by_day_it_comes_to_the_same(story):
    charge = story.desk.charging.charge
    story.on("2026-04-11").do(charge, "interest", rate="12.25")
    for day in range(1, 11):
        story.on(f"2026-06-{day:02}").do(charge, "interest", rate="12.25")
    interest = [one for one in story.desk.queue.card(story.account).open_debits if one.kind == "interest"]
    assert len(interest) == 11
    assert sum(one.residual_cents for one in interest) == 16_949


def test_interest_that_was_taken_back_can_be_posted_again(story):
    charge = story.desk.charging.charge
    story.do(charge, "interest", rate="12.25")
    assert story.undo() == "interest of Brightside Ltd"
    assert story.open == {"1": 500_000}
    story.do(charge, "interest", rate="12.25")
    assert story.open["interest 1"] == 16_949


def test_the_law_gives_its_own_rate_to_a_business(story):
    said = story.do(story.desk.charging.charge, "interest")
    assert said.startswith("Interest on 1: 162.57 (101 days at 11.75 % on 5,000.00; UK late payment, 8 points over")


@pytest.mark.parametrize("kind", ["interest", "compensation"])
def test_a_consumer_is_charged_nothing_by_law(story, kind):
    story.account = story.desk.keeping.add_account("Bea", "GBP", {"kind": "consumer"})
    story.invoice("1", "5,000", "2026-03-01")
    assert "consumer" in story.refused(story.desk.charging.charge, kind)
    assert "consumer" in story.refused(story.desk.charging.charge, kind, amount="70")
    assert story.open == {"1": 500_000}


def test_a_consumer_pays_interest_as_the_contract_says_and_no_more(story):
    story.account = story.desk.keeping.add_account("Bea", "GBP", {"kind": "consumer"})
    story.invoice("1", "5,000", "2026-03-01")
    charge = story.desk.charging.charge
    assert "record it as contract_rate first" in story.refused(charge, "interest", rate="4")
    story.desk.keeping.set_facts(story.account, {"contract_rate": "4"})
    assert "The contract agreed 4 %, and 5 % is more than that" in story.refused(charge, "interest", rate="5")
    assert story.do(charge, "interest").startswith("Interest on 1: 55.34 (101 days at 4 % on 5,000.00")


def test_interest_runs_on_what_was_open_each_day(story):
    story.pay("2,000", on="2026-04-10")
    said = story.do(story.desk.charging.charge, "interest", rate="10")
    assert "40 days at 10 % on 5,000.00; 61 days at 10 % on 3,000.00" in said
    assert story.open["interest 1"] == 10_493


def test_a_disputed_invoice_bears_no_charge(story):
    story.do(story.desk.holding.dispute, "1", "wrong price", "2026-06-30")
    charge = story.desk.charging.charge
    assert "in dispute" in story.refused(charge, "interest", rate="8", invoice="1")
    assert "no overdue invoice to charge on" in story.refused(charge, "interest", rate="8")


def test_charges_are_waived_with_a_reason_and_put_back(story):
    charging = story.desk.charging
    story.do(charging.charge, "late fee", amount="15", invoice="1")
    story.do(charging.charge, "interest", rate="12.25")
    assert "Say why" in story.refused(lambda account, key: charging.waive(account, " ", key))
    said = story.do(charging.waive, "long-standing customer")
    assert said == "Waived: 15.00 of late fee 1, 169.49 of interest 1 (long-standing customer)."
    assert story.open == {"1": 500_000}
    assert story.do(charging.charge, "interest", rate="12.25").startswith("Nothing to add"), "waived is not unposted"
    story.on("2026-06-20").do(charging.reinstate, "paid nothing")
    assert story.open == {"1": 500_000, "late_fee 1": 1_500, "interest 1": 16_949}
    assert story.aged("2026-06-15")[0] == (0, 0, 0, 0, 500_000), "it was waived then"
    story.undo()
    assert story.open == {"1": 500_000}


def test_a_part_of_one_charge_can_be_waived(story):
    charging = story.desk.charging
    story.do(charging.charge, "late fee", amount="15")
    story.do(charging.charge, "bank fee", amount="20")
    assert "name its kind" in story.refused(charging.waive, "goodwill", amount="5")
    assert "open with 15.00 only" in story.refused(charging.waive, "goodwill", kind="late fee", amount="16")
    story.do(charging.waive, "goodwill", kind="late fee", amount="5")
    assert story.open == {"1": 500_000, "late_fee": 1_000, "bank_fee": 2_000}


@pytest.mark.parametrize(
    ("kind", "how", "sentence"),
    [
        ("gift", {}, "is not a charge"),
        ("late fee", {}, "Say how much the late fee is"),
        ("late fee", {"rate": "8"}, "A rate is for interest"),
        ("late fee", {"amount": "0"}, "has to be more than nothing"),
        ("interest", {"rate": "eight"}, "is not a rate"),
        ("interest", {"rate": "8", "invoice": "7"}, "There is no open invoice"),
    ],
)
def test_a_charge_without_ground_is_refused(story, kind, how, sentence):
    assert sentence in story.refused(story.desk.charging.charge, kind, **how)


def test_interest_too_large_to_be_true_is_refused_and_nothing_is_written(story):
    story.invoice("2", "999,999,999.99", "2016-06-10", "2016-06-01")
    assert "is too large to be true" in story.refused(story.desk.charging.charge, "interest", rate="1000")


@pytest.fixture
def late(tmp_path):
    """A thousand that was due on 1 October."""
    made = Story(tmp_path, "2026-09-01")
    made.invoice("1", "1,000", "2026-10-01", "2026-09-01")
    yield made
    made.desk.close()


def test_interest_is_reckoned_anew_after_a_payment_of_an_earlier_day(late):
    charging = late.desk.charging
    late.on("2026-11-20").do(charging.charge, "interest", rate="10")
    assert late.open["interest 1"] == 1_370
    said = late.pay("1,000", "1", on="2026-10-02")
    assert "The interest posted on 1 is now 13.43 too much: waive it, `collector waive 1 --kind interest" in said
    said = late.do(charging.charge, "interest", rate="10", invoice="1")
    assert said.startswith("Nothing to add on 1: 0.27 in all, 13.70 posted is 13.43 too much: waive it, `collector")
    late.do(charging.waive, "paid in October", kind="interest", invoice="1", amount="13.43")
    assert late.open == {"interest 1": 27}
    assert late.do(charging.charge, "interest", rate="10", invoice="1").startswith(
        "Nothing to add on 1: charged up to 20 Nov"
    )


def test_too_much_interest_that_has_been_paid_is_credited_or_taken_off_the_next(late):
    late.on("2026-11-20").do(late.desk.charging.charge, "interest", rate="10")
    late.pay("13.70", "interest 1")
    said = late.pay("500", "1", on="2026-10-02")
    assert "is now 6.71 too much: it has been paid, and the next charge takes it off." in said
    said = late.pay("500", "1", on="2026-10-02")
    assert "is now 13.43 too much: it has been paid, credit it, `collector credit 1 --amount 13.43`." in said


def test_the_next_posting_takes_account_of_what_was_posted_too_much(late):
    charging = late.desk.charging
    late.on("2026-11-10").do(charging.charge, "interest", rate="10")
    late.on("2026-11-12").pay("500", "1", on="2026-11-01")
    said = late.do(charging.charge, "interest", rate="10")
    assert said.startswith("Nothing to add on 1: 10.00 in all, 10.96 posted is 0.96 too much")
    said = late.on("2026-11-30").do(charging.charge, "interest", rate="8")
    assert said.startswith(
        "Interest on 1: 0.96 (11.92 in all less 10.96 posted; 20 days at 8 % on 500.00; 8 % a year, given"
    )
    late.do(charging.waive, "a part", kind="interest", invoice="1", amount="5")
    assert late.open == {"1": 50_000, "interest 1": 692}, "of several postings the newest goes first"


def test_a_recorded_rate_is_by_contract_and_what_was_posted_before_is_said(late):
    late.desk.keeping.set_facts(late.account, {"contract_rate": "10"})
    late.on("2026-11-10").do(late.desk.charging.charge, "interest")
    said = late.on("2026-11-11").do(late.desk.charging.charge, "interest")
    assert said.startswith(
        "Interest on 1: 0.27 (11.23 in all less 10.96 posted; 1 day at 10 % on 1,000.00; 10 % a year, by contract)"
    )


def test_an_invoice_that_was_paid_late_can_still_be_charged(late):
    late.on("2026-11-10").pay("1,000", "1")
    charge = late.desk.charging.charge
    late.do(charge, "interest", rate="10", invoice="1")
    late.do(charge, "late fee", amount="15", invoice="1")
    assert late.open == {"interest 1": 1_096, "late_fee 1": 1_500}


def test_what_was_posted_by_law_is_reckoned_anew_by_the_same_law(story):
    story.do(story.desk.charging.charge, "interest")
    story.pay("5,000", on="2026-03-11")
    said = story.do(story.desk.charging.charge, "interest", rate="1", invoice="1")
    assert said.startswith("Nothing to add on 1: 16.10 in all, 162.57 posted is 146.47 too much")


def test_compensation_is_for_the_debt_that_was_late_be_it_paid_by_now(story):
    story.pay("5,000", "1")
    assert "Compensation on 1: 70.00" in story.do(story.desk.charging.charge, "compensation", invoice="1")
