"""The press: papers as PDF files, made with reportlab."""

from collector_tui.domain.letter import Letter
from collector_tui.domain.statement import Statement
from collector_tui.gateways.letter_sheet import letter_sheet
from collector_tui.gateways.statement_sheet import statement_sheet


class PdfPress:
    """Makes PDF files with their fonts in them; the same words give the same bytes."""

    def statement(self, statement: Statement) -> bytes:
        """The statement of an account as a PDF."""
        return statement_sheet(statement)

    def letter(self, letter: Letter) -> bytes:
        """A letter as a PDF, to be folded into an envelope with a window."""
        return letter_sheet(letter)
