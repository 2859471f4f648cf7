"""What was taken from a file, row by row: an item twice is one item, and each row left behind has its reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from collector_tui.domain.document import Document, Rejection
from collector_tui.domain.text import name_key, one_line
from collector_tui.importers.items import Items, LeftOut
from collector_tui.importers.records import Cells
from collector_tui.importers.table import Table

Progress = Callable[[int, int], None]
_ROWS_A_REPORT = 2_000


@dataclass(slots=True)
class Harvest:
    """The items taken from a table so far, the rows refused and the rows left out."""

    items: Items
    documents: list[Document] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    skipped: list[Rejection] = field(default_factory=list)
    _seen: dict[tuple[str, str, str], Document] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    def take(self, line: int, cells: Cells) -> None:
        """Take the item of a row, or note why not."""
        try:
            document = self.items.item(line, cells)
        except LeftOut as why:
            self.leave(line, cells, str(why))
        except ValueError as error:
            self.reject(line, cells, str(error))
        else:
            self._keep(document)

    def leave(self, line: int, cells: Cells, reason: str) -> None:
        """Note a row that is rightly not taken."""
        self.skipped.append(Rejection(line, reason, *self._whose(cells)))

    def reject(self, line: int, cells: Cells, reason: str) -> None:
        """Note a row that should have been an item and cannot be read."""
        self.rejected.append(Rejection(line, reason, *self._whose(cells)))

    def _whose(self, cells: Cells) -> tuple[str, str]:
        at = self.items.at
        account, number = (
            one_line(cells[place]) if place < len(cells) else "" for place in (at["account"], at["number"])
        )
        return account, number

    def _keep(self, document: Document) -> None:
        if document.number:
            account = self._keys.get(document.account)
            if account is None:
                account = self._keys[document.account] = name_key(document.account)
            key = (account, name_key(document.number), document.kind)
            first = self._seen.setdefault(key, document)
            if first is not document:
                self._repeat(document, first)
                return
        self.documents.append(document)

    def _repeat(self, document: Document, first: Document) -> None:
        same = all(getattr(document, name) == getattr(first, name) for name in _FIGURES)
        if same:
            reason, heap = (
                f"it repeats line {first.line}, line by line of one {_called(document)}",
                self.skipped,
            )
        else:
            reason = f"number {document.number} of this customer stands on line {first.line} with other figures"
            heap = self.rejected
        heap.append(Rejection(document.line, reason, document.account, document.number))


_FIGURES = ("amount_cents", "open_cents", "currency", "issued_on", "due_on", "settled_on")


def _called(document: Document) -> str:
    return document.kind.replace("_", " ")


def counted(table: Table, progress: Progress | None) -> Iterator[tuple[int, Cells]]:
    """The rows of a table, with a word to the person waiting every 2,000 and at the end."""
    total = len(table.rows)
    for done, row in enumerate(table.rows):
        if progress and done % _ROWS_A_REPORT == 0:
            progress(done, total)
        yield row
    if progress:
        progress(total, total)
