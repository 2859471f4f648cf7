"""Stories of money: a desk that is moved from day to day, and what one account looks like on it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from desks import HARBOR, HandCarrier, why

from collector_tui.domain.agreement import Agreement
from collector_tui.domain.business import WorkRules
from collector_tui.domain.refusal import Refused
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key, open_office
from collector_tui.store import agreements
from collector_tui.store.opening import open_book

Act = Callable[..., object]


class Story:
    """One debtor on one desk; every act is checked to leave a book that proves itself."""

    def __init__(self, folder: Path, begin: str, work: WorkRules | None = None, country: str = "US") -> None:
        """Begin on a day, with an account that owes nothing."""
        self.clock = SetClock(_instant(begin))
        book, _ = open_book(folder / "collector.db", create=True)
        office = open_office(book, self.clock, HARBOR._replace(country=country), work or WorkRules())
        self.desk = Collecting(office, HandCarrier())
        self.account = self.desk.keeping.add_account("Dana Alvarez", facts={"phone": "(212) 555-0101"})

    def on(self, day: str) -> "Story":
        """Go to a day, as when the desk is opened then."""
        self.clock.set(_instant(day))
        self.desk.office.turn_day()
        return self

    def do(self, act: Act, *what: object, **how: object) -> str:
        """Do something for the account, on a form of its own, and return what was said."""
        said = str(act(self.account, *what, form_key(), **how))
        self.sound()
        return said

    def refused(self, act: Act, *what: object, **how: object) -> str:
        """The sentence with which something is refused; nothing is written."""
        before = self.desk.proving.extent(), self.owed, self.agreements()
        with pytest.raises(Refused) as caught:
            act(self.account, *what, form_key(), **how)
        assert (self.desk.proving.extent(), self.owed, self.agreements()) == before
        return str(caught.value)

    def invoice(self, number: str, amount: str, due: str, issued: str = "") -> None:
        """Enter an invoice."""
        self.desk.keeping.add_invoice(self.account, number, amount, due, issued)

    def pay(self, amount: str, *invoices: str, on: str = "") -> str:
        """Book a payment."""
        return self.do(self.desk.paying.pay, amount, on=on, invoices=invoices)

    def bounce(self, on: str = "", fee: str = "", payment: int = 0) -> str:
        """Take the newest payment back, or an older one, as the bank did."""
        payment_id = self.desk.paying.payments(self.account)[payment][0]
        said = str(self.desk.paying.bounce(payment_id, form_key(), on=on, fee=fee))
        self.sound()
        return said

    def undo(self) -> str:
        """Take the last act back."""
        said = str(self.desk.undo.undo())
        self.sound()
        return said

    def sound(self) -> None:
        """The book proves itself."""
        assert self.desk.proving.differences() == []

    @property
    def open(self) -> dict[str, int]:
        """What is open, in cents: invoices by number, charges by kind."""
        debits = self.desk.queue.card(self.account).open_debits
        return {
            (one.number if one.kind == "invoice" else f"{one.kind} {one.number}".strip()): one.residual_cents
            for one in debits
        }

    @property
    def owed(self) -> tuple[int, int]:
        """What is owed on balance, and what of it is overdue."""
        row = self.desk.queue.card(self.account).row
        return row.balance_cents, row.overdue_cents

    @property
    def unapplied(self) -> int:
        """What is paid and not applied."""
        return self.desk.queue.card(self.account).unapplied_cents

    @property
    def why(self) -> str:
        """Why the account is in the queue, or what keeps it out."""
        return why(self.desk, self.account)

    @property
    def is_in_queue(self) -> bool:
        """Whether it is."""
        return bool(self.desk.queue.card(self.account).row.reason)

    def aged(self, day: str) -> tuple[tuple[int, ...], int]:
        """Buckets and unapplied on a day, rebuilt from entries."""
        _, lines = self.desk.queue.aging(day, by_account=True)
        return (lines[0].buckets_cents, lines[0].unapplied_cents) if lines else ((0, 0, 0, 0, 0), 0)

    def agreements(self, kind: str = "") -> list[Agreement]:
        """What is agreed, oldest first."""
        found = agreements.of_accounts(self.desk.office.book, [self.account]).get(self.account, [])
        return [one for one in found if kind in ("", one.kind)]

    def states(self, kind: str) -> list[str]:
        """Where the agreements of a kind stand, with what was paid of how much."""
        return [_stand(one.state, one.paid_cents, one.amount_cents) for one in self.agreements(kind)]

    def instalments(self, version: int = -1) -> list[str]:
        """Where the instalments of a version stand, by default of the last."""
        parts = self.agreements("arrangement")[version].instalments
        return [f"{part.due_on} {_stand(part.state, part.paid_cents, part.amount_cents)}" for part in parts]

    def timeline(self, contains: str) -> list[str]:
        """The journal lines of the account in which some words are, newest first."""
        lines = self.desk.queue.whole(self.account).timeline
        return [line.text for line in lines if contains in line.text]


def _stand(state: str, paid: int, amount: int) -> str:
    return f"{state} {paid / 100:g} of {amount / 100:g}" if amount else state


def _instant(day: str) -> datetime:
    whole = date.fromisoformat(day)
    return datetime(whole.year, whole.month, whole.day, 17, 0, tzinfo=UTC)
