"""Promises to pay: which of them the money that came has kept, and how many of a month were."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from collector_tui.domain.agreement import FAILED_PROMISES, Agreement


class Received(NamedTuple):
    """Money that came and stayed: the day it counts from, how much, and its entry."""

    on: date
    cents: int
    entry_id: int


def last_day(promise: Agreement) -> date:
    """The last day on which money still keeps it: the day promised and the tolerance after it."""
    return promise.until + timedelta(days=promise.tolerance_days)


def judge(promises: Sequence[Agreement], received: Iterable[Received], today: date) -> list[tuple[int, str]]:
    """What has been paid on each promise, and its state today: open, kept, partly kept, broken or withdrawn.

    Money counts from when a promise was made to the end of its tolerance; it goes to the promise that is due first,
    and what is over to the next. Returned in the order of `promises`.
    """
    paid = {promise.id: 0 for promise in promises}
    in_turn = sorted((one for one in promises if not one.is_ended), key=lambda one: (one.until, one.id))
    for came in sorted(received):
        left = came.cents
        for promise in in_turn:
            if promise.made_on <= came.on <= last_day(promise) and came.entry_id > promise.after_entry:
                taken = min(left, promise.amount_cents - paid[promise.id])
                paid[promise.id] += taken
                left -= taken
    return [(paid[one.id], _state(one, paid[one.id], today)) for one in promises]


def _state(promise: Agreement, paid_cents: int, today: date) -> str:
    if promise.is_ended:
        return "withdrawn"
    if paid_cents >= promise.amount_cents:
        return "kept"
    if today <= last_day(promise):
        return "open"
    return "partly kept" if paid_cents else "broken"


def level_of_next(promises: Iterable[Agreement]) -> int:
    """The level of the next promise: the first is 1, and one more for each that was not kept."""
    return 1 + sum(one.state in FAILED_PROMISES for one in promises)


class KeptRate(NamedTuple):
    """How many promises that fell due in a month were kept, and how much of what they were for came."""

    due: int
    kept: int
    partly_kept: int
    promised_cents: int
    paid_cents: int

    @property
    def percent(self) -> int | None:
        """Kept of those due, in whole percent; None when none was due."""
        return round(100 * self.kept / self.due) if self.due else None


def kept_rate(promises: Iterable[Agreement], first: date, last: date, today: date) -> KeptRate:
    """The kept rate of the promises for the days from `first` to `last`; those still to come are left out."""
    due = [one for one in promises if first <= one.until <= last and not one.is_ended]
    settled = [one for one in due if one.state == "kept" or last_day(one) < today]
    return KeptRate(
        len(settled),
        sum(one.state == "kept" for one in settled),
        sum(one.state == "partly kept" for one in settled),
        sum(one.amount_cents for one in settled),
        sum(one.paid_cents for one in settled),
    )
