"""What a press does: it makes a paper that can be printed, sent, and kept for a court."""

from typing import Protocol

from collector_tui.domain.statement import Statement


class Press(Protocol):
    """Makes PDF files; the same words give the same bytes, whenever and wherever they are printed."""

    def statement(self, statement: Statement) -> bytes:
        """The statement as a PDF."""
        ...
