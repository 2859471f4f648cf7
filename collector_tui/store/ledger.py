"""The ledger: entries that are never edited, allocations between them, and what is left of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from collector_tui.domain.moment import Moment
from collector_tui.domain.text import name_key, one_line
from collector_tui.store.book import Writing
from collector_tui.store.room import day_with_room


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A root entry to be booked: a debit has `sign` 1 and a due day, a credit -1.

    `is_document` says that its number is a document's own, which an account has only once.
    """

    account_id: int
    kind: str
    sign: int
    cents: int
    on: date
    number: str = ""
    due_on: date | None = None
    note: str = ""
    method: str = ""
    about_id: int | None = None
    is_document: bool = False


def book(unit: Writing, moment: Moment, new: NewEntry, line: int | None) -> int:
    """Enter a root entry under a journal line, open with its whole amount, and return its id."""
    number, due = one_line(new.number), new.due_on.isoformat() if new.due_on else None
    cursor = unit.run(
        "INSERT INTO entry (account_id, kind, sign, number, effective_on, due_on, amount_cents, currency, recorded_at, "
        "note, method, about_id, line) SELECT id, ?, ?, ?, ?, ?, ?, currency, ?, ?, ?, ?, ? FROM account WHERE id = ?",
        (
            *(new.kind, new.sign, number, new.on.isoformat(), due, new.cents, moment.at),
            *(new.note, new.method, new.about_id, line, new.account_id),
        ),
    )
    entry_id = int(cursor.lastrowid)
    unit.run(
        "INSERT INTO item (entry_id, account_id, kind, sign, number_key, due_on, residual_cents, status) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 'open')",
        (entry_id, new.account_id, new.kind, new.sign, name_key(number) if new.is_document else "", due, new.cents),
    )
    return entry_id


def allocate(unit: Writing, moment: Moment, shares: Iterable[tuple[int, int, int]], on: date, line: int | None) -> None:
    """Let credits pay debits: (credit, debit, cents), counting from a day, or from the later one when both have room.

    What is left of both sides is renewed.
    """
    touched = set()
    for credit, debit, cents in shares:
        day = day_with_room(unit, debit, cents, day_with_room(unit, credit, cents, on))
        unit.run(
            "INSERT INTO allocation (credit_id, debit_id, cents, effective_on, recorded_at, line) VALUES (?, ?, ?, ?, ?, ?)",
            (credit, debit, cents, day.isoformat(), moment.at, line),
        )
        touched |= {credit, debit}
    settle(unit, sorted(touched))


REVERSE = """
INSERT INTO entry (account_id, kind, sign, number, effective_on, due_on, amount_cents, currency, recorded_at,
    reverses_id, root_id, import_id, note, line)
SELECT account_id, :kind, -sign, number,
    (SELECT CASE WHEN :on > effective_on THEN :on ELSE effective_on END FROM entry WHERE id = :id),
    due_on, amount_cents, currency, :at, id, COALESCE(root_id, id), :import_id, :why, :line FROM entry WHERE id = (
        WITH RECURSIVE told(id) AS (SELECT :id UNION ALL SELECT e.id FROM entry e JOIN told ON e.reverses_id = told.id)
        SELECT MAX(id) FROM told)
"""
"""Books the reversing entry of one entry, effective on the same day unless another is given.

An entry that was reversed and put back stands by the last of those entries: that one is reversed then.
"""


def reversing(
    moment: Moment,
    entry_id: int,
    why: str,
    *,
    kind: str = "reversal",
    on: date | None = None,
    import_id: int | None = None,
    line: int | None = None,
) -> dict[str, Any]:
    """The values of `REVERSE` for one entry; without a day it is as if the entry had never been."""
    day = on.isoformat() if on else None
    return {"kind": kind, "on": day, "at": moment.at, "import_id": import_id, "why": why, "line": line, "id": entry_id}


_LINKS = """
SELECT credit_id, debit_id, SUM(cents), effective_on FROM allocation
WHERE credit_id IN (SELECT value FROM json_each(?1)) OR debit_id IN (SELECT value FROM json_each(?1))
GROUP BY 1, 2, 4 HAVING SUM(cents) <> 0
"""
"""What is allocated to or from some entries, day by day: each day's part is taken back from that day."""


