"""Barter: taken off when it is there and not before, never cash, owed again when it was not."""

import pytest
from stories import Story


@pytest.fixture
def story(tmp_path):
    """3,500 owed by a business; it is 1 June 2026."""
    made = Story(tmp_path, "2026-06-01")
    made.invoice("1", "3,500", "2026-05-01", "2026-04-01")
    yield made
    made.desk.close()


def agreed(story: Story) -> str:
    return story.do(
        story.desk.bartering.agree, "3,000", "van service", by="2026-06-20", consent="Dana, by phone", document="D-7"
    )


def test_the_debt_falls_when_the_delivery_is_confirmed(story):
    """Must-show 8."""
    assert agreed(story) == (
        "To be taken for a part of the debt: van service for 3,000.00, by 20 Jun 2026; agreed with Dana, by phone; "
        "document D-7. Nothing is taken off before it is delivered."
    )
    assert (story.owed, story.states("contra")) == ((350_000, 350_000), ["agreed 0 of 3000"])
    story.on("2026-06-18")
    assert story.do(story.desk.bartering.confirm) == "Delivered on 18 Jun 2026: van service, 3,000.00 to 1."
    assert (story.owed, story.open, story.states("contra")) == (
        (50_000, 50_000),
        {"1": 50_000},
        ["delivered 0 of 3000"],
    )


def test_it_is_not_cash_and_keeps_no_promise(story):
    agreed(story)
    story.do(story.desk.agreeing.promise, "500", "2026-06-20")
    story.on("2026-06-18").do(story.desk.bartering.confirm)
    assert story.states("promise") == ["open 0 of 500"]
    (figures,) = story.desk.reports.month("2026-06")[1]
    assert (figures.received_cents, figures.contra_cents) == (0, 300_000)
    story.on("2026-07-01")
    (figures,) = story.desk.reports.month("2026-06")[1]
    assert (figures.promises.due, figures.promises.kept, figures.promises.paid_cents) == (1, 0, 0)


def test_what_does_not_come_is_asked_for_and_called_off(story):
    agreed(story)
    assert story.why == "van service for 3,000.00 expected by 2026-06-20"
    story.on("2026-06-21")
    assert story.why == "was it delivered: van service"
    assert story.do(story.desk.bartering.cancel, reason="van sold").endswith("by 20 Jun 2026 (van sold).")
    assert (story.owed, story.states("contra")) == ((350_000, 350_000), ["cancelled 0 of 3000"])


def test_what_was_taken_off_and_never_came_is_owed_again_from_then(story):
    agreed(story)
    story.on("2026-06-10").do(story.desk.bartering.confirm)
    story.on("2026-06-25").do(story.desk.bartering.cancel, reason="never came")
    assert (story.owed, story.states("contra")) == ((350_000, 350_000), ["cancelled 0 of 3000"])
    assert story.aged("2026-06-20")[0] == (0, 0, 50_000, 0, 0)
    assert story.undo() == "calling off with Dana Alvarez"
    assert (story.owed, story.states("contra")) == ((50_000, 50_000), ["delivered 0 of 3000"])
    story.undo()
    assert (story.owed, story.states("contra")) == ((350_000, 350_000), ["to confirm 0 of 3000"])


def test_a_delivery_worth_more_than_is_left_leaves_the_rest_unapplied(story):
    agreed(story)
    story.pay("1,000")
    said = story.do(story.desk.bartering.confirm)
    assert said == "Delivered on 1 Jun 2026: van service, 2,500.00 to 1, 500.00 unapplied."
    assert (story.open, story.unapplied) == ({}, 50_000)


@pytest.mark.parametrize(
    ("amount", "what", "how", "sentence"),
    [
        ("3,500.01", "van service", {}, "is more than the 3,500.00 that are owed"),
        ("0", "van service", {}, "has to be more than nothing"),
        ("10", " ", {}, "Say what is taken"),
        ("10", "van service", {"by": "2026-05-31"}, "31 May 2026 has passed"),
        ("10", "van service", {"invoice": "7"}, "There is no open invoice"),
    ],
)
def test_what_is_no_barter_is_refused(story, amount, what, how, sentence):
    assert sentence in story.refused(story.desk.bartering.agree, amount, what, **how)


def test_nothing_is_taken_from_a_consumer(story):
    story.desk.keeping.set_facts(story.account, {"kind": "consumer"})
    assert "between businesses only" in story.refused(story.desk.bartering.agree, "10", "a painting")


def test_there_is_nothing_to_confirm_or_call_off_before_it_is_agreed(story):
    assert "Nothing is agreed" in story.refused(story.desk.bartering.confirm)
    assert "Nothing was agreed" in story.refused(story.desk.bartering.cancel)
