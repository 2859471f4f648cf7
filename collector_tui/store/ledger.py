"""The ledger: entries that are never edited, allocations between them, and what is left of each."""

from datetime import date, timedelta
from typing import NamedTuple

from collector_tui.domain.moment import Moment
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import name_key, one_line
from collector_tui.store.book import Book, Writing


class AgingLine(NamedTuple):
    """The aging of one account, or of the whole book in one currency (then `account` is empty)."""

    account: str
    account_id: int
    currency: str
    buckets_cents: tuple[int, int, int, int, int]
    unapplied_cents: int
    disputed_cents: int = 0

    @property
    def outstanding_cents(self) -> int:
        """The buckets less what is unapplied."""
        return sum(self.buckets_cents) - self.unapplied_cents


def book_invoice(
    unit: Writing, moment: Moment, account_id: int, number: str, amount_cents: int, issued_on: date, due_on: date
) -> int:
    """Enter one invoice by hand and return its entry's id.

    Raises Refused when the account has an invoice of that number.
    """
    number, key = one_line(number), name_key(number)
    taken = unit.one(
        "SELECT e.amount_cents FROM item i JOIN entry e ON e.id = i.entry_id "
        "WHERE i.number_key = ? AND i.account_id = ? AND i.sign = 1 AND i.number_key <> '' AND i.status <> 'reversed'",
        (key, account_id),
    )
    if taken:
        raise Refused(f"Invoice {number} is in the book already: nothing was entered.")
    cursor = unit.run(
        "INSERT INTO entry (account_id, kind, sign, number, effective_on, due_on, amount_cents, currency, recorded_at) "
        "SELECT id, 'invoice', 1, ?, ?, ?, ?, currency, ? FROM account WHERE id = ?",
        (number, issued_on.isoformat(), due_on.isoformat(), amount_cents, moment.at, account_id),
    )
    entry_id = int(cursor.lastrowid)
    unit.run(
        "INSERT INTO item (entry_id, account_id, kind, sign, number_key, due_on, residual_cents, status) "
        "VALUES (?, ?, 'invoice', 1, ?, ?, ?, 'open')",
        (entry_id, account_id, key, due_on.isoformat(), amount_cents),
    )
    return entry_id


REVERSE = """
INSERT INTO entry (account_id, kind, sign, number, effective_on, due_on, amount_cents, currency, recorded_at,
    reverses_id, root_id, import_id, note)
SELECT account_id, 'reversal', -sign, number, effective_on, due_on, amount_cents, currency, ?,
    id, COALESCE(root_id, id), ?, ? FROM entry WHERE id = (
        WITH RECURSIVE told(id) AS (SELECT ? UNION ALL SELECT e.id FROM entry e JOIN told ON e.reverses_id = told.id)
        SELECT MAX(id) FROM told)
"""
"""Books the reversing entry of one entry, effective on the same day: recorded_at, import_id, note, id.

An entry that was reversed and put back stands by the last of those entries: that one is reversed then.
"""


def reverse(unit: Writing, moment: Moment, entry_id: int, why: str) -> None:
    """Reverse one entry that nothing is allocated to: as of any day it is as if it had not been."""
    unit.run(REVERSE, (moment.at, None, why, entry_id))
    unit.run("UPDATE item SET residual_cents = 0, status = 'reversed' WHERE entry_id = ?", (entry_id,))


RESIDUAL = """
    e.amount_cents
    + COALESCE((SELECT SUM(r.sign * r.amount_cents) * e.sign FROM entry r WHERE r.root_id = e.id {upto_r}), 0)
    - COALESCE((SELECT SUM(a.cents) FROM allocation a
        WHERE (e.sign = 1 AND a.debit_id = e.id {upto_a})), 0)
    - COALESCE((SELECT SUM(a.cents) FROM allocation a
        WHERE (e.sign = -1 AND a.credit_id = e.id {upto_a})), 0)
"""
"""What is left of a root entry `e`: its amount, less its reversals and allocations (up to a day where given)."""

_AS_OF = """
SELECT {who}, currency,
    SUM(residual) FILTER (WHERE sign = 1 AND due_on >= :d0),
    SUM(residual) FILTER (WHERE sign = 1 AND due_on >= :d30 AND due_on < :d0),
    SUM(residual) FILTER (WHERE sign = 1 AND due_on >= :d60 AND due_on < :d30),
    SUM(residual) FILTER (WHERE sign = 1 AND due_on >= :d90 AND due_on < :d60),
    SUM(residual) FILTER (WHERE sign = 1 AND due_on < :d90),
    SUM(residual) FILTER (WHERE sign = -1)
FROM (SELECT e.account_id, e.currency, e.sign, e.due_on, {residual} AS residual
    FROM entry e WHERE e.root_id IS NULL AND e.effective_on <= :d0)
WHERE residual <> 0 GROUP BY {group} ORDER BY {group}
"""


def aging_as_of(book: Book, as_of: date, *, by_account: bool) -> list[AgingLine]:
    """The aging on a day, rebuilt from the entries that were effective by then; one line a currency or account."""
    upto = "AND {}.effective_on <= :d0"
    residual = RESIDUAL.format(upto_r=upto.format("r"), upto_a=upto.format("a"))
    who, group = ("account_id", "account_id, currency") if by_account else ("0", "currency")
    values = {f"d{n}": (as_of - timedelta(days=n)).isoformat() for n in (0, 30, 60, 90)}
    rows = book.rows(_AS_OF.format(who=who, group=group, residual=residual), values)  # type: ignore[arg-type]
    names = dict(book.rows("SELECT id, name FROM account")) if by_account else {0: ""}
    lines = [
        AgingLine(names[row[0]], row[0], row[1], tuple(cents or 0 for cents in row[2:7]), row[7] or 0)  # type: ignore[arg-type]
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.currency, line.account))
