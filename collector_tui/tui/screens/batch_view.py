"""The batch screen as it is looked at: its list, the words for the one under the cursor, and who is left out."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.getters import query_one
from textual.screen import Screen

from collector_tui.domain.batch import Batch
from collector_tui.paths import asset
from collector_tui.tui.batch_entries import left_out_entries
from collector_tui.tui.batch_run import Run
from collector_tui.tui.screens import batch_keys
from collector_tui.tui.text import text
from collector_tui.tui.widgets.batch_head import BatchHead
from collector_tui.tui.widgets.batch_list import BatchList
from collector_tui.tui.widgets.batch_panes import BatchWords, LeftOutPane
from collector_tui.tui.widgets.key_line import KeyLine
from collector_tui.tui.widgets.notice import LongNotice, NoticeLine

if TYPE_CHECKING:
    from collector_tui.tui.app import CollectorApp


class BatchView(Screen[str]):
    """The part of the batch screen that only shows: a batch that is being listed, that is listed, or on its way."""

    CSS_PATH = [asset("styles", "batch.tcss")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]
    BINDINGS = batch_keys.BINDINGS

    head = query_one(BatchHead)
    rows = query_one(BatchList)
    words = query_one(BatchWords)
    left_out = query_one(LeftOutPane)
    notice = query_one(NoticeLine)
    keys = query_one(KeyLine)

    def __init__(self, app: "CollectorApp", name: str) -> None:
        """Begin without a list, under the name of what is to be listed."""
        super().__init__()
        self.desk_app, self.collecting = app, app.collecting
        self.called = name
        self.listing: Batch | None = None
        self.run: Run | None = None
        self.taken_out: set[int] = set()
        self.shows_left_out = False
        self.yes = batch_keys.yes_of(app.key_overrides)
        self._bindings.bind(self.yes, "send", show=False)

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield BatchHead()
        with Container(id="body"):
            yield BatchList()
            yield BatchWords()
            yield LeftOutPane()
        yield LongNotice()
        yield NoticeLine()
        yield KeyLine(batch_keys.LISTING)

    def on_resize(self, _event: Resize) -> None:
        """Paint for the new width."""
        self.call_after_refresh(self._repaint)

    def _repaint(self) -> None:
        self.paint()
        self.words.show(self.rows.entry)
        if self.listing is not None:
            self.left_out.show(self.listing.left_out)

    def show(self, batch: Batch) -> None:
        """Show a batch from its beginning; one in which nobody is shows who is left out."""
        self.listing = batch
        self.shows_left_out = self.shows_left_out or not batch.going
        self.show_list()
        self.left_out.show(batch.left_out)
        self.paint()

    def show_list(self) -> None:
        """Show who is in, or who is left out."""
        if self.listing is None:
            return
        going, left_out = self.listing.going, self.listing.left_out
        self.rows.show(left_out_entries(left_out) if self.shows_left_out else going, self.taken_out)
        self.rows.border_title = text(f"Left out · {len(left_out):,}" if self.shows_left_out else "Who gets a message")

    def paint(self) -> None:
        """Paint the two lines at the top and the keys."""
        run, batch, collecting = self.run, self.listing, self.collecting
        can_leave = bool(collecting.channels)
        if run is not None:
            self.head.show_run(run, self.desk_app.batches.leaves_in(run), can_leave=can_leave)
        else:
            seconds, out = collecting.undo_seconds, self.taken_out
            self.head.show_list(self.called, batch, out, seconds, can_leave=can_leave, yes=self.yes)
        self.keys.offer(batch_keys.keys_of(self.yes, batch is not None, run, shows_left_out=self.shows_left_out))

    def on_batch_list_pointed(self, event: BatchList.Pointed) -> None:
        """Show the one under the cursor in full."""
        self.words.show(event.entry)

    def action_go(self, by: int) -> None:
        """Go down or up."""
        self.rows.go(self.rows.cursor + by)

    def action_page(self, by: int) -> None:
        """Go a page down or up."""
        self.rows.go(self.rows.cursor + by * self.rows.page_size)

    def action_top(self) -> None:
        """Go to the first one."""
        self.rows.go(0)

    def action_bottom(self) -> None:
        """Go to the last one."""
        self.rows.go(self.rows.length - 1)

    def action_switch(self) -> None:
        """Show who is left out, or who is in."""
        self.shows_left_out = not self.shows_left_out
        self.show_list()
        self.paint()

    def action_read(self) -> None:
        """Give the room to the words of the one under the cursor, go on in them, and at their end give it back."""
        if self.has_class("-reading") and self.words.go_on():
            return
        self.toggle_class("-reading")
        self.call_after_refresh(self._repaint)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        self.app.push_screen(batch_keys.BatchHelp(self.yes))

    def action_back(self) -> None:
        """Go back to the desk; a batch that is on its way goes on."""
        self.dismiss(None)
