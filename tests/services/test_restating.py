"""A newer file states an invoice otherwise while something is agreed about it: the agreement goes with the invoice."""

import pytest
from desks import item, take_in
from stories import Story


@pytest.fixture
def story(tmp_path):
    """Dana's invoice of 1,000 and her credit come from a file of 1 May; it is 10 May 2026."""
    made = Story(tmp_path, "2026-05-10")
    take_in(made.desk, invoice(100_000), as_of="2026-05-01")
    yield made
    made.desk.close()


def invoice(amount: int, still_open: int | None = None, due: str = "2026-04-15"):
    return item("1", amount, still_open, account="Dana Alvarez", issued="2026-03-15", due=due)


def restated(story: Story, *documents, as_of: str = "2026-05-10") -> list[str]:
    warnings = take_in(story.desk, *documents, as_of=as_of).warnings
    story.sound()
    return warnings


def test_an_arrangement_goes_on_and_the_difference_is_asked_for_beside_it(story):
    story.pay("100")
    story.do(story.desk.agreeing.arrange, "monthly", "2026-05-20", count="3")
    assert story.owed == (90_000, 0)
    story.on("2026-05-20").pay("300")
    restated(story, invoice(110_000, 70_000), as_of="2026-05-20")
    assert story.open == {"1": 70_000}
    assert story.states("arrangement") == ["active 300 of 900"]
    assert story.owed == (70_000, 10_000), "what was paid before the arrangement is no instalment of it"
    story.on("2026-06-20").pay("300")
    assert story.instalments() == [
        "2026-05-20 paid 300 of 300",
        "2026-06-20 paid 300 of 300",
        "2026-07-20 open 0 of 300",
    ]


def test_taking_the_file_back_takes_the_arrangement_back_to_the_invoice_it_was_about(story):
    story.do(story.desk.agreeing.arrange, "monthly", "2026-05-20", count="2")
    story.pay("500")
    before = (story.open, story.owed, story.instalments(), [one.invoices for one in story.agreements()])
    restated(story, invoice(120_000, 70_000, due="2026-04-20"))
    assert [one.invoices for one in story.agreements()] != before[3]
    assert story.undo() == "import of open.csv"
    assert (story.open, story.owed, story.instalments(), [one.invoices for one in story.agreements()]) == before


def test_a_version_that_was_replaced_keeps_what_was_paid_on_it(story):
    story.do(story.desk.agreeing.arrange, "monthly", "2026-05-11", count="2")
    story.on("2026-05-11").pay("500")
    story.do(story.desk.agreeing.arrange, "monthly", "2026-06-01", count="5")
    story.pay("100")
    restated(story, invoice(120_000, 60_000), as_of="2026-05-11")
    assert story.states("arrangement") == ["replaced 500 of 1000", "active 100 of 500"]


def test_a_dispute_stays_on_the_invoice(story):
    story.do(story.desk.holding.dispute, "1", "too dear", "2026-06-01")
    restated(story, invoice(80_000))
    assert (story.open, story.owed, story.states("dispute")) == ({"1": 80_000}, (80_000, 0), ["open"])
    (line,) = story.desk.queue.aging(None, by_account=True)[1]
    assert line.disputed_cents == 80_000
    story.do(story.desk.holding.decide, "1", "they were right, and have a new invoice")
    assert story.owed == (80_000, 80_000)


def test_a_hold_on_the_invoice_stays(story):
    story.do(story.desk.holding.hold, "other", "2026-06-01", invoice="1")
    restated(story, invoice(80_000))
    assert story.owed == (80_000, 0)


def test_interest_that_was_posted_is_reckoned_anew_on_what_the_invoice_is_now(story):
    charge = story.desk.charging.charge
    story.do(charge, "interest", rate="10")
    assert story.open == {"1": 100_000, "interest 1": 685}
    restated(story, invoice(120_000))
    said = story.do(charge, "interest", rate="10")
    assert said.startswith("Interest on 1: 1.37 (8.22 in all less 6.85 posted; reckoned anew up to 10 May 2026; 10 %")
    story.do(story.desk.charging.waive, "it was our mistake", invoice="1")
    assert story.open == {"1": 120_000}


