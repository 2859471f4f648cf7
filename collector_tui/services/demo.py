"""The demo: a print shop's book with half a year behind it, made through the same services a real one is.

What is in it is told by `assets/sample/accounts.toml`, in days from the day it is opened, so that it is never stale.
"""

import shutil
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from collector_tui.domain.business import Business, WorkRules
from collector_tui.domain.call import NextAction
from collector_tui.domain.carrier import Carrier, Inbound, Receipt, SendResult
from collector_tui.domain.document import Document, DocumentKind, Reading
from collector_tui.domain.money import parse_amount
from collector_tui.domain.refusal import BookTrouble
from collector_tui.paths import asset
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import open_office
from collector_tui.store.book import Book
from collector_tui.store.opening import open_book

DEMO_BUSINESS = Business(
    name="Harbor Print Co.",
    collector="Sam Rivera",
    phone="212-555-0100",
    email="sam@harborprint.example",
    address="20 Pier Lane, New York, NY 10013",
    timezone="America/New_York",
    pay_link="pay.harborprint.example",
)
"""Whose book the demo is."""

_TERMS = timedelta(days=30)
_IMPORTS = (*range(-182, 0, 14), -1)
"""The days an export of the accounting package was imported."""

_OPENING = time(9, 10)
_FIRST_CONTACT = time(11, 5)
"""From here to Seattle and to Paris everybody may be called then, and for a while after."""

_BETWEEN = timedelta(minutes=6)


def make_demo(path: Path, now: datetime, carrier_for: Callable[[Path], Carrier]) -> None:
    """Make the demo's book at a path, its past ending at `now`; it is there whole or not at all.

    `carrier_for` makes the simulated carrier of a book. Raises BookTrouble when there is no room for it.
    """
    making = path.with_name(f".{path.name}.making")
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700, parents=True)
        draft = making / path.name
        _fill(draft, now, carrier_for(draft))
        _move_in(draft, path)
    except OSError as error:
        raise BookTrouble(f"The demo cannot be made at {path}: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _move_in(draft: Path, path: Path) -> None:
    """Put the finished book in its place: its companions first, so that a book that is there is complete."""
    for left_over in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + left_over).unlink(missing_ok=True)
    for file in draft.parent.iterdir():
        if file != draft:
            file.replace(path.with_name(file.name))
    draft.replace(path)


def _fill(draft: Path, now: datetime, carrier: Carrier) -> None:
    """Live through half a year in a new book."""
    book, _ = open_book(draft, create=True)
    try:
        with book.writing() as unit:
            unit.run("INSERT INTO meta VALUES ('demo', 'yes')")
        _Past(book, now, carrier).live()
    finally:
        book.close()


@dataclass(frozen=True, slots=True)
class _Paper:
    """An invoice or credit note of the print shop: since `changed_on` only `left_cents` of it are open."""

    issued_on: date
    changed_on: date
    left_cents: int
    document: Document

    def exported(self, day: date, last: date) -> Document | None:
        """How an export of that day lists it; not before it is issued, nor once it was listed as paid."""
        if day < self.issued_on or (self.left_cents == 0 and self.changed_on <= last):
            return None
        if day < self.changed_on:
            return self.document
        settled = None if self.left_cents else self.changed_on
        return replace(self.document, open_cents=self.left_cents, settled_on=settled)


