"""The former book, which is being replaced: read as far as it can be read, and what could not be read is said."""

from collections.abc import Iterator
from typing import Any, Final

from collector_tui.domain.refusal import BookTrouble
from collector_tui.store.book import Book, Row, Values
from collector_tui.store.trouble import cause

_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ")
_PAGE = 500
_ENDS: Final[dict[str, tuple[Any, Any]]] = {"id": (0, 2**62), "address": ("", "\U0010ffff")}
"""What every key of a table lies between."""


def is_damage(error: BaseException) -> bool:
    """Whether a file does not read because of what is in it: not because it is locked, forbidden, or the disk is full."""
    name = cause(error)
    return name.startswith(_DAMAGE) if name else not isinstance(error.__cause__, OSError)


class Former:
    """The book that was here before, of which some tables may be damaged."""

    def __init__(self, book: Book) -> None:
        """Begin with nothing amiss."""
        self.book = book
        self.unread: set[str] = set()
        """The tables that could not be read whole."""

    def row(self, table: str, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query on a table; None too where it cannot be read."""
        found = self.rows(table, sql, values)
        return found[0] if found else None

    def rows(self, table: str, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a small query on a table; none where it cannot be read."""
        return self._read(table, sql, values) or []

    def each(self, table: str, columns: tuple[str, ...], key: str = "id") -> Iterator[dict[str, Any]]:
        """The rows of a table in order, a few at a time; where it is damaged, those before the damage and those after it."""
        last, bound = _ENDS[key]
        size = _PAGE
        while size:
            page = self._page(table, columns, f"{key} > ? AND {key} < ? ORDER BY {key} LIMIT {size}", (last, bound))
            if page is None:
                size = 1 if size > 1 else 0
                continue
            yield from page
            if len(page) < size:
                return
            last = page[-1][key]
        behind: list[dict[str, Any]] = []
        while page := self._page(table, columns, f"{key} > ? AND {key} < ? ORDER BY {key} DESC LIMIT 1", (last, bound)):
            behind += page
            bound = page[0][key]
        yield from reversed(behind)

    def _page(
        self, table: str, columns: tuple[str, ...], where: str, values: tuple[Any, Any]
    ) -> list[dict[str, Any]] | None:
        rows = self._read(table, f"SELECT {', '.join(columns)} FROM {table} WHERE {where}", values)
        return None if rows is None else [dict(zip(columns, row, strict=True)) for row in rows]

    def _read(self, table: str, sql: str, values: Values) -> list[Row] | None:
        """What a query finds; None, and the table is noted, where it is damaged."""
        try:
            return self.book.rows(sql, values)
        except BookTrouble as error:
            if not is_damage(error):
                raise
            self.unread.add(table)
            return None
