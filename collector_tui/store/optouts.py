"""Opt-outs: numbers and addresses that are not written to any more, whoever they belong to and for as long as they say so."""

from typing import Literal

from collector_tui.domain.guard import Addressed
from collector_tui.domain.mailbox import is_same, kept_as
from collector_tui.store.book import Book, Writing

Source = Literal["reply", "carrier", "person"]
"""Who said so: the debtor in a reply, the carrier that keeps such a list itself, or the collector."""


def put(unit: Writing, address: str, at: str, source: Source) -> list[int]:
    """Take a number (E.164) or an email address off everything that is sent; returns the accounts that have it."""
    unit.run("INSERT OR IGNORE INTO opt_out VALUES (?, ?, ?)", (_key(address), at, source))
    return accounts_with(unit, address)


def lift(unit: Writing, address: str) -> list[int]:
    """A number or an address may be written to again; returns the accounts that have it."""
    unit.run("DELETE FROM opt_out WHERE address IN (?, ?)", (_key(address), address.lower()))
    return accounts_with(unit, address)


def is_out(source: Book | Writing, address: str) -> bool:
    """Whether a number or an address has opted out, in whatever spelling."""
    sql, values = "SELECT 1 FROM opt_out WHERE address IN (?, ?)", (_key(address), address.lower())
    return (source.one(sql, values) if isinstance(source, Writing) else source.row(sql, values)) is not None


def addressed(unit: Writing, account_id: int, address: str) -> Addressed:
    """What the guard must know of an address at this instant: whether the account still has it, and who ended emails."""
    kept = unit.all("SELECT address, status FROM email WHERE account_id = ? ORDER BY id", (account_id,))
    status = next((status for one, status in kept if is_same(one, address)), "")
    others = (one for one, status in kept if status != "wrong" and not is_same(one, address))
    ended = next((one for one in others if is_out(unit, one)), "")
    return Addressed(address, status, is_out(unit, address), ended)


def _key(address: str) -> str:
    """A number or an address as it is kept among the opt-outs: one mailbox is one, however it is spelled."""
    return kept_as(address).lower()


def accounts_with(unit: Writing, address: str) -> list[int]:
    """The accounts that a number or an address is kept for."""
    rows = unit.all(
        "SELECT account_id FROM phone WHERE e164 = ?1 AND e164 <> '' UNION "
        "SELECT account_id FROM email WHERE lower(address) = lower(?1) ORDER BY 1",
        (address,),
    )
    return [row[0] for row in rows]


def name_with(book: Book, address: str) -> str:
    """The name of an account that a number or an address is kept for; empty where there is none."""
    row = book.row(
        "SELECT name FROM account WHERE id IN (SELECT account_id FROM phone WHERE e164 = ?1 AND e164 <> '' UNION "
        "SELECT account_id FROM email WHERE lower(address) = lower(?1)) ORDER BY id",
        (address,),
    )
    return str(row[0]) if row else ""


def all_of(book: Book) -> list[tuple[str, str, str]]:
    """Every opt-out: address, instant, source."""
    return [(row[0], row[1], row[2]) for row in book.rows("SELECT address, at, source FROM opt_out ORDER BY address")]
