"""Carrying over: what passed between us and the debtors after a backup was made, taken into the book restored from it.

Money and agreements are not carried over: a person restores a backup because of them. But a text that has gone has
gone, whatever the book says, who has opted out stays out, and a wrong number stays one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from collector_tui.domain.mail import Attachment
from collector_tui.domain.moment import Moment
from collector_tui.domain.outbox import CONTACTED
from collector_tui.store import attachments, journal
from collector_tui.store.book import Writing
from collector_tui.store.carried import KEYS, Carried
from collector_tui.store.driver import sqlite3
from collector_tui.store.former import Former

_STATE: Final = (
    "state", "error", "sending_at", "state_at", "provider", "provider_id", "simulated", "look_at", "looks",
)  # fmt: skip
"""What is known of where a message is."""

_Row = dict[str, Any]


@dataclass(frozen=True)
class Carrying:
    """From the former book into the restored one that is open for writing.

    `is_ahead` says that the former book has all that the restored one has: then its word on both counts.
    """

    unit: Writing
    moment: Moment
    former: Former
    is_ahead: bool
    carried: Carried = field(default_factory=Carried)

    def all(self) -> Carried:
        """Carry everything over; what is of accounts that the restored book does not know stays behind."""
        kept = "INSERT INTO opt_out VALUES (:address, :at, :source) ON CONFLICT (address) DO NOTHING"
        for row in self.former.each("opt_out", ("address", "at", "source"), "address"):
            self.carried.opt_outs += self._put(kept, row, "opt_out")
        self._wrong("phone", "shown", "shown = :shown")
        self._wrong("email", "address", "lower(address) = lower(:address)")
        for row in self._of_known("call"):
            self._insert("call", {**row, "mark": self._line(row, row["mark"]), "phone_id": self._phone(row)})
            self.carried.calls += 1
        for row in self._of_known("message"):
            self._message(row)
        for row in self._of_known("climb"):
            line, message = self._line(row, row["line"]), self.carried.ids["message"].get(row["message_id"])
            self._insert("climb", {**row, "line": line, "message_id": message})
        for row in self._new("reply"):
            self._reply(row)
        return self.carried

    def _wrong(self, table: str, name: str, same: str) -> None:
        """The numbers or addresses that are known to be wrong; none is good again by a backup."""
        retire = f"UPDATE {table} SET status = :status WHERE account_id = :account_id AND {same} AND status = 'ok'"
        for row in self.former.each(table, ("id", "account_id", name, "status")):
            if row["status"] != "ok" and row["account_id"] in self._known and self._put(retire, row, table):
                self._line(row, None, "fact", f"{row[name]} is {row['status']}")
                self.carried.numbers += 1

    def _message(self, row: _Row) -> None:
        line, parent = self._line(row, row["mark"]), self.carried.ids["message"].get(row["parent_id"])
        handled = line if row["handled"] else 0
        changed = {"mark": line, "phone_id": self._phone(row), "batch": None, "parent_id": parent, "handled": handled}
        if made := self._insert("message", {**row, **changed}):
            sql = "SELECT name, kind, data FROM attachment WHERE message_id = ? ORDER BY id"
            files = self.former.rows("attachment", sql, (row["id"],))
            attachments.put(self.unit, made, [Attachment(*file) for file in files])
            self.carried.messages += 1

    def _reply(self, row: _Row) -> None:
        owner = row["account_id"] if row["account_id"] in self._known else None
        line = self._line({**row, "account_id": owner}, None, "reply", f"reply: {row['text']}")
        handled = line if row["handled"] else 0
        self._insert("reply", {**row, "account_id": owner, "line": line, "handled": handled})
        self.carried.replies += 1

    @cached_property
    def _known(self) -> set[int]:
        """The accounts that are the same in both books."""
        sql = "SELECT id FROM account WHERE id = :id AND name = :name"
        rows = self.former.each("account", ("id", "name"))
        return {row["id"] for row in rows if self.unit.one(sql, row)}

    def _of_known(self, table: str) -> Iterator[_Row]:
        """The new rows of accounts that both books have; what went to others is counted."""
        for row in self._new(table):
            if row["account_id"] in self._known:
                yield row
            elif row.get("state") in CONTACTED and row["state"] != "queued":
                name = self.former.row("account", "SELECT name FROM account WHERE id = ?", (row["account_id"],))
                self.carried.left[name[0] if name else row["recipient"]] += 1

    def _new(self, table: str) -> Iterator[_Row]:
        """The rows that only the former book has, oldest first; those that both have are brought up to date on the way."""
        names = tuple(row[1] for row in self.unit.all(f"PRAGMA table_info({table})"))
        short = tuple(
            name for name in names if name in ("id", "account_id", "undone", "handled", "state", *KEYS[table])
        )
        whole = f"SELECT {', '.join(names)} FROM {table} WHERE id = ?"
        for row in self.former.each(table, short):
            if row.get("undone"):
                continue
            here = self._here(table, row, "undone" in names)
            if here is not None:
                self.carried.ids[table][row["id"]] = here
                self._follow(table, here, row)
            elif found := self.former.row(table, whole, (row["id"],)):
                yield dict(zip(names, found, strict=True))

    def _here(self, table: str, row: _Row, can_be_undone: bool) -> int | None:
        """The number of the same row in the restored book, where it stands there too."""
        same = " AND ".join(f"{key} IS :{key}" for key in KEYS[table]) + (" AND undone = 0" * can_be_undone)
        found = self.unit.one(f"SELECT id FROM {table} WHERE {same} ORDER BY id <> :id LIMIT 1", row)
        return found[0] if found else None

    def _follow(self, table: str, here: int, row: _Row) -> None:
        """What has become of a message or reply that both books have: where it is, and whether somebody has seen to it."""
        if table == "message":
            self._state(here, row)
        if row.get("handled") and self.unit.one(f"SELECT 1 FROM {table} WHERE id = ? AND handled = 0", (here,)):
            owner = row["account_id"] if row["account_id"] in self._known else None
            line = self._line({"account_id": owner}, row["handled"], "note", "somebody has seen to it")
            self.unit.run(f"UPDATE {table} SET handled = ? WHERE id = ?", (line, here))

    def _state(self, here: int, row: _Row) -> None:
        if self.unit.one("SELECT 1 FROM message WHERE id = ? AND state = ?", (here, row["state"])):
            return
        found = self.former.row("message", f"SELECT {', '.join(_STATE)} FROM message WHERE id = ?", (row["id"],))
        values = ", ".join(f"{name} = :{name}" for name in _STATE)
        sql = f"UPDATE message SET {values} WHERE id = :id" + ("" if self.is_ahead else " AND state_at <= :state_at")
        moved = {"id": here, **dict(zip(_STATE, found, strict=True))} if found else None
        if moved and self._put(sql, moved, "message") and row["account_id"] in self._known:
            self._line(row, None, "receipt", f"it is known since: {row['channel']} {row['state']}")

    def _insert(self, table: str, row: _Row) -> int | None:
        """Put a row in, under its number where that is free; returns the number it has."""
        number, taken = row["id"], self.unit.one(f"SELECT 1 FROM {table} WHERE id = ?", (row["id"],))
        row = {**row, "id": None} if taken else row
        places = ", ".join(f":{name}" for name in row)
        if not self._put(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", row, table):
            return None
        made: int = self.unit.one("SELECT last_insert_rowid()")[0]  # type: ignore[index]
        self.carried.ids[table][number] = made
        return made

    def _put(self, sql: str, row: _Row, table: str) -> int:
        """Write a row of the former book; one that no book would hold is damaged, and noted as not read."""
        try:
            return int(self.unit.run(sql, row).rowcount)
        except sqlite3.IntegrityError:
            self.former.unread.add(table)
            return 0

    def _phone(self, row: _Row) -> int | None:
        """The number, where the account has it in both books."""
        sql, wanted = "SELECT account_id, e164, shown FROM phone WHERE id = ?", (row["phone_id"],)
        here = self.unit.one(sql, wanted)
        return row["phone_id"] if here and here == self.former.row("phone", sql, wanted) else None

    def _line(self, row: _Row, mark: int | None, kind: str = "", words: str = "") -> int:
        """A journal line for what is carried over, in the words of the line it had; one for each such line."""
        if mark in self.carried.lines:
            return self.carried.lines[mark]
        told = self.former.row("journal", "SELECT kind, text, at FROM journal WHERE id = ?", (mark,)) if mark else None
        if told:
            kind, words = told[0], f"{told[1]} (at {told[2][:16].replace('T', ' ')} UTC)"
        if row["account_id"] is not None:
            self.carried.accounts.add(row["account_id"])
        words = f"carried over from the book that was replaced: {words}"
        line = journal.append(self.unit, self.moment, row["account_id"], kind or "note", words, actor="machine")
        if mark:
            self.carried.lines[mark] = line
        return line
