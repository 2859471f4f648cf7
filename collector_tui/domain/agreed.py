"""What the agreements of an account mean for the queue: what is chased, what waits, and what has gone wrong."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from collector_tui.domain.agreement import FAILED_PROMISES, Agreement
from collector_tui.domain.hold import REASONS
from collector_tui.domain.money import brief, plain
from collector_tui.domain.promise import last_day
from collector_tui.domain.when import written_day

AlarmReason = Literal["promise_broken", "instalment_missed", "action"]

_RUN_OUT = (("hold", "ended"), ("offer", "expired"))

_ORDINALS = ("", "", ", second time", ", third time")


class OpenItem(NamedTuple):
    """An open invoice or charge: what of it is left, and when it was due."""

    entry_id: int
    due_on: date
    residual_cents: int


class Alarm(NamedTuple):
    """Something agreed that asks to be looked at; `mark` is the journal line that told of it."""

    reason: AlarmReason
    on: date
    words: str
    mark: int


class Agreed(NamedTuple):
    """The agreements of one account as far as its place in the queue depends on them.

    `overdue_cents` and `coming_cents` are what may be asked for, late and not yet due; `oldest_due` is the oldest day
    of what is neither disputed nor held. `on_hold` and `waits` say in words what keeps it out of the queue: a hold
    everything, the other the ladder only. `since` is the journal line of the newest agreement that nobody has ended: a
    plan made before it is done with.
    """

    overdue_cents: int
    coming_cents: int
    oldest_due: date | None
    on_hold: str
    waits: str
    alarms: tuple[Alarm, ...]
    next_on: date | None
    next_what: str
    since: int
    wakes: tuple[date, ...]


def agreed(agreements: Sequence[Agreement], items: Iterable[OpenItem], today: date, currency: str) -> Agreed:
    """Sum up the agreements of an account, each judged already, against its open invoices and charges."""
    live = [one for one in agreements if not one.is_ended]
    kept_apart: set[int | None] = {one.entry_id for one in live if one.entry_id and _keeps_apart(one)}
    arrangement = next((one for one in live if one.state in ("active", "behind")), None)
    chased = [item for item in items if item.entry_id not in kept_apart]
    overdue, coming = _asked(chased, arrangement, today)
    on_hold = next((one for one in live if one.kind == "hold" and one.state == "on" and one.entry_id is None), None)
    waiting = [one for one in live if _waits(one)]
    pauses = [one for one in waiting if one.kind not in ("arrangement", "dispute") and one.entry_id is None]
    if arrangement and arrangement.state == "active" and not overdue:
        pauses.append(arrangement)
    events = sorted((_event(one, currency) for one in waiting), key=lambda event: event[0])
    return Agreed(
        overdue,
        coming,
        min((item.due_on for item in chased), default=None),
        f"on hold until {on_hold.until.isoformat()}: {REASONS[on_hold.what].label}" if on_hold else "",
        _pause(pauses[0], currency) if pauses else _apart(kept_apart, chased, live),
        tuple(sorted(_alarms(agreements, currency), key=lambda alarm: (-alarm.mark, alarm.reason))),
        events[0][0] if events else None,
        events[0][1] if events else "",
        max((one.line for one in live if one.entry_id is None), default=0),
        tuple(_wakes(live)),
    )


def _keeps_apart(one: Agreement) -> bool:
    """Whether it keeps its invoice out of what is asked for: a dispute until it is decided, a hold while it lasts."""
    return one.kind == "dispute" or (one.kind == "hold" and one.state == "on")


def _waits(one: Agreement) -> bool:
    return one.state in ("open", "active", "behind", "on", "agreed")


def _asked(items: Sequence[OpenItem], arrangement: Agreement | None, today: date) -> tuple[int, int]:
    """What is late and what is still to come due; of what is arranged, only the instalments that were missed."""
    covered = set(arrangement.invoices) if arrangement else set()
    overdue = sum(item.residual_cents for item in items if item.due_on < today and item.entry_id not in covered)
    coming = sum(item.residual_cents for item in items if item.due_on >= today and item.entry_id not in covered)
    if arrangement:
        still_arranged = arrangement.amount_cents - arrangement.paid_cents
        beside = sum(item.residual_cents for item in items if item.entry_id in covered) - still_arranged
        overdue += sum(part.missing_cents for part in arrangement.missed) + max(beside, 0)
    return overdue, coming


def _apart(kept_apart: set[int | None], chased: Sequence[OpenItem], live: Sequence[Agreement]) -> str:
    """What keeps an account waiting of which every open invoice is disputed or held."""
    if not kept_apart or chased:
        return ""
    one = min((each for each in live if each.entry_id in kept_apart), key=lambda each: each.until)
    what = "in dispute, to be decided by" if one.kind == "dispute" else "every invoice is on hold until"
    return f"{what} {one.until.isoformat()}"


def _pause(one: Agreement, currency: str) -> str:
    amount, until = plain(one.amount_cents, currency), one.until.isoformat()
    match one.kind:
        case "promise":
            return f"promised {amount} by {until}"
        case "offer":
            return f"offered to settle for {amount} until {until}"
        case "contra":
            return f"{one.what} for {amount} expected by {until}"
        case "arrangement":
            part = one.coming
            many = len(one.instalments)
            return f"pays by arrangement: {part.number} of {many} due {part.due_on}" if part else "pays by arrangement"
        case _:
            return f"on hold until {until}"


def _event(one: Agreement, currency: str) -> tuple[date, str]:
    """What happens next by itself with an agreement that waits, and when."""
    amount = plain(one.amount_cents, currency)
    match one.kind:
        case "promise":
            return one.until, f"promise of {amount} falls due"
        case "arrangement":
            part = next(iter(one.missed), one.coming) or next(iter(one.instalments[-1:]), None)
            if part is None:
                return one.until, f"arrangement of {amount} ends"
            return (
                part.due_on,
                f"instalment {part.number} of {len(one.instalments)}, {plain(part.missing_cents, currency)}",
            )
        case "dispute":
            return one.until, "dispute to be decided"
        case "offer":
            return one.until, f"offer to settle for {amount} ends"
        case "contra":
            return one.until, f"{one.what} to be delivered"
        case _:
            return one.until, f"hold ends: {REASONS[one.what].label}"


def _alarms(agreements: Sequence[Agreement], currency: str) -> Iterable[Alarm]:
    """What has gone wrong or run out and was not answered by a newer agreement."""
    for one in agreements:
        alarm = None if one.is_ended else _alarm(one, currency)
        if alarm and not any(_answers(other, one, alarm) for other in agreements if other is not one):
            yield alarm


def _answers(newer: Agreement, old: Agreement, alarm: Alarm) -> bool:
    """Whether it takes the place of an older one that has failed by then: of what only ran out, anything does."""
    if newer.line <= alarm.mark and newer.made_on < alarm.on:
        return False
    if newer.kind == old.kind and newer.entry_id == old.entry_id:
        return True
    return (old.kind, old.state) in _RUN_OUT and newer.kind != "dispute"


def _alarm(one: Agreement, currency: str) -> Alarm | None:
    amount, day = brief(one.amount_cents, currency), timedelta(days=1)
    if one.kind == "promise" and one.state in FAILED_PROMISES:
        how = f"partly kept, {brief(one.paid_cents, currency)} paid" if one.paid_cents else "broken"
        time = _ORDINALS[one.number] if one.number < len(_ORDINALS) else f", {one.number}th time"
        return Alarm("promise_broken", last_day(one) + day, f"promise of {amount} {how}{time}", one.state_line)
    if one.state in ("behind", "broken"):
        missed, many = one.missed, len(one.instalments)
        on = missed[-1].due_on + timedelta(days=one.tolerance_days + 1)
        numbers = " and ".join(str(part.number) for part in missed[-2:])
        if one.state == "behind":
            return Alarm("instalment_missed", on, f"instalment {numbers} of {many} missed", one.state_line)
        return Alarm("instalment_missed", on, f"arrangement broken: {numbers} of {many} missed", one.state_line)
    match one.kind, one.state:
        case "hold", "ended":
            return Alarm("action", one.until, f"hold has ended: {REASONS[one.what].label}", one.state_line)
        case "dispute", "to decide":
            return Alarm("action", one.until, f"dispute to be decided: {one.what}", one.state_line)
        case "offer", "expired":
            return Alarm("action", one.until + day, f"offer to settle for {amount} has run out", one.state_line)
        case "contra", "to confirm":
            return Alarm("action", one.until + day, f"was it delivered: {one.what}", one.state_line)
    return None


def _wakes(live: Iterable[Agreement]) -> Iterable[date]:
    """The days on which one of them changes by itself."""
    day = timedelta(days=1)
    for one in live:
        if one.kind == "promise":
            yield last_day(one) + day
        elif one.kind == "arrangement":
            yield from (part.due_on + timedelta(days=one.tolerance_days) + day for part in one.instalments)
        elif one.kind in ("hold", "dispute"):
            yield one.until
        else:
            yield one.until + day


def told(one: Agreement, currency: str) -> str:
    """The agreement in a line, as the journal and the account name it."""
    amount, until = plain(one.amount_cents, currency), written_day(one.until)
    match one.kind:
        case "promise":
            return f"promise of {amount} by {until}"
        case "arrangement":
            parts = "1 instalment" if len(one.instalments) == 1 else f"{len(one.instalments)} instalments {one.what}"
            return f"arrangement {one.number}: {parts}, {amount} in all"
        case "hold":
            return f"hold until {until}: {REASONS[one.what].label}"
        case "dispute":
            return f"dispute, to be decided by {until}: {one.what}"
        case "offer":
            return f"offer to settle for {amount} until {until}"
        case _:
            return f"{one.what} for {amount}, by {until}"
