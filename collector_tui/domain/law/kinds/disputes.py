"""Disputes: one in writing and in time stops collection until verification is sent; a late one is minded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from collector_tui.domain.law.case import Case, local
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.instants import midnight
from collector_tui.domain.law.limit import HORIZON_DAYS
from collector_tui.domain.law.whens import day_words


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute in writing: `timely` inside the validation period, else after it. Source: 15 USC 1692g(b).

    Where the end of the period is not known a dispute is taken to be in time.
    """

    by_place: ClassVar[bool] = True
    horizon_days: ClassVar[int] = HORIZON_DAYS
    timely: bool

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Read `timely`."""
        return cls(fields.flag("timely"))

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """It is disputed, and verification has not been sent."""
        situation, today = case.situation, local(at, zone).date()
        disputed, end, sent = situation.dispute_written, situation.validation_end, situation.verification_sent
        if disputed is None or (sent is not None and sent <= today):
            return ""
        if self.timely != (end is None or disputed <= end):
            return ""
        when = "in time" if self.timely else f"after the validation period ended on {end and day_words(end)}"
        return f"The debt was disputed in writing on {day_words(disputed)}, {when}; verification has not been sent."

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """When verification is sent, if its day is known."""
        sent = case.situation.verification_sent
        over = midnight(zone, sent) if sent else after
        return [over] if over > after else []
