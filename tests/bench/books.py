"""Big books, made fast and kept in the system's temporary folder: bulk SQL through the store's own units of work."""

import hashlib
import os
import random
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from collector_tui.domain.business import Business, WorkRules
from collector_tui.domain.text import name_key
from collector_tui.services.clock import Clock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import open_office
from collector_tui.store import accounts, journal, proof
from collector_tui.store.book import Writing
from collector_tui.store.opening import open_book

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("America/New_York"))
"""The instant all books are of; the product is run with its clock frozen at it."""

TODAY = NOW.date()
BUSINESS = Business(name="Bench & Co.", collector="Sam", phone="212-555-0100", timezone="America/New_York")

_AT = NOW.isoformat(timespec="seconds")
_START = ("Bar", "Car", "Dan", "El", "Fer", "Gar", "Hol", "Jen", "Kal", "Lor", "Mar", "Nor", "Oak", "Per", "Ros", "Tam")
_MIDDLE = ("wick", "den", "ton", "mar", "ley", "bur", "stone", "gate", "ridge", "vale")
_END = ("Dental", "Catering", "Studio", "Motors", "Bakery", "School", "Farms", "Builders", "Books", "Clinic", "Group")
_ZONES = {"212": "America/New_York", "312": "America/Chicago", "303": "America/Denver", "415": "America/Los_Angeles"}
_INSERTS = {
    "account": "INSERT INTO account (id, name, name_key, currency, created_at, kind) VALUES (?,?,?,'USD',?,'business')",
    "phone": "INSERT INTO phone (account_id, raw, e164, extension, shown, zones) VALUES (?,?,?,'',?,?)",
    "email": "INSERT INTO email (account_id, address) VALUES (?,?)",
    "entry": "INSERT INTO entry (id, account_id, kind, sign, number, effective_on, due_on, amount_cents, currency, "
    "recorded_at) VALUES (?,?,?,?,?,?,?,?,'USD',?)",
    "item": "INSERT INTO item (entry_id, account_id, kind, sign, number_key, due_on, residual_cents, status) "
    "VALUES (?,?,?,?,?,?,?,?)",
    "allocation": "INSERT INTO allocation (credit_id, debit_id, cents, effective_on, recorded_at) VALUES (?,?,?,?,?)",
    "journal": "INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
    "call": "INSERT INTO call (account_id, at, day, outcome, reached, mark) VALUES (?,?,?,?,?,?)",
    "message": "INSERT INTO message (account_id, recipient, tone, step, text, encoding, units, segments, figures, state, "
    "day, queued_at, leaves_at, expires_at, state_at, mark) VALUES (?,?,?,?,?,'GSM-7',20,1,'','delivered',?,?,?,?,?,?)",
}


def book_of(count: int) -> Path:
    """The path of a sound book with that many accounts, about two thirds of them in the queue; made once."""
    folder = Path(tempfile.gettempdir()) / f"collector-bench-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{count}-{_version()}.db"
    if not path.exists():
        making = folder / f"making-{count}.db"
        for file in folder.glob(f"{making.name}*"):
            file.unlink()
        _make(making, count)
        for file in folder.glob(f"{making.name}?*"):
            file.replace(folder / file.name.replace(making.name, path.name))
        making.replace(path)
    return path


def opened(path: Path) -> Collecting:
    """The services over a book, brought to `NOW`."""
    book, _ = open_book(path)
    return Collecting(open_office(book, Clock(NOW), BUSINESS, WorkRules()), None, 0)


def _version() -> str:
    """Changes with the layout of the book and with this generator, so that no outdated book is measured."""
    from collector_tui.store import engine

    layouts = sorted(Path(engine.__file__).with_name("migrations").glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in (*layouts, Path(__file__)))).hexdigest()[:10]


def _make(path: Path, count: int) -> None:
    book, _ = open_book(path, create=True)
    with book.writing() as unit:
        _fill(unit, count)
        accounts.index(unit, list(range(1, count + 1)))
    book.close()
    collecting = opened(path)  # its first day turns every standing to what it rests on
    if count <= 10_000:
        wrong = list(proof.differences(collecting.office.book, collecting.office.rules))
        assert not wrong, wrong
    collecting.close()


