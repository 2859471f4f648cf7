"""The work queue: where an account stands, whether it is in the queue, why, and when that may change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from collector_tui.domain.aging import bucket, days_past_due, next_boundary
from collector_tui.domain.business import WorkRules
from collector_tui.domain.ladder import NOT_STARTED, NextStep, Rung, Step, climbed, first_step_days, next_step

if TYPE_CHECKING:
    from collector_tui.domain.agreed import Agreed, Alarm

Reason = Literal[
    "reply", "send_failed", "send_unknown", "promise_broken", "instalment_missed",
    "callback", "action", "step", "overdue",
]  # fmt: skip

CLASSES: Final[dict[Reason, int]] = {
    "reply": 1, "send_failed": 1, "send_unknown": 1, "promise_broken": 2, "instalment_missed": 2,
    "callback": 3, "action": 3, "step": 4, "overdue": 5,
}  # fmt: skip
"""The class of each reason: the queue works class 1 first."""

APPLY_CREDIT: Final = "apply the credit that covers it"
"""What is to be done for an account whose credit would close what is late."""

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

    `open_cents` are the residuals by bucket; `edges` the oldest due date in each bucket that has one. `rungs` are the
    steps of the ladder that were ever taken.
    `alert` is the class 1 reason that waits to be looked at, with its words. `agreed` sums up promises, arrangements,
    holds and the like, where there are any.
    """

    open_cents: tuple[int, int, int, int, int]
    edges: tuple[date | None, date | None, date | None, date | None, date | None]
    unapplied_cents: int
    last_contact: date | None
    last_contact_mark: int
    rungs: tuple[Rung, ...]
    action: Planned | None
    snooze: Planned | None
    alert: tuple[Reason, str] | None
    agreed: "Agreed | None" = None


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
    step_taken: int
    step: NextStep | None
    next_on: date | None
    next_what: str
    wake_on: date | None


def standing(facts: Facts, today: date, steps: Sequence[Step], rules: WorkRules) -> Standing:
    """The standing of an account from its facts: the one rule for one account, an import and a day's turn."""
    pacts = facts.agreed
    balance = sum(facts.open_cents) - facts.unapplied_cents
    contractual = min((edge for edge in facts.edges if edge), default=None)
    overdue = pacts.overdue_cents if pacts else sum(facts.open_cents[1:])
    oldest = pacts.oldest_due if pacts else contractual
    owing = balance > 0
    interval = rules.minimum_interval_days
    taken = climbed(steps, facts.rungs, oldest) if oldest else NOT_STARTED
    given = max((rung.answer_by for rung in facts.rungs if rung.answer_by), default=None)
    climb = next_step(steps, taken, oldest, today, facts.last_contact, interval, given) if owing and oldest else None
    action, snooze = _live(facts.action, facts), _live(facts.snooze, facts)
    rest_until = facts.last_contact + timedelta(days=interval) if facts.last_contact else None
    at = _At(facts, today, owing, overdue, oldest, climb, action, snooze, rest_until)
    reason, reason_on, words, hidden_by = _reason(at)
    next_on, next_what = _next(at)
    watched = [next_boundary(edge, today) for edge in facts.edges if edge]
    watched += [action.on if action else None, snooze.on if snooze else None]
    watched += [climb.due_on if climb else None, rest_until, *(pacts.wakes if pacts else ())]
    if owing and oldest and taken == NOT_STARTED:
        watched += first_step_days(steps, oldest)
    shown = oldest or contractual
    return Standing(
        overdue,
        balance,
        shown,
        bucket(days_past_due(shown, today)) if shown else 0,
        reason,
        reason_on,
        words,
        hidden_by,
        sort_key(reason, overdue) if reason else None,
        taken,
        climb,
        next_on,
        next_what,
        min((day for day in watched if day and day > today), default=None),
    )


class _At(NamedTuple):
    """All that decides on a place in the queue, put together once."""

    facts: Facts
    today: date
    owing: bool
    overdue: int
    oldest: date | None
    climb: NextStep | None
    action: Planned | None
    snooze: Planned | None
    rest_until: date | None

    @property
    def resting(self) -> bool:
        """Whether the last contact is too recent for another by the ladder."""
        return self.rest_until is not None and self.rest_until > self.today

    def answers(self, alarm: "Alarm") -> bool:
        """Whether a contact or a plan has come since the alarm; a missed instalment asks again after the rest."""
        plans = (plan.mark for plan in (self.action, self.snooze) if plan)
        met = self.facts.last_contact_mark > alarm.mark
        if alarm.reason == "instalment_missed" and met and not self.resting:
            met = False
        return met or any(mark > alarm.mark for mark in plans)


