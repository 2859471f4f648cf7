"""The journal: one line for everything that happens, each chained to the one before.

A line's hash covers the previous hash, the line's own fields and a salted digest of its words, so that a
person's words can one day be erased while the chain still verifies.
"""

import hashlib
import os
from typing import Literal

from collector_tui.domain.moment import Moment
from collector_tui.domain.text import whole
from collector_tui.store.book import Book, Writing

Actor = Literal["person", "machine"]

_FIRST = bytes(32)
_INSERT = "INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"


def append(
    unit: Writing,
    moment: Moment,
    account_id: int | None,
    kind: str,
    text: str,
    *,
    actor: Actor = "person",
    reverses: int | None = None,
) -> int:
    """Write the next line and return its number."""
    if unit.last_line is None:
        newest = unit.one("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
        unit.last_line = (newest[0], newest[1]) if newest else (0, _FIRST)
    last_id, prev = unit.last_line
    line, salt, at, text = last_id + 1, os.urandom(8), moment.at, whole(text)
    digest = hashlib.sha256(salt + text.encode()).digest()
    sealed = seal(prev, line, at, moment.zone, account_id, kind, actor, reverses, digest)
    row = (line, at, moment.zone, account_id, kind, actor, reverses, text, salt, digest, prev, sealed)
    unit.run(_INSERT, row)
    unit.last_line = (line, sealed)
    return line


def seal(
    prev: bytes,
    line: int,
    at: str,
    zone: str,
    account_id: int | None,
    kind: str,
    actor: str,
    reverses: int | None,
    digest: bytes,
) -> bytes:
    """The hash of one line over the line before it."""
    fields = f"{line}|{at}|{zone}|{account_id or ''}|{kind}|{actor}|{reverses or ''}|"
    return hashlib.sha256(prev + fields.encode() + digest).digest()


def broken_at(book: Book) -> int | None:
    """The first journal line that does not verify, or None when the whole chain holds."""
    prev, expected, after = _FIRST, 1, 0
    while True:
        rows = book.rows(
            "SELECT id, at, zone, account_id, kind, actor, reverses, text, salt, digest, prev, hash "
            "FROM journal WHERE id > ? ORDER BY id LIMIT 5000",
            (after,),
        )
        if not rows:
            return None
        for line, at, zone, account_id, kind, actor, reverses, text, salt, digest, kept, sealed in rows:
            words = hashlib.sha256(salt + text.encode()).digest()
            whole = seal(prev, line, at, zone, account_id, kind, actor, reverses, digest)
            if line != expected or words != digest or kept != prev or sealed != whole:
                return int(expected if line != expected else line)
            prev, expected, after = sealed, line + 1, line
