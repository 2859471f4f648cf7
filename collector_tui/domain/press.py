"""What a press does: it makes a paper that can be printed, sent, and kept for a court."""

from typing import Protocol

from collector_tui.domain.letter import Letter
from collector_tui.domain.statement import Statement


class Press(Protocol):
    """Makes PDF files; the same words give the same bytes, whenever and wherever they are printed."""

    def statement(self, statement: Statement) -> bytes:
        """The statement as a PDF."""
        ...

    def letter(self, letter: Letter) -> bytes:
        """The letter as a PDF, to be folded into an envelope with a window."""
        ...
