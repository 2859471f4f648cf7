"""A file's documents set beside the book: whose they are, which are known already, which are new."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from collector_tui.domain.document import Document
from collector_tui.domain.moment import Moment
from collector_tui.domain.phone import parse_phone
from collector_tui.domain.text import name_key
from collector_tui.store import accounts
from collector_tui.store.book import Writing

Progress = Callable[[int, int], None]

_STAGE = """
CREATE TEMP TABLE IF NOT EXISTS stage (
    n INTEGER PRIMARY KEY, name TEXT, name_key TEXT, currency TEXT, number TEXT, number_key TEXT, kind TEXT,
    sign INTEGER, issued TEXT, due TEXT, assumed INTEGER, amount INTEGER, open INTEGER, settled TEXT,
    account_id INTEGER, entry_id INTEGER, fresh INTEGER DEFAULT 0, touched INTEGER DEFAULT 0
)
"""
_INSERT = (
    "INSERT INTO stage (name, name_key, currency, number, number_key, kind, sign, issued, due, assumed, amount, open, "
    "settled) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


def stage(unit: Writing, documents: Sequence[Document], as_of: date, progress: Progress) -> None:
    """Lay the documents out in a temporary table, beginning with an empty one."""
    unit.run(_STAGE)
    unit.run("DELETE FROM stage")
    unit.many(_INSERT, _rows(documents, as_of, progress))


def _rows(documents: Sequence[Document], as_of: date, progress: Progress) -> Iterator[tuple[object, ...]]:
    keys: dict[str, str] = {}
    nameless: dict[str, int] = {}
    for count, document in enumerate(documents):
        if count % 2000 == 0:
            progress(count, len(documents))
        key = keys.get(document.account)
        if key is None:
            key = keys[document.account] = name_key(document.account)
        issued = str(document.issued_on or min(document.due_on or as_of, as_of))
        due = str(document.due_on) if document.due_on else None
        yield (
            document.account,
            key,
            document.currency,
            document.number,
            _number_key(document, key, issued, nameless),
            document.kind,
            1 if document.kind == "invoice" else -1,
            issued,
            due,
            0 if due else 1,
            document.amount_cents,
            0 if document.settled_on and document.settled_on <= as_of else document.open_cents,
            str(document.settled_on) if document.settled_on and document.settled_on <= as_of else None,
        )


def _number_key(document: Document, account: str, issued: str, nameless: dict[str, int]) -> str:
    """The key a document is known by; one without a number is known by its day, amount and place among equals."""
    if document.number:
        return name_key(document.number)
    alike = f"{document.kind} {issued} {document.amount_cents}"
    place = nameless[account + alike] = nameless.get(account + alike, 0) + 1
    return f"\x1e{alike} {place}"


def find_accounts(unit: Writing, moment: Moment) -> list[int]:
    """Give each row its account, making those that are new; returns the new ids."""
    (newest,) = unit.one("SELECT COALESCE(MAX(id), 0) FROM account") or (0,)
    unit.run(
        "INSERT OR IGNORE INTO account (name, name_key, currency, created_at) "
        "SELECT name, name_key, currency, ? FROM stage GROUP BY name_key, currency ORDER BY MIN(n)",
        (moment.at,),
    )
    unit.run(
        "UPDATE stage SET account_id = "
        "(SELECT id FROM account a WHERE a.name_key = stage.name_key AND a.currency = stage.currency)"
    )
    made = [row[0] for row in unit.all("SELECT id FROM account WHERE id > ?", (newest,))]
    accounts.index(unit, made)
    return made


def add_numbers(unit: Writing, documents: Sequence[Document], region: str) -> None:
    """Keep the phones and addresses the file gives, each once."""
    given = {(d.account, d.currency, d.phone, d.email) for d in documents if d.phone or d.email}
    for name, currency, phone, email in sorted(given):
        row = unit.one("SELECT id FROM account WHERE name_key = ? AND currency = ?", (name_key(name), currency))
        if row and phone:
            accounts.add_phone(unit, row[0], parse_phone(phone, region))
        if row and email:
            accounts.add_email(unit, row[0], email)


def fill_facts(unit: Writing, documents: Sequence[Document]) -> list[int]:
    """Keep the kind and the address the file gives where none is kept yet; returns the accounts that got one."""
    given: dict[tuple[str, str], tuple[str, str]] = {}
    for one in documents:
        if one.account_kind or one.address:
            kind, address = given.get((one.account, one.currency), ("", ""))
            given[one.account, one.currency] = kind or one.account_kind, address or one.address
    filled = []
    for (name, currency), (kind, address) in given.items():
        cursor = unit.run(
            "UPDATE account SET kind = CASE kind WHEN '' THEN ? ELSE kind END, "
            "address = CASE address WHEN '' THEN ? ELSE address END WHERE name_key = ? AND currency = ? "
            "AND (kind = '' AND ? <> '' OR address = '' AND ? <> '') RETURNING id",
            (kind, address, name_key(name), currency, kind, address),
        )
        filled += [row[0] for row in cursor.fetchall()]
    return filled


def match(unit: Writing) -> None:
    """Find each row's entry in the book; the others get the ids they will be entered under, and are fresh."""
    unit.run(
        "UPDATE stage SET due = date(issued, '+' || (SELECT terms_days FROM account WHERE id = account_id) || ' days') "
        "WHERE due IS NULL AND sign = 1"
    )
    unit.run(
        "UPDATE stage SET entry_id = (SELECT i.entry_id FROM item i WHERE i.number_key = stage.number_key "
        "AND i.account_id = stage.account_id AND i.kind = stage.kind AND i.number_key <> '' AND i.status <> 'reversed')"
    )
    (newest,) = unit.one("SELECT COALESCE(MAX(id), 0) FROM entry") or (0,)
    unit.run(
        "UPDATE stage SET entry_id = f.id, fresh = 1 FROM "
        "(SELECT n, ? + ROW_NUMBER() OVER (ORDER BY n) AS id FROM stage WHERE entry_id IS NULL) f WHERE f.n = stage.n",
        (newest,),
    )


