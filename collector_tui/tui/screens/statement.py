"""The statement of an account to read on the desk, and to write to a file."""

from asyncio import to_thread
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import ScrollableContainer
from textual.widgets import Static

from collector_tui.domain.account import Card
from collector_tui.domain.refusal import Refused
from collector_tui.domain.statement_text import as_text
from collector_tui.paths import asset
from collector_tui.services.collecting import Collecting
from collector_tui.tui.screens.dialog import AskScreen, Dialog
from collector_tui.tui.text import text


class StatementScreen(Dialog[str]):
    """Shows the statement as of today; `w` writes it, by the ending of the name as PDF, JSON or text."""

    CSS_PATH = [asset("styles", "dialog.tcss"), asset("styles", "statement.tcss")]
    BINDINGS = [
        Binding("w", "write", "Write", show=False),
        Binding("j,down", "scroll('scroll_down')", show=False, priority=True),
        Binding("k,up", "scroll('scroll_up')", show=False, priority=True),
        Binding("pagedown,space,ctrl+f", "scroll('scroll_page_down')", show=False, priority=True),
        Binding("pageup,ctrl+b", "scroll('scroll_page_up')", show=False, priority=True),
        Binding("g,home", "scroll('scroll_home')", show=False, priority=True),
        Binding("G,end", "scroll('scroll_end')", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (88, "-wide")]
    keys_words = "w writes it to a file   j k PgDn g G scroll   Esc closes"

    def __init__(self, collecting: Collecting, card: Card) -> None:
        """Draw the statement up."""
        super().__init__()
        self.title_words = f"Statement of {card.name}"
        self._collecting = collecting
        self._card = card
        self._statement = collecting.stating.statement(card.id)

    def parts(self) -> ComposeResult:
        """The statement as text."""
        with ScrollableContainer(id="paper"):
            yield Static(text(as_text(self._statement), lines=True))

    def on_mount(self) -> None:
        """Let the keys scroll it."""
        self.query_one("#paper").focus()

    def action_scroll(self, how: str) -> None:
        """Scroll the statement."""
        getattr(self.query_one("#paper"), how)(animate=False)

    def action_write(self) -> None:
        """Ask for the name of the file."""
        name = "".join(letter if letter.isalnum() else "-" for letter in self._card.name).strip("-")[:40]
        wanted = f"statement-{name}-{self._statement.as_of}.pdf".lower()
        self.app.push_screen(AskScreen("Write the statement to", ".pdf, .json or .txt", value=wanted), self._written)

    async def _written(self, name: str | None) -> None:
        if not name:
            return
        target = Path(name.strip()).expanduser().absolute()
        try:
            await to_thread(lambda: self._collecting.stating.write(self._statement, target))
        except Refused as refusal:
            self.query_one("#window").border_subtitle = text(str(refusal), "$text-error")
        else:
            self.dismiss(f"The statement is in {target}.")
