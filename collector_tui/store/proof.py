"""Proving the book: every maintained figure recomputed from what it rests on, and every difference told."""

import contextlib
from collections.abc import Iterator
from datetime import date

from collector_tui.store import agreements, engine, journal
from collector_tui.store.aging import aging_as_of
from collector_tui.store.book import Book, Row, Writing
from collector_tui.store.ledger import RESIDUAL
from collector_tui.store.reviewing import judge
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
    yield from _belonging(book)
    yield from _rebuilt(book)
    yield from _instalments(book)
    yield from _recomputed(book, rules)


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


def _belonging(book: Book) -> Iterator[str]:
    """Rows that hang on an entry of another account or kind, and allocations from before there was anything to allocate."""
    rows = book.rows(
        "SELECT a.id FROM allocation a JOIN entry c ON c.id = a.credit_id JOIN entry d ON d.id = a.debit_id "
        "WHERE a.effective_on < max(c.effective_on, d.effective_on) LIMIT 20"
    )
    yield from (f"allocation {row[0]} counts from before the payment or the invoice did" for row in rows)
    rows = book.rows(
        "SELECT a.id FROM allocation a JOIN entry c ON c.id = a.credit_id JOIN entry d ON d.id = a.debit_id "
        "WHERE c.account_id <> d.account_id OR c.currency <> d.currency LIMIT 20"
    )
    yield from (f"allocation {row[0]} lets one account pay for another" for row in rows)
    rows = book.rows(
        "SELECT g.kind, g.id, g.account_id FROM agreement g LEFT JOIN agreement_invoice c ON c.agreement_id = g.id "
        "JOIN entry e ON e.id IN (g.entry_id, c.entry_id) WHERE e.account_id <> g.account_id "
        "OR (e.sign <> 1 AND NOT (g.kind = 'contra' AND e.kind = 'contra')) LIMIT 20"
    )
    yield from (f"{row[0]} {row[1]} of account {row[2]} is about an invoice that is not the account's" for row in rows)
    rows = book.rows(
        "SELECT n.entry_id FROM interest n LEFT JOIN entry e ON e.id = n.entry_id WHERE e.kind IS NOT 'interest' LIMIT 20"
    )
    yield from (f"entry {row[0]} has an interest reckoning and is no interest" for row in rows)


_AHEAD = """
SELECT account_id FROM entry WHERE effective_on > ?1
UNION SELECT e.account_id FROM allocation a JOIN entry e ON e.id = a.debit_id WHERE a.effective_on > ?1
"""
"""Accounts with something that counts only from a later day: they owe it already, and the aging has it not yet."""


def _rebuilt(book: Book) -> Iterator[str]:
    """The aging of today, rebuilt from entries, against what the accounts and each currency are kept to owe."""
    as_of = book.meta("as_of")
    if not as_of:
        return
    ahead = {row[0] for row in book.rows(_AHEAD, (as_of,))}
    names = "currency, current_cents, days_1_cents, days_31_cents, days_61_cents, days_91_cents, unapplied_cents"
    lines = aging_as_of(book, date.fromisoformat(as_of), by_account=True)
    rebuilt = {one.account_id: (one.currency, *one.buckets_cents, one.unapplied_cents) for one in lines}
    kept = {row[0]: row[1:] for row in book.rows(f"SELECT id, {names} FROM account") if any(row[2:])}
    wrong = sorted(
        one for one in rebuilt.keys() | kept.keys() if rebuilt.get(one) != kept.get(one) and one not in ahead
    )
    if wrong:
        yield f"the aging of account {_few(wrong)} is not what its entries add up to"
    if ahead:
        return
    whole = {
        one.currency: one.outstanding_cents for one in aging_as_of(book, date.fromisoformat(as_of), by_account=False)
    }
    owed: dict[str, int] = dict(book.rows("SELECT currency, SUM(balance_cents) FROM account GROUP BY currency"))
    for currency in sorted(whole.keys() | owed.keys()):
        if whole.get(currency, 0) != owed.get(currency, 0):
            yield f"the outstanding {currency} of the aging is not what the accounts owe"


def _instalments(book: Book) -> Iterator[str]:
    """The instalments of an arrangement add up to its amount."""
    rows = book.rows(
        "SELECT g.id, g.account_id FROM agreement g WHERE g.kind = 'arrangement' AND g.amount_cents IS NOT "
        "(SELECT SUM(amount_cents) FROM instalment WHERE agreement_id = g.id) LIMIT 20"
    )
    yield from (f"arrangement {row[0]} of account {row[1]}: its instalments are not its amount" for row in rows)


def _recomputed(book: Book, rules: StandingRules) -> Iterator[str]:
    """What is kept of agreements and accounts, against what today's rules make of entries, agreements and contacts."""
    as_of = book.meta("as_of")
    if not as_of or book.is_read_only:
        return
    today, select = date.fromisoformat(as_of), "SELECT * FROM account ORDER BY id"
    misjudged: list[str] = []
    wrong: list[int] = []
    try:
        with book.writing() as unit:
            before = unit.all(select)
            ids = [row[0] for row in before]
            misjudged = _misjudged(unit, ids, today)
            refresh(unit, ids, today, rules)
            after = unit.all(select)
            wrong = [old[0] for old, new in zip(before, after, strict=True) if old != new]
            raise _Discard
    except _Discard:
        pass
    yield from misjudged
    if wrong:
        yield f"the standing of account {_few(wrong)} is not what its entries and contacts say"


def _misjudged(unit: Writing, account_ids: list[int], today: date) -> list[str]:
    """Agreements that are kept to be in another state, or otherwise paid, than they are."""
    found = []
    for account_id, agreed in agreements.of_accounts(unit, account_ids).items():
        for one, judged in judge(unit, account_id, agreed, today):
            if (judged.paid_cents, judged.state, judged.instalments) != (one.paid_cents, one.state, one.instalments):
                found.append(
                    f"{one.kind} {one.id} of account {account_id} is kept as {one.state} with {one.paid_cents} cents "
                    f"paid, it is {judged.state} with {judged.paid_cents}"
                )
    return found


def _few(wrong: list[int]) -> str:
    more = f" and {len(wrong) - 10} more" if len(wrong) > 10 else ""
    return ", ".join(str(one) for one in wrong[:10]) + more
