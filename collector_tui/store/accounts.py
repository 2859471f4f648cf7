"""Accounts: making them, finding them, and the facts, numbers and addresses that are kept of them."""

from datetime import date
from typing import NamedTuple

from collector_tui.domain.account import QueueRow
from collector_tui.domain.mailbox import is_same, kept_as
from collector_tui.domain.moment import Moment
from collector_tui.domain.phone import PhoneNumber
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import folded, name_key, one_line
from collector_tui.store.book import Book, Writing
from collector_tui.store.queue import COLUMNS, as_queue_row
from collector_tui.store.schema import AccountRow, EmailRow, FactRow, PhoneRow
from collector_tui.store.search import searchable

COLUMN_FACTS = ("kind", "address", "zone", "language", "terms_days")
"""Facts that have a column of their own; the others are rows of `fact`."""


def add(unit: Writing, moment: Moment, name: str, currency: str) -> int:
    """Make a new account and return its id.

    Raises Refused when one of that name and currency is there already.
    """
    name, key = one_line(name), name_key(name)
    if unit.one("SELECT 1 FROM account WHERE name_key = ? AND currency = ?", (key, currency)):
        raise Refused(f"There is an account “{name}” already.")
    made: int = unit.do(AccountRow.insert(name=name, name_key=key, currency=currency, created_at=moment.at))
    index(unit, [made])
    return made


def set_column(unit: Writing, account_id: int, fact: str, value: str | int) -> None:
    """Set one of the facts that have a column."""
    unit.do(AccountRow.update({getattr(AccountRow, fact): value}).where(AccountRow.id == account_id))


def set_fact(unit: Writing, account_id: int, fact: str, value: str) -> None:
    """Set any other fact; the latest word counts."""
    unit.do(FactRow.insert(account=account_id, name=fact, value=value).on_conflict_replace())


def add_phone(unit: Writing, account_id: int, number: PhoneNumber) -> bool:
    """Keep a number, last in order. False if it was there."""
    known = unit.one("SELECT status FROM phone WHERE account_id = ? AND shown = ?", (account_id, number.shown))
    if known:
        return False
    unit.do(
        PhoneRow.insert(
            account=account_id,
            written=number.raw,
            e164=number.e164,
            extension=number.extension,
            shown=number.shown,
            zones="|".join(number.zones),
        )
    )
    index(unit, [account_id])
    return True


def phone_of(unit: Writing, account_id: int, e164: str) -> int | None:
    """The account's number that is dialled so, if it has it."""
    row = unit.one("SELECT id FROM phone WHERE account_id = ? AND e164 = ? ORDER BY id LIMIT 1", (account_id, e164))
    return row[0] if row else None


def add_email(unit: Writing, account_id: int, address: str) -> bool:
    """Keep an address as the network knows it, last in order. False if it was there, in whatever spelling."""
    if _emails_like(unit, account_id, address):
        return False
    unit.do(EmailRow.insert(account=account_id, address=kept_as(address)))
    index(unit, [account_id])
    return True


def retire_email(unit: Writing, account_id: int, address: str) -> bool:
    """Take an address off: it stays in the book as a wrong one, and an import does not bring it back. False if it was not there."""
    return set_email(unit, account_id, address, "wrong")


def set_email(unit: Writing, account_id: int, address: str, status: str) -> bool:
    """Set what is known of an address: `ok` or `wrong`. False if it was not there."""
    ids = _emails_like(unit, account_id, address)
    unit.many("UPDATE email SET status = ? WHERE id = ?", [(status, one) for one in ids])
    return bool(ids)


def _emails_like(unit: Writing, account_id: int, address: str) -> list[int]:
    """The rows in which an account has an address, in whatever spelling."""
    rows = unit.all("SELECT id, address FROM email WHERE account_id = ?", (account_id,))
    return [row[0] for row in rows if is_same(row[1], address)]


def retire_phone(unit: Writing, phone_id: int, status: str) -> None:
    """Set what is known of a number: `ok`, `wrong` or `dead`."""
    unit.do(PhoneRow.update(status=status).where(PhoneRow.id == phone_id))


