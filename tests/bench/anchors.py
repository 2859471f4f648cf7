"""The reference programs: the least a Textual program can be. Run as `python -m tests.bench.anchors NAME [ROWS]`."""

import sys
from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.widget import Widget

MARKERS = {"empty": "an empty app", "table": "row 0 ", "input": "type here"}
"""A text that is seen once the program stands."""


class Anchor(App[None]):
    """One widget and nothing else."""

    def __init__(self, make: Callable[[], Widget]) -> None:
        """Take what makes the widget."""
        super().__init__()
        self._make = make

    def compose(self) -> ComposeResult:
        """Show it."""
        yield self._make()


def _static() -> Widget:
    from textual.widgets import Static

    return Static(MARKERS["empty"])


def _input() -> Widget:
    from textual.widgets import Input

    return Input(placeholder=MARKERS["input"])


def _table(rows: int) -> Widget:
    from textual.widgets import DataTable

    table: DataTable[str] = DataTable(cursor_type="row")
    table.add_columns("Account", "Overdue", "Days", "Why")
    table.add_rows(
        (f"row {row} of the table", f"{row * 37 % 9999:,}.50", str(row % 120), "second notice due")
        for row in range(rows)
    )
    return table


if __name__ == "__main__":
    name = sys.argv[1]
    Anchor({"empty": _static, "input": _input, "table": lambda: _table(int(sys.argv[2]))}[name]).run()
