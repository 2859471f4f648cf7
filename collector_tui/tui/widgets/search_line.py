"""The line that is searched with, and says so."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from collector_tui.tui.text import text


class _Words(Input):
    """Takes what an account is looked for by."""

    async def action_submit(self) -> None:
        """Let go of the keys at once: what is typed right after Enter is a command already."""
        self.screen.set_focus(None)
        await super().action_submit()


class SearchLine(Horizontal):
    """The word “Search” and the line to type in."""

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        yield Static(text(" Search:"))
        yield _Words(placeholder="part of a name, number, address or invoice")

    @property
    def words(self) -> Input:
        """The line to type in."""
        return self.query_one(_Words)
