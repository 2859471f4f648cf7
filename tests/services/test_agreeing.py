"""Promises and arrangements: the ladder waits, money keeps them by itself, and what is missed stays visible."""

import pytest
from desks import call, debtor, send, why
from stories import Story

from collector_tui.domain.business import WorkRules
from collector_tui.services.office import form_key
from collector_tui.store import agreements


@pytest.fixture
def story(tmp_path):
    made = Story(tmp_path, "2025-03-03", WorkRules(promise_tolerance_days=2))
    yield made
    made.desk.close()


def promise(story: Story, amount: str, by: str) -> str:
    return story.do(story.desk.agreeing.promise, amount, by)


def arrange(story: Story, every: str, first: str, **how) -> str:
    return story.do(story.desk.agreeing.arrange, every, first, **how)


def test_a_promise_kept_in_part(story):
    """Must-show 2."""
    story.invoice("1", "2,000", "2025-02-01")
    send(story.desk, story.account)
    story.desk.delivery.round()
    step = story.desk.queue.card(story.account).next_step
    story.on("2025-03-07")
    assert story.is_in_queue
    assert promise(story, "1,500", "2025-03-14") == "Promise of 1,500.00 by 14 Mar 2025."
    assert story.why == "promised 1,500.00 by 2025-03-14"
    story.on("2025-03-13").pay("900")
    assert story.states("promise") == ["open 900 of 1500"]
    story.on("2025-03-16")
    assert (story.states("promise"), story.is_in_queue) == (["open 900 of 1500"], False)
    story.on("2025-03-17")
    assert story.states("promise") == ["partly kept 900 of 1500"]
    assert story.why == "promise of 1,500 partly kept, 900 paid"
    card = story.desk.queue.card(story.account)
    assert (card.row.reason, card.next_step) == ("promise_broken", step), "the ladder goes on where it stopped"
    assert promise(story, "600", "2025-03-28") == "Promise of 600.00 by 28 Mar 2025, level 2."
    assert story.why == "promised 600.00 by 2025-03-28"
    assert [one.number for one in story.agreements("promise")] == [1, 2]


def test_the_kept_rate_leaves_out_what_is_not_yet_due(story):
    story.invoice("1", "2,000", "2025-02-01")
    promise(story, "500", "2025-04-04")
    promise(story, "300", "2025-04-11")
    promise(story, "200", "2025-04-25")
    story.on("2025-04-03").pay("500")
    story.on("2025-04-15")
    (figures,) = story.desk.reports.month("2025-04")[1]
    assert (figures.promises.due, figures.promises.kept, figures.promises.percent) == (2, 1, 50)


def test_two_promises_at_once_and_one_payment(story):
    story.invoice("1", "2,000", "2025-02-01")
    promise(story, "500", "2025-03-20")
    promise(story, "400", "2025-03-10")
    story.on("2025-03-10").pay("600")
    assert story.states("promise") == ["open 200 of 500", "kept 400 of 400"]
    story.on("2025-03-23")
    assert story.why == "promise of 500 partly kept, 200 paid"


def test_money_from_before_the_promise_on_the_same_day_does_not_count(story):
    story.invoice("1", "2,000", "2025-02-01")
    story.pay("500")
    promise(story, "1,000", "2025-03-14")
    assert story.states("promise") == ["open 0 of 1000"]
    story.pay("300")
    assert story.states("promise") == ["open 300 of 1000"]


def test_a_payment_entered_late_keeps_a_promise_that_was_taken_for_broken(story):
    story.invoice("1", "2,000", "2025-02-01")
    promise(story, "500", "2025-03-10")
    story.on("2025-03-14")
    assert story.states("promise") == ["broken 0 of 500"]
    said = story.pay("500", on="2025-03-12")
    assert said.endswith("Promise of 500.00 by 10 Mar 2025: kept.")
    assert (story.states("promise"), story.desk.queue.card(story.account).row.reason) == (["kept 500 of 500"], "step")


def test_a_broken_promise_that_was_looked_at_does_not_come_back_by_an_undo(story):
    story.invoice("1", "2,000", "2025-02-01")
    promise(story, "500", "2025-03-10")
    story.on("2025-03-14")
    call(story.desk, story.account, "right_party")
    looked_at = story.why
    assert "promise" not in looked_at
    story.pay("500", on="2025-03-12")
    story.undo()
    assert (story.why, story.states("promise")) == (looked_at, ["broken 0 of 500"])


