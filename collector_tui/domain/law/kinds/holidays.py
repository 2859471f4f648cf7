"""Holidays: days on which no contact is made, in the debtor's calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Self

from collector_tui.domain.law.almanac import Holiday, holiday
from collector_tui.domain.law.case import Case, local
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.instants import midnight
from collector_tui.domain.law.limit import HORIZON_DAYS
from collector_tui.domain.law.whens import day_words


@dataclass(frozen=True, slots=True)
class Holidays:
    """The holidays of a named calendar, where one is kept, and days of the rule's own."""

    by_place: ClassVar[bool] = True
    horizon_days: ClassVar[int] = HORIZON_DAYS
    calendar: str
    days: tuple[Holiday, ...]

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Read `calendar`, and `days`, a table from names to days such as “easter+1”."""
        days = tuple(holiday(str(text), name) for name, text in fields.table("days").items())
        calendar = fields.text("calendar", "")
        if not days and not calendar:
            raise ValueError("calendar and days are both missing: there is no holiday to keep")
        return cls(calendar, days)

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """It is a holiday there."""
        today = local(at, zone).date()
        name = next((kept.name for kept in self.days if kept.day_of(today.year) == today), "")
        if not name and self.calendar:
            name = case.is_holiday(self.calendar, today)
        return f"{day_words(today)} is a holiday: {name}." if name else ""

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """Every midnight."""
        today = local(after, zone).date()
        return (midnight(zone, today + timedelta(days=days)) for days in range(1, HORIZON_DAYS + 1))