class _Past:
    """What happened, day by day, told to the services by a clock that is moved along."""

    def __init__(self, book: Book, now: datetime, carrier: Carrier) -> None:
        """Begin with an empty book."""
        self._now, self._zone = now, ZoneInfo(DEMO_BUSINESS.timezone)
        self._today = now.astimezone(self._zone).date()
        self._accounts: list[Mapping[str, Any]] = _told("accounts.toml")
        self._clock = SetClock(self._at(self._workday(_IMPORTS[0]), _OPENING))
        self._mishaps = _Mishaps(carrier)
        office = open_office(book, self._clock, DEMO_BUSINESS, WorkRules())
        self._collecting = Collecting(office, self._mishaps, undo_seconds=0)
        self._ids: dict[str, int] = {}
        self._forms = 0

    def live(self) -> None:
        """Import on the days of imports, work on the days of work, and end at `now`."""
        papers = self._papers()
        past: dict[date, list[tuple[str, Sequence[Any]]]] = defaultdict(list)
        for account in self._accounts:
            for day, *event in account.get("past", ()):
                past[self._workday(day)].append((account["name"], event))
        imports = sorted({self._workday(day) for day in _IMPORTS})
        last = date.min
        for day in sorted({*past, *imports}):
            self._clock.set(self._at(day, _OPENING))
            self._collecting.office.turn_day()
            if day in imports:
                self._import(papers, day, last)
                last = day
            self._work(day, past[day])
        self._clock.set(self._now)
        self._collecting.office.turn_day()

    def _work(self, day: date, events: Sequence[tuple[str, Sequence[Any]]]) -> None:
        """One day's contacts, a few minutes apart, and what the carrier makes of the texts among them.

        They are one transaction: this book is not in its place yet, and a disk's every sync would be waited for.
        """
        at = self._at(day, _FIRST_CONTACT)
        with self._collecting.office.book.writing():
            for name, event in events:
                self._clock.set(at)
                self._do(self._ids[name], *event)
                at += _BETWEEN
        self._clock.set(at)
        if any(event[0] == "text" for _, event in events):
            for _ in ("taken", "on its way", "arrived"):
                with self._collecting.office.book.writing():
                    self._collecting.delivery.round()

    def _do(self, account: int, what: str, *words: Any) -> None:
        match what:
            case "text":
                self._text(account, words[0])
            case "call":
                self._call(account, words[0], words[1], None)
            case "callback":
                on, hour, note = words
                action = NextAction("callback", self._day(on), note, hour)
                self._call(account, "callback", note, action)
            case "note":
                self._collecting.plans.note(account, words[0], self._form())
            case "next":
                self._collecting.plans.set_next(account, self._day(words[0]).isoformat(), words[1], self._form())
            case "snooze":
                self._collecting.plans.snooze(account, self._day(words[0]).isoformat(), self._form())
            case "done":
                self._collecting.plans.done(account, self._form())
            case _:
                raise ValueError(f"the demo does not know what “{what}” is")

    def _call(self, account: int, outcome: str, note: str, action: NextAction | None) -> None:
        number = self._collecting.queue.card(account).number
        spoken = 95 + 37 * (self._forms % 9) if outcome in ("right_party", "callback") else 25
        self._collecting.calls.log(
            account, number.id if number else None, outcome, self._form(), note=note, next_action=action, seconds=spoken
        )

    def _text(self, account: int, how: str) -> None:
        card = self._collecting.queue.card(account)
        self._collecting.messages.send(card, self._collecting.drafts.draft(card), self._form(), minded=True)
        if card.text_number and how != "delivered":
            self._mishaps.expect(card.text_number.e164, how)

    def _import(self, papers: Sequence[_Paper], day: date, last: date) -> None:
        """Import what the accounting package would have exported that morning, and fill in who is new."""
        listed = [paper.exported(day, last) for paper in papers]
        documents = [replace(one, line=line) for line, one in enumerate(filter(None, listed), 2)]
        reading = Reading("generic", "harborprint", day, documents, [], [], [], [], {})
        self._collecting.imports.book(reading, f"harborprint-{day}.csv", self._form())
        new = [account for account in self._accounts if account["name"] not in self._ids]
        for account in new:
            if any(document.account == account["name"] for document in documents):
                made = self._ids[account["name"]] = self._collecting.queue.resolve(account["name"]).id
                facts = {fact: account[fact] for fact in ("kind", "address", "zone") if fact in account}
                self._collecting.keeping.set_facts(made, facts)

    def _papers(self) -> list[_Paper]:
        """All that the print shop has issued, numbered by the day it was."""
        papers = [paper for account in self._accounts for paper in self._papers_of(account)]
        papers.sort(key=lambda paper: paper.issued_on)
        return [
            replace(
                paper, document=replace(paper.document, number=f"{'C' * (paper.document.kind != 'invoice')}{number}")
            )
            for number, paper in enumerate(papers, 1001)
        ]

    def _papers_of(self, account: Mapping[str, Any]) -> list[_Paper]:
        def paper(kind: DocumentKind, issued: date, due: date | None, amount: str, day: int, left: str) -> _Paper:
            cents = parse_amount(amount)
            document = Document(
                account["name"], "", kind, issued, due, cents, cents, account.get("currency", "USD"), 0,
                phone=account.get("phone", ""), email=account.get("email", ""),
            )  # fmt: skip
            return _Paper(issued, self._day(day), parse_amount(left), document)

        papers = []
        for days, amount, *paid in account.get("invoices", ()):
            changed, left = (*paid, "0")[:2] if paid else (days + 3660, amount)
            due = self._day(days)
            papers.append(paper("invoice", due - _TERMS, due, amount, changed, left))
        for days, amount in account.get("credits", ()):
            papers.append(paper("credit_note", self._day(days), None, amount, days, amount))
        return papers

    def _form(self) -> str:
        self._forms += 1
        return f"demo-{self._forms}"

    def _day(self, days: int) -> date:
        return self._today + timedelta(days=days)

    def _workday(self, days: int) -> date:
        """The day, or the Friday before it."""
        day = self._day(days)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self._zone)


class _Mishaps:
    """The demo's carrier, on which a text to a good number can fail once, or be answered."""

    def __init__(self, carrier: Carrier) -> None:
        """Stand before a carrier."""
        self.name, self.simulated = carrier.name, carrier.simulated
        self._carrier = carrier
        self._next: dict[str, str] = {}
        self._answers: dict[str, Inbound] = {}
        self._arrived: set[str] = set()

    def expect(self, to: str, how: str) -> None:
        """Say what the next text to a number meets: `failed`, `unknown`, or `reply: …`."""
        self._next[to] = how

    def send(self, key: str, to: str, text: str) -> SendResult:
        """Hand the text on, or let it meet what was said."""
        how, _, answer = self._next.pop(to, "").partition(": ")
        if how == "failed":
            return SendResult("rejected", says="the simulated carrier was overloaded")
        result = self._carrier.send(key, to, text)
        if how == "reply":
            self._answers[result.provider_id] = Inbound(f"{result.provider_id}-answer", to, answer)
        return SendResult("unknown", says="the answer was lost") if how == "unknown" else result

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """What the carrier says."""
        receipts = self._carrier.receipts(provider_ids)
        self._arrived |= {receipt.provider_id for receipt in receipts if receipt.state == "delivered"}
        return receipts

    def replies(self) -> list[Inbound]:
        """What the carrier has, and what was said, once the text has arrived."""
        return self._carrier.replies() + [self._answers[one] for one in sorted(self._arrived & set(self._answers))]


def _told(name: str) -> list[Mapping[str, Any]]:
    accounts: list[Mapping[str, Any]] = tomllib.loads(asset("sample", name).read_text("utf-8"))["account"]
    return accounts
