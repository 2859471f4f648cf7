"""The aging as of any day, rebuilt from the entries; and what was put into the past since, if anything was."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from collector_tui.domain.aged import AgingLine, BackDated
from collector_tui.domain.moment import stamp
from collector_tui.store.book import Book
from collector_tui.store.ledger import RESIDUAL

_AS_OF = """
SELECT {who}, currency,
    SUM(residual) FILTER (WHERE sign = 1 AND due_on >= :d0),
    SUM(residual) FILTER (WHERE sign = 1 AND due_on >= :d30 AND due_on < :d0),
    SUM(residual) FILTER (WHERE sign = 1 AND due_on >= :d60 AND due_on < :d30),
    SUM(residual) FILTER (WHERE sign = 1 AND due_on >= :d90 AND due_on < :d60),
    SUM(residual) FILTER (WHERE sign = 1 AND due_on < :d90),
    SUM(residual) FILTER (WHERE sign = -1),
    SUM(residual) FILTER (WHERE sign = 1 AND id IN (SELECT entry_id FROM agreement WHERE kind = 'dispute'
        AND undone = 0 AND made_on <= :d0 AND (ended_on IS NULL OR ended_on > :d0)))
FROM (SELECT e.id, e.account_id, e.currency, e.sign, e.due_on, {residual} AS residual
    FROM entry e WHERE e.root_id IS NULL AND e.effective_on <= :d0)
WHERE residual <> 0 GROUP BY {group} ORDER BY {group}
"""


def aging_as_of(book: Book, as_of: date, *, by_account: bool) -> list[AgingLine]:
    """The aging on a day, rebuilt from the entries that were effective by then; one line a currency or account."""
    upto = "AND {}.effective_on <= :d0"
    residual = RESIDUAL.format(upto_r=upto.format("r"), upto_a=upto.format("a"))
    who, group = ("account_id", "account_id, currency") if by_account else ("0", "currency")
    values = {f"d{n}": (as_of - timedelta(days=n)).isoformat() for n in (0, 30, 60, 90)}
    rows = book.rows(_AS_OF.format(who=who, group=group, residual=residual), values)
    names = dict(book.rows("SELECT id, name FROM account")) if by_account else {0: ""}
    lines = [
        AgingLine(names[row[0]], row[0], row[1], tuple(cents or 0 for cents in row[2:7]), row[7] or 0, row[8] or 0)  # type: ignore[arg-type]
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.currency, line.account, line.account_id))


_SINCE = """
SELECT MIN(e.account_id), e.currency, MIN(COALESCE(f.kind, e.kind)), MIN(COALESCE(f.number, e.number)),
    MIN(e.effective_on), MIN(e.recorded_at), SUM(e.sign * e.amount_cents), COALESCE(e.root_id, e.id), e.import_id,
    COUNT(*), MAX(e.kind)
FROM entry e LEFT JOIN entry f ON f.id = e.root_id
WHERE e.recorded_at > :after AND e.effective_on <= :as_of
GROUP BY CASE WHEN e.import_id IS NULL THEN COALESCE(e.root_id, e.id) END, e.import_id, e.currency
HAVING e.import_id IS NOT NULL OR SUM(e.sign * e.amount_cents) <> 0 ORDER BY MIN(e.id)
"""
_MOVED = """
SELECT c.account_id, c.currency, c.kind, c.number, MIN(a.effective_on), MIN(a.recorded_at), SUM(a.cents), c.id
FROM allocation a JOIN entry c ON c.id = a.credit_id JOIN entry d ON d.id = a.debit_id
WHERE a.recorded_at > :after AND a.effective_on <= :as_of AND a.import_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.recorded_at > :after AND e.effective_on <= :as_of
        AND COALESCE(e.root_id, e.id) IN (c.id, d.id))
GROUP BY c.id HAVING SUM(a.cents) <> 0 ORDER BY MIN(a.id)
"""
_UNDONE = """
SELECT a.account_id, (SELECT currency FROM account WHERE id = a.account_id), a.kind, d.at, u.at
FROM act a JOIN journal d ON d.id = a.journal_id JOIN journal u ON u.id = a.undone_by
WHERE a.kind IN ('dispute', 'release') AND d.at <= :after AND u.at > :after ORDER BY u.id
"""


def back_dated(book: Book, as_of: date, zone: str) -> list[BackDated]:
    """What was recorded after a day had ended where the business is, but is effective on or before it.

    What was said of a dispute by then and was undone since is among it: what is disputed is shown as it is known now.
    """
    end = datetime.combine(as_of + timedelta(days=1), time(), ZoneInfo(zone)) - timedelta(seconds=1)
    values = {"after": stamp(end), "as_of": as_of.isoformat()}
    entered, moved, undone = (book.rows(sql, values) for sql in (_SINCE, _MOVED, _UNDONE))
    if not (entered or moved or undone):
        return []
    names: dict[int, str] = dict(book.rows("SELECT id, name FROM account"))
    files: dict[int, str] = dict(book.rows("SELECT id, filename FROM import_run"))
    found = []
    for row in entered:
        filename = files.get(row[8], "") if row[8] else ""
        kind = row[2] if row[10] in (row[2], "reversal") else f"{row[10]} {row[2]}"
        dates = (date.fromisoformat(row[4]), datetime.fromisoformat(row[5]))
        entry = 0 if filename else row[7]
        found.append(BackDated(names[row[0]], row[1], kind, row[3], *dates, row[6], entry, filename, row[9]))
    for row in moved:
        dates = (date.fromisoformat(row[4]), datetime.fromisoformat(row[5]))
        kind = f"allocation of {row[2]}"
        found.append(BackDated(names[row[0]], row[1], kind, row[3], *dates, 0, row[7], "", 1))
    for account_id, currency, kind, said_at, undone_at in undone:
        said, at = datetime.fromisoformat(said_at).astimezone(ZoneInfo(zone)).date(), datetime.fromisoformat(undone_at)
        found.append(BackDated(names[account_id], currency, f"undone {kind}", "", said, at, 0, 0, "", 0))
    return found
