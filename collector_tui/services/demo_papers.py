"""The demo's papers: what the print shop has issued, and how its accounting package would have exported it on a day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from collector_tui.domain.document import Document, DocumentKind
from collector_tui.domain.money import parse_amount

_TERMS = timedelta(days=30)
_NEVER = 3660


@dataclass(frozen=True, slots=True)
class Paper:
    """An invoice or credit note of the print shop: since `changed_on` only `left_cents` of it are open."""

    issued_on: date
    changed_on: date
    left_cents: int
    document: Document

    def exported(self, day: date, last: date, booked: Mapping[str, int]) -> Document | None:
        """How an export of that day lists it; not before it is issued, nor once it was listed as paid.

        `booked` is what is open of each paper in the book: what was paid at the desk, bookkeeping knows of too.
        """
        if day < self.issued_on or (self.left_cents == 0 and self.changed_on <= last):
            return None
        open_cents = min(self.document.open_cents, booked.get(self.document.number, self.document.open_cents))
        if not open_cents:
            return None
        if day < self.changed_on:
            return replace(self.document, open_cents=open_cents)
        settled = None if self.left_cents else self.changed_on
        return replace(self.document, open_cents=min(self.left_cents, open_cents), settled_on=settled)


def papers(accounts: Sequence[Mapping[str, Any]], day_of: Callable[[int], date]) -> list[Paper]:
    """All that the print shop has issued, numbered by the day it was."""
    issued = [paper for account in accounts for paper in _of(account, day_of)]
    issued.sort(key=lambda paper: paper.issued_on)
    return [
        replace(paper, document=replace(paper.document, number=f"{'C' * (paper.document.kind != 'invoice')}{number}"))
        for number, paper in enumerate(issued, 1001)
    ]


def _of(account: Mapping[str, Any], day_of: Callable[[int], date]) -> Iterator[Paper]:
    def paper(kind: DocumentKind, issued: date, due: date | None, amount: str, day: int, left: str) -> Paper:
        cents = parse_amount(amount)
        document = Document(
            account["name"], "", kind, issued, due, cents, cents, account.get("currency", "USD"), 0,
            phone=account.get("phone", ""), email=account.get("email", ""),
        )  # fmt: skip
        return Paper(issued, day_of(day), parse_amount(left), document)

    for days, amount, *paid in account.get("invoices", ()):
        changed, left = (*paid, "0")[:2] if paid else (days + _NEVER, amount)
        due = day_of(days)
        yield paper("invoice", due - _TERMS, due, amount, changed, left)
    for days, amount in account.get("credits", ()):
        yield paper("credit_note", day_of(days), None, amount, days, amount)
