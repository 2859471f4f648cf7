"""The queue: who is in it and why, who is not and why not, and in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from collector_tui.domain.business import WorkRules
from collector_tui.domain.ladder import Rung, read_steps
from collector_tui.domain.queue import CLASSES, Facts, Planned, sort_key, standing, why

RUNGS = [
    ("friendly reminder", -7, "friendly"), ("reminder: due tomorrow", -1, "friendly"), ("first past-due notice", 3, "polite"),
    ("second notice", 10, "firm"), ("third notice", 21, "assertive"), ("final notice", 35, "final"),
]  # fmt: skip
STEPS = read_steps({"step": [{"name": name, "day": day, "tone": tone} for name, day, tone in RUNGS]})
TODAY = date(2026, 11, 19)
NEVER_CONTACTED = Facts(
    (0, 50_000, 0, 0, 0), (None, date(2026, 11, 1), None, None, None), 0, None, 0, (), None, None, None
)


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def after_contact(days_ago: int, step: int = 3, **more) -> Facts:
    rungs = (Rung(STEPS[step].day, day(-days_ago), TODAY),)
    return replace(NEVER_CONTACTED, last_contact=day(-days_ago), last_contact_mark=50, rungs=rungs, **more)


def planned(kind: str, days: int, *, mark: int = 60, at: str = "", what: str = "call again") -> Planned:
    return Planned(kind, day(days), at, what, mark)


def stands(facts: Facts):
    return standing(facts, TODAY, STEPS, WorkRules())


def told(facts: Facts) -> str:
    found = stands(facts)
    if not found.reason:
        return f"out: {found.hidden_by}"
    return f"{found.reason}: {why(found.reason, found.reason_text, found.reason_on, found.oldest_due, TODAY)}"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(NEVER_CONTACTED, alert=("reply", "can I pay half?")), "reply: reply: “can I pay half?”"),
        (replace(NEVER_CONTACTED, alert=("send_failed", "switched off")), "send_failed: text failed: switched off"),
        (
            replace(NEVER_CONTACTED, alert=("send_unknown", "")),
            "send_unknown: a text may or may not have gone: look into it",
        ),
        (replace(NEVER_CONTACTED, action=planned("callback", 0, at="10:00")), "callback: callback at 10:00"),
        (
            replace(NEVER_CONTACTED, action=planned("callback", -2, what="ask for Ann")),
            "callback: callback: ask for Ann, 2 d ago",
        ),
        (replace(NEVER_CONTACTED, action=planned("action", 0)), "action: call again"),
        (replace(NEVER_CONTACTED, snooze=planned("snooze", 0)), "action: back from snooze"),
        (replace(NEVER_CONTACTED, unapplied_cents=50_000), "action: apply the credit that covers it"),
        (
            replace(NEVER_CONTACTED, open_cents=(900, 50_000, 0, 0, 0), unapplied_cents=50_000),
            "action: apply the credit that covers it",
        ),
        (NEVER_CONTACTED, "step: first past-due notice due, 15 d"),
        (after_contact(3), "step: third notice due"),
        (after_contact(9, len(STEPS) - 1), "overdue: overdue 18 days, all notices sent"),
    ],
)
def test_every_reason_to_be_in_the_queue(facts, words):
    if words == "step: third notice due":
        facts = replace(facts, edges=(None, date(2026, 10, 29), None, None, None))
    assert told(facts) == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(NEVER_CONTACTED, open_cents=(0, 0, 0, 0, 0), edges=(None,) * 5), "out: owes nothing"),
        (
            replace(
                NEVER_CONTACTED,
                open_cents=(900, 0, 0, 0, 0),
                edges=(day(9), None, None, None, None),
                unapplied_cents=900,
            ),
            "out: owes nothing",
        ),
        (replace(NEVER_CONTACTED, snooze=planned("snooze", 4)), "out: snoozed until 2026-11-23"),
        (
            replace(NEVER_CONTACTED, snooze=planned("snooze", 4, mark=61), action=planned("action", 0)),
            "out: snoozed until 2026-11-23",
        ),
        (replace(NEVER_CONTACTED, action=planned("action", 2)), "out: next action on 2026-11-21: call again"),
        (
            replace(NEVER_CONTACTED, snooze=planned("snooze", -1, mark=61), action=planned("action", 2)),
            "out: next action on 2026-11-21: call again",
        ),
        (after_contact(1), "out: contacted recently: rests until 2026-11-21"),
        (
            replace(NEVER_CONTACTED, open_cents=(900, 0, 0, 0, 0), edges=(day(20), None, None, None, None)),
            "out: not due before 2026-12-09",
        ),
    ],
)
def test_everything_that_keeps_an_account_out(facts, words):
    assert told(facts) == words


@pytest.mark.parametrize("alert", ["reply", "send_failed", "send_unknown"])
def test_a_reply_or_a_failed_text_shows_whatever_else_is_true(alert):
    owes_nothing = replace(NEVER_CONTACTED, open_cents=(0, 0, 0, 0, 0), edges=(None,) * 5, alert=(alert, "x"))
    snoozed = replace(after_contact(0), snooze=planned("snooze", 30), alert=(alert, "x"))
    assert stands(owes_nothing).reason == alert
    assert stands(snoozed).reason == alert


def test_the_rest_after_a_contact_does_not_hide_what_was_agreed_for_today():
    assert stands(after_contact(1, action=planned("callback", 0, at="10:00"))).reason == "callback"


def test_a_contact_makes_good_what_was_planned_before_it():
    early, agreed = (planned("callback", -1, mark=mark, at="10:00") for mark in (40, 60))
    assert stands(after_contact(0, action=early)).hidden_by == "contacted recently: rests until 2026-11-22"
    assert stands(after_contact(0, action=agreed)).reason == "callback", "it was agreed in that contact"
    still_to_come = stands(after_contact(0, action=planned("callback", 2, mark=40)))
    assert still_to_come.next_on == day(2), "a contact before the day does not cancel the appointment"


def test_the_queue_is_worked_by_class_and_then_by_amount():
    order = sorted(CLASSES, key=lambda reason: sort_key(reason, 0))
    assert [CLASSES[reason] for reason in order] == sorted(CLASSES.values())
    assert sort_key("reply", 1) < sort_key("callback", 10**12), "no amount outweighs a class"
    assert sort_key("step", 500) < sort_key("step", 499)
    assert sort_key("overdue", 10**14) > sort_key("step", 0)


@pytest.mark.parametrize("facts", [NEVER_CONTACTED, after_contact(0), after_contact(99, len(STEPS) - 1)])
def test_no_account_that_owes_is_without_a_next_action(facts):
    assert stands(facts).next_on is not None
    assert stands(facts).next_what


def test_what_is_unapplied_lowers_the_balance_and_not_the_overdue_amount():
    found = stands(replace(NEVER_CONTACTED, unapplied_cents=20_000))
    assert (found.overdue_cents, found.balance_cents) == (50_000, 30_000)
