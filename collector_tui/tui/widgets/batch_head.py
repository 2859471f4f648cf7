"""The top of the batch screen: what the batch is, and what one key would do or how far it has come."""

from collections.abc import Collection

from textual.content import Content
from textual.widgets import Static

from collector_tui.domain.batch import Batch, counted
from collector_tui.tui import batch_words
from collector_tui.tui.batch_run import Run
from collector_tui.tui.text import fitted, stacked, styled, text

_LEAST_BAR = 8


class BatchHead(Static):
    """Two lines; the second one changes as the batch goes on."""

    def show_list(
        self,
        name: str,
        batch: Batch | None,
        taken_out: Collection[int],
        undo_seconds: int,
        *,
        can_leave: bool,
        yes: str,
    ) -> None:
        """Paint what is listed and what would happen; without a batch that it is still being listed."""
        if batch is None:
            self._paint(name, text(" Listing who gets a message, and who does not …", "$foreground-muted"))
            return
        going = [one for one in batch.going if one.card.id not in taken_out]
        says = batch_words.consequence(going, undo_seconds, can_leave=can_leave, yes=yes)
        second = text(f" {says}", "bold $text-accent" if going else "$text-warning")
        self._paint(batch_words.title(name, batch, taken_out), second)

    def show_run(self, run: Run, leaves_in: int, *, can_leave: bool) -> None:
        """Paint how far a batch has come."""
        self._paint(batch_words.title(run.name, run.batch), self._progress(run, leaves_in, can_leave=can_leave))

    def _progress(self, run: Run, leaves_in: int, *, can_leave: bool) -> Content:
        so_far = run.so_far
        if not run.number:
            return text(f" Putting {counted(run.batch.going)} into the outbox …", "$foreground-muted")
        if run.is_running and not can_leave:
            return text(f" No carrier is set: {so_far.waiting:,} wait, nothing is sent. S takes them back.", "bold")
        said = batch_words.told(run.batch, so_far, leaves_in, is_stopped=run.is_stopped)
        room = self.app.size.width - len(said) - 4
        if room < _LEAST_BAR:
            return text(f" {said}", "bold")
        return styled(" ", batch_words.bar(so_far, room), "  ", (said, "bold"))

    def _paint(self, title: str, second: Content) -> None:
        brand = styled((" Collector ", "bold reverse"), "  ")
        first = brand + text(fitted(title, max(self.app.size.width - brand.cell_length, 1)), "bold")
        self.update(stacked([first, second]), layout=False)
