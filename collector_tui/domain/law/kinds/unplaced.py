"""Places: what becomes of the hours where the debtor's place is unknown, or two sources name different ones."""

from dataclasses import dataclass
from typing import ClassVar

from collector_tui.domain.law.kinds.found import Known


@dataclass(frozen=True, slots=True)
class Unknown(Known):
    """Stands for a rule of hours that is broken where nothing tells the debtor's place; judges nothing itself."""

    by_place: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Doubtful(Known):
    """Stands for a rule of hours broken only in a zone that one of two sources names; judges nothing itself."""

    by_place: ClassVar[bool] = False
