"""The line that is searched with."""

from textual.widgets import Input


class SearchLine(Input):
    """Takes what an account is looked for by."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(placeholder="part of a name, number, address or invoice")
