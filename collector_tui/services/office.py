"""What every service works with: the book, the clock, whose invoices they are, and the rules."""

import secrets
import tomllib
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from collector_tui.domain.business import Business, WorkRules
from collector_tui.domain.call import Outcome, read_outcomes
from collector_tui.domain.ladder import read_ladder
from collector_tui.domain.moment import Moment
from collector_tui.paths import asset
from collector_tui.services.clock import Clock
from collector_tui.store.book import Book
from collector_tui.store.summaries import StandingRules, turn_day


@dataclass(frozen=True)
class Office:
    """The collector's office: one open book and everything needed to work in it."""

    book: Book
    clock: Clock
    business: Business
    rules: StandingRules
    outcomes: dict[str, Outcome]

    def moment(self) -> Moment:
        """Now, as the book keeps it."""
        return Moment(self.clock.now(), self.business.timezone)

    def turn_day(self) -> bool:
        """Bring every account to today; says whether the day had turned."""
        return turn_day(self.book, self.moment().today, self.rules)

    @property
    def zone(self) -> ZoneInfo:
        """The zone the collector lives in."""
        return ZoneInfo(self.business.timezone)


def open_office(book: Book, clock: Clock, business: Business, work: WorkRules) -> Office:
    """An office over an open book, its ladder and call outcomes read from the shipped files."""
    ladder = read_ladder(tomllib.loads(asset("ladders", "standard.toml").read_text("utf-8")))
    outcomes = read_outcomes(tomllib.loads(asset("calls", "outcomes.toml").read_text("utf-8")))
    office = Office(book, clock, business, StandingRules(ladder, work), outcomes)
    office.turn_day()
    return office


def form_key() -> str:
    """A key for a form that is being opened: whatever it books, it books once."""
    return secrets.token_hex(12)