def _fill(unit: Writing, count: int) -> None:
    """Insert accounts and all that hangs on them, two thousand at a time."""
    chance, entry, line, prev = random.Random(7), 0, 0, bytes(32)
    for start in range(1, count + 1, 2000):
        rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _INSERTS}
        for number in range(start, min(start + 2000, count + 1)):
            _account(rows, chance, number)
            entry = _papers(rows, chance, number, entry)
            for kind, words, day in _contacts(chance):
                line, prev = _told(rows["journal"], line, prev, number, kind, words)
                _contact(rows, number, kind, day, line)
        for table, sql in _INSERTS.items():
            unit.many(sql, rows[table])
    unit.last_line = (line, prev)


def _account(rows: dict[str, list[tuple[Any, ...]]], chance: random.Random, number: int) -> None:
    name = f"{chance.choice(_START)}{chance.choice(_MIDDLE)}{number} {chance.choice(_END)}"
    area = chance.choice(list(_ZONES))
    digits = f"{area}555{number % 10_000:04}"
    shown = f"({area}) 555-{number % 10_000:04}"
    rows["account"].append((number, name, name_key(name), _AT))
    rows["phone"].append((number, shown, f"+1{digits}", shown, _ZONES[area]))
    rows["email"].append((number, f"office@{name.split()[0].lower()}.example"))


def _papers(rows: dict[str, list[tuple[Any, ...]]], chance: random.Random, number: int, entry: int) -> int:
    """One to five invoices, some of them paid; returns the last entry's id."""
    owes = chance.random() < 0.8
    for count in range(chance.randint(1, 5)):
        due = TODAY - timedelta(days=chance.randint(-20, 150))
        cents, paper, paid = chance.randint(2_000, 900_000), f"{number}-{count}", not owes or chance.random() < 0.3
        entry += 1
        debit, issued = entry, str(due - timedelta(days=30))
        rows["entry"].append((debit, number, "invoice", 1, paper, issued, str(due), cents, _AT))
        left, state = (0, "settled") if paid else (cents, "open")
        rows["item"].append((debit, number, "invoice", 1, paper, str(due), left, state))
        if paid:
            entry += 1
            rows["entry"].append((entry, number, "payment", -1, "", str(due), None, cents, _AT))
            rows["item"].append((entry, number, "payment", -1, "", None, 0, "settled"))
            rows["allocation"].append((entry, debit, cents, str(due), _AT))
    return entry


def _contacts(chance: random.Random) -> Iterator[tuple[str, str, date]]:
    """What happened to an account: its import, and up to four contacts, the last some time ago."""
    yield "import", "open-items.csv: new", TODAY - timedelta(days=200)
    days = sorted((chance.randint(1, 140) for _ in range(chance.randint(0, 4))), reverse=True)
    for day in days:
        kind, words = chance.choice((("call", "Left a voicemail"), ("sms", "text delivered")))
        yield kind, words, TODAY - timedelta(days=day)


def _contact(rows: dict[str, list[tuple[Any, ...]]], number: int, kind: str, day: date, line: int) -> None:
    at = f"{day}T15:00:00+00:00"
    if kind == "call":
        rows["call"].append((number, at, str(day), "voicemail", 1, line))
    elif kind == "sms":
        rows["message"].append((number, "+12125550100", "polite", 2, "Hello", str(day), at, at, at, at, line))


def _told(rows: list[tuple[Any, ...]], line: int, prev: bytes, number: int, kind: str, words: str) -> tuple[int, bytes]:
    """A journal line, chained to the one before as the journal itself does it."""
    salt = line.to_bytes(8, "big")
    digest = hashlib.sha256(salt + words.encode()).digest()
    sealed = journal.seal(prev, line + 1, _AT, BUSINESS.timezone, number, kind, "machine", None, digest)
    rows.append((line + 1, _AT, BUSINESS.timezone, number, kind, "machine", None, words, salt, digest, prev, sealed))
    return line + 1, sealed
