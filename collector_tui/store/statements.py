"""What a statement is drawn up from: the debtor, and every entry of the account up to a day."""

import json
from datetime import date

from collector_tui.domain.entry import Entry
from collector_tui.domain.refusal import Refused
from collector_tui.domain.statement import Debtor
from collector_tui.store.book import Book, Row
from collector_tui.store.ledger import RESIDUAL

_ENTRIES = """
SELECT e.id, e.root_id, e.reverses_id, e.about_id, e.kind, e.sign, e.number, e.effective_on, e.due_on, e.amount_cents,
    CASE WHEN e.root_id IS NULL THEN {residual} ELSE 0 END,
    e.method,
    EXISTS (SELECT 1 FROM agreement g WHERE g.entry_id = e.id AND g.kind = 'dispute' AND g.undone = 0
        AND g.made_on <= :day AND (g.ended_on IS NULL OR g.ended_on > :day)),
    t.from_on, t.upto_on, e.note,
    (SELECT json_group_array(json_array(debit_id, cents)) FROM (
        SELECT a.debit_id, SUM(a.cents) AS cents FROM allocation a
        WHERE a.credit_id = e.id AND a.effective_on <= :day
        GROUP BY a.debit_id HAVING SUM(a.cents) <> 0 ORDER BY MIN(a.id))),
    e.recorded_at >= :next_day OR EXISTS (SELECT 1 FROM allocation a
        WHERE a.credit_id = e.id AND a.effective_on <= :day AND a.recorded_at >= :next_day)
FROM entry e LEFT JOIN interest t ON t.entry_id = e.id
WHERE e.account_id = :account AND e.effective_on <= :day ORDER BY e.effective_on, e.id
"""
"""One query, so that a statement is of one instant, whatever is being written meanwhile."""


def debtor(book: Book, account_id: int) -> Debtor:
    """Whose statement it is.

    Raises Refused when there is no such account.
    """
    row = book.row("SELECT id, name, address, currency FROM account WHERE id = ?", (account_id,))
    if row is None:
        raise Refused(f"There is no account with the id {account_id}.")
    return Debtor(*row)


def entries_upto(book: Book, account_id: int, day: date, next_day_at: str) -> tuple[list[Entry], bool]:
    """The entries that were effective by a day, in their order, each with what was left of it on that day.

    Says too whether any of it was entered later: `next_day_at` is the instant (UTC, ISO) at which the day was over.
    """
    upto = "AND {}.effective_on <= :day"
    residual = RESIDUAL.format(upto_r=upto.format("r"), upto_a=upto.format("a"))
    values = {"account": account_id, "day": day.isoformat(), "next_day": next_day_at}
    rows = book.rows(_ENTRIES.format(residual=residual), values)
    return [_as_entry(row) for row in rows], any(row[-1] for row in rows)


def _as_entry(row: Row) -> Entry:
    identity, money = row[:7], row[9:12]
    due_on = date.fromisoformat(row[8]) if row[8] else None
    days = (date.fromisoformat(row[13]), date.fromisoformat(row[14])) if row[13] else None
    parts = tuple((debit_id, cents) for debit_id, cents in json.loads(row[16]))
    return Entry(*identity, date.fromisoformat(row[7]), due_on, *money, bool(row[12]), days, row[15], parts)  # type: ignore[call-arg]
