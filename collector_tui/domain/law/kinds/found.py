"""Facts and bans: what is known, or what it is at all, bars a contact until somebody learns otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from collector_tui.domain.law.case import Case
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.limit import HORIZON_DAYS


@dataclass(frozen=True, slots=True)
class Found:
    """Broken by the conditions of the rule alone; `says` tells the collector which fact it is."""

    by_place: ClassVar[bool] = False
    horizon_days: ClassVar[int] = HORIZON_DAYS
    says: str

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Read `says`."""
        return cls(fields.text("says"))

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """Always, for the engine asks only when the conditions hold."""
        return self.says

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """Never."""
        return ()


@dataclass(frozen=True, slots=True)
class Known:
    """A rule that is no matter of contacts: it is listed and shown, and judges nothing."""

    by_place: ClassVar[bool] = False
    horizon_days: ClassVar[int] = HORIZON_DAYS

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Nothing to read."""
        return cls()

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """Never."""
        return ""

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """Never."""
        return ()
