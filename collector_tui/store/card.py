"""One account as it is shown: read in a handful of small queries, none of which grows with the book."""

from datetime import date, datetime

from collector_tui.domain.account import Card, Email, Invoice, Phone, TimelineLine
from collector_tui.domain.agreement import Agreement
from collector_tui.domain.refusal import Refused
from collector_tui.store import agreements, optouts
from collector_tui.store.book import Book
from collector_tui.store.queue import COLUMNS, as_queue_row

_MONEY = "current_cents, days_1_cents, days_31_cents, days_61_cents, days_91_cents, unapplied_cents"
_REST = "last_contact_on, step_taken, next_step, next_step_on, next_on, next_what"
_ACCOUNT = f"SELECT {COLUMNS}, kind, address, zone, language, terms_days, {_MONEY}, {_REST} FROM account WHERE id = ?"
_INVOICES = """
SELECT e.id, e.number, e.kind, e.sign, e.effective_on, i.due_on, e.due_assumed, e.amount_cents, i.residual_cents,
    CASE WHEN i.status = 'reversed' AND EXISTS (SELECT 1 FROM entry r WHERE r.root_id = e.id AND r.kind = 'bounced')
        THEN 'returned' ELSE i.status END, e.method
FROM {source} ORDER BY i.residual_cents = 0, i.sign DESC, i.due_on, e.id LIMIT ?
"""
_OPEN = "item i INDEXED BY item_open JOIN entry e ON e.id = i.entry_id WHERE i.account_id = ? AND i.residual_cents > 0"
_EVERY = "entry e JOIN item i ON e.id = i.entry_id WHERE e.account_id = ?"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def read_card(book: Book, account_id: int, *, invoices: int = 1000, timeline: int = 24, closed: bool = False) -> Card:
    """The card of an account: its open invoices (with `closed` all documents) and its last journal lines.

    Raises Refused when there is no such account.
    """
    found = book.row(_ACCOUNT, (account_id,))
    if found is None:
        raise Refused(f"There is no account with the id {account_id}.")
    row = as_queue_row(found[:13])
    agreed = agreements.of_accounts(book, [account_id]).get(account_id, [])
    kind, address, zone, language, terms, *rest = found[13:]
    return Card(
        row.id,
        row.name,
        row.currency,
        kind,
        address,
        zone,
        language,
        terms,
        tuple(rest[:5]),
        rest[5],
        row.overdue_cents,
        row.balance_cents,
        row.oldest_due,
        row,
        _day(rest[6]),
        rest[7],
        rest[8],
        _day(rest[9]),
        _day(rest[10]),
        rest[11],
        tuple(book.rows("SELECT name, value FROM fact WHERE account_id = ? ORDER BY name", (account_id,))),
        shared(book, account_id),
        _emails(book, account_id),
        _invoices(book, account_id, invoices, closed, _apart(agreed)),
        read_timeline(book, account_id, timeline),
        tuple(agreed),
    )


def _apart(agreed: list[Agreement]) -> dict[int, str]:
    """Which invoices are not asked for with the others, and why."""
    apart: dict[int, str] = {}
    for one in agreed:
        if one.state in ("active", "behind"):
            apart |= dict.fromkeys(one.invoices, "arranged")
    for one in agreed:
        if one.entry_id and one.kind == "hold" and one.state == "on":
            apart[one.entry_id] = "on hold"
    for one in agreed:
        if one.entry_id and one.kind == "dispute" and not one.is_ended:
            apart[one.entry_id] = "in dispute"
    return apart


def phones(book: Book, account_id: int) -> tuple[Phone, ...]:
    """The numbers of an account, in the order they were given."""
    rows = book.rows(
        "SELECT id, shown, e164, extension, status, e164 IN (SELECT address FROM opt_out), zones FROM phone "
        "WHERE account_id = ? ORDER BY id",
        (account_id,),
    )
    return tuple(
        Phone(row[0], row[1], row[2], row[3], row[4], bool(row[5]), tuple(filter(None, row[6].split("|"))))
        for row in rows
    )


_SHARED = """
SELECT p.id, a.name FROM phone p JOIN account own ON own.id = p.account_id
JOIN phone o ON o.e164 = p.e164 AND o.e164 <> '' AND o.account_id <> p.account_id
JOIN account a ON a.id = o.account_id
WHERE p.account_id = ? AND p.status = 'ok' AND o.status = 'ok' AND o.extension = p.extension AND a.name_key <> own.name_key
LIMIT 50
"""
"""Who else is reached by the numbers that are used; the same name in another currency is nobody else."""


def shared(book: Book, account_id: int) -> tuple[Phone, ...]:
    """The numbers of an account, each with the others who are reached by it too."""
    kept = phones(book, account_id)
    others: dict[int, list[str]] = {}
    for phone_id, name in book.rows(_SHARED, (account_id,)) if kept else ():
        others.setdefault(phone_id, []).append(name)
    return tuple(phone._replace(also=tuple(dict.fromkeys(others.get(phone.id, ())))) for phone in kept)


def _emails(book: Book, account_id: int) -> tuple[Email, ...]:
    rows = book.rows("SELECT address, status FROM email WHERE account_id = ? ORDER BY id", (account_id,))
    return tuple(Email(row[0], row[1], optouts.is_out(book, row[0])) for row in rows)


def _invoices(book: Book, account_id: int, limit: int, closed: bool, apart: dict[int, str]) -> tuple[Invoice, ...]:
    rows = book.rows(_INVOICES.format(source=_EVERY if closed else _OPEN), (account_id, limit))
    return tuple(
        Invoice(
            row[0],
            row[1],
            row[2],
            row[3] == 1,
            date.fromisoformat(row[4]),
            _day(row[5]),
            bool(row[6]),
            row[7],
            row[8],
            row[9],
            apart.get(row[0], "") if row[8] else "",
            row[10],
        )
        for row in rows
    )


def read_timeline(book: Book, account_id: int, limit: int) -> tuple[TimelineLine, ...]:
    """The newest journal lines of an account, newest first."""
    rows = book.rows(
        "SELECT at, kind, text FROM journal WHERE account_id = ? ORDER BY id DESC LIMIT ?", (account_id, limit)
    )
    return tuple(TimelineLine(datetime.fromisoformat(row[0]), row[1], row[2]) for row in rows)
