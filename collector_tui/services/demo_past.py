"""The demo's past: what happened day by day, told to the services by a clock that is moved along."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from collector_tui.domain.business import Business, WorkRules
from collector_tui.domain.call import NextAction
from collector_tui.domain.carrier import Carrier
from collector_tui.domain.document import Reading
from collector_tui.paths import asset
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.demo_carrier import DemoCarrier
from collector_tui.services.demo_deals import DemoDeals
from collector_tui.services.demo_papers import papers
from collector_tui.services.office import open_office
from collector_tui.store.book import Book

_IMPORTS = (*range(-182, 0, 14), -1)
"""The days an export of the accounting package was imported."""

_OPENING = time(9, 10)
_FIRST_CONTACT = time(11, 5)
"""From here to Seattle and to Paris everybody may be called then, and for a while after."""

_BETWEEN = timedelta(minutes=6)
_OPEN = """
SELECT e.number, i.residual_cents FROM entry e JOIN item i ON i.entry_id = e.id
WHERE e.kind IN ('invoice', 'credit_note')
"""


class DemoPast:
    """Half a year of the print shop, lived through in a book."""

    def __init__(self, book: Book, now: datetime, business: Business, carrier: Carrier) -> None:
        """Begin with an empty book."""
        self._now, self._zone = now, ZoneInfo(business.timezone)
        self._today = now.astimezone(self._zone).date()
        self._accounts: list[Mapping[str, Any]] = _told("accounts.toml")
        self._clock = SetClock(self._at(self._workday(_IMPORTS[0]), _OPENING))
        self._carrier = DemoCarrier(carrier)
        office = open_office(book, self._clock, business, WorkRules())
        self._collecting = Collecting(office, self._carrier, undo_seconds=0)
        self._papers = papers(self._accounts, self._day)
        numbers: dict[str, list[str]] = defaultdict(list)
        for paper in self._papers:
            if paper.document.kind == "invoice":
                numbers[paper.document.account].append(paper.document.number)
        self._deals = DemoDeals(self._collecting, self._day, numbers)
        self._ids: dict[str, int] = {}
        self._forms = 0

    def live(self) -> None:
        """Import on the days of imports, work on the days of work, and end at `now`."""
        past: dict[date, list[tuple[str, Sequence[Any]]]] = defaultdict(list)
        for account in self._accounts:
            for day, *event in account.get("past", ()):
                past[self._workday(day)].append((account["name"], event))
        imports = sorted({self._workday(day) for day in _IMPORTS})
        last = date.min
        for day in sorted({*past, *imports, *(self._workday(day) for day in range(_IMPORTS[0], 0))}):
            self._clock.set(self._at(day, _OPENING))
            self._collecting.office.turn_day()
            if day in imports:
                self._import(day, last)
                last = day
            if past[day]:
                self._work(day, past[day])
        self._clock.set(self._now)
        self._collecting.office.turn_day()

    def _work(self, day: date, events: Sequence[tuple[str, Sequence[Any]]]) -> None:
        """One day's work, a few minutes apart, and what the carrier makes of the texts among it.

        It is one transaction: this book is not in its place yet, and a disk's every sync would be waited for.
        """
        at = self._at(day, _FIRST_CONTACT)
        with self._collecting.office.book.writing():
            for name, event in events:
                self._clock.set(at)
                self._do(name, *event)
                at += _BETWEEN
        self._clock.set(at)
        if any(event[0] == "text" for _, event in events):
            for _ in ("taken", "on its way", "arrived"):
                with self._collecting.office.book.writing():
                    self._collecting.delivery.round()

    def _do(self, name: str, what: str, *words: Any) -> None:
        account, plans = self._ids[name], self._collecting.plans
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
                plans.note(account, words[0], self._form())
            case "next":
                plans.set_next(account, self._day(words[0]).isoformat(), words[1], self._form())
            case "snooze":
                plans.snooze(account, self._day(words[0]).isoformat(), self._form())
            case "done":
                plans.done(account, self._form())
            case _ if self._deals.knows(what):
                self._deals.book(name, account, what, words[0] if words else {}, self._form())
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
            self._carrier.expect(card.text_number.e164, how)

    def _import(self, day: date, last: date) -> None:
        """Import what the accounting package would have exported that morning, and fill in who is new."""
        book = self._collecting.office.book
        booked: dict[str, int] = dict(book.rows(_OPEN))
        listed = filter(None, (paper.exported(day, last, booked) for paper in self._papers))
        # A phone and an email are listed until they are known: reading them anew at every import takes its time.
        briefly = [replace(one, phone="", email="") if one.account in self._ids else one for one in listed]
        documents = [replace(one, line=line) for line, one in enumerate(briefly, 2)]
        reading = Reading("generic", "harborprint", day, documents, [], [], [], [], {})
        self._collecting.imports.book(reading, f"harborprint-{day}.csv", self._form())
        named = {document.account for document in documents} - set(self._ids)
        with book.writing():
            for account in self._accounts:
                if account["name"] in named:
                    made = self._ids[account["name"]] = self._collecting.queue.resolve(account["name"]).id
                    facts = {fact: account[fact] for fact in ("kind", "address", "zone") if fact in account}
                    self._collecting.keeping.set_facts(made, facts)

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


def _told(name: str) -> list[Mapping[str, Any]]:
    accounts: list[Mapping[str, Any]] = tomllib.loads(asset("sample", name).read_text("utf-8"))["account"]
    return accounts
