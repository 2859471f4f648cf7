"""A statement as data for programs: whole minor units in fields named `…_cents`, ISO dates."""

from datetime import date
from typing import Any

from collector_tui.domain.aging import BUCKETS
from collector_tui.domain.statement import Line, Statement, StillOpen, Unapplied

FIGURES = (*(f"{name.lower()}_cents" for name in BUCKETS), "unapplied_cents", "outstanding_cents", "disputed_cents")
"""The names of the aging's figures, as `aging` has them."""


def shape(statement: Statement) -> dict[str, Any]:
    """Everything the statement says, its names as the book has them."""
    debtor = statement.debtor
    unapplied, outstanding = statement.unapplied_cents, statement.outstanding_cents
    figures = (*statement.buckets_cents, unapplied, outstanding, statement.disputed_cents)
    return {
        "account_id": debtor.id,
        "account": debtor.name,
        "currency": debtor.currency,
        "as_of": statement.as_of.isoformat(),
        "from": _iso(statement.since),
        "basis": "due_date",
        "opening_balance_cents": statement.opening_cents,
        "entries": [_entry(line) for line in statement.lines],
        "balance_cents": statement.balance_cents,
        "open_items": [_open_item(item) for item in statement.open_items],
        "unapplied": [_unapplied(credit) for credit in statement.unapplied],
        **dict(zip(FIGURES, figures, strict=True)),
        "entered_later": statement.was_entered_later,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _entry(line: Line) -> dict[str, Any]:
    return {
        "date": line.on.isoformat(),
        "kind": line.kind,
        "number": line.number,
        "text": line.words,
        "debit_cents": line.debit_cents,
        "credit_cents": line.credit_cents,
        "balance_cents": line.balance_cents,
        "allocations": [
            {"number": part.number, "kind": part.kind, "text": part.words, "amount_cents": part.amount_cents}
            for part in line.parts
        ],
    }


def _open_item(item: StillOpen) -> dict[str, Any]:
    return {
        "number": item.number,
        "kind": item.kind,
        "text": item.words,
        "due_on": item.due_on.isoformat(),
        "days_past_due": item.days,
        "bucket": BUCKETS[item.bucket],
        "amount_cents": item.amount_cents,
        "residual_cents": item.residual_cents,
        "disputed": item.is_disputed,
    }


def _unapplied(credit: Unapplied) -> dict[str, Any]:
    return {
        "number": credit.number,
        "kind": credit.kind,
        "text": credit.words,
        "date": credit.on.isoformat(),
        "amount_cents": credit.amount_cents,
        "residual_cents": credit.residual_cents,
    }
