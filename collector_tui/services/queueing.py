"""Reading the queue: pages, filters, searches, the top line, and one account at a time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from collector_tui.domain.account import Card, QueueRow
from collector_tui.domain.agreement import Agreement
from collector_tui.domain.moment import Moment
from collector_tui.services.office import Office
from collector_tui.store import acts, agreements, card, queue, replies
from collector_tui.store.queue import QueueFilter, Tally

if TYPE_CHECKING:
    from collector_tui.domain.aged import AgingLine, BackDated

__all__ = ["Overview", "QueueFilter", "Queueing", "Tally"]


class Overview(NamedTuple):
    """The top line: the aging of each currency, how many accounts were worked today, how many wait (`again`: though worked),
    and whether there is any account at all.

    `promised` is what open promises are to bring, by currency; `orphans` counts accounts that owe and have nothing
    planned, of which there must be none, and `unplaced` the unread replies from numbers that nobody is known under.
    """

    tallies: tuple[Tally, ...]
    worked: int
    waiting: int
    again: int
    has_accounts: bool
    promised: tuple[tuple[str, int], ...] = ()
    orphans: int = 0
    unplaced: int = 0


@dataclass(frozen=True)
class Queueing:
    """Looking at the queue and at accounts; nothing here writes."""

    office: Office

    def page(
        self, shown: QueueFilter, after: tuple[int, int] | None, limit: int, *, back: bool = False
    ) -> list[QueueRow]:
        """Rows after (or before) a place, by keyset."""
        return queue.page(self.office.book, shown, after, limit, back=back)

    def page_at(self, shown: QueueFilter, index: int, limit: int, length: int) -> list[QueueRow]:
        """Rows from an index on."""
        return queue.page_at(self.office.book, shown, index, limit, length)

    def length(self, shown: QueueFilter) -> int:
        """How many accounts that part of the queue has."""
        return queue.length(self.office.book, shown)

    def place_of(self, shown: QueueFilter, row: QueueRow) -> int:
        """How many rows stand before this one."""
        return queue.place_of(self.office.book, shown, row)

    def outside(self, limit: int | None) -> list[QueueRow]:
        """The accounts that are not in the queue, by name; all of them without a limit."""
        return queue.outside(self.office.book, limit)

    def one(self, account_id: int) -> QueueRow | None:
        """The queue's row of one account."""
        return queue.one(self.office.book, account_id)

    def search(self, text: str) -> list[QueueRow]:
        """Accounts found by a part of their name, number, address or invoice number."""
        from collector_tui.store.search import search

        return search(self.office.book, text)

    def reasons(self) -> list[tuple[str, int, int]]:
        """Each reason and bucket in the queue, with the number of accounts."""
        return queue.reasons(self.office.book)

    def card(self, account_id: int) -> Card:
        """The card of an account: what is open, and what happened last."""
        return card.read_card(self.office.book, account_id)

    def whole(self, account_id: int) -> Card:
        """The account with all its documents and a long past."""
        return card.read_card(self.office.book, account_id, invoices=10_000, timeline=200, closed=True)

    def overview(self) -> Overview:
        """What the top line says."""
        book = self.office.book
        worked, again = acts.accounts_worked(book, self.moment().today.isoformat())
        return Overview(
            tuple(queue.tallies(book)),
            worked,
            queue.length(book, QueueFilter()),
            again,
            queue.has_accounts(book),
            tuple(agreements.promised(book)),
            queue.orphans(book),
            replies.unplaced(book),
        )

    def resolve(self, text: str) -> QueueRow:
        """The one account that is meant by an id, a name or a part of one.

        Raises Refused when there is none, or more than one.
        """
        from collector_tui.store import accounts

        return accounts.resolve(self.office.book, text)

    def aging(self, as_of: str | None, *, by_account: bool) -> tuple[str, list["AgingLine"]]:
        """The aging on a day (today if none is given, ISO), rebuilt from entries; by currency or account too."""
        from datetime import date

        from collector_tui.store import aging

        day = date.fromisoformat(as_of) if as_of else self.moment().today
        return day.isoformat(), aging.aging_as_of(self.office.book, day, by_account=by_account)

    def back_dated(self, as_of: str | None) -> "list[BackDated]":
        """What was entered after a day (today if none is given, ISO) and yet counts on it: why its aging has changed."""
        from datetime import date

        from collector_tui.store import aging

        day = date.fromisoformat(as_of) if as_of else self.moment().today
        if day >= self.moment().today:
            return []
        return aging.back_dated(self.office.book, day, zone=self.office.business.timezone)

    def agreements(self, account_id: int) -> list[Agreement]:
        """All that was agreed with an account, oldest first; what has ended is among it."""
        return agreements.of_accounts(self.office.book, [account_id]).get(account_id, [])

    def moment(self) -> Moment:
        """Now."""
        return self.office.moment()
