"""What a kind of rule is to the engine: it can say that it is broken, and when that may change."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Protocol, Self

from collector_tui.domain.law.case import Case
from collector_tui.domain.law.fields import Fields

HORIZON_DAYS = 400
"""How far ahead the first permitted instant is looked for."""
WEEKLY_DAYS = 15
"""The same for what comes again each week: what is not open in two weeks, no later week opens but by a change of clocks."""


class Limit(Protocol):
    """The parameters of one rule; a family of rules has one class that satisfies this."""

    by_place: ClassVar[bool]
    """Whether it depends on clock or calendar, so that it is asked for every zone that could be the debtor's."""

    horizon_days: ClassVar[int]
    """How far ahead it is worth looking for its end."""

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Read its parameters from a rule of a pack; a fault is told by `fields`."""
        ...

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """What was counted or found if the contact at an instant would break it there; empty if it would not."""
        ...

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """The instants after one, rising, at which a broken rule may be kept again; none if that needs a new fact."""
        ...
