"""What was put into the past since a day, told under the aging of that day: which entries make it differ."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from collector_tui.domain.money import plain
from collector_tui.domain.when import written_day

if TYPE_CHECKING:
    from collector_tui.domain.aged import BackDated

_MOST_LINES = 10


def back_dated_lines(found: "Sequence[BackDated]", zone: tzinfo) -> list[str]:
    """One line for each entry or import; the first ones only where there are many, and how many more there are."""
    lines = [f"since then: {_told(one, zone)}" for one in found[:_MOST_LINES]]
    more = len(found) - _MOST_LINES
    return lines + ([f"and {more} more (--json lists them all)"] if more > 0 else [])


def _told(one: "BackDated", zone: tzinfo) -> str:
    recorded = written_day(one.recorded_at.astimezone(zone).date())
    if one.filename:
        entries = "1 entry" if one.entries == 1 else f"{one.entries} entries"
        return f"{entries} of {one.filename}, imported on {recorded}"
    named = f"{one.kind.replace('_', ' ')} {one.number or one.entry_id or ''}".rstrip()
    what = f"{named} of {one.account}"
    amount = f", {plain(abs(one.cents), one.currency)} {'more' if one.cents > 0 else 'less'} owed" if one.cents else ""
    return f"{what}{amount}, of {written_day(one.effective_on)}, entered on {recorded}"


def back_dated_shapes(found: "Sequence[BackDated]", zone: tzinfo) -> list[dict[str, Any]]:
    """The same as data; `amount_cents` is what it changes of what is owed."""
    return [
        {
            "account": None if one.filename else one.account,
            "currency": one.currency,
            "kind": one.kind,
            "number": one.number,
            "effective_on": one.effective_on.isoformat(),
            "recorded_on": one.recorded_at.astimezone(zone).date().isoformat(),
            "amount_cents": one.cents,
            "entry_id": one.entry_id or None,
            "file": one.filename or None,
            "entries": one.entries,
        }
        for one in found
    ]
