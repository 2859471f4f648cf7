"""From text to rows with their physical line numbers; a quotation mark left open costs one row, not the rest."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LONGEST_RECORD = 20
"""Physical lines one row may span, by line ends inside quotation marks; more is a mark that was never closed."""

Cells = list[str]


@dataclass(slots=True)
class Broken:
    """A line that cannot be taken apart: where, why, and the cells that can still be trusted."""

    line: int
    reason: str
    cells: Cells


@dataclass(slots=True)
class Records:
    """All rows of a file, each with the physical line (from 1) it begins on, and the lines that are broken."""

    rows: list[tuple[int, Cells]] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)


class _Runaway(Exception):
    """A row has gone on for more lines than any row does."""


def lines_of(text: str) -> list[str]:
    """The physical lines, whichever of the three line ends the file uses, each ending in a line feed."""
    return io.StringIO(text, newline=None).readlines()


def records_of(lines: Sequence[str], delimiter: str, width: int = 0) -> Records:
    """Every row of the lines. `width` is the number of columns, by which a swallowed row is recognised."""
    records = Records()
    start = 0
    while start < len(lines):
        start = _Run(lines, delimiter, width, records).go(start)
    return records


@dataclass(slots=True)
class _Run:
    """One uninterrupted stretch of reading, which ends at the end of the file or at a broken row."""

    lines: Sequence[str]
    delimiter: str
    width: int
    records: Records
    first: int = 0

    def go(self, start: int) -> int:
        """Read on from a line index; returns the index from which to read again."""
        self.first = start
        reader = csv.reader(
            self._fed(start), delimiter=self.delimiter, strict=True, skipinitialspace=self.delimiter != "\t"
        )
        rows = self.records.rows
        try:
            for cells in reader:
                after = start + reader.line_num
                if after - self.first > 1 and self._swallowed(cells, after):
                    return self._unclosed()
                rows.append((self.first + 1, cells))
                self.first = after
        except _Runaway:
            return self._unclosed()
        except csv.Error as error:
            return self._failed(error)
        return len(self.lines)

    def _fed(self, start: int) -> Iterator[str]:
        for index in range(start, len(self.lines)):
            if index - self.first >= LONGEST_RECORD:
                raise _Runaway
            yield self.lines[index]

    def _swallowed(self, cells: Cells, after: int) -> bool:
        """Whether a row over several lines is too short because one of those lines was a row of its own."""
        return len(cells) < self.width and any(
            line.count(self.delimiter) >= self.width - 1 for line in self.lines[self.first + 1 : after]
        )

    def _failed(self, error: csv.Error) -> int:
        line = self.lines[self.first]
        if str(error).startswith("field larger"):
            return self._broken(f"a cell has more than {csv.field_size_limit():,} characters", [])
        if cells := _leniently(line, self.delimiter):
            self.records.rows.append((self.first + 1, cells))
            return self.first + 1
        return self._unclosed()

    def _unclosed(self) -> int:
        line = self.lines[self.first].rstrip("\n")
        cells = [cell.strip('" ') for cell in line.split(self.delimiter)]
        if len(cells) != self.width:
            cells = line[: line.index('"')].split(self.delimiter)[:-1] if '"' in line else []
        return self._broken(
            f"the quotation mark opened on line {self.first + 1} is never closed: close it or take it out",
            cells,
        )

    def _broken(self, reason: str, cells: Cells) -> int:
        self.records.broken.append(Broken(self.first + 1, reason, cells))
        return self.first + 1


def _leniently(line: str, delimiter: str) -> Cells:
    """The cells of one line with quotation marks in odd places; none when the last mark stays open."""
    rows = list(csv.reader([line, "next\n"], delimiter=delimiter, skipinitialspace=delimiter != "\t"))
    return rows[0] if len(rows) == 2 else []
