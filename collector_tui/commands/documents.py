"""The documents of an account, as data and as lines of a table."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from collector_tui.domain.money import plain

if TYPE_CHECKING:
    from collector_tui.domain.account import Card, Invoice
    from collector_tui.domain.agreement import Agreement

_NO_DOCUMENT = ("adjustment", "reversal")
"""What the book enters by itself so that a document stands where a file says; the document's status tells of it."""

DOCUMENT_HEADERS = ("Id", "Document", "Number", "Due or of", "Open", "Amount", "Days", "Status")
DOCUMENTS_TO_THE_RIGHT = (0, 4, 5, 6)


def documents(card: "Card") -> "list[Invoice]":
    """The documents that stand: what was taken back or restated is in the timeline."""
    return [item for item in card.invoices if item.kind not in _NO_DOCUMENT and item.status != "reversed"]


def disputed(agreements: "Iterable[Agreement]") -> frozenset[int]:
    """The entries whose dispute is not decided yet."""
    return frozenset(one.entry_id for one in agreements if one.kind == "dispute" and not one.is_ended and one.entry_id)


def document_shape(item: "Invoice", in_dispute: Collection[int], today: date) -> dict[str, Any]:
    """One document as data."""
    return {
        "id": item.entry_id,
        "number": item.number,
        "kind": item.kind,
        "issued_on": item.issued_on.isoformat(),
        "due_on": item.due_on.isoformat() if item.due_on else None,
        "amount_cents": item.amount_cents,
        "residual_cents": item.residual_cents,
        "days_past_due": item.days(today),
        "bucket": item.bucket(today) if item.is_debit and item.residual_cents else None,
        "status": _status(item, in_dispute),
        "disputed": item.entry_id in in_dispute,
    }


def document_rows(
    items: "Sequence[Invoice]", in_dispute: Collection[int], currency: str, today: date
) -> list[tuple[str, ...]]:
    """The documents under `DOCUMENT_HEADERS`."""
    return [
        (
            str(item.entry_id),
            item.kind.replace("_", " "),
            item.number,
            str(item.due_on or item.issued_on),
            plain(item.residual_cents, currency),
            plain(item.amount_cents, currency),
            str(item.days(today) or ""),
            _status(item, in_dispute),
        )
        for item in items
    ]


def _status(item: "Invoice", in_dispute: Collection[int]) -> str:
    """What is open and in dispute is disputed before it is open."""
    return "disputed" if item.residual_cents and item.entry_id in in_dispute else item.status
