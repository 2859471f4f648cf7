"""Contents: words that take back what the debtor has a right to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from collector_tui.domain.law.case import Case, local
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.instants import midnight
from collector_tui.domain.law.limit import HORIZON_DAYS
from collector_tui.domain.law.whens import day_words

_PERIOD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Overshadowing:
    """“Pay by a day or be sued” inside the validation period, with a day inside it. Source: 12 CFR 1006.38(b)(1)."""

    by_place: ClassVar[bool] = True
    horizon_days: ClassVar[int] = HORIZON_DAYS

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Nothing to read."""
        return cls()

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """The deadline cuts the period short; with the first letter, whose period has no end yet, any deadline does."""
        proposed, end = case.proposed, _end(case)
        if proposed.template != "pay_or_sue_by" or not (end or proposed.initial):
            return ""
        pay_by = proposed.pay_by
        if end and (local(at, zone).date() > end or (pay_by and pay_by > end)):
            return ""
        until = f"the debtor may dispute until {day_words(end)}" if end else "the time to dispute only begins with it"
        return f"It demands payment {f'by {day_words(pay_by)} ' if pay_by else ''}or a suit: {until}."

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """When the period is over."""
        end = _end(case)
        over = midnight(zone, end + timedelta(days=1)) if end else after
        return [over] if over > after else []


def _end(case: Case) -> date | None:
    """The end of the validation period; where it is not kept, 30 days after the first communication at the earliest."""
    first = case.situation.initial_comm
    return case.situation.validation_end or (first + _PERIOD if first else None)
