"""A file as a table: its columns, its rows, and what stands above them."""

from collections.abc import Mapping
from dataclasses import dataclass

from collector_tui.domain.document import UnreadableFile
from collector_tui.importers.decoding import text_of
from collector_tui.importers.dialect import DELIMITERS, declared, delimiter_of
from collector_tui.importers.headers import ROWS_SEARCHED, Columns, columns_of, header_row, listed
from collector_tui.importers.records import Broken, Cells, lines_of, records_of
from collector_tui.importers.whose import settled

_TOO_MANY = "the row has {} cells and the header {}: is a comma in a name not quoted?"


@dataclass(slots=True)
class Table:
    """The rows below the header, each with one empty cell more than the header has; titles stand above it."""

    columns: Columns
    titles: list[Cells]
    rows: list[tuple[int, Cells]]
    broken: list[Broken]
    warnings: list[str]

    def values(self, *fields: str) -> set[str]:
        """All different texts in the columns of these fields, trimmed."""
        places = [self.columns.places[field] for field in fields if field in self.columns.places]
        return {cells[place].strip() for place in places for _, cells in self.rows} - {""}


def table_of(data: bytes, filename: str, mapping: Mapping[str, str]) -> Table:
    """The table in a file. Raises UnreadableFile when there is none, or one without customer or amount."""
    text, warnings = text_of(data, filename)
    lines = lines_of(text)
    if said := declared(lines[0]):
        lines[0] = "\n"
    delimiter, width = delimiter_of(lines, mapping, (said,) if said else DELIMITERS)
    records = records_of(lines, delimiter, width)
    at, _ = header_row([cells for _, cells in records.rows[:ROWS_SEARCHED]], mapping)
    if at is None:
        raise UnreadableFile(_no_header(records.rows, filename))
    line, headers = records.rows[at]
    columns = columns_of(headers, line, mapping, warnings)
    _require(columns, filename)
    rows = _squared(records.rows[at + 1 :], columns.width, records.broken)
    columns = settled(columns, rows, mapping)
    titles = [cells for _, cells in records.rows[:at]]
    return Table(columns, titles, rows, [b for b in records.broken if b.line > line], warnings)


def _squared(rows: list[tuple[int, Cells]], width: int, broken: list[Broken]) -> list[tuple[int, Cells]]:
    """The rows brought to the width of the header and one; a row with more in it is set aside as broken."""
    squared = []
    for row in rows:
        cells = row[1]
        missing = width + 1 - len(cells)
        if missing > 0:
            cells.extend([""] * missing)
        elif any(map(str.strip, cells[width:])):
            more = f"the row has {len(cells)} cells and the header {width}: is a comma in a name not quoted?"
            broken.append(Broken(row[0], more, []))
            continue
        else:
            cells[width:] = [""]
        squared.append(row)
    return squared


def _no_header(rows: list[tuple[int, Cells]], filename: str) -> str:
    first = next((cells for _, cells in rows if any(map(str.strip, cells))), [])
    return (
        f"{filename} has no row, among its first 30, that names columns such as Customer, Invoice no, Due date and "
        f"Amount; it begins with {listed([' '.join(cell.split()) for cell in first]) or 'nothing that can be read'}. "
        "Put a header row above the data, or name columns with --map account=HEADER --map amount=HEADER."
    )


def _require(columns: Columns, filename: str) -> None:
    for field, what in (("amount", "amount"), ("account", "customer")):
        if field in columns.places or (field == "amount" and "open" in columns.places):
            continue
        raise UnreadableFile(
            f"{filename} has no {what} column: the header on line {columns.line} has {listed(columns.headers)}. "
            f"--map {field}=HEADER names the one that holds it."
        )
