"""Carrying over: what passed between us and the debtors after a backup was made, taken into the book restored from it.

Money and agreements are not carried over: a person restores a backup because of them. But a text that has gone has
gone, whatever the book says, and who has opted out stays out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from collector_tui.domain.moment import Moment
from collector_tui.store import attachments, journal
from collector_tui.store.book import Book, Writing

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "message": ("account_id", "channel", "recipient", "queued_at"),
    "call": ("account_id", "at"),
    "climb": ("account_id", "step", "day", "oldest_due"),
    "reply": ("provider", "provider_id"),
    "opt_out": ("address",),
}
"""What makes a row the same in both books; numbers may have been given twice."""

_STATE: Final = (
    "state", "error", "sending_at", "state_at", "provider", "provider_id", "simulated", "look_at", "looks",
)  # fmt: skip
"""What is known of where a message is."""

_Row = dict[str, Any]


@dataclass
class Carried:
    """What was carried over: how many of each, and the accounts concerned."""

    messages: int = 0
    calls: int = 0
    replies: int = 0
    opt_outs: int = 0
    accounts: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Carrying:
    """From the book that was here `before` into the restored one that is open for writing."""

    unit: Writing
    moment: Moment
    before: Book
    carried: Carried = field(default_factory=Carried)
    _lines: dict[int, int] = field(default_factory=dict)
    """The journal lines that were carried over, by the numbers they had."""

    def all(self) -> Carried:
        """Carry everything over; what is of accounts that the restored book does not know stays behind."""
        for row in self._new("opt_out"):
            self._insert("opt_out", row)
            self.carried.opt_outs += 1
        self._states()
        for row in self._of_known("call"):
            self._insert("call", {**row, "mark": self._line(row, row["mark"]), "phone_id": self._phone(row)})
            self.carried.calls += 1
        self._messages_and_steps()
        self._replies()
        return self.carried

    def _states(self) -> None:
        """Where the messages are that both books have; none moves back."""
        keys = ", ".join(f"{key} IS :{key}" for key in _KEYS["message"]).replace(",", " AND")
        values = ", ".join(f"{name} = :{name}" for name in _STATE)
        moved = f"UPDATE message SET {values} WHERE {keys} AND state <> :state AND state_at <= :state_at"
        for row in self._rows("message", (*_KEYS["message"], *_STATE)):
            if self.unit.run(moved, row).rowcount and row["account_id"] in self._known:
                self._line(row, None, "receipt", f"it is known since: {row['channel']} {row['state']}")

    def _messages_and_steps(self) -> None:
        ids: dict[int, int] = {}
        for row in self._of_known("message"):
            line = self._line(row, row["mark"])
            parent, handled = ids.get(row["parent_id"]), line if row["handled"] else 0
            changed = {"mark": line, "phone_id": self._phone(row), "batch": None, "parent_id": parent}
            ids[row["id"]] = self._insert("message", {**row, **changed, "handled": handled})
            attachments.put(self.unit, ids[row["id"]], attachments.of_message(self.before, row["id"]))
            self.carried.messages += 1
        for row in self._of_known("climb"):
            line, message = self._line(row, row["line"]), ids.get(row["message_id"])
            self._insert("climb", {**row, "line": line, "message_id": message})

    def _replies(self) -> None:
        for row in self._new("reply"):
            owner = row["account_id"] if row["account_id"] in self._known else None
            line = self._line({**row, "account_id": owner}, None, "reply", f"reply: {row['text']}")
            handled = line if row["handled"] else 0
            self._insert("reply", {**row, "account_id": owner, "line": line, "handled": handled})
            self.carried.replies += 1

    @cached_property
    def _known(self) -> set[int]:
        """The accounts that are the same in both books."""
        sql = "SELECT id, name FROM account"
        return {row[0] for row in set(self.unit.all(sql)) & set(self.before.rows(sql))}

    def _of_known(self, table: str) -> Iterator[_Row]:
        known = self._known
        return (row for row in self._new(table) if row["account_id"] in known and not row.get("undone"))

    def _new(self, table: str) -> list[_Row]:
        """The rows that only the book before has, oldest first."""
        keys = _KEYS[table]
        here = set(self.unit.all(f"SELECT {', '.join(keys)} FROM {table}"))
        names = [row[1] for row in self.unit.all(f"PRAGMA table_info({table})")]
        return [row for row in self._rows(table, names) if tuple(row[key] for key in keys) not in here]

    def _rows(self, table: str, names: tuple[str, ...] | list[str]) -> list[_Row]:
        rows = self.before.rows(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _insert(self, table: str, row: _Row) -> int:
        """Put a row in, under its number where that is free."""
        if "id" in row and self.unit.one(f"SELECT 1 FROM {table} WHERE id = ?", (row["id"],)):
            row = {**row, "id": None}
        places = ", ".join(f":{name}" for name in row)
        return int(self.unit.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", row).lastrowid)

    def _phone(self, row: _Row) -> int | None:
        """The number, where the account has it in both books."""
        sql, wanted = "SELECT account_id, e164, shown FROM phone WHERE id = ?", (row["phone_id"],)
        here = self.unit.one(sql, wanted)
        return row["phone_id"] if here and here == self.before.row(sql, wanted) else None

    def _line(self, row: _Row, mark: int | None, kind: str = "", words: str = "") -> int:
        """A journal line for what is carried over, in the words of the line it had; one for each such line."""
        if mark in self._lines:
            return self._lines[mark]
        told = self.before.row("SELECT kind, text, at FROM journal WHERE id = ?", (mark,)) if mark else None
        if told:
            kind, words = told[0], f"{told[1]} (at {told[2][:16].replace('T', ' ')} UTC)"
        if row["account_id"] is not None:
            self.carried.accounts.add(row["account_id"])
        words = f"carried over from the book that was replaced: {words}"
        line = journal.append(self.unit, self.moment, row["account_id"], kind or "note", words, actor="machine")
        if mark:
            self._lines[mark] = line
        return line


def doubt_waiting(unit: Writing, moment: Moment) -> int:
    """What was waiting when the backup was made may have gone since: it is unknown now, and looked for; returns how many."""
    rows = unit.all("SELECT id, account_id, channel FROM message WHERE state IN ('queued', 'sending')")
    for message_id, account_id, channel in rows:
        unit.run(
            "UPDATE message SET state = 'unknown', error = 'it was waiting when the backup was made', look_at = ?1, "
            "sending_at = COALESCE(sending_at, queued_at), state_at = ?1, looks = 0 WHERE id = ?2",
            (moment.at, message_id),
        )
        words = f"{channel} was waiting when the backup was made: it may have gone since"
        journal.append(unit, moment, account_id, "carrier", words, actor="machine")
    return len(rows)


def is_ahead(before: Book, unit: Writing) -> bool:
    """Whether the book before has all that the restored one has, and perhaps more."""
    last = unit.one("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
    return last is None or before.row("SELECT id, hash FROM journal WHERE id = ?", last[:1]) == last


def lacking(unit: Writing, before: Book) -> list[str]:
    """What a person did since the backup was made that is not carried over, by its names, newest first."""
    carried = ("send", "batch", "call", "step")
    here = {row[0] for row in unit.all("SELECT form_key FROM act")}
    rows = before.rows("SELECT kind, label, form_key FROM act WHERE undone_by IS NULL ORDER BY id DESC")
    return [label for kind, label, key in rows if key not in here and kind not in carried]
