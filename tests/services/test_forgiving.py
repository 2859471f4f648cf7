"""Giving up a part: settlements paid in time or not, write-offs and what is recovered of them."""

import pytest
from stories import Story


@pytest.fixture
def story(tmp_path):
    """1,000 that was due on 1 May 2026; it is 10 May."""
    made = Story(tmp_path, "2026-05-01")
    made.invoice("1", "1,000", "2026-05-01", "2026-04-01")
    made.on("2026-05-10")
    yield made
    made.desk.close()


def offered(story: Story, until: str = "2026-05-20", **how: str) -> str:
    return story.do(story.desk.forgiving.settle, until, **(how or {"percent": "20"}))


def test_an_offer_says_what_it_would_write_off_and_holds_the_ladder(story):
    assert offered(story) == ("Offer to settle for 800.00 until 20 May 2026; 200.00 of 1,000.00 would be written off.")
    assert (story.why, story.owed) == ("offered to settle for 800.00 until 2026-05-20", (100_000, 100_000))


def test_paid_in_time_the_rest_is_written_off_as_settled(story):
    offered(story)
    story.on("2026-05-20")
    said = story.pay("800")
    assert "800.00 until 20 May 2026: taken" in said and "200.00 written off: settled for 800.00" in said
    assert (story.open, story.owed, story.states("offer")) == ({}, (0, 0), ["taken 800 of 800"])


def test_paid_in_parts_it_is_settled_with_the_last(story):
    offered(story, amount="800")
    story.pay("500")
    assert (story.open, story.states("offer")) == ({"1": 50_000}, ["open 500 of 800"])
    story.on("2026-05-15").pay("300")
    assert (story.open, story.states("offer")) == ({}, ["taken 800 of 800"])


def test_paid_too_late_nothing_is_written_off_and_the_queue_says_so(story):
    offered(story)
    story.on("2026-05-21")
    assert story.why == "offer to settle for 800 has run out"
    story.pay("800")
    assert (story.open, story.states("offer")) == ({"1": 20_000}, ["expired 0 of 800"])


def test_money_that_came_in_time_and_is_entered_late_counts(story):
    offered(story)
    story.on("2026-05-25").pay("800", on="2026-05-19")
    assert (story.open, story.states("offer")) == ({}, ["taken 800 of 800"])
    assert story.aged("2026-05-19") == ((0, 0, 0, 0, 0), 0)
    assert story.aged("2026-05-18") == ((0, 100_000, 0, 0, 0), 0)


def test_a_payment_that_comes_back_after_the_settlement_opens_all_again(story):
    offered(story)
    story.on("2026-05-15").pay("800")
    story.on("2026-05-25")
    said = story.bounce(fee="25")
    assert "what was written off is owed again" in said
    assert story.open == {"1": 100_000, "bank_fee": 2_500}
    assert story.states("offer") == ["expired 0 of 800"]
    assert story.aged("2026-05-20") == ((0, 0, 0, 0, 0), 0), "it was settled then"
    assert story.aged("2026-05-25") == ((2_500, 100_000, 0, 0, 0), 0)


def test_undoing_that_bounce_settles_it_again_on_every_day(story):
    offered(story)
    story.on("2026-05-15").pay("800")
    days = [f"2026-05-{day}" for day in range(10, 29)]
    before = [story.aged(day) for day in days]
    story.on("2026-05-25").bounce(on="2026-05-22")
    assert story.undo() == "returned payment of Dana Alvarez"
    assert (story.open, story.states("offer")) == ({}, ["taken 800 of 800"])
    assert [story.aged(day) for day in days] == before


def test_paid_again_in_time_after_it_came_back_it_is_settled_from_then(story):
    offered(story)
    story.on("2026-05-12").pay("800")
    story.on("2026-05-16").bounce()
    assert story.open == {"1": 100_000}
    story.on("2026-05-18").pay("800")
    assert story.open == {}
    assert [story.aged(f"2026-05-{day}")[0][1] for day in (11, 13, 16, 17, 18)] == [100_000, 0, 100_000, 100_000, 0]


def test_undoing_the_payment_of_a_settlement_leaves_no_trace_in_the_figures(story):
    offered(story)
    before = (story.open, story.why, story.states("offer"))
    story.pay("800")
    story.undo()
    assert (story.open, story.why, story.states("offer")) == before
    story.undo()
    assert story.agreements() == []


