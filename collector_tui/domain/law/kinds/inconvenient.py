"""Inconvenient times: hours in which the debtor asked to be left alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import ClassVar, Self

from collector_tui.domain.law.case import Case, local
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.kinds.hours import openings
from collector_tui.domain.law.limit import WEEKLY_DAYS
from collector_tui.domain.law.whens import place_words


@dataclass(frozen=True, slots=True)
class Inconvenient:
    """What the debtor called inconvenient is closed, unless they have agreed to that very time."""

    by_place: ClassVar[bool] = True
    horizon_days: ClassVar[int] = WEEKLY_DAYS

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Nothing to read: the times are the debtor's."""
        return cls()

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """It is such a time there."""
        there = local(at, zone)
        asked = next((span for span in case.situation.inconvenient if span.covers(there)), None)
        if asked is None or any(span.covers(there) for span in case.situation.time_consent):
            return ""
        return f"It is {there:%H:%M} in {place_words(zone)}: the debtor called {asked.says} inconvenient."

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """Where such a time ends, and where one that was agreed to begins."""
        ends = openings(case.situation.inconvenient, after, zone, ends=True)
        return merge(ends, openings(case.situation.time_consent, after, zone))
