"""What the tests of the book and of the services share: offices, debtors, readings and a carrier moved by hand."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from collector_tui.domain.account import Card
from collector_tui.domain.business import Business, WorkRules
from collector_tui.domain.carrier import Answer, Carrier, Checked, Found, Handed, Inbound, Receipt
from collector_tui.domain.document import Document, Reading, Rejection
from collector_tui.services.clock import Clock
from collector_tui.services.collecting import Collecting
from collector_tui.services.importing import Imported
from collector_tui.services.messaging import Queued
from collector_tui.services.office import form_key, open_office
from collector_tui.store.opening import open_book

SHARED = Path(__file__).resolve().parents[2] / "shared"
THURSDAY = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 19)
HARBOR = Business(
    name="Harbor Print Co.", collector="Sam", phone="212-555-0100", country="US", timezone="America/New_York"
)
HOSTILE = 'O\'Neil [/foo] "Buck" \u202e\x1b[2J [@click=app.quit]x[/]'


class Killed(BaseException):
    """The program is gone at this very point: nothing after it runs, not even a handler of exceptions."""


@dataclass
class HandCarrier:
    """A carrier that keeps what it was handed, and says what the test told it to say."""

    name: str = "by hand"
    simulated: bool = False
    answer: Answer = "accepted"
    dies: bool = False
    taken: list[tuple[str, str, str]] = field(default_factory=list)
    """What has really gone: key, number and words."""
    later: list[Receipt] = field(default_factory=list)
    found: Found = Found("unknown")  # noqa: RUF009  (it is frozen)
    pause_seconds: int = 0
    answers_stop: bool = True
    trouble: str = ""
    came: list[Inbound] = field(default_factory=list)

    def send(self, key: str, to: str, text: str, until: datetime) -> Handed:
        """Take the text, unless it is refused or the line is down; an `unknown` one has gone all the same."""
        if self.answer in ("accepted", "unknown"):
            self.taken.append((key, to, text))
        if self.dies:
            raise Killed
        provider_id = f"id-{key}" if self.answer == "accepted" else ""
        return Handed(self.answer, provider_id, says="" if provider_id else f"carrier: {self.answer}")

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """Every word it has on those texts."""
        return [receipt for receipt in self.later if receipt.provider_id in provider_ids]

    def replies(self, known: Callable[[str], bool], since: datetime) -> list[Inbound]:
        """Everything that ever came in."""
        return list(self.came)

    def find(self, key: str, to: str, text: str, since: datetime, known: Collection[str]) -> Found:
        """What the test said of a lost text: usually nobody knows."""
        return self.found

    def cancel(self, provider_id: str) -> bool:
        """Nothing is called back."""
        return False

    def check(self) -> list[Checked]:
        """It works."""
        return [Checked("carrier", True, "It works.")]

    def close(self) -> None:
        """Nothing is under way."""


def opened(path: Path, clock: Clock, carrier: Carrier | None = None, *, undo_seconds: int = 0) -> Collecting:
    """All services over the book at a path; a new one where there is none."""
    book, notice = open_book(path, create=True)
    return Collecting(open_office(book, clock, HARBOR, WorkRules()), carrier, undo_seconds, notice)


def debtor(
    services: Collecting,
    name: str = "Dana Alvarez",
    phone: str = "(212) 555-0101",
    number: str = "1041",
    amount: str = "1,284.50",
    due: str = "2026-10-01",
) -> int:
    """An account with a phone and one invoice; by default 49 days late."""
    account = services.keeping.add_account(name, facts={"phone": phone} if phone else {})
    services.keeping.add_invoice(account, number, amount, due)
    return account


def send(services: Collecting, account: int, key: str = "", *, again: bool = False) -> Queued:
    """Send what is drafted for the account, as the key on the desk does."""
    card = services.queue.card(account)
    return services.messages.send(card, services.drafts.draft(card), key or form_key(), again=again)


def call(services: Collecting, account: int, outcome: str, key: str = "") -> None:
    """Call the account's number."""
    number = services.queue.card(account).number
    services.calls.log(account, number.id if number else None, outcome, key or form_key())


def state_of(services: Collecting, message_id: int) -> str:
    """Where a message stands in the outbox."""
    return next(message.state for message in services.messages.outbox() if message.id == message_id)


def why(services: Collecting, account: int) -> str:
    """Why the account is in the queue, or what keeps it out."""
    return services.queue.card(account).row.why(services.queue.moment().today)


def figures_of(services: Collecting, account: int) -> tuple[object, ...]:
    """Everything about an account that a person can see, but for its past."""
    card: Card = services.queue.card(account)
    return (
        card.row,
        card.buckets_cents,
        card.unapplied_cents,
        card.next_on,
        card.next_what,
        card.next_step,
        card.phones,
    )


def item(
    number: str,
    amount: int = 10_000,
    still_open: int | None = None,
    *,
    account: str = "Acme",
    kind: str = "invoice",
    issued: str = "2026-09-01",
    due: str | None = "2026-10-01",
    settled: str | None = None,
    currency: str = "USD",
) -> Document:
    """One row of an export; open with its whole amount unless said otherwise."""
    return Document(
        account,
        number,
        kind,  # type: ignore[arg-type]
        date.fromisoformat(issued),
        date.fromisoformat(due) if due and kind == "invoice" else None,
        amount,
        amount if still_open is None else still_open,
        currency,
        1,
        date.fromisoformat(settled) if settled else None,
    )


def export(
    *documents: Document, as_of: str = "2026-11-01", rejected: Sequence[Rejection] = (), source: str = "open items"
) -> Reading:
    """An export that was read."""
    return Reading("csv", source, date.fromisoformat(as_of), list(documents), list(rejected), [], [], [], {})


def take_in(services: Collecting, *documents: Document, **how: object) -> Imported:
    """Import an export of these documents."""
    return services.imports.book(export(*documents, **how), "open.csv", form_key())  # type: ignore[arg-type]


def aging(services: Collecting, day: str | None = None) -> dict[str, tuple[tuple[int, ...], int]]:
    """The aging by account on a day, rebuilt from entries: buckets, and what is unapplied."""
    _, lines = services.queue.aging(day, by_account=True)
    return {f"{line.account} {line.currency}": (line.buckets_cents, line.unapplied_cents) for line in lines}


def account_named(services: Collecting, name: str) -> int:
    """The id of an account."""
    return services.queue.resolve(name).id
