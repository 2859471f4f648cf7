"""QuickBooks Online, A/R Aging Detail: sections by age, items below, totals that must agree with them."""

import re
from dataclasses import dataclass, field
from datetime import date

from collector_tui.domain.document import DateOrder, Document
from collector_tui.domain.money import plain
from collector_tui.domain.text import folded, one_line
from collector_tui.importers.dates import Dates
from collector_tui.importers.harvest import Harvest
from collector_tui.importers.headers import Columns, header_key
from collector_tui.importers.kinds import is_total
from collector_tui.importers.records import Cells
from collector_tui.importers.table import Table

FORMAT = "qbo_ar_aging_detail"
USUAL_ORDER: DateOrder | None = "mdy"
"""QuickBooks Online is American unless a date in the file contradicts."""

_NEEDED = ("kind", "issued", "account", "due", "open")
_TITLE = re.compile(r"a/?r ageing detail|a/?r aging detail|accounts receivable age?ing detail")
_BUCKET = re.compile(r"current$|[0-9]+ ?(?:-|to|or more|and over) ?[0-9]* ?days past due")
_AS_OF = re.compile(r"as of (.{4,40})", re.IGNORECASE)


def is_quickbooks_online(table: Table) -> bool:
    """Whether the columns, the unnamed first one, and the title or the sections are those of this report."""
    columns = table.columns
    if not columns.headers or columns.headers[0] or any(name not in columns.places for name in _NEEDED):
        return False
    if header_key(columns.called("open")) != "openbalance":
        return False
    titled = any(_TITLE.search(folded(cell)) for cells in table.titles for cell in cells)
    return titled or any(_BUCKET.match(folded(cells[0])) for _, cells in table.rows if cells[0])


def company(table: Table) -> str:
    """The business the report was made for, as its title rows name it."""
    titles = [one_line(" ".join(cells)) for cells in table.titles]
    named = [title for title in titles if title and not _TITLE.search(folded(title)) and not _AS_OF.match(title)]
    return named[0] if named else ""


def as_of(table: Table, dates: Dates) -> date | None:
    """The date the report was made for, None when its titles do not say."""
    for cells in table.titles:
        found = _AS_OF.search(one_line(" ".join(cells)))
        if found:
            try:
                return dates.read(found[1])
            except ValueError:
                return None
    return None


@dataclass(slots=True)
class Layout:
    """Which rows are items, and the sums to hold against the report's own totals."""

    columns: Columns
    ended: bool = False
    _section: list[Document] = field(default_factory=list)
    _warnings: list[str] = field(default_factory=list)

    def row(self, harvest: Harvest, line: int, cells: Cells) -> None:
        """Take one row, or leave it out with the reason."""
        label = one_line(cells[0])
        if self.ended:
            harvest.leave(line, cells, "it stands below the report's total")
        elif not any(map(str.strip, cells)):
            harvest.leave(line, cells, "it is blank")
        elif label and is_total(label):
            self._compare(harvest, line, cells, label)
            harvest.leave(line, cells, "it is a total")
        elif label and not any(map(str.strip, cells[1:])):
            self._section = []
            harvest.leave(line, cells, f"it is the heading “{label}”")
        else:
            before = len(harvest.documents)
            harvest.take(line, cells)
            self._section += harvest.documents[before:]

    def finish(self, harvest: Harvest) -> list[str]:
        """The totals of the report that are not the sum of its rows."""
        if not self.ended:
            self._warnings.append("The report's last row, TOTAL, is missing: the file may have been cut short.")
        return self._warnings

    def _compare(self, harvest: Harvest, line: int, cells: Cells, label: str) -> None:
        self.ended = folded(label) == "total"
        documents = harvest.documents if self.ended else self._section
        currency = documents[0].currency if documents else harvest.items.currency
        try:
            stated = harvest.items.amounts.read(cells[harvest.items.at["open"]].strip(), currency)
        except ValueError:
            return
        summed = sum(one.open_cents if one.kind == "invoice" else -one.open_cents for one in documents)
        if stated != summed:
            self._warnings.append(
                f"Line {line}, “{label}”: the report says {plain(stated, currency)}, "
                f"and the rows taken come to {plain(summed, currency)}."
            )