def test_a_settlement_is_still_paid_by_what_came_in_time(story):
    story.do(story.desk.forgiving.settle, "2026-05-20", amount="800")
    story.pay("500")
    restated(story, invoice(110_000, 60_000))
    assert story.states("offer") == ["open 500 of 800"]
    story.pay("300")
    assert (story.open, story.states("offer")) == ({}, ["taken 800 of 800"])
    story.undo()
    story.undo()
    assert (story.open, story.states("offer")) == ({"1": 50_000}, ["open 500 of 800"])


def test_what_was_settled_stays_settled_when_the_file_has_not_heard_of_it(story):
    story.do(story.desk.forgiving.settle, "2026-05-20", amount="800")
    story.pay("800")
    warnings = restated(story, invoice(100_000))
    assert (story.open, story.states("offer")) == ({}, ["taken 800 of 800"])
    assert warnings == ["1: the file says 1,000.00 is open, the book 0.00: the book was kept"]


def test_a_file_that_says_it_is_paid_keeps_the_promise_and_the_arrangement(story):
    story.do(story.desk.agreeing.promise, "1,000", "2026-05-15")
    story.do(story.desk.agreeing.arrange, "monthly", "2026-05-20", count="2")
    paid = item("1", 100_000, 0, account="Dana Alvarez", issued="2026-03-15", due="2026-04-15", settled="2026-05-12")
    story.on("2026-05-14")
    restated(story, paid, as_of="2026-05-14")
    assert story.states("promise") == ["kept 1000 of 1000"]
    assert story.states("arrangement") == ["completed 1000 of 1000"]
    story.undo()
    assert (story.states("promise"), story.states("arrangement")) == (["open 0 of 1000"], ["active 0 of 1000"])


def test_stated_anew_twice_everything_still_follows(story):
    story.do(story.desk.agreeing.arrange, "monthly", "2026-05-20", count="2")
    story.do(story.desk.charging.charge, "interest", rate="10")
    story.pay("500")
    restated(story, invoice(110_000, 60_000))
    restated(story, invoice(105_000, 55_000))
    assert story.open == {"1": 55_000, "interest 1": 685}
    assert story.states("arrangement") == ["active 500 of 1000"]
    said = story.do(story.desk.charging.charge, "interest", rate="10")
    assert said.startswith("Interest on 1: 0.34 (7.19 in all less 6.85 posted;")
    assert story.undo() == "interest of Dana Alvarez"
    for _ in range(2):
        assert story.undo() == "import of open.csv"
    assert (story.open, story.states("arrangement")) == ({"1": 50_000, "interest 1": 685}, ["active 500 of 1000"])


def test_what_came_back_since_is_not_counted_against_a_lower_amount(story):
    """800 were there from 2 to 8 May, of an invoice that turns out to be for 600."""
    story.pay("800", on="2026-05-02")
    story.bounce(on="2026-05-08")
    restated(story, invoice(60_000))
    assert story.open == {"1": 60_000}
    assert [story.aged(f"2026-05-0{day}") for day in (1, 3, 9)] == [
        ((0, 60_000, 0, 0, 0), 0),
        ((0, 60_000, 0, 0, 0), 80_000),
        ((0, 60_000, 0, 0, 0), 0),
    ]


def test_a_file_from_before_a_payment_came_back_closes_nothing_twice(story):
    story.pay("800", on="2026-05-02")
    story.bounce(on="2026-05-08")
    restated(story, invoice(100_000, 10_000), as_of="2026-05-06")
    assert story.open == {"1": 10_000}
    assert [story.aged(f"2026-05-0{day}") for day in (7, 9)] == [((0, 20_000, 0, 0, 0), 0), ((0, 10_000, 0, 0, 0), 0)]
