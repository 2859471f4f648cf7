"""One act on one account: a journal line, what hangs on it, a place on the undo stack, and the account brought to now."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from collector_tui.domain.agreement import Agreement, AgreementKind
from collector_tui.domain.moment import Moment
from collector_tui.domain.money import LARGEST_CENTS, parse_amount, plain
from collector_tui.domain.refusal import Refused
from collector_tui.domain.when import HOW_TO_WRITE_A_DAY, parse_day, parse_past_day, written_day
from collector_tui.services.office import Office
from collector_tui.store import accounts, acts, agreements, journal
from collector_tui.store.book import Writing
from collector_tui.store.turning import renew


@dataclass(frozen=True, slots=True)
class Done:
    """What an act has done: the words for the collector, and the row it made (a payment's id, say)."""

    words: str
    id: int = 0

    def __str__(self) -> str:
        return self.words


@dataclass
class Act:
    """An act under way inside one unit of work. `done` is set when its form has booked already.

    `debtor` is consumer or business, as far as that is known.
    """

    office: Office
    unit: Writing
    moment: Moment
    account_id: int
    name: str
    currency: str
    debtor: str
    kind: str
    key: str
    done: Done | None = None
    on: date | None = None
    """The day from which money is owed again, for an act that takes a payment back."""
    line: int = 0
    _id: int = 0
    _said: list[str] = field(default_factory=list)

    def plain(self, cents: int) -> str:
        """An amount in the account's currency."""
        return plain(cents, self.currency)

    def amount(self, text: str, what: str = "The amount") -> int:
        """The amount a person wrote.

        Raises Refused with a sentence when it is none, nothing, or too large to be true.
        """
        if not text.strip():
            raise Refused(f"Give {'an amount' if what == 'The amount' else what[:1].lower() + what[1:]}.")
        try:
            cents = parse_amount(text, self.currency)
        except ValueError as error:
            raise Refused(f"{error}: nothing was saved.") from None
        if not 0 < cents <= LARGEST_CENTS:
            raise Refused(f"{what} has to be more than nothing: nothing was saved.")
        return cents

    def past_day(self, text: str) -> date:
        """The day a person wrote for something that has happened; today when nothing was written."""
        try:
            day = parse_past_day(text.strip() or "today", self.moment.today)
        except ValueError as error:
            raise Refused(f"{error}.") from None
        if day > self.moment.today:
            raise Refused(f"{written_day(day)} is still to come: give today or a day before it.")
        return day

    def coming_day(self, text: str, what: str, *, today_counts: bool = True) -> date:
        """The day a person wrote for something that is to come."""
        if not text.strip():
            raise Refused(f"Give a day: {HOW_TO_WRITE_A_DAY}.")
        try:
            day = parse_day(text, self.moment.today)
        except ValueError as error:
            raise Refused(f"{error}.") from None
        if day < self.moment.today or (day == self.moment.today and not today_counts):
            raise Refused(f"{what}: {written_day(day)} has passed, give a day to come.")
        return day

    def agreements(self, kind: str) -> list[Agreement]:
        """The account's agreements of a kind that nobody has ended, oldest first."""
        found = agreements.of_accounts(self.unit, [self.account_id]).get(self.account_id, [])
        return [one for one in found if one.kind == kind and not one.is_ended]

    def agreement(self, kind: AgreementKind, state: str, until: date, **more: Any) -> Agreement:
        """A new agreement of today, to be made.

        Raises Refused when its amount is more than a book holds in one.
        """
        if more.get("amount_cents", 0) > LARGEST_CENTS:
            raise Refused(f"{self.plain(more['amount_cents'])} is too much for one agreement: nothing was saved.")
        blank = Agreement(0, kind, 0, 0, self.moment.today, until, 0, "", "", "", None, 0, state, 0, 0, None, "")
        return blank._replace(**more)

    def owed(self) -> int:
        """What the account owes on balance."""
        return accounts.owed(self.unit, self.account_id)

    def record(self, words: str, label: str, ref_id: int = 0) -> int:
        """Tell the journal what is done, and put the act on the undo stack; what is booked hangs on this line."""
        self.line = journal.append(self.unit, self.moment, self.account_id, self.kind, words)
        ref_id = ref_id or self.line
        self._id = acts.record(self.unit, self.moment, self.kind, self.account_id, ref_id, label, self.key, self.line)
        self._said.append(words)
        return self.line

    def add(self, words: list[str]) -> None:
        """Tell the collector of something more that this act has led to."""
        self._said += words

    def agree(self, new: Agreement) -> Done:
        """Enter an agreement under the line of this act, and finish."""
        made = agreements.make(self.unit, self.account_id, new, self.line)
        return self.result(made)

    def result(self, made: int = 0) -> Done:
        """Finish, with the row that was made: the same form gives it again when it is pressed twice."""
        if made:
            acts.refer(self.unit, self._id, made)
        return Done(self.finish(), made)

    def finish(self) -> str:
        """Bring the account to now, and return what was done together with what it has led to."""
        self._said += renew(self.unit, self.moment, [self.account_id], self.office.rules, self.on)
        return ". ".join(words[:1].upper() + words[1:] for words in self._said) + "."


@contextmanager
def acting(office: Office, account_id: int, kind: str, key: str) -> Iterator[Act]:
    """Begin an act; everything in the block is kept, or nothing.

    Raises Refused when there is no such account.
    """
    with office.book.writing() as unit:
        row = accounts.of_id(unit, account_id)
        if row is None:
            raise Refused(f"There is no account with the id {account_id}.")
        booked = acts.booked(unit, key)
        done = Done(f"{booked.label}: booked already, nothing was booked twice.", booked.ref_id) if booked else None
        yield Act(office, unit, office.moment(), account_id, row.name, row.currency, row.kind, kind, key, done)


class _Rehearsed(Exception):
    """Ends a unit of work that was only tried."""


def rehearse(office: Office, act: Callable[[], Done]) -> str:
    """What an act would do, in its own words: it is done in full and taken back at once, nothing of it is kept.

    Raises Refused when it could not be done.
    """
    words = ""
    try:
        with office.book.writing():
            words = str(act())
            raise _Rehearsed
    except _Rehearsed:
        return words
