"""Holds and disputes: what is left alone, for how long, and how it comes back by itself."""

import pytest
from desks import call
from stories import Story


@pytest.fixture
def story(tmp_path):
    """Three invoices, A and B overdue; it is 1 June 2026."""
    made = Story(tmp_path, "2026-06-01")
    for number, amount, due in (("A", "100", "2026-05-01"), ("B", "300", "2026-05-10"), ("C", "200", "2026-06-20")):
        made.invoice(number, amount, due)
    yield made
    made.desk.close()


def test_a_hold_keeps_the_account_out_and_ends_by_itself_and_says_so(story):
    assert story.do(story.desk.holding.hold, "illness", "2026-06-15", note="in hospital") == (
        "Hold until 15 Jun 2026: illness (in hospital)."
    )
    assert story.why == "on hold until 2026-06-15: illness"
    story.on("2026-06-14")
    assert not story.is_in_queue
    story.on("2026-06-15")
    assert (story.why, story.states("hold")) == ("hold has ended: illness", ["ended"])
    call(story.desk, story.account, "right_party")
    assert "hold" not in story.why


def test_it_says_so_even_where_something_was_planned_before_the_hold(story):
    """A call leaves a plan: the hold that came after has made that good."""
    call(story.desk, story.account, "right_party")
    story.do(story.desk.holding.hold, "illness", "2026-06-15")
    story.on("2026-06-15")
    assert story.why == "hold has ended: illness"


def test_a_released_hold_lets_what_was_planned_before_it_go_on(story):
    story.do(story.desk.plans.set_next, "2026-06-03", "ask for Ann")
    story.do(story.desk.holding.hold, "hardship", "2026-06-15")
    story.on("2026-06-04").do(story.desk.holding.release, note="found work")
    assert (story.why, story.states("hold")) == ("ask for Ann, 1 d ago", ["released"])
    story.undo()
    assert story.why == "on hold until 2026-06-15: hardship"


def test_a_new_hold_takes_the_place_of_the_one_before(story):
    story.do(story.desk.holding.hold, "illness", "2026-06-15")
    story.do(story.desk.holding.hold, "bankruptcy", "2026-09-01")
    assert story.why == "on hold until 2026-09-01: bankruptcy"
    assert story.states("hold") == ["released", "on"]
    story.undo()
    assert story.why == "on hold until 2026-06-15: illness"


def test_a_hold_on_one_invoice_leaves_the_others(story):
    story.do(story.desk.holding.hold, "other", "2026-06-15", invoice="B")
    assert (story.owed, story.is_in_queue) == ((60_000, 10_000), True)
    story.on("2026-06-15")
    assert (story.owed, story.why) == ((60_000, 40_000), "hold has ended: other")


def test_a_disputed_invoice_is_not_asked_for_and_stays_in_the_aging(story):
    """Must-show 4."""
    said = story.do(story.desk.holding.dispute, "B", "20 were missing", "2026-06-15")
    assert said == "B: dispute, to be decided by 15 Jun 2026: 20 were missing."
    card = story.desk.queue.card(story.account)
    assert (story.owed, card.asked_cents) == ((60_000, 10_000), 10_000)
    assert story.aged("2026-06-01") == ((20_000, 30_000, 10_000, 0, 0), 0)
    (line,) = story.desk.queue.aging(None, by_account=True)[1]
    assert line.disputed_cents == 30_000
    story.on("2026-06-15")
    assert (story.why, story.owed) == ("dispute to be decided: 20 were missing", (60_000, 10_000))
    story.do(story.desk.holding.decide, "B", "all were delivered, signed for")
    assert (story.owed, story.states("dispute")) == ((60_000, 40_000), ["decided"])
    (line,) = story.desk.queue.aging("2026-06-10", by_account=True)[1]
    assert line.disputed_cents == 30_000, "it was in dispute then"


def test_a_dispute_of_all_that_is_open_keeps_the_account_waiting_with_a_day(story):
    for number in ("A", "B", "C"):
        story.do(story.desk.holding.dispute, number, "not ours", "2026-06-15")
    assert story.why == "in dispute, to be decided by 2026-06-15"
    row = story.desk.queue.card(story.account).row
    assert (row.overdue_cents, str(row.next_on)) == (0, "2026-06-15")
    story.on("2026-06-18")
    assert story.desk.queue.card(story.account).next_on is not None
    story.sound()


def test_a_dispute_of_an_invoice_that_was_paid_can_still_be_decided(story):
    story.do(story.desk.holding.dispute, "B", "too late", "2026-06-15")
    story.pay("300", "B")
    story.on("2026-06-16").do(story.desk.holding.decide, "B", "paid after all")
    assert story.states("dispute") == ["decided"]
    story.undo()
    story.do(story.desk.holding.release, invoice="B")
    assert story.states("dispute") == ["decided"]


def test_a_released_invoice_is_asked_for_again(story):
    story.do(story.desk.holding.hold, "other", "2026-06-15", invoice="B")
    story.do(story.desk.holding.dispute, "B", "not ours", "2026-06-15")
    story.do(story.desk.holding.release, invoice="B")
    assert (story.owed, story.states("hold"), story.states("dispute")) == ((60_000, 40_000), ["released"], ["decided"])


@pytest.mark.parametrize(
    ("act", "what", "sentence"),
    [
        ("hold", ("boredom", "2026-06-15"), "is not a reason for a hold"),
        ("hold", ("illness", "2026-06-01"), "A hold ends on a day to come: 1 Jun 2026 has passed"),
        ("hold", ("illness", ""), "Give a day: write 3d"),
        ("hold", ("illness", "9999-01-01"), "out of reach"),
        ("dispute", ("B", " ", "2026-06-15"), "Say what is disputed"),
        ("dispute", ("7", "not ours", "2026-06-15"), "There is no open invoice “7”"),
        ("dispute", ("B", "not ours", "2026-05-31"), "31 May 2026 has passed"),
        ("decide", ("B", "settled"), "B is not in dispute"),
        ("decide", ("B", " "), "Say how it was decided"),
        ("release", (), "Dana Alvarez is not on hold"),
    ],
)
def test_what_cannot_be_held_or_disputed_is_refused(story, act, what, sentence):
    assert sentence in story.refused(getattr(story.desk.holding, act), *what)


def test_an_invoice_is_disputed_once(story):
    story.do(story.desk.holding.dispute, "B", "not ours", "2026-06-15")
    said = story.refused(story.desk.holding.dispute, "B", "too dear", "2026-06-20")
    assert said == "B is in dispute already: decide that one first."
