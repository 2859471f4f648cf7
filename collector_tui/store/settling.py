"""Settlement offers that were paid in time: what they leave open is written off, and owed again if the money goes back."""

from datetime import date
from typing import NamedTuple

from collector_tui.domain.agreed import told
from collector_tui.domain.agreement import Agreement
from collector_tui.domain.moment import Moment
from collector_tui.domain.money import plain
from collector_tui.store import journal, ledger
from collector_tui.store.book import Writing
from collector_tui.store.room import day_with_room

NOTE = "settled (offer {})"
"""The note of a write-off that a settlement made, with the offer's id: it stands as long as the settlement does."""

_IN_TIME = """
SELECT SUM(x.cents), MAX(e.effective_on) FROM (
    SELECT credit_id, MIN(COALESCE(moved_id, id)) AS first, SUM(cents) AS cents FROM allocation
    WHERE debit_id IN (SELECT entry_id FROM agreement_invoice WHERE agreement_id = ?1) GROUP BY credit_id, debit_id) x
JOIN entry e ON e.id = x.credit_id JOIN agreement g ON g.id = ?1
WHERE x.cents > 0 AND x.first > g.after_allocation AND e.kind IN ('payment', 'contra')
    AND e.effective_on BETWEEN g.made_on AND g.until_on
"""
_STANDING = (
    "SELECT e.id FROM entry e JOIN item i ON i.entry_id = e.id WHERE e.kind = 'write_off' AND e.note = ? "
    "AND e.account_id = ? AND i.status <> 'reversed' ORDER BY e.id"
)
_OWED_AGAIN = (
    "SELECT MAX(r.effective_on) FROM entry w JOIN entry r ON r.root_id = w.id WHERE w.kind = 'write_off' "
    "AND w.note = ? AND w.account_id = ? AND r.effective_on > w.effective_on"
)


class InTime(NamedTuple):
    """What was paid or delivered on an offer before it ran out, and the day on which the last of it came."""

    cents: int
    last_on: date | None


def paid_in_time(unit: Writing, offer_id: int) -> InTime:
    """What came for the invoices of an offer from the day it was made until it ran out: payments and barter alike."""
    cents, last = unit.one(_IN_TIME, (offer_id,)) or (0, None)
    return InTime(cents or 0, date.fromisoformat(last) if last else None)


def close(
    unit: Writing, moment: Moment, account_id: int, currency: str, offer: Agreement, is_taken: bool, on: date | None
) -> list[str]:
    """Write off what a settlement that was paid in time leaves open; put it back when the payment did not stay.

    Put back it is owed again from the day `on`, or as if it had never been settled. Returns what was done, in words.
    """
    standing = [row[0] for row in unit.all(_STANDING, (NOTE.format(offer.id), account_id))]
    if is_taken and not standing:
        return _write_off(unit, moment, account_id, currency, offer)
    if standing and not is_taken:
        said = f"{told(offer, currency)}: what was written off is owed again"
        line = journal.append(unit, moment, account_id, "offer", said, actor="machine")
        for entry in standing:
            ledger.reverse(unit, moment, entry, "recovered", on, "the settlement was not paid", line)
        return [said]
    return []


def _write_off(unit: Writing, moment: Moment, account_id: int, currency: str, offer: Agreement) -> list[str]:
    open_now = unit.all(
        "SELECT i.entry_id, i.residual_cents FROM item i WHERE i.residual_cents > 0 AND i.entry_id IN "
        "(SELECT entry_id FROM agreement_invoice WHERE agreement_id = ?) ORDER BY i.due_on, i.entry_id",
        (offer.id,),
    )
    if not open_now:
        return []
    (again,) = unit.one(_OWED_AGAIN, (NOTE.format(offer.id), account_id)) or (None,)
    on = max(paid_in_time(unit, offer.id).last_on or moment.today, offer.made_on)
    on = max(on, date.fromisoformat(again)) if again else on
    short = plain(sum(cents for _, cents in open_now), currency)
    said = f"{short} written off: settled for {plain(offer.amount_cents, currency)}"
    line = journal.append(unit, moment, account_id, "write_off", said, actor="machine")
    for debit, cents in open_now:
        day = day_with_room(unit, debit, cents, on)
        new = ledger.NewEntry(account_id, "write_off", -1, cents, day, note=NOTE.format(offer.id), about_id=debit)
        entry = ledger.book(unit, moment, new, line)
        ledger.allocate(unit, moment, [(entry, debit, cents)], day, line)
    return [said]
