"""Reading a table of a rule pack key by key, so that every fault names its key and no key is left unread."""

from collections.abc import Mapping
from datetime import date
from typing import Any


class Fields:
    """A table that knows which of its keys were read. Every method raises ValueError naming the key."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self._unread = set(table)

    def has(self, key: str) -> bool:
        """Whether the key is there; it still has to be read."""
        return key in self._table

    def text(self, key: str, default: str | None = None) -> str:
        """A line of text; a key without a default has to be there and not be empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise ValueError(f"{key} has to be text")
        return value

    def word(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of some words."""
        value = self.text(key, default)
        if value not in allowed and value != default:
            raise ValueError(f"{key} is “{value}”; it can be {_listed(allowed)}")
        return value

    def words(self, key: str, allowed: tuple[str, ...] | None, default: tuple[str, ...]) -> frozenset[str]:
        """A list of words, of which none is unknown."""
        value = self._take(key, list(default))
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise ValueError(f"{key} has to be a list of words")
        strange = [word for word in value if allowed is not None and word not in allowed]
        if strange:
            raise ValueError(f"{key} has “{strange[0]}”; it can have {_listed(allowed or ())}")
        return frozenset(value)

    def number(self, key: str, least: int, default: int | None = None) -> int:
        """A whole number that is not below the least."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or (value < least and value != default):
            raise ValueError(f"{key} has to be a whole number, {least} or more")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise ValueError(f"{key} has to be true or false")
        return value

    def day(self, key: str) -> date | None:
        """A day, or None when the key is not there."""
        value = self._take(key, "")
        if value == "":
            return None
        if type(value) is not date:
            raise ValueError(f"{key} has to be a day, written like 2026-09-01 without quotes")
        return value

    def tables(self, key: str, default: list[Any] | None = None) -> list[dict[str, Any]]:
        """A list of tables."""
        value = self._take(key, default)
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise ValueError(f"{key} has to be a list of tables")
        return value

    def table(self, key: str) -> dict[str, Any]:
        """A table, empty when the key is not there."""
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise ValueError(f"{key} has to be a table")
        return value

    def finish(self) -> None:
        """End reading: a key that nothing has read is a fault, most likely a slip of the pen."""
        if self._unread:
            raise ValueError(f"{min(self._unread)} is not a key that this can have")

    def _take(self, key: str, default: Any) -> Any:
        self._unread.discard(key)
        if key not in self._table:
            if default is None:
                raise ValueError(f"{key} is missing")
            return default
        return self._table[key]


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(word or "empty" for word in words)