def test_a_withdrawn_promise_lets_the_ladder_go_on_and_undo_brings_it_back(story):
    story.invoice("1", "2,000", "2025-02-01")
    promise(story, "500", "2025-03-14")
    story.do(story.desk.agreeing.withdraw, "promise", reason="lost the job")
    assert (story.states("promise"), story.is_in_queue) == (["withdrawn 0 of 500"], True)
    story.undo()
    assert (story.states("promise"), story.is_in_queue) == (["open 0 of 500"], False)
    story.undo()
    assert story.states("promise") == []


@pytest.mark.parametrize(
    ("amount", "by", "sentence"),
    [
        ("500", "2025-03-02", "A promise is for a day to come: 2 Mar 2025 has passed"),
        ("500", "2025-02-29", "no such day"),
        ("500", "9999-12-31", "out of reach"),
        ("2,000.01", "2025-03-14", "2,000.01 is more than the 2,000.00 that are owed"),
        ("0", "2025-03-14", "has to be more than nothing"),
        ("-1", "2025-03-14", "has to be more than nothing"),
    ],
)
def test_what_is_no_promise_is_refused(story, amount, by, sentence):
    story.invoice("1", "2,000", "2025-02-01")
    assert sentence in story.refused(story.desk.agreeing.promise, amount, by)


def test_an_arrangement_over_two_invoices(tmp_path):
    """Must-show 3."""
    story = Story(tmp_path, "2025-01-20")
    story.invoice("1", "1,550", "2024-11-30")
    story.invoice("2", "1,000", "2024-12-31")
    story.pay("150", "1")
    assert arrange(story, "monthly", "2025-01-31", count="6").startswith(
        "Arrangement 1: 6 instalments monthly, 2,400.00 in all: 400.00 on 31 Jan 2025, 400.00 on 28 Feb 2025,"
    )
    dues = ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31", "2025-06-30"]
    assert story.instalments() == [f"{day} open 0 of 400" for day in dues]
    assert (story.owed, story.why) == ((240_000, 0), "pays by arrangement: 1 of 6 due 2025-01-31")
    story.on("2025-01-31").pay("400")
    story.on("2025-02-28").pay("400")
    assert story.open == {"1": 60_000, "2": 100_000}
    story.on("2025-04-01")
    assert (story.owed, story.why) == ((160_000, 0), "pays by arrangement: 3 of 6 due 2025-03-31")
    story.on("2025-04-02")
    assert (story.owed, story.why) == ((160_000, 40_000), "instalment 3 of 6 missed")
    assert story.aged("2025-04-02") == ((0, 0, 0, 0, 160_000), 0), "the age of the invoices stays visible"
    said = arrange(story, "monthly", "2025-04-30", each="250")
    assert said.startswith("Arrangement 2: 7 instalments monthly, 1,600.00 in all")
    assert story.instalments()[-1] == "2025-10-30 open 0 of 100"
    assert story.instalments(0) == [
        "2025-01-31 paid 400 of 400", "2025-02-28 paid 400 of 400", "2025-03-31 missed 0 of 400",
        "2025-04-30 open 0 of 400", "2025-05-31 open 0 of 400", "2025-06-30 open 0 of 400",
    ]  # fmt: skip
    assert story.states("arrangement") == ["replaced 800 of 2400", "active 0 of 1600"]
    story.on("2025-04-30").pay("250")
    assert story.states("arrangement") == ["replaced 800 of 2400", "active 250 of 1600"]
    story.desk.close()


def test_a_thousand_over_three_and_all_of_it_paid(story):
    story.invoice("1", "1,000", "2025-02-01")
    arrange(story, "weekly", "2025-03-10", count="3")
    assert story.instalments() == [
        "2025-03-10 open 0 of 333.34",
        "2025-03-17 open 0 of 333.33",
        "2025-03-24 open 0 of 333.33",
    ]
    said = story.pay("1,000")
    assert "completed" in said
    assert (story.states("arrangement"), story.why) == (["completed 1000 of 1000"], "owes nothing")
    story.undo()
    assert story.states("arrangement") == ["active 0 of 1000"]


def test_two_missed_in_a_row_break_it_and_everything_is_overdue_again(story):
    story.invoice("1", "1,000", "2025-02-01")
    arrange(story, "weekly", "2025-03-10", count="4")
    story.on("2025-03-13")
    assert (story.owed, story.states("arrangement")) == ((100_000, 25_000), ["behind 0 of 1000"])
    story.on("2025-03-20")
    assert (story.owed, story.states("arrangement")) == ((100_000, 100_000), ["broken 0 of 1000"])
    assert story.why == "arrangement broken: 1 and 2 of 4 missed"
    story.pay("500")
    assert story.states("arrangement") == ["active 500 of 1000"]