def reverse(unit: Writing, moment: Moment, entry_id: int, kind: str, on: date | None, why: str, line: int) -> list[int]:
    """Reverse a root entry as an event of its own day, such as a payment that bounced; what it paid is open again.

    Without a day it is as if the entry had never been.

    Returns the entries on the other side.
    """
    unit.run(REVERSE, reversing(moment, entry_id, why, kind=kind, on=on, line=line))
    return _part(unit, moment, [entry_id], on, line)


def _part(unit: Writing, moment: Moment, entry_ids: Sequence[int], on: date | None, line: int | None) -> list[int]:
    """Take back all that is allocated to or from these entries; returns the other sides."""
    links = unit.all(_LINKS, (_ids(entry_ids),))
    unit.many(
        "INSERT INTO allocation (credit_id, debit_id, cents, effective_on, recorded_at, line) VALUES (?, ?, ?, ?, ?, ?)",
        [(c, d, -cents, max(on.isoformat(), day) if on else day, moment.at, line) for c, d, cents, day in links],
    )
    own = set(entry_ids)
    others = {entry for credit, debit, *_ in links for entry in (credit, debit)} - own
    settle(unit, sorted(own | others))
    return sorted(others)


def take_back(unit: Writing, moment: Moment, line: int, why: str) -> None:
    """Take back every entry and allocation of a journal line, each as of its own day: as if it had not been.

    What was allocated to those entries since is open again.
    """
    links = unit.all(
        "SELECT credit_id, debit_id, SUM(cents), effective_on FROM allocation WHERE line = ? GROUP BY 1, 2, 4", (line,)
    )
    unit.many(
        "INSERT INTO allocation (credit_id, debit_id, cents, effective_on, recorded_at) VALUES (?, ?, ?, ?, ?)",
        [(credit, debit, -cents, on, moment.at) for credit, debit, cents, on in links if cents],
    )
    entries = unit.all("SELECT id, COALESCE(root_id, id) FROM entry WHERE line = ? ORDER BY id DESC", (line,))
    unit.many(REVERSE, [reversing(moment, entry[0], why) for entry in entries])
    own = [entry[0] for entry in entries if entry[0] == entry[1]]
    _part(unit, moment, own, None, None)
    touched = {entry[1] for entry in entries} | {entry for link in links for entry in link[:2]}
    settle(unit, sorted(touched))


RESIDUAL = """
    e.amount_cents
    + COALESCE((SELECT SUM(r.sign * r.amount_cents) * e.sign FROM entry r WHERE r.root_id = e.id {upto_r}), 0)
    - COALESCE((SELECT SUM(a.cents) FROM allocation a
        WHERE (e.sign = 1 AND a.debit_id = e.id {upto_a})), 0)
    - COALESCE((SELECT SUM(a.cents) FROM allocation a
        WHERE (e.sign = -1 AND a.credit_id = e.id {upto_a})), 0)
"""
"""What is left of a root entry `e`: its amount, less its reversals and allocations (up to a day where given)."""

_SETTLE = f"""
UPDATE item SET residual_cents = x.residual, status = CASE WHEN x.live = 0 THEN 'reversed'
    WHEN x.residual = 0 THEN 'settled' ELSE 'open' END
FROM (SELECT e.id, {RESIDUAL.format(upto_r="", upto_a="")} AS residual,
        e.amount_cents + COALESCE((SELECT SUM(r.sign * r.amount_cents) * e.sign FROM entry r WHERE r.root_id = e.id), 0)
            AS live FROM entry e WHERE e.id IN (SELECT value FROM json_each(?))) x
WHERE x.id = item.entry_id
"""


def settle(unit: Writing, entry_ids: Sequence[int]) -> None:
    """Recompute what is left of these root entries from entries and allocations."""
    for start in range(0, len(entry_ids), 500):
        unit.run(_SETTLE, (_ids(entry_ids[start : start + 500]),))


def _ids(entry_ids: Sequence[int]) -> str:
    return f"[{','.join(map(str, entry_ids))}]"
