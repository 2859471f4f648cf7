"""Reporting: what a month brought, what was promised for it and kept, and what was given up."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from collector_tui.domain.promise import KeptRate, kept_rate
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import Office
from collector_tui.store import agreements, figures

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_YEARS = range(1970, 2101)


class MonthFigures(NamedTuple):
    """One currency in one month: money received, barter delivered, what was written off, and the promises for it."""

    currency: str
    received_cents: int
    contra_cents: int
    written_off_cents: int
    promises: KeptRate


@dataclass(frozen=True)
class Reporting:
    """The figures of a period; nothing here writes, and two currencies are never added."""

    office: Office

    def month(self, text: str = "") -> tuple[str, list[MonthFigures]]:
        """The month as YYYY-MM (this one if none is given) and its figures in each currency there is.

        Promises that may still be kept are left out. Raises Refused when it is not a month.
        """
        today = self.office.moment().today
        first = _first(text, today)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        moved = figures.moved(self.office.book, first, last)
        promised = agreements.of_kind(self.office.book, "promise", first, last)
        known = sorted({*moved, *promised}) or [self.office.business.currency]
        lines = [
            _line(currency, moved.get(currency, {}), kept_rate(promised.get(currency, ()), first, last, today))
            for currency in known
        ]
        return f"{first:%Y-%m}", lines


def _line(currency: str, moved: Mapping[str, int], promises: KeptRate) -> MonthFigures:
    received, contra, written_off = (moved.get(kind, 0) for kind in figures.KINDS)
    return MonthFigures(currency, received, contra, written_off, promises)


def _first(text: str, today: date) -> date:
    if not text.strip():
        return today.replace(day=1)
    found = _MONTH.fullmatch(text.strip())
    if not found or int(found[1]) not in _YEARS:
        raise Refused(f"“{text.strip()}” is not a month: write it like {today:%Y-%m}.")
    return date(int(found[1]), int(found[2]), 1)
