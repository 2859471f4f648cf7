"""Any CSV with a header row: one invoice, credit or payment a row."""

from dataclasses import dataclass, field
from datetime import date

from collector_tui.domain.document import DateOrder
from collector_tui.importers.dates import Dates
from collector_tui.importers.harvest import Harvest
from collector_tui.importers.headers import Columns
from collector_tui.importers.kinds import is_total
from collector_tui.importers.records import Cells
from collector_tui.importers.table import Table

FORMAT = "generic_csv"
USUAL_ORDER: DateOrder | None = None
"""Such files come from anywhere: what no date decides is asked."""


def company(table: Table) -> str:
    """Such a file does not say whose it is."""
    return ""


def as_of(table: Table, dates: Dates) -> date | None:
    """Such a file does not say as of which day it is."""
    return None


@dataclass(slots=True)
class Layout:
    """Which rows of such a file are no items: totals, headings, blank lines, the header once more."""

    columns: Columns
    _at: dict[str, int] = field(init=False)
    _header: str = field(init=False)

    def __post_init__(self) -> None:
        self._at = self.columns.at()
        self._header = self.columns.called("account")

    def row(self, harvest: Harvest, line: int, cells: Cells) -> None:
        """Take one row, or leave it out with the reason."""
        if reason := self._no_item(cells):
            harvest.leave(line, cells, reason)
        else:
            harvest.take(line, cells)

    def finish(self, harvest: Harvest) -> list[str]:
        """Nothing more is to be said about such a file."""
        return []

    def _no_item(self, cells: Cells) -> str:
        at = self._at
        account, number = cells[at["account"]].strip(), cells[at["number"]].strip()
        if account == self._header and tuple(map(str.strip, cells[:-1])) == self.columns.headers:
            return "it is the header again"
        if account and number:
            return ""
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled:
            return "it is blank"
        dated = any(cells[at[name]].strip() for name in ("issued", "due", "settled"))
        if not dated and is_total(filled[0]) and number in ("", filled[0]):
            return "it is a total"
        return "" if dated or number else self._text_or_sum(filled, account, cells)

    def _text_or_sum(self, filled: list[str], account: str, cells: Cells) -> str:
        """What a row without number and date is, if it is no item."""
        has_figure = cells[self._at["amount"]].strip() or cells[self._at["open"]].strip()
        if len(filled) == 1 and not has_figure:
            return "it is a heading or a footer"
        if has_figure and not account and all(any(map(str.isdigit, cell)) for cell in filled):
            return "it is a sum without a customer"
        return ""
