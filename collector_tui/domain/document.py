"""What an accounting export says: documents, the rows that could not be read, and what must be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DocumentKind = Literal["invoice", "credit_note", "payment"]
DateOrder = Literal["dmy", "mdy", "ymd"]


class UnreadableFile(Exception):
    """The file cannot be imported at all; the message is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Document:
    """One open or settled item of a customer, as a file states it.

    Amounts are positive minor units; the kind says which way they count. `open_cents` is what the file
    says is still unpaid (of an invoice) or unused (of a credit note or payment) on its as-of date.
    `settled_on` is when it was paid in full, where the file says so. `line` is the physical line, from 1. `account_kind` is what the
    file says the customer is, `business` or `consumer`.
    """

    account: str
    number: str
    kind: DocumentKind
    issued_on: date | None
    due_on: date | None
    amount_cents: int
    open_cents: int
    currency: str
    line: int
    settled_on: date | None = None
    phone: str = ""
    email: str = ""
    account_kind: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that is not taken: its physical line, why, and whose it is as far as that can be read."""

    line: int
    reason: str
    account: str = ""
    number: str = ""


@dataclass(frozen=True)
class ImportOptions:
    """What the person has decided about a file: each None means: find out, or ask."""

    as_of: date | None = None
    date_order: DateOrder | None = None
    currency: str = "USD"
    mapping: Mapping[str, str] = field(default_factory=dict)
    """From one of our field names to the header that holds it."""


@dataclass(frozen=True)
class Reading:
    """A file that was read: what it is, what it holds, what was left out, and what has to be asked.

    `source` is the same for two exports of the same report, so that the newer one can be compared with
    the older. `needs` holds sentences that begin with the name of the option that answers them; while it
    is not empty nothing may be written. `columns` maps our field names to the headers they were found under.
    """

    format: str
    source: str
    as_of: date | None
    documents: list[Document]
    rejected: list[Rejection]
    skipped: list[Rejection]
    warnings: list[str]
    needs: list[str]
    columns: Mapping[str, str]

    @property
    def open_cents(self) -> dict[str, int]:
        """What the file says is open, credits taken off, by currency: to hold against the package's own total."""
        sums: dict[str, int] = {}
        for document in self.documents:
            cents = document.open_cents if document.kind == "invoice" else -document.open_cents
            sums[document.currency] = sums.get(document.currency, 0) + cents
        return dict(sorted(sums.items()))
