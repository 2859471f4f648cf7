"""Finding an account by any part of it: name, number, address or invoice, however it is written."""

import re

from collector_tui.domain.account import QueueRow
from collector_tui.domain.text import folded, name_key, one_line, whole
from collector_tui.store.book import Book, Row
from collector_tui.store.queue import COLUMNS, as_queue_row

_FIRST_ROWS = 5_000
_MOST_FOUND = 500
_SIGNS = re.compile(r"[\s()+./-]")


def search(book: Book, text: str, limit: int = _MOST_FOUND) -> list[QueueRow]:
    """The accounts whose name, number, address or invoice number has the text in it.

    The name that was typed comes first, then those that begin so, and those that have it; else the queue's order holds.

    One or two letters look at the front of the queue and at names that begin so; more look everywhere. A phone
    number is found however it is written.
    """
    text = searchable(text)
    words = folded(text)
    if not words:
        return []
    if len(words) < 3:
        rows = book.rows(
            f"SELECT {COLUMNS} FROM (SELECT * FROM account WHERE sort_key IS NOT NULL ORDER BY sort_key, id LIMIT ?) "
            "WHERE instr(name_key, ?) OR instr(name_key, ?) LIMIT ?",
            (_FIRST_ROWS, words, name_key(text), limit),
        )
        rows += book.rows(
            f"SELECT {COLUMNS} FROM account WHERE name_key >= ? AND name_key < ? LIMIT ?",
            (words, words + "\U0010ffff", limit),
        )
    else:
        rows = _by_words(book, _match(words), limit)
        rows += _by_invoice(book, text, limit)
        rows += book.rows(
            f"SELECT {COLUMNS} FROM account WHERE name_key >= ? AND name_key < ? LIMIT ?",
            (name_key(text), name_key(text) + "\U0010ffff", limit),
        )
    found = {row[0]: row for row in rows}
    ordered = sorted(found.values(), key=lambda row: (_farness(row[1], words), row[11] is None, row[11] or 0, row[0]))
    return [as_queue_row(row) for row in ordered[:limit]]


def _farness(name: str, words: str) -> int:
    """How far a name is from what was typed: it is that, begins so, or has it; others match by their words or otherwise."""
    known = folded(name)
    return 0 if known == words else 1 if known.startswith(words) else 2 if words in known else 3


def _match(words: str) -> str:
    """What the finder is asked: the words as typed, or all of them in any order, or the digits of a number."""
    alternatives = [_quoted(phrase) for phrase in (words, *_dialled(words))]
    several = [_quoted(word) for word in words.replace(",", " ").split() if len(word) >= 3]
    if several and " " in words:
        alternatives.append(f"({' AND '.join(several)})")
    return " OR ".join(alternatives)


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'


def _by_words(book: Book, match: str, limit: int) -> list[Row]:
    """The accounts that match, in the queue's order.

    What very many have is met soon when the queue is walked; sorting all who have it would take three times as long.
    """
    hits = book.row("SELECT COUNT(*) FROM (SELECT 1 FROM finder WHERE finder MATCH ? LIMIT ?)", (match, _FIRST_ROWS))
    if hits and hits[0] == _FIRST_ROWS:
        rows = book.rows(
            f"SELECT {COLUMNS} FROM account WHERE sort_key IS NOT NULL AND +id IN "
            "(SELECT rowid FROM finder WHERE finder MATCH ?) ORDER BY sort_key, id LIMIT ?",
            (match, limit),
        )
        if len(rows) == limit:
            return rows
    return book.rows(
        f"SELECT {COLUMNS} FROM account WHERE id IN (SELECT rowid FROM finder WHERE finder MATCH ?) "
        "ORDER BY sort_key IS NULL, sort_key, id LIMIT ?",
        (match, limit),
    )


def searchable(text: str) -> str:
    """What was typed, without what SQLite would stumble over."""
    return one_line(whole(text).replace("\0", " "))


def _dialled(words: str) -> list[str]:
    """The digits of a phone number as they are kept: without signs between them, or a leading zero."""
    digits = _SIGNS.sub("", words).lstrip("0")
    return [digits] if digits.isascii() and digits.isdigit() and len(digits) >= 3 and digits != words else []


def _by_invoice(book: Book, text: str, limit: int) -> list[Row]:
    key = name_key(text)
    return book.rows(
        f"SELECT {COLUMNS} FROM account WHERE id IN "
        "(SELECT account_id FROM item WHERE number_key >= ? AND number_key < ? AND number_key <> '' "
        "AND status <> 'reversed' LIMIT ?)",
        (key, key + "\U0010ffff", limit),
    )
