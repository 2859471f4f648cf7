"""Dates: a step that has to wait for days after another, and one that is overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from collector_tui.domain.law.case import Case, local
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.instants import midnight
from collector_tui.domain.law.limit import HORIZON_DAYS
from collector_tui.domain.law.whens import day_words

DATES = (
    "notice_mailed",
    "letter_of_claim",
    "documents_sent",
    "claim_notice",
    "work_refused_on",
    "initial_comm",
)
"""The days of a situation that such a rule may count from."""


def _since(case: Case, name: str) -> date | None:
    found = getattr(case.situation, name)
    assert found is None or isinstance(found, date)
    return found


@dataclass(frozen=True, slots=True)
class Wait:
    """Not before `days` after the day of `since`: day 6 after the 18th is the 24th. `says` names what is waited for.

    Where the day is not known the rule is kept, or, with `needed`, broken.
    """

    by_place: ClassVar[bool] = True
    horizon_days: ClassVar[int] = HORIZON_DAYS
    since: str
    days: int
    needed: bool
    says: str

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Read `since`, `days`, `needed` and `says`."""
        return cls(fields.word("since", DATES), fields.number("days", 1), fields.flag("needed"), fields.text("says"))

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """It is too early, or what has to come first has not come."""
        began = _since(case, self.since)
        if began is None:
            return f"{self.says}." if self.needed else ""
        free = began + timedelta(days=self.days)
        if local(at, zone).date() >= free:
            return ""
        return f"{self.says}: that was on {day_words(began)}, so not before {day_words(free)}."

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """When the days are over."""
        began = _since(case, self.since)
        over = midnight(zone, began + timedelta(days=self.days)) if began else after
        return [over] if over > after else []


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something had to be done within `days` of the day of `since`, and was not."""

    by_place: ClassVar[bool] = True
    horizon_days: ClassVar[int] = HORIZON_DAYS
    since: str
    days: int
    says: str

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Read `since`, `days` and `says`."""
        return cls(fields.word("since", DATES), fields.number("days", 1), fields.text("says"))

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """The last day for it has passed."""
        began = _since(case, self.since)
        last = began + timedelta(days=self.days) if began else None
        if last is None or local(at, zone).date() <= last:
            return ""
        return f"{self.says}: the last day for it was {day_words(last)}."

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """Never: it stays overdue until it is done."""
        return ()
