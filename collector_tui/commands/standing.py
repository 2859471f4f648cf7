"""Where an account stands: what it owes and why it is in the queue or out of it, as data and in two lines."""

from datetime import date
from typing import TYPE_CHECKING, Any

from collector_tui.domain.money import spoken

if TYPE_CHECKING:
    from collector_tui.domain.account import Card


def standing_shape(card: "Card", today: date) -> dict[str, Any]:
    """The figures and the place in the queue."""
    return {
        "balance_cents": card.balance_cents,
        "overdue_cents": card.overdue_cents,
        "unapplied_cents": card.unapplied_cents,
        "in_queue": bool(card.row.reason),
        "why": card.row.why(today),
    }


def standing_lines(card: "Card", today: date) -> tuple[str, str]:
    """The same in words."""
    owed, overdue = spoken(abs(card.balance_cents), card.currency), spoken(card.overdue_cents, card.currency)
    side = "in credit" if card.balance_cents < 0 else "owed"
    credit = f", {spoken(card.unapplied_cents, card.currency)} unapplied" if card.unapplied_cents else ""
    place = f"{'In the queue' if card.row.reason else 'Not in the queue'}: {card.row.why(today)}"
    return f"{owed} {side}, {overdue} overdue{credit}", place
