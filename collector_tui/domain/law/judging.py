"""Judging a contact: what every rule says of it, and the first instant at which it may be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from collector_tui.domain.law.case import Case, IsHoliday
from collector_tui.domain.law.contact import Effect, Prior, Proposed, Situation
from collector_tui.domain.law.limit import HORIZON_DAYS
from collector_tui.domain.law.rule import Rule
from collector_tui.domain.whereabouts import Whereabouts

_WEIGHT = {"allow": 0, "warn": 1, "block": 2}


class Reason(NamedTuple):
    """One rule that stands in the way or asks to be minded, and one sentence with what was counted or found.

    An `overridable` block gives way to a typed reason; `still_allowed` is what may be done instead, or empty.
    """

    rule: str
    effect: Literal["warn", "block"]
    says: str
    citation: str
    overridable: bool = True
    still_allowed: str = ""


class Judgement(NamedTuple):
    """The answer of the guard: the effect, its reasons with blocks first, and open questions that are not enforced.

    `next_allowed` (UTC) is the first instant from the one judged at which nothing blocks, or for a warning at which
    nothing warns either; None when no date brings it, or when it was not asked for. `zones` are the debtor's.
    """

    effect: Effect
    reasons: tuple[Reason, ...]
    open_questions: tuple[Reason, ...]
    next_allowed: datetime | None
    zones: tuple[str, ...]

    @property
    def is_overridable(self) -> bool:
        """Whether a typed reason may set aside everything that blocks."""
        return all(reason.overridable for reason in self.reasons if reason.effect == "block")

    @property
    def says(self) -> str:
        """All reasons in one line."""
        return " ".join(reason.says for reason in self.reasons)


def judge(
    rules: Sequence[Rule],
    proposed: Proposed,
    priors: Sequence[Prior],
    situation: Situation,
    whereabouts: Whereabouts,
    is_holiday: IsHoliday,
    *,
    look_ahead: bool = True,
) -> Judgement:
    """Judge one contact by the rules that were selected for it; every rule on its own, so that windows intersect.

    `look_ahead` false leaves `next_allowed` out, which is what a list of many accounts wants.
    """
    bench = _Bench(rules, Case(proposed, priors, situation, is_holiday), whereabouts)
    reasons, questions = bench.reasons(proposed.at)
    effect: Effect = max((reason.effect for reason in reasons), key=_WEIGHT.__getitem__, default="allow")
    following = bench.next_allowed(proposed.at, _WEIGHT[effect]) if look_ahead else None
    return Judgement(effect, reasons, questions, following, whereabouts.zones)


_STEP, _MINUTE = timedelta(minutes=15), timedelta(minutes=1)


def allowed_until(
    rules: Sequence[Rule],
    proposed: Proposed,
    priors: Sequence[Prior],
    situation: Situation,
    whereabouts: Whereabouts,
    is_holiday: IsHoliday,
    last: datetime,
) -> datetime:
    """The first minute up to a last instant from which the contact would be found against more than now.

    It is looked for in quarters of an hour, then in minutes: no permitted hours are shorter than that.
    """
    bench = _Bench(rules, Case(proposed, priors, situation, is_holiday), whereabouts)
    before = bench.weight(proposed.at)
    at = proposed.at.replace(second=0, microsecond=0)
    while at < last and bench.weight(max(min(at + _STEP, last), proposed.at)) <= before:
        at += _STEP
    while at < last and bench.weight(max(at, proposed.at)) <= before:
        at += _MINUTE
    return max(min(at, last), proposed.at)


@dataclass(slots=True, init=False)
class _Bench:
    """The rules that concern one contact, put to one case."""

    case: Case
    place: Whereabouts
    zones: tuple[str, ...]
    live: list[Rule]
    unknown: Rule | None
    doubtful: Rule | None

    def __init__(self, rules: Sequence[Rule], case: Case, place: Whereabouts) -> None:
        self.case, self.place = case, place
        self.zones = place.zones or ("UTC",)
        self.live = [rule for rule in rules if rule.concerns(case.proposed, case.situation)]
        self.unknown = next((rule for rule in rules if rule.kind == "unknown_place"), None)
        self.doubtful = next((rule for rule in rules if rule.kind == "doubtful_place"), None)

    def reasons(self, at: datetime) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """What is against the contact at an instant, and what would be if open questions were settled that way."""
        found = [(rule, reason) for rule in self.live if (reason := self._reason(rule, at))]
        binding = {reason for rule, reason in found if not rule.is_open}
        questions = {reason for rule, reason in found if rule.is_open}
        return _sorted(binding, found), _sorted(questions, found)

    def weight(self, at: datetime) -> int:
        """How grave the gravest is that is against the contact at an instant."""
        return max((self._weight(rule, at) for rule in self.live if not rule.is_open), default=0)

    def next_allowed(self, at: datetime, weight: int) -> datetime | None:
        """The first instant from one on at which nothing is as grave as the weight, or graver.

        Each rule that stands in the way holds until it eases; what is then the latest is tried next.
        """
        enforced = [rule for rule in self.live if not rule.is_open]
        moment, horizon = at, at + timedelta(days=HORIZON_DAYS)
        while weight and (barring := [rule for rule in enforced if self._weight(rule, moment) >= weight]):
            eases = [self._eases(rule, moment, weight, horizon) for rule in barring]
            if None in eases:
                return None
            moment = max(ease for ease in eases if ease is not None)
        return moment.astimezone(UTC)

    def _eases(self, rule: Rule, after: datetime, weight: int, horizon: datetime) -> datetime | None:
        """The first instant at which one rule no longer stands in the way: it has to be kept in every zone at once."""
        zones = self.zones if rule.limit.by_place else self.zones[:1]
        if rule.kind == "hours" and self.doubtful and _WEIGHT[self.doubtful.effect] >= weight:
            zones = (*zones, *self.place.doubtful)
        moment, last = after, min(horizon, after + timedelta(days=rule.limit.horizon_days))
        while waits := [self._kept(rule, moment, z) for z in zones if rule.limit.broken(self.case, moment, z)]:
            if None in waits:
                return None
            moment = max(wait for wait in waits if wait is not None)
            if moment > last:
                return None
        return moment

    def _kept(self, rule: Rule, after: datetime, zone: str) -> datetime | None:
        """The first instant at which one rule is kept in one zone."""
        changes = rule.limit.changes(self.case, after, zone)
        return next((moment for moment in changes if not rule.limit.broken(self.case, moment, zone)), None)

    def _weight(self, rule: Rule, at: datetime) -> int:
        reason = self._reason(rule, at)
        return _WEIGHT[reason.effect] if reason else 0

    def _reason(self, rule: Rule, at: datetime) -> Reason | None:
        """What a rule has against the contact: with several zones the strictest of them."""
        for zone in self.zones if rule.limit.by_place else self.zones[:1]:
            if says := rule.limit.broken(self.case, at, zone):
                if self.place.is_unknown and rule.kind == "hours" and self.unknown and not rule.is_open:
                    return _because(self.unknown, f"Where the debtor is is not known. {says}", rule.citation)
                return _because(rule, says)
        if rule.kind == "hours" and self.doubtful:
            for zone in self.place.doubtful:
                if says := rule.limit.broken(self.case, at, zone):
                    return _because(self.doubtful, f"The debtor may be there: {says}", rule.citation)
        return None


def _because(rule: Rule, says: str, citation: str = "") -> Reason:
    return Reason(rule.id, rule.effect, says, citation or rule.citation, rule.overridable, rule.still_allowed)


def _sorted(reasons: set[Reason], found: list[tuple[Rule, Reason]]) -> tuple[Reason, ...]:
    """Blocks before warnings, those without an override first, otherwise in the order of the rules; each once."""
    order = {reason: place for place, (_, reason) in reversed(list(enumerate(found)))}
    return tuple(sorted(reasons, key=lambda one: (-_WEIGHT[one.effect], one.overridable, order[one])))