def test_what_a_settlement_wrote_off_for_an_arrangement_counts_there_too(story):
    """Both are about the same invoice: it is settled, so nothing of the arrangement is to come."""
    story.do(story.desk.agreeing.arrange, "monthly", "2026-06-01", count="4")
    offered(story)
    story.pay("800")
    assert story.states("arrangement") == ["completed 1000 of 1000"]


def test_a_second_offer_takes_the_place_of_the_first(story):
    offered(story)
    offered(story, percent="30")
    assert story.states("offer") == ["withdrawn 0 of 800", "open 0 of 700"]
    story.pay("700")
    assert story.open == {}


def test_a_settlement_that_was_paid_is_not_recovered_by_hand(story):
    offered(story)
    story.pay("800")
    assert "the settlement was paid" in story.refused(story.desk.forgiving.recover)


@pytest.mark.parametrize(
    ("until", "how", "sentence"),
    [
        ("2026-05-20", {"amount": "1,000"}, "1,000.00 is not less than the 1,000.00 that are open"),
        ("2026-05-20", {"percent": "0"}, "more than 0 and less than 100 percent"),
        ("2026-05-20", {"percent": "100"}, "more than 0 and less than 100 percent"),
        ("2026-05-20", {"percent": "a lot"}, "is not a percentage"),
        ("2026-05-20", {"amount": "5", "percent": "5"}, "either the amount to be paid, or how many percent off"),
        ("2026-05-20", {}, "either the amount to be paid, or how many percent off"),
        ("2026-05-09", {"percent": "5"}, "9 May 2026 has passed"),
    ],
)
def test_what_is_no_settlement_is_refused(story, until, how, sentence):
    assert sentence in story.refused(story.desk.forgiving.settle, until, **how)


def test_a_write_off_says_what_stays_and_is_recovered_later(story):
    forgiving = story.desk.forgiving
    said = story.do(forgiving.write_off, "too small", invoices=["1"], amount="0.05")
    assert said == "Written off as too small: 0.05 of 1. 999.95 stays owed."
    story.do(forgiving.write_off, "bankrupt", note="case 12/345")
    assert (story.open, story.is_in_queue) == ({}, False)
    story.on("2026-08-01").do(forgiving.recover)
    assert story.open == {"1": 100_000}
    assert story.aged("2026-07-01") == ((0, 0, 0, 0, 0), 0)
    assert story.undo() == "recovery of Dana Alvarez"
    assert story.open == {}


def test_only_the_write_offs_of_one_invoice_are_recovered_when_it_is_named(story):
    story.invoice("2", "300", "2026-05-05")
    story.do(story.desk.forgiving.write_off, "uncollectible")
    story.do(story.desk.forgiving.recover, invoice="2")
    assert story.open == {"2": 30_000}
    assert "Nothing of Dana Alvarez on 7 is written off" in story.refused(story.desk.forgiving.recover, invoice="7")


@pytest.mark.parametrize(
    ("reason", "how", "sentence"),
    [
        ("boredom", {}, "is not a reason to write off"),
        ("bankrupt", {"amount": "1,000.01"}, "1 is open with 1,000.00 only"),
        ("bankrupt", {"invoices": ["7"]}, "There is no open invoice"),
        ("bankrupt", {"on": "2026-06-01"}, "is still to come"),
    ],
)
def test_what_cannot_be_written_off_is_refused(story, reason, how, sentence):
    assert sentence in story.refused(story.desk.forgiving.write_off, reason, **how)


def test_money_from_before_the_offer_does_not_take_it(story):
    offered(story, amount="800")
    story.pay("900", on="2026-05-01")
    assert (story.open, story.states("offer")) == ({"1": 10_000}, ["open 0 of 800"])


def test_hay_and_cash_in_time_take_an_offer_together(story):
    barter = story.desk.bartering
    story.do(barter.agree, "300", "hay")
    offered(story, amount="800")
    story.do(barter.confirm)
    assert story.states("offer") == ["open 300 of 800"]
    story.pay("500")
    assert (story.open, story.states("offer")) == ({}, ["taken 800 of 800"])


def test_a_write_off_taken_back_and_both_undone_leaves_no_line_on_the_statement(story):
    forgiving = story.desk.forgiving
    story.do(forgiving.write_off, "uncollectible")
    story.on("2026-06-20").do(forgiving.recover)
    lines = [(line.kind, str(line.on)) for line in story.desk.stating.statement(story.account).lines]
    assert lines[1:] == [("write_off", lines[1][1]), ("recovered", "2026-06-20")]
    story.undo()
    story.undo()
    assert [line.kind for line in story.desk.stating.statement(story.account).lines] == ["invoice"]
