"""The case before the guard: a contact, what came before it, and the days of all that in the debtor's calendar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from collector_tui.domain.law.contact import Prior, Proposed, Situation

IsHoliday = Callable[[str, date], str]
"""The name of the holiday that a day is in a calendar, such as “CA-ON”; empty when it is none."""


@dataclass(slots=True)
class Case:
    """One contact to judge. Days of the past are reckoned once a zone and kept, whatever instant is asked about."""

    proposed: Proposed
    priors: Sequence[Prior]
    situation: Situation
    is_holiday: IsHoliday
    _days: dict[str, list[date]] = field(default_factory=dict)

    def days(self, zone: str) -> list[date]:
        """The local day of each prior contact, in their order."""
        known = self._days.get(zone)
        if known is None:
            there = ZoneInfo(zone)
            known = self._days[zone] = [prior.at.astimezone(there).date() for prior in self.priors]
        return known


def local(at: datetime, zone: str) -> datetime:
    """An instant as clocks there show it."""
    return at.astimezone(ZoneInfo(zone))
