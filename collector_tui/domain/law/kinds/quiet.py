"""Quiet days: how long nobody calls after a conversation, whoever called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from collector_tui.domain.law.case import Case, local
from collector_tui.domain.law.consent import is_awaited
from collector_tui.domain.law.counting import Counted
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.instants import midnight
from collector_tui.domain.law.limit import HORIZON_DAYS
from collector_tui.domain.law.whens import day_words


@dataclass(frozen=True, slots=True)
class Quiet:
    """No call for `days` local days, of which the day of the conversation is the first; one asked for may be made."""

    by_place: ClassVar[bool] = True
    horizon_days: ClassVar[int] = HORIZON_DAYS
    days: int
    counted: Counted

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Read `days`, and whose conversations count."""
        return cls(fields.number("days", 1), Counted.read(fields, outcomes=("conversation",), directions=("out", "in")))

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """The last conversation is too fresh."""
        today = local(at, zone).date()
        first = today - timedelta(days=self.days - 1)
        days = [day for _, day in self.counted.among(case, zone, first, today)]
        if not days or is_awaited(case, today, zone):
            return ""
        free = day_words(max(days) + timedelta(days=self.days))
        return f"There was a conversation on {day_words(max(days))}, day 1 of {self.days}: free again on {free}."

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """When a conversation is long enough ago, and when a day comes for which a call was asked."""
        found = self.counted.among(case, zone, date.min, date.max)
        moments = {midnight(zone, day + timedelta(days=self.days)) for _, day in found}
        if case.situation.callback_consent:
            moments.add(midnight(zone, case.situation.callback_consent))
        return sorted(at for at in moments if at > after)
