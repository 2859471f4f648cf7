"""A row to choose one of several from: the arrows go along it, and the chosen one stands in brackets."""

from collections.abc import Callable, Sequence

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from collector_tui.tui.text import fitted, styled, text
from collector_tui.tui.writing import Row

LABEL = 12
"""The columns of a row's name; what belongs to the rows is set in by as many."""

OWN = "•"
"""Stands behind what the account's own step asks for."""


class Slider(Static, can_focus=True):
    """One row: its name and what can be chosen; left and right choose."""

    BINDINGS = [
        Binding("left", "slide(-1)", show=False),
        Binding("right", "slide(1)", show=False),
        Binding("home", "slide(-99)", show=False),
        Binding("end", "slide(99)", show=False),
    ]

    def __init__(self, row: Row, chosen: Callable[[Row, int], None], *, cell: int = 0) -> None:
        """Begin empty; `chosen` is told the row and the place, every choice takes at least `cell` columns.

        It is told at once and not by a message: what is sent by the very next key is what was chosen.
        """
        super().__init__(id=f"slider-{row}")
        self.row, self._chosen, self._cell = row, chosen, cell
        self._names: Sequence[str] = ()
        self._at, self._own = 0, -1
        self._ends: list[int] = []

    def show(self, names: Sequence[str], at: int, own: int) -> None:
        """Paint the choices, the chosen one, and the one that the step itself asks for (-1: none of them)."""
        self._names, self._at, self._own = names, at, own
        self._paint()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Point at the row while it has the focus."""
        super().watch_has_focus(has_focus)
        self._paint()

    def on_resize(self) -> None:
        """Paint for the width there is."""
        self._paint()

    def _paint(self) -> None:
        """Paint the row; where it is too long, from a choice on from which the chosen one is in sight."""
        pointer = "› " if self.has_focus else "  "
        row: Content = styled((pointer, "bold $text-accent"), (fitted(self.row.capitalize(), LABEL - 2), "bold"))
        pieces = [self._choice(place) for place in range(len(self._names))]
        lengths = [piece.cell_length for piece in pieces]
        first, room = 0, max(self.content_size.width, 2 * LABEL) - LABEL
        while sum(lengths[first : self._at + 1]) + 2 * (first > 0) > room and first < self._at:
            first += 1
        row += text("… " if first else "", "$foreground-muted")
        self._ends = [LABEL] * first
        for piece in pieces[first:]:
            row += piece
            self._ends.append(row.cell_length)
        self.update(row, layout=False)

    def _choice(self, place: int) -> Content:
        """One choice, in brackets when it is chosen, and so much room that the row keeps still."""
        name = f"[{self._names[place]}]" if place == self._at else f" {self._names[place]} "
        style = "" if place != self._at else "bold reverse" if self.has_focus else "bold"
        own = text(OWN, "$text-accent") if place == self._own else Content("")
        gap = max(self._cell - len(name) - own.cell_length, 1 if self._cell else 0)
        return styled((name, style), own, " " * gap)

    def action_slide(self, step: int) -> None:
        """Choose one that many places further; the ends are ends."""
        self._choose(min(max(self._at + step, 0), len(self._names) - 1))

    def on_click(self, event: Click) -> None:
        """Choose the one that was clicked."""
        if event.x >= LABEL:
            self._choose(next((place for place, end in enumerate(self._ends) if event.x - 1 < end), self._at))

    def _choose(self, at: int) -> None:
        if at != self._at:
            self._chosen(self.row, at)
