"""The batch screen: first who would get what and who would not and why, then how far it has come."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from collector_tui.domain.batch import Batch, Going
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import form_key
from collector_tui.tui.batch_run import Run
from collector_tui.tui.screens.batch_view import BatchView

if TYPE_CHECKING:
    from collector_tui.tui.app import CollectorApp


class BatchScreen(BatchView):
    """Lists a batch, puts it into the outbox when told to, and stops it; left with Escape, the batch goes on."""

    def __init__(self, app: "CollectorApp", name: str, read: Callable[[], Batch] | None) -> None:
        """List what is read (which may take long) under a name; without anything to read show the one on its way."""
        super().__init__(app, name)
        self._read, self._key = read, form_key()

    def on_mount(self) -> None:
        """Begin to list, or show what is on its way."""
        batches = self.desk_app.batches
        self.rows.focus()
        batches.listener = self._changed
        if self._read is not None:
            self.paint()
            self.run_worker(self._make_list(self._read), group="read")
        elif batches.run is not None:
            self.run = batches.run
            self.show(self.run.batch)
            self.rows.show_states(self.run.states)

    def on_unmount(self) -> None:
        """Listen no more."""
        if self.desk_app.batches.listener == self._changed:
            self.desk_app.batches.listener = None

    async def _make_list(self, read: Callable[[], Batch]) -> None:
        try:
            batch = await self.desk_app.batches.listed(read)
        except Refused as refusal:
            self.desk_app.desk.notice.say(str(refusal), refused=True)
            self.dismiss(None)
        else:
            self.show(batch)

    def _changed(self) -> None:
        """Something has changed that goes on by itself: how far the batch has come, or that it could not begin."""
        run = self.run
        if run is not None and run.refused:
            self.run, self._key = None, form_key()
            self.notice.say(run.refused, refused=True)
        elif run is not None:
            if run.batch is not self.listing:
                self._begun(run)
            self.rows.show_states(run.states)
        self.paint()

    def _begun(self, run: Run) -> None:
        """The batch is in the outbox; say who of the list is not, because something has changed."""
        late = len(self._chosen().going) - len(run.batch.going)
        self.taken_out = set()
        self.show(run.batch)
        if late:
            those = "1 account was" if late == 1 else f"{late:,} accounts were"
            self.notice.say(f"{those} left out at the last moment: Tab shows why.")

    def _chosen(self) -> Batch:
        """What was listed, without those that were taken out of it."""
        going, left_out = self.listing or Batch((), ())
        return Batch(tuple(one for one in going if one.card.id not in self.taken_out), left_out)

    def action_take_out(self) -> None:
        """Take the account out of the batch, or back in, and go down."""
        entry = self.rows.entry
        if self.run is not None:
            self.notice.say("It is in the outbox already: S takes back what has not left.", refused=True)
        elif isinstance(entry, Going):
            self.taken_out ^= {entry.card.id}
            self.action_go(1)
            self.paint()
        elif entry is not None:
            self.notice.say("They are left out for a reason: on the desk each can be looked at alone.", refused=True)

    def action_send(self) -> None:
        """Put all of them into the outbox; only once, and only what has been seen."""
        if self.run is not None or self.listing is None:
            return
        chosen = self._chosen()
        if not chosen.going:
            self.notice.say("Nobody is in the list: nothing is sent.", refused=True)
            return
        self.notice.clear()
        self.run = self.desk_app.batches.begin(self.called, chosen, self._key)
        self.paint()

    def action_not_so(self) -> None:
        """A key that opens things elsewhere: it sends nothing here."""
        if self.run is None:
            self.notice.say(f"This key sends nothing: {self.yes} sends, Esc leaves.", refused=True)

    def action_again(self) -> None:
        """List anew, once this batch is over or at rest."""
        if self.run is None:
            self.action_not_so()
        elif self.run.is_at_rest:
            self.dismiss("again")
        else:
            self.notice.say("This batch is on its way: S stops it, Esc leaves it going on.", refused=True)

    def action_stop(self) -> None:
        """Take back what has not left."""
        if self.run is not None and self.run.is_running:
            self.desk_app.batches.stop()

    def action_notice(self) -> None:
        """Write news instead."""
        if self.run is None:
            self.dismiss("notice")