def test_money_pays_what_is_arranged_before_what_is_older(story):
    story.invoice("1", "300", "2025-01-01")
    story.invoice("2", "600", "2025-02-01")
    arrange(story, "weekly", "2025-03-10", count="2", invoices=["2"])
    assert story.owed == (90_000, 30_000)
    story.on("2025-03-10").pay("300")
    assert (story.open, story.instalments()[0]) == ({"1": 30_000, "2": 30_000}, "2025-03-10 paid 300 of 300")


def test_a_credit_note_counts_for_an_arrangement(story):
    story.invoice("1", "600", "2025-02-01")
    arrange(story, "weekly", "2025-03-10", count="2")
    story.do(story.desk.paying.credit, "100", invoice="1")
    assert story.instalments() == ["2025-03-10 partly paid 100 of 300", "2025-03-17 open 0 of 300"]


@pytest.mark.parametrize(
    ("every", "first", "how", "sentence"),
    [
        ("monthly", "2025-03-31", {}, "say either how many instalments, or how much each is"),
        ("yearly", "2025-03-31", {"count": "3"}, "is not a rhythm: use one of weekly, fortnightly, monthly"),
        ("monthly", "2025-03-31", {"count": "three"}, "is not a number of instalments"),
        ("monthly", "2025-03-31", {"count": "0"}, "from 1 to 120 can be arranged"),
        ("monthly", "2025-03-31", {"each": "0"}, "has to be more than nothing"),
        ("monthly", "2025-03-01", {"count": "3"}, "1 Mar 2025 has passed"),
        ("monthly", "2099-12-31", {"count": "24"}, "after 2100"),
        ("monthly", "2025-03-31", {"count": "3", "amount": "1,000.01"}, "is more than the 1,000.00 that are open"),
        ("monthly", "2025-03-31", {"count": "3", "invoices": ["7"]}, "There is no open invoice"),
    ],
)
def test_what_cannot_be_arranged_is_refused(story, every, first, how, sentence):
    story.invoice("1", "1,000", "2025-02-01")
    assert sentence.lower() in story.refused(story.desk.agreeing.arrange, every, first, **how).lower()


def test_there_has_to_be_something_to_arrange_and_to_withdraw(story):
    assert "nothing open that could be arranged" in story.refused(
        story.desk.agreeing.arrange, "weekly", "2025-03-10", count="2"
    )
    assert "has no open promise to withdraw" in story.refused(story.desk.agreeing.withdraw, "promise")


def test_too_much_for_one_agreement_is_a_sentence(story):
    for number in ("1", "2"):
        story.invoice(number, "999,999,999.99", "2025-02-01")
    said = story.refused(story.desk.agreeing.arrange, "weekly", "2025-03-10", count="2")
    assert "is too much for one agreement" in said
    assert "is too much for one agreement" in story.refused(story.desk.forgiving.settle, "2025-03-10", percent="1")


def test_a_second_promise_for_more_than_is_owed_names_the_first(story):
    story.invoice("1", "1,000", "2025-02-01", "2025-01-01")
    promise(story, "500", "fri")
    sentence = story.refused(story.desk.agreeing.promise, "501", "fri")
    assert (
        sentence.startswith("There is the promise of 500.00 by 7 Mar 2025 already") and "withdraw it first" in sentence
    )


def test_promised_money_is_never_more_than_is_owed(story):
    story.invoice("1", "1,000", "2025-02-01", "2025-01-01")
    promise(story, "1,000", "fri")
    assert agreements.promised(story.desk.office.book) == [("USD", 100_000)]
    story.do(story.desk.paying.credit, "990")
    assert agreements.promised(story.desk.office.book) == [("USD", 1_000)]


def test_a_promise_of_an_account_that_owes_nothing_is_no_alarm(story):
    story.invoice("1", "1,000", "2025-02-01", "2025-01-01")
    promise(story, "1,000", "fri")
    story.do(story.desk.forgiving.write_off, "bankrupt")
    story.on("2027-06-01")
    assert (story.is_in_queue, story.why) == (False, "owes nothing")
    assert agreements.promised(story.desk.office.book) == []


def test_a_promise_that_was_answered_stays_answered_though_the_clock_went_back(collecting, clock):
    account = debtor(collecting)
    collecting.agreeing.promise(account, "100", "3d", form_key())
    clock.forward(days=6)
    collecting.office.turn_day()
    assert "promise of 100 broken" in why(collecting, account)
    collecting.agreeing.promise(account, "200", "2026-12-20", form_key())
    clock.forward(days=-6)
    collecting.office.turn_day()
    clock.forward(days=8)
    collecting.office.turn_day()
    assert why(collecting, account) == "promised 200.00 by 2026-12-20"
