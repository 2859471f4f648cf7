"""What every service works with: the book, the clock, whose invoices they are, and the rules."""

import os
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from collector_tui.domain.business import NAMELESS, Business, Practice, WorkRules
from collector_tui.domain.moment import Moment
from collector_tui.paths import asset
from collector_tui.services.clock import Clock
from collector_tui.store.book import Book

if TYPE_CHECKING:
    from collector_tui.domain.account import Card
    from collector_tui.domain.call import Outcome
    from collector_tui.domain.ladders import Ladder
    from collector_tui.services.lawbook import Lawbook
    from collector_tui.services.wordbook import Wordbook
    from collector_tui.store.summaries import StandingRules


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
        """What a standing depends on: the ladders and the working rules."""
        from collector_tui.services.ladderbook import read_ladders
        from collector_tui.store.summaries import StandingRules

        return StandingRules(read_ladders(self.practice), self.work)

    def ladder(self, card: "Card") -> "Ladder":
        """The ladder that an account climbs."""
        return self.rules.ladders.of(card.kind, card.fact("ladder"))

    @cached_property
    def lawbook(self) -> "Lawbook":
        """The rule packs."""
        from collector_tui.services.lawbook import Lawbook

        return Lawbook(self.practice)

    @cached_property
    def words(self) -> "Wordbook":
        """The words of messages."""
        from collector_tui.services.wordbook import Wordbook

        return Wordbook(self.practice.home)

    def check_own(self) -> None:
        """Read the user's own rules, ladders and words, where there are any: a fault in them is told before the work.

        Raises Refused naming the file and what of it is wrong.
        """
        home = self.practice.home
        if home is None:
            return
        _check_names(home)
        if (home / "rules").is_dir():
            self.lawbook.check_own()
        if (home / "ladders").is_dir():
            self.rules  # noqa: B018  (reading them is the check)
        if (home / "messages").is_dir():
            from collector_tui.services.wordchecking import check_words

            check_words(self.words)

    @cached_property
    def outcomes(self) -> "dict[str, Outcome]":
        """How a call can end, by code."""
        from collector_tui.domain.call import read_outcomes

        return read_outcomes(read_toml(asset("calls", "outcomes.toml")))

    def refuse_nameless(self) -> None:
        """Refuse to write to anybody in a business without a name; asked before anything that really leaves."""
        if not self.business.name.strip():
            from collector_tui.domain.refusal import Refused

            raise Refused(NAMELESS)

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
        from collector_tui.services.ladderbook import files

        ladders = b"".join(path.stem.encode() + path.read_bytes() for path in files(self.practice))
        usual = self.practice.default_debt_kind
        return f"{self.work.minimum_interval_days} {usual} {zlib.crc32(ladders):08x}"

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


_OWN_FOLDERS = ("rules", "ladders", "messages")


def _check_names(home: Path) -> None:
    """Look for a folder whose name is nearly that of one that is read.

    Raises Refused naming it: nothing in it would count.
    """
    folders = {entry.name for entry in os.scandir(home) if entry.is_dir()} if home.is_dir() else set()
    if not folders - {*_OWN_FOLDERS}:
        return
    from difflib import get_close_matches

    from collector_tui.domain.refusal import Refused

    for name in sorted(folders - {*_OWN_FOLDERS}):
        meant = get_close_matches(name.lower(), {*_OWN_FOLDERS} - folders, 1, 0.85)
        if meant:
            raise Refused(f"{home / name} is not a folder that is read: is it meant to be {meant[0]}?")


def read_toml(path: Path) -> dict[str, Any]:
    """The table of a TOML file that comes with the program."""
    import tomllib

    return tomllib.loads(path.read_text("utf-8"))


def form_key() -> str:
    """A key for a form that is being opened: whatever it books, it books once."""
    return os.urandom(12).hex()
