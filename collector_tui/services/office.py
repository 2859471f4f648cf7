"""What every service works with: the book, the clock, whose invoices they are, and the rules."""

import os
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from collector_tui.domain.business import Business, Practice, WorkRules
from collector_tui.domain.moment import Moment
from collector_tui.paths import asset
from collector_tui.services.clock import Clock
from collector_tui.store.book import Book

if TYPE_CHECKING:
    from collector_tui.domain.call import Outcome
    from collector_tui.store.summaries import StandingRules


_LADDER = asset("ladders", "standard.toml")


@dataclass(frozen=True)
class Office:
    """The collector's office: one open book and everything needed to work in it."""

    book: Book
    clock: Clock
    business: Business
    work: WorkRules
    practice: Practice = field(default_factory=Practice)

    @cached_property
    def rules(self) -> "StandingRules":
        """What a standing depends on: the ladder's steps and the working rules."""
        from collector_tui.domain.ladder import read_ladder
        from collector_tui.store.summaries import StandingRules

        return StandingRules(read_ladder(read_toml(_LADDER)), self.work)

    @cached_property
    def outcomes(self) -> "dict[str, Outcome]":
        """How a call can end, by code."""
        from collector_tui.domain.call import read_outcomes

        return read_outcomes(read_toml(asset("calls", "outcomes.toml")))

    def moment(self) -> Moment:
        """Now, as the book keeps it."""
        return Moment(self.clock.now(), self.business.timezone)

    def turn_day(self) -> bool:
        """Bring every account to today, and to the rules as they are now; says whether anything had changed."""
        from collector_tui.store.turning import turn_day

        return turn_day(self.book, self.moment(), self._fingerprint, lambda: self.rules)

    @property
    def _fingerprint(self) -> str:
        """Tells these rules from others without reading them."""
        return f"{self.work.minimum_interval_days} {zlib.crc32(_LADDER.read_bytes()):08x}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone the collector lives in."""
        return ZoneInfo(self.business.timezone)


def open_office(
    book: Book, clock: Clock, business: Business, work: WorkRules, practice: Practice | None = None
) -> Office:
    """An office over an open book, whose accounts stand as of today.

    Where the book was last worked today by the same working rules, the ladder is not even read: the queue can be
    shown as it is.
    """
    office = Office(book, clock, business, work, practice or Practice())
    office.turn_day()
    return office


def read_toml(path: Path) -> dict[str, Any]:
    """The table of a TOML file that comes with the program."""
    import tomllib

    return tomllib.loads(path.read_text("utf-8"))


def form_key() -> str:
    """A key for a form that is being opened: whatever it books, it books once."""
    return os.urandom(12).hex()
