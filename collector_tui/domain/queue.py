"""The work queue: where an account stands, whether it is in the queue, why, and when that may change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from collector_tui.domain.aging import bucket, days_past_due, next_boundary
from collector_tui.domain.business import WorkRules
from collector_tui.domain.ladder import NOT_STARTED, NextStep, Step, first_step_days, next_step

Reason = Literal[
    "reply", "send_failed", "send_unknown", "promise_broken", "instalment_missed",
    "callback", "action", "step", "overdue",
]  # fmt: skip

CLASSES: Final[dict[Reason, int]] = {
    "reply": 1, "send_failed": 1, "send_unknown": 1, "promise_broken": 2, "instalment_missed": 2,
    "callback": 3, "action": 3, "step": 4, "overdue": 5,
}  # fmt: skip
"""The class of each reason: the queue works class 1 first."""

_CLASS_WIDTH = 10**13


class Planned(NamedTuple):
    """A callback, action or snooze that was set; `mark` is its journal line, which orders it among contacts."""

    kind: str
    on: date
    at: str
    what: str
    mark: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the book holds about one account, as far as its place in the queue depends on it.

    `open_cents` are the residuals by bucket; `edges` the oldest due date in each bucket that has one.
    `alert` is the class 1 reason that waits to be looked at, with its words.
    """

    open_cents: tuple[int, int, int, int, int]
    edges: tuple[date | None, date | None, date | None, date | None, date | None]
    unapplied_cents: int
    last_contact: date | None
    last_contact_mark: int
    step_taken: int
    action: Planned | None
    snooze: Planned | None
    alert: tuple[Reason, str] | None


class Standing(NamedTuple):
    """Where an account stands today: what the queue shows, and the day it has to be looked at again.

    `reason` is empty when the account is not in the queue; `hidden_by` then says why.
    """

    overdue_cents: int
    balance_cents: int
    oldest_due: date | None
    bucket: int
    reason: Reason | Literal[""]
    reason_on: date | None
    reason_text: str
    hidden_by: str
    sort_key: int | None
    step: NextStep | None
    next_on: date | None
    next_what: str
    wake_on: date | None


def standing(facts: Facts, today: date, steps: Sequence[Step], rules: WorkRules) -> Standing:
    """The standing of an account from its facts: the one rule for one account, an import and a day's turn."""
    overdue = sum(facts.open_cents[1:])
    balance = sum(facts.open_cents) - facts.unapplied_cents
    oldest = min((edge for edge in facts.edges if edge), default=None)
    owing = balance > 0
    climb = (
        next_step(steps, facts.step_taken, oldest, today, facts.last_contact, rules.minimum_interval_days)
        if owing and oldest
        else None
    )
    action = _live(facts.action, facts)
    snooze = _live(facts.snooze, facts)
    rested = facts.last_contact
    rest_until = rested + timedelta(days=rules.minimum_interval_days) if rested else None
    reason, reason_on, words, hidden_by = _reason(
        facts, today, owing, overdue, oldest, climb, action, snooze, rest_until
    )
    next_on, next_what = _next(owing, oldest, climb, action, snooze, rest_until)
    watched = [next_boundary(edge, today) for edge in facts.edges if edge]
    watched += [action.on if action else None, snooze.on if snooze else None]
    watched += [climb.due_on if climb else None, rest_until]
    if owing and oldest and facts.step_taken == NOT_STARTED:
        watched += first_step_days(steps, oldest)
    return Standing(
        overdue,
        balance,
        oldest,
        bucket(days_past_due(oldest, today)) if oldest else 0,
        reason,
        reason_on,
        words,
        hidden_by,
        sort_key(reason, overdue) if reason else None,
        climb,
        next_on,
        next_what,
        min((day for day in watched if day and day > today), default=None),
    )


def sort_key(reason: Reason, overdue_cents: int) -> int:
    """One number that orders the queue: the class first, inside it the larger overdue amount first."""
    return CLASSES[reason] * _CLASS_WIDTH + (_CLASS_WIDTH - 1 - min(overdue_cents, _CLASS_WIDTH - 1))


def _live(planned: Planned | None, facts: Facts) -> Planned | None:
    """The plan, unless a later contact on or after its day has made it good."""
    if planned is None or facts.last_contact is None:
        return planned
    met = facts.last_contact_mark > planned.mark and facts.last_contact >= planned.on
    return None if met else planned


def _reason(
    facts: Facts,
    today: date,
    owing: bool,
    overdue: int,
    oldest: date | None,
    climb: NextStep | None,
    action: Planned | None,
    snooze: Planned | None,
    rest_until: date | None,
) -> tuple[Reason | Literal[""], date | None, str, str]:
    """The reason an account is in the queue with its day and words, or what keeps it out."""
    if facts.alert:
        return facts.alert[0], None, facts.alert[1], ""
    if not owing:
        return "", None, "", "owes nothing"
    if snooze and snooze.on > today:
        return "", None, "", f"snoozed until {snooze.on.isoformat()}"
    if action and action.on <= today:
        return ("callback" if action.kind == "callback" else "action"), action.on, action.at or action.what, ""
    if snooze and not action:
        return "action", snooze.on, "back from snooze", ""
    if action:
        return "", None, "", f"next action on {action.on.isoformat()}: {action.what}"
    if rest_until and rest_until > today:
        return "", None, "", f"contacted recently: rests until {rest_until.isoformat()}"
    if climb and climb.due_on <= today:
        return "step", climb.due_on, climb.step.name, ""
    if overdue > 0:
        return "overdue", oldest, climb.step.name if climb else "", ""
    return "", None, "", f"not due before {oldest.isoformat()}" if oldest else "nothing is due"


def _next(
    owing: bool,
    oldest: date | None,
    climb: NextStep | None,
    action: Planned | None,
    snooze: Planned | None,
    rest_until: date | None,
) -> tuple[date | None, str]:
    """The next thing to do: what was planned, else the next step, else to look again after the rest."""
    if not owing:
        return None, ""
    if action:
        return action.on, action.what
    if snooze:
        return snooze.on, "back from snooze"
    if climb:
        return climb.due_on, climb.step.name
    return rest_until or oldest, "decide what comes after the last notice"


def why(reason: str, words: str, on: date | None, oldest_due: date | None, today: date) -> str:
    """The queue's words for a reason, as of today.

    >>> why("callback", "10:00", date(2026, 11, 20), None, date(2026, 11, 20))
    'callback at 10:00'
    >>> why("step", "second notice", date(2026, 11, 17), None, date(2026, 11, 20))
    'second notice due, 3 d'
    """
    late = _ago(on, today)
    match reason:
        case "reply":
            return f"reply: “{words}”"
        case "send_failed":
            return f"text failed: {words}"
        case "send_unknown":
            return "a text may or may not have gone: look into it"
        case "callback":
            return f"callback at {words}{late}" if words[:1].isdigit() else f"callback: {words}{late}"
        case "action":
            return f"{words}{late}"
        case "step":
            return f"{words} due{late.removesuffix(' ago')}"
        case "overdue":
            days = days_past_due(oldest_due, today) if oldest_due else 0
            return f"overdue {days} days, {f'before the {words}' if words else 'all notices sent'}"
        case _:
            return words


def _ago(on: date | None, today: date) -> str:
    return f", {(today - on).days} d ago" if on and on < today else ""