def sort_key(reason: Reason, overdue_cents: int) -> int:
    """One number that orders the queue: the class first, inside it the larger overdue amount first."""
    return CLASSES[reason] * _CLASS_WIDTH + (_CLASS_WIDTH - 1 - min(overdue_cents, _CLASS_WIDTH - 1))


def _live(planned: Planned | None, facts: Facts) -> Planned | None:
    """The plan, unless a later contact on or after its day, or an agreement made since, has made it good."""
    if planned is None:
        return None
    if facts.agreed and facts.agreed.since > planned.mark:
        return None
    if facts.last_contact is None:
        return planned
    met = facts.last_contact_mark > planned.mark and facts.last_contact >= planned.on
    return None if met else planned


def _reason(at: _At) -> tuple[Reason | Literal[""], date | None, str, str]:
    """The reason an account is in the queue with its day and words, or what keeps it out."""
    facts, today, action, snooze = at.facts, at.today, at.action, at.snooze
    if facts.alert:
        return facts.alert[0], None, facts.alert[1], ""
    if not at.owing:
        return _in_credit(at)
    if snooze and snooze.on > today:
        return "", None, "", f"snoozed until {snooze.on.isoformat()}"
    if facts.agreed and facts.agreed.on_hold:
        return "", None, "", facts.agreed.on_hold
    alarms = [alarm for alarm in facts.agreed.alarms if not at.answers(alarm)] if facts.agreed else []
    for alarm in sorted(alarms, key=lambda one: CLASSES[one.reason]):
        if CLASSES[alarm.reason] < CLASSES["action"] or not (action and action.on <= today):
            return alarm.reason, alarm.on, alarm.words, ""
    if action and action.on <= today:
        return ("callback" if action.kind == "callback" else "action"), action.on, action.at or action.what, ""
    if snooze and not action:
        return "action", snooze.on, "back from snooze", ""
    if action:
        return "", None, "", f"next action on {action.on.isoformat()}: {action.what}"
    return _by_ladder(at)


def _in_credit(at: _At) -> tuple[Reason | Literal[""], date | None, str, str]:
    """Who owes nothing on balance is not chased; credit that would close something late is to be applied."""
    if at.overdue > 0 and not (at.action or at.snooze):
        return "action", None, APPLY_CREDIT, ""
    return "", None, "", "owes nothing"


def _by_ladder(at: _At) -> tuple[Reason | Literal[""], date | None, str, str]:
    """The ladder and the rest of the overdue, for an account with nothing else to be done."""
    facts, today, oldest, climb = at.facts, at.today, at.oldest, at.climb
    if facts.agreed and facts.agreed.waits:
        return "", None, "", facts.agreed.waits
    if 0 < at.overdue <= facts.unapplied_cents:
        return "action", None, APPLY_CREDIT, ""
    if climb and climb.due_on <= today:
        return "step", climb.due_on, climb.step.name, ""
    if at.rest_until and at.resting:
        return "", None, "", f"contacted recently: rests until {at.rest_until.isoformat()}"
    if at.overdue > 0:
        return "overdue", oldest, climb.step.name if climb else "", ""
    return "", None, "", f"not due before {oldest.isoformat()}" if oldest else "nothing is due"


def _next(at: _At) -> tuple[date | None, str]:
    """The next thing to do: what was planned, else what was agreed, the next step, or to look again after the rest."""
    if not at.owing:
        return None, ""
    if at.action:
        return at.action.on, at.action.what
    if at.snooze:
        return at.snooze.on, "back from snooze"
    pacts = at.facts.agreed
    if pacts and pacts.next_on and (pacts.on_hold or pacts.waits or at.climb is None):
        return pacts.next_on, pacts.next_what
    if at.climb:
        return at.climb.due_on, at.climb.step.name
    if pacts and pacts.alarms and not at.oldest:
        return pacts.alarms[0].on, pacts.alarms[0].words
    due = at.oldest or min((edge for edge in at.facts.edges if edge), default=at.today)
    return at.rest_until or due, "decide what comes after the last notice"


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
        case "action" | "promise_broken" | "instalment_missed":
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
