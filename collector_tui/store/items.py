"""What is open and what stands: the ledger as it is read before something is booked on it."""

from datetime import date
from typing import NamedTuple

from collector_tui.domain.ledger import OpenCredit, OpenDebit
from collector_tui.domain.text import name_key, one_line
from collector_tui.store.book import Book, Writing

_DEBITS = """
SELECT i.entry_id, e.number, e.kind, i.due_on, i.residual_cents, e.about_id,
    EXISTS (SELECT 1 FROM agreement g WHERE g.entry_id = i.entry_id AND g.kind = 'dispute' AND g.undone = 0
        AND g.ended_on IS NULL)
FROM item i JOIN entry e ON e.id = i.entry_id
WHERE i.account_id = ? AND i.residual_cents > 0 AND i.sign = 1 ORDER BY i.due_on, i.entry_id
"""


def open_debits(unit: Writing, account_id: int) -> list[OpenDebit]:
    """The open invoices and charges of an account, oldest due first."""
    rows = unit.all(_DEBITS, (account_id,))
    return [OpenDebit(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], row[5], bool(row[6])) for row in rows]


def open_credits(unit: Writing, account_id: int) -> list[OpenCredit]:
    """What the account has paid or been credited with and is not applied yet, oldest first."""
    rows = unit.all(
        "SELECT i.entry_id, e.kind, i.residual_cents FROM item i JOIN entry e ON e.id = i.entry_id "
        "WHERE i.account_id = ? AND i.residual_cents > 0 AND i.sign = -1 ORDER BY e.effective_on, i.entry_id",
        (account_id,),
    )
    return [OpenCredit(*row) for row in rows]


class Root(NamedTuple):
    """One root entry as it stands."""

    account_id: int
    kind: str
    on: date
    cents: int
    status: str


def root(book: Book, entry_id: int) -> Root | None:
    """The root entry of that id."""
    row = book.row(
        "SELECT e.account_id, e.kind, e.effective_on, e.amount_cents, i.status FROM entry e "
        "JOIN item i ON i.entry_id = e.id WHERE e.id = ?",
        (entry_id,),
    )
    return Root(row[0], row[1], date.fromisoformat(row[2]), *row[3:]) if row else None


class Received(NamedTuple):
    """One payment that stands: its entry's id, when and how it came."""

    id: int
    on: date
    cents: int
    reference: str
    method: str

    @property
    def how(self) -> str:
        """Its method and its reference."""
        return f"{self.method} {self.reference}".strip()


def payments(book: Book, account_id: int) -> list[Received]:
    """The payments of an account that stand, newest first."""
    rows = book.rows(
        "SELECT e.id, e.effective_on, e.amount_cents, e.number, e.method FROM entry e JOIN item i ON i.entry_id = e.id "
        "WHERE e.account_id = ? AND e.kind = 'payment' AND i.status <> 'reversed' ORDER BY e.effective_on DESC, e.id DESC",
        (account_id,),
    )
    return [Received(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows]


def standing(unit: Writing, account_id: int, kind: str, number: str, *, settled: bool = False) -> list[tuple[int, int]]:
    """The entries of a kind that stand, oldest first, each with its amount; with a number those on that invoice only.

    What a settlement wrote off is told from what a person did: it is returned with `settled`, and only then.
    """
    rows = unit.all(
        "SELECT e.id, e.amount_cents FROM entry e JOIN item i ON i.entry_id = e.id WHERE e.account_id = ?1 AND e.kind = ?2 "
        "AND i.status <> 'reversed' AND (?3 = '' OR EXISTS (SELECT 1 FROM allocation a JOIN item d ON d.entry_id = a.debit_id "
        "WHERE a.credit_id = e.id AND d.number_key = ?3)) AND (e.kind = 'write_off' AND e.note LIKE 'settled (offer %') = ?4 ORDER BY e.id",
        (account_id, kind, name_key(number), settled),
    )
    return [(row[0], row[1]) for row in rows]


def has_standing(book: Book, account_id: int, kind: str) -> bool:
    """Whether an entry of a kind stands on the account."""
    row = book.row(
        "SELECT 1 FROM entry e JOIN item i ON i.entry_id = e.id WHERE e.account_id = ? AND e.kind = ? "
        "AND i.status <> 'reversed' LIMIT 1",
        (account_id, kind),
    )
    return row is not None


def has_document(unit: Writing, account_id: int, number: str, sign: int) -> bool:
    """Whether the account has a document of that number on that side of the ledger."""
    found = unit.one(
        "SELECT 1 FROM item WHERE number_key = ? AND account_id = ? AND sign = ? AND number_key <> '' "
        "AND status <> 'reversed'",
        (name_key(one_line(number)), account_id, sign),
    )
    return found is not None