def index(unit: Writing, account_ids: list[int]) -> None:
    """Renew what the search finds these accounts by: name, digits of their numbers, addresses."""
    for start in range(0, len(account_ids), 500):
        ids = ",".join(map(str, account_ids[start : start + 500]))
        rows = unit.all(
            "SELECT id, name, (SELECT group_concat(replace(e164, '+', ''), ' ') FROM phone WHERE account_id = a.id), "
            "(SELECT group_concat(address, ' ') FROM email WHERE account_id = a.id) "
            f"FROM account a WHERE id IN ({ids})"
        )
        words = [(folded(" ".join(filter(None, row[1:]))), row[0]) for row in rows]
        unit.run(f"DELETE FROM finder WHERE rowid IN ({ids})")
        unit.many("INSERT INTO finder (words, rowid) VALUES (?, ?)", words)


def resolve(book: Book, text: str) -> QueueRow:
    """The one account that is meant by an id, an exact name or a part of a name.

    Raises Refused when there is none, or more than one.
    """
    wanted = searchable(text)
    if wanted.isascii() and wanted.isdigit():
        row = book.row(f"SELECT {COLUMNS} FROM account WHERE id = ?", (int(wanted[:18]),))
        if row:
            return as_queue_row(row)
    rows = book.rows(f"SELECT {COLUMNS} FROM account WHERE name_key = ? LIMIT 6", (name_key(wanted),))
    if not rows and wanted:
        part = f"%{folded(wanted).replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
        rows = book.rows(
            f"SELECT {COLUMNS} FROM account WHERE id IN (SELECT rowid FROM finder WHERE words LIKE ? ESCAPE '!') "
            "ORDER BY name_key LIMIT 6",
            (part,),
        )
    if not rows:
        raise Refused(f"There is no account “{wanted}”: look for it with `collector search`.")
    if len(rows) > 1:
        names = ", ".join(f"{row[1]} ({row[0]})" for row in rows[:5]) + (", …" if len(rows) > 5 else "")
        raise Refused(f"“{wanted}” could be several accounts: {names}. Give the id in brackets.")
    return as_queue_row(rows[0])


class Holder(NamedTuple):
    """An account as far as an act on it needs to know it."""

    id: int
    name: str
    currency: str
    kind: str


def of_id(unit: Writing, account_id: int) -> Holder | None:
    """The account of that id."""
    row = unit.one("SELECT id, name, currency, kind FROM account WHERE id = ?", (account_id,))
    return Holder(*row) if row else None


def owed(unit: Writing, account_id: int) -> int:
    """What the account owes on balance, in minor units; negative when it is in credit."""
    row = unit.one("SELECT balance_cents FROM account WHERE id = ?", (account_id,))
    return int(row[0]) if row else 0


def fact(unit: Writing, account_id: int, name: str) -> str:
    """A fact that is a row of its own; empty where it is not known."""
    row = unit.one("SELECT value FROM fact WHERE account_id = ? AND name = ?", (account_id, name))
    return str(row[0]) if row else ""


def facts(unit: Writing, account_id: int) -> dict[str, str]:
    """The facts that are rows of their own."""
    return {row[0]: row[1] for row in unit.all("SELECT name, value FROM fact WHERE account_id = ?", (account_id,))}


class Known(NamedTuple):
    """What the guard asks of an account itself; `open_cents` is what is open before credit."""

    zone: str
    address: str
    kind: str
    unapplied_cents: int
    open_cents: int
    currency: str
    oldest_due: date | None


def known(unit: Writing, account_id: int) -> Known | None:
    """What the guard asks of an account, as the book has it at this instant."""
    row = unit.one(
        "SELECT zone, address, kind, unapplied_cents, balance_cents + unapplied_cents, currency, oldest_due "
        "FROM account WHERE id = ?",
        (account_id,),
    )
    return Known._make([*row[:6], date.fromisoformat(row[6]) if row[6] else None]) if row else None
