"""What agreements mean for the queue: what is asked for, what waits, what has gone wrong, and when that changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pacts import TODAY, arrangement, day, pact, promise

from collector_tui.domain.agreed import OpenItem, agreed, told
from collector_tui.domain.arrangement import judge

ITEMS = [OpenItem(1, day(-49), 100_000), OpenItem(2, day(-5), 40_000), OpenItem(3, day(8), 7_000)]
HOLD = pact("hold", "on", 4, what="illness")
DISPUTE = pact("dispute", "open", 6, what="wrong price", entry_id=1)
OFFER = pact("offer", "open", 3, amount_cents=90_000, invoices=(1,))
BARTER = pact("contra", "agreed", 9, amount_cents=30_000, what="van service")


def summed(*agreements, items=ITEMS):
    return agreed(agreements, items, TODAY, "USD")


def asked(*agreements, items=ITEMS) -> tuple[int, int]:
    found = summed(*agreements, items=items)
    return found.overdue_cents, found.coming_cents


def alarms(*agreements) -> list[str]:
    return [f"{alarm.reason}: {alarm.words}" for alarm in summed(*agreements).alarms]


def as_judged(one, paid: int):
    kept = judge(one, paid, TODAY)
    return one._replace(instalments=kept.instalments, paid_cents=kept.paid_cents, state=kept.state)


@pytest.mark.parametrize(
    ("agreements", "amounts"),
    [
        ([], (140_000, 7_000)),
        ([promise(50_000)], (140_000, 7_000)),
        ([HOLD], (140_000, 7_000)),
        ([DISPUTE], (40_000, 7_000)),
        ([DISPUTE._replace(state="to decide")], (40_000, 7_000)),
        ([DISPUTE._replace(ended_on=TODAY)], (140_000, 7_000)),
        ([HOLD._replace(entry_id=2)], (100_000, 7_000)),
        ([HOLD._replace(entry_id=2, state="ended")], (140_000, 7_000)),
        ([DISPUTE, HOLD._replace(entry_id=2)], (0, 7_000)),
    ],
)
def test_what_is_disputed_or_held_is_not_asked_for(agreements, amounts):
    assert asked(*agreements) == amounts


@pytest.mark.parametrize(
    ("first", "paid", "amounts"),
    [
        (5, 0, (40_000, 7_000)),
        (-3, 0, (90_000, 7_000)),
        (-3, 20_000, (70_000, 7_000)),
        (-3, 50_000, (40_000, 7_000)),
    ],
)
def test_of_what_is_arranged_only_a_missed_instalment_is_overdue(first, paid, amounts):
    one = as_judged(arrangement(100_000, first, count=2, invoices=(1,)), paid)
    items = [OpenItem(1, day(-49), 100_000 - paid), *ITEMS[1:]]
    assert asked(one, items=items) == amounts


def test_what_an_arranged_invoice_is_open_with_beside_the_arrangement_is_asked_for():
    assert asked(as_judged(arrangement(60_000, 5, count=2, invoices=(1,)), 0)) == (80_000, 7_000)


def test_with_a_broken_arrangement_all_is_overdue_again():
    one = as_judged(arrangement(100_000, -80, count=4, invoices=(1,)), 0)
    assert one.state == "broken"
    assert asked(one) == (140_000, 7_000)


@pytest.mark.parametrize(
    ("agreements", "waits"),
    [
        ([promise(50_000)], "promised 500.00 by 2026-11-24"),
        ([promise(50_000, state="broken")], ""),
        ([promise(50_000, ended_on=TODAY)], ""),
        ([OFFER], "offered to settle for 900.00 until 2026-11-22"),
        ([BARTER], "van service for 300.00 expected by 2026-11-28"),
        ([as_judged(arrangement(147_000, 5, count=3, invoices=(1, 2, 3)), 0)], "pays by arrangement: 1 of 3 due 2026-11-24"),
        ([as_judged(arrangement(100_000, 5, count=2, invoices=(1,)), 0)], ""),
        ([as_judged(arrangement(147_000, -5, count=3, invoices=(1, 2, 3)), 0)], ""),
        ([DISPUTE], ""),
        ([DISPUTE, HOLD._replace(entry_id=2), HOLD._replace(entry_id=3, until=day(2))], "every invoice is on hold until 2026-11-21"),
    ],
)  # fmt: skip
def test_why_the_ladder_waits(agreements, waits):
    assert summed(*agreements).waits == waits


def test_a_hold_on_the_account_keeps_all_of_it_out_and_one_on_an_invoice_does_not():
    assert summed(HOLD).on_hold == "on hold until 2026-11-23: illness"
    assert summed(HOLD._replace(entry_id=1)).on_hold == ""
    assert summed(HOLD._replace(state="ended")).on_hold == ""


@pytest.mark.parametrize(
    ("agreement", "alarm"),
    [
        (promise(48_000, -3, "broken"), "promise_broken: promise of 480 broken"),
        (promise(48_000, -3, "broken", number=2), "promise_broken: promise of 480 broken, second time"),
        (promise(48_000, -3, "broken", number=5), "promise_broken: promise of 480 broken, 5th time"),
        (promise(150_000, -3, "partly kept", paid_cents=90_000), "promise_broken: promise of 1,500 partly kept, 900 paid"),
        (as_judged(arrangement(60_000, -5, count=6, invoices=(1,)), 0), "instalment_missed: instalment 1 of 6 missed"),
        (as_judged(arrangement(60_000, -40, count=6, invoices=(1,)), 0), "instalment_missed: arrangement broken: 1 and 2 of 6 missed"),
        (HOLD._replace(state="ended", until=TODAY), "action: hold has ended: illness"),
        (DISPUTE._replace(state="to decide"), "action: dispute to be decided: wrong price"),
        (OFFER._replace(state="expired"), "action: offer to settle for 900 has run out"),
        (BARTER._replace(state="to confirm"), "action: was it delivered: van service"),
    ],
)  # fmt: skip
def test_what_has_gone_wrong_or_run_out_is_told(agreement, alarm):
    assert alarms(agreement) == [alarm]
    assert alarms(agreement._replace(ended_on=TODAY)) == []


@pytest.mark.parametrize("agreement", [promise(), promise(state="kept"), HOLD, DISPUTE, OFFER, BARTER])
def test_what_goes_well_is_no_alarm(agreement):
    assert alarms(agreement) == []


def test_a_newer_agreement_of_its_kind_answers_an_alarm():
    broken = promise(48_000, -3, "broken", state_line=20)
    assert alarms(broken, promise(id=2, line=21)) == []
    assert alarms(broken, promise(id=2, line=19)) == ["promise_broken: promise of 480 broken"], "it was made before"
    assert alarms(broken, HOLD._replace(line=21)) == ["promise_broken: promise of 480 broken"]


def test_a_plan_made_before_an_agreement_is_done_with_until_a_person_ends_that():
    assert summed(promise(line=30)).since == 30
    assert summed(promise(state="broken", line=30)).since == 30
    assert summed(HOLD._replace(line=30, state="ended")).since == 30
    assert summed(promise(line=30, ended_on=TODAY)).since == 0
    assert summed(DISPUTE._replace(line=30)).since == 0, "it is about one invoice only"


@pytest.mark.parametrize(
    ("agreement", "days"),
    [
        (promise(until=5, tolerance=2), [8]),
        (HOLD, [4]),
        (DISPUTE, [6]),
        (OFFER, [4]),
        (BARTER, [10]),
        (as_judged(arrangement(30_000, 1, "weekly", count=2, invoices=(1,)), 0), [3, 10]),
    ],
)
def test_an_account_is_looked_at_again_when_an_agreement_changes_by_itself(agreement, days):
    assert summed(agreement).wakes == tuple(day(number) for number in days)
    assert summed(agreement._replace(ended_on=TODAY)).wakes == ()


@given(st.lists(st.sampled_from([HOLD, DISPUTE, OFFER, BARTER, promise(), promise(2_000, 1)]), min_size=1))
def test_while_something_waits_it_is_known_what_comes_next_and_when(agreements):
    found = summed(*agreements)
    assert found.next_on == min(one.until for one in agreements)
    assert found.next_what


def test_each_kind_is_named_in_a_line():
    assert [told(one, "USD") for one in (promise(48_000), HOLD, DISPUTE, OFFER, BARTER)] == [
        "promise of 480.00 by 24 Nov 2026",
        "hold until 23 Nov 2026: illness",
        "dispute, to be decided by 25 Nov 2026: wrong price",
        "offer to settle for 900.00 until 22 Nov 2026",
        "van service for 300.00, by 28 Nov 2026",
    ]
    assert (
        told(arrangement(60_000, 5, count=6, what="monthly"), "USD")
        == "arrangement 1: 6 instalments monthly, 600.00 in all"
    )


@pytest.mark.parametrize("newer", [promise(10_000), BARTER, HOLD._replace(entry_id=2), OFFER])
@pytest.mark.parametrize("old", [HOLD._replace(state="ended"), OFFER._replace(state="expired")])
def test_what_has_run_out_is_answered_by_anything_agreed_since(old, newer):
    assert alarms(old, newer._replace(line=11, state_line=11)) == []
    assert len(alarms(old, newer._replace(line=9, state_line=9))) == 1


def test_a_dispute_does_not_answer_a_hold_that_has_ended():
    assert len(alarms(HOLD._replace(state="ended"), DISPUTE._replace(line=11, state_line=11))) == 1


def test_one_instalment_is_one():
    assert told(arrangement(100_000, 5, count=1), "USD") == "arrangement 1: 1 instalment, 1,000.00 in all"
