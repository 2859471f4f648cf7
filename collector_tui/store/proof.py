"""Proving the book: every maintained figure recomputed from what it rests on, and every difference told."""

import contextlib
from collections.abc import Iterator
from datetime import date

from collector_tui.store import engine, journal
from collector_tui.store.book import Book, Row
from collector_tui.store.ledger import RESIDUAL
from collector_tui.store.summaries import StandingRules, refresh
from collector_tui.store.trouble import told

_SUMS = "current_cents, days_1_cents, days_31_cents, days_61_cents, days_91_cents, unapplied_cents, overdue_cents"


class _Discard(Exception):
    """Ends the unit in which everything was recomputed, so that nothing of it is kept."""


def differences(book: Book, rules: StandingRules) -> Iterator[str]:
    """One sentence for each thing that does not hold; nothing when the book is sound."""
    yield from _file(book)
    broken = journal.broken_at(book)
    if broken is not None:
        yield f"journal line {broken} was changed, or a line before it is missing"
    yield from _items(book)
    yield from _limits(book)
    yield from _totals(book)
    yield from _standings(book, rules)


def _file(book: Book) -> list[str]:
    """What SQLite finds, asked over a connection of its own: one that has searched before remembers an older index."""
    with told(book.path), contextlib.closing(engine.reader(book.path)) as own:
        integrity = own.execute("PRAGMA integrity_check(5)").fetchall()
        astray = own.execute("PRAGMA foreign_key_check").fetchall()
    said = [f"SQLite: {row[0]}" for row in integrity if row[0] != "ok"]
    return said + [f"a row of {row[0]} points nowhere (row {row[1]})" for row in astray]


def extent(book: Book) -> tuple[int, int]:
    """How many journal lines and accounts the book has."""
    row = book.row("SELECT (SELECT COUNT(*) FROM journal), (SELECT COUNT(*) FROM account)")
    return (row[0], row[1]) if row else (0, 0)


def _items(book: Book) -> Iterator[str]:
    residual = RESIDUAL.format(upto_r="", upto_a="")
    rows = book.rows(
        f"SELECT id, number, kept, residual FROM (SELECT e.id, e.number, i.residual_cents AS kept, {residual} AS residual "
        "FROM entry e LEFT JOIN item i ON i.entry_id = e.id WHERE e.root_id IS NULL) WHERE kept IS NOT residual LIMIT 20"
    )
    yield from (f"entry {row[0]} ({row[1]}): {row[2]} cents are kept as open, its entries say {row[3]}" for row in rows)


def _limits(book: Book) -> Iterator[str]:
    for side, sign in (("debit", 1), ("credit", -1)):
        rows = book.rows(
            f"SELECT e.id FROM allocation a JOIN entry e ON e.id = a.{side}_id GROUP BY e.id "
            f"HAVING SUM(a.cents) > e.amount_cents OR SUM(a.cents) < 0 OR e.sign <> {sign} LIMIT 20"
        )
        yield from (f"entry {row[0]}: more is allocated than it has" for row in rows)
    rows = book.rows(
        "SELECT id FROM account WHERE balance_cents <> current_cents + days_1_cents + days_31_cents + days_61_cents + "
        "days_91_cents - unapplied_cents LIMIT 20"
    )
    yield from (f"account {row[0]}: its buckets and its balance do not agree" for row in rows)
    rows = book.rows("SELECT id FROM account WHERE balance_cents > 0 AND next_on IS NULL LIMIT 20")
    yield from (f"account {row[0]} is open and has no next action" for row in rows)


def _totals(book: Book) -> Iterator[str]:
    sums = ", ".join(f"SUM({name.strip()})" for name in _SUMS.split(","))
    kept = book.rows(f"SELECT currency, {sums} FROM tally GROUP BY currency ORDER BY currency")
    real = book.rows(f"SELECT currency, {sums} FROM account GROUP BY currency ORDER BY currency")
    if _by_currency(kept) != _by_currency(real):
        yield "the totals on the top line are not the sum of the accounts"
    kept = book.rows(
        "SELECT reason, bucket, SUM(accounts) FROM tally WHERE reason <> '' GROUP BY 1, 2 HAVING SUM(accounts) <> 0 ORDER BY 1, 2"
    )
    real = book.rows(
        "SELECT reason, bucket, COUNT(*) FROM account WHERE sort_key IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
    )
    if kept != real:
        yield "the length of the queue is not the number of accounts in it"


def _by_currency(rows: list[Row]) -> dict[str, Row]:
    return {row[0]: row[1:] for row in rows if any(row[1:])}


def _standings(book: Book, rules: StandingRules) -> Iterator[str]:
    as_of = book.meta("as_of")
    if not as_of or book.is_read_only:
        return
    select = "SELECT * FROM account ORDER BY id"
    wrong: list[str] = []
    try:
        with book.writing() as unit:
            before = unit.all(select)
            refresh(unit, [row[0] for row in before], date.fromisoformat(as_of), rules)
            after = unit.all(select)
            wrong = [str(old[0]) for old, new in zip(before, after, strict=True) if old != new]
            raise _Discard
    except _Discard:
        pass
    if wrong:
        more = f" and {len(wrong) - 10} more" if len(wrong) > 10 else ""
        yield f"the standing of account {', '.join(wrong[:10])}{more} is not what its entries and contacts say"