def enter_fresh(unit: Writing, moment: Moment, source_id: int, import_id: int) -> None:
    """Enter the fresh documents, each open with its whole amount."""
    unit.run(
        "INSERT INTO entry (id, account_id, kind, sign, number, effective_on, due_on, due_assumed, amount_cents, "
        "currency, recorded_at, import_id) SELECT entry_id, account_id, kind, sign, number, issued, due, "
        "assumed AND sign = 1, amount, currency, ?, ? FROM stage WHERE fresh = 1 ORDER BY n",
        (moment.at, import_id),
    )
    unit.run(
        "INSERT INTO item (entry_id, account_id, kind, sign, number_key, due_on, residual_cents, status, source_id, "
        "import_id) SELECT entry_id, account_id, kind, sign, number_key, due, amount, 'open', ?, ? FROM stage "
        "WHERE fresh = 1 ORDER BY n",
        (source_id, import_id),
    )


def adopt_known(unit: Writing, source_id: int, import_id: int) -> None:
    """Note which documents of the book this report lists, and whose they were before."""
    unit.run(
        "INSERT INTO adoption (import_id, entry_id, before_source_id) SELECT ?, entry_id, source_id FROM item "
        "WHERE source_id IS NOT ? AND entry_id IN (SELECT entry_id FROM stage WHERE fresh = 0)",
        (import_id, source_id),
    )
    unit.run(
        "UPDATE item SET source_id = ?, import_id = ? WHERE entry_id IN (SELECT entry_id FROM stage WHERE fresh = 0)",
        (source_id, import_id),
    )


def forget_known(unit: Writing) -> None:
    """Leave the documents that are in the book as they are: a later file has said more of them than this one."""
    unit.run("DELETE FROM stage WHERE fresh = 0")
