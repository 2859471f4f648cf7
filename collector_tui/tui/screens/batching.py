"""Reaching many from the desk: a batch, a notice to everybody, and what to do about steps missed while away."""

from asyncio import to_thread
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from collector_tui.services.office import form_key
from collector_tui.tui.screens.dealing import Dealing
from collector_tui.tui.text import text

if TYPE_CHECKING:
    from collector_tui.domain.batch import Batch
    from collector_tui.services.climbing import Choice

_ONCE_THE_DESK_STANDS = 0.5
"""Seconds after which it is looked how long nobody was here: nothing waits for the answer."""


class Batching(Dealing):
    """The part of the desk that writes to many."""

    _waits_to_ask = False

    def on_mount(self) -> None:
        """Look, once the desk stands, whether somebody comes back after days away."""
        self.set_timer(_ONCE_THE_DESK_STANDS, self._look_back)

    def new_day(self) -> None:
        """A desk that was left open is come back to as well."""
        super().new_day()
        self._look_back()

    def action_batch(self) -> None:
        """Show the batch that is on its way; else list what the marked accounts would get, or all that is due."""
        batches, marked = self.collecting.batches, sorted(self.table.marked)
        if self.desk_app.batches.is_running:
            self._open_batch("", None)
        else:
            self._open_batch("Batch", partial(batches.of, marked) if marked else batches.due)

    def action_notice(self) -> None:
        """Write news, and list who gets it: the marked accounts, or all there are."""
        from collector_tui.tui.screens.news import NewsScreen

        self.app.push_screen(NewsScreen(self.desk_app, sorted(self.table.marked)), self._written)

    def _written(self, batch: "Batch | None") -> None:
        if batch is not None:
            self._open_batch("Notice", lambda: batch)

    def _open_batch(self, name: str, read: "Callable[[], Batch] | None") -> None:
        from collector_tui.tui.screens.batch import BatchScreen

        self.app.push_screen(BatchScreen(self.desk_app, name, read), self._batch_left)

    def _batch_left(self, wanted: str | None) -> None:
        if wanted == "notice":
            self.action_notice()
        elif wanted == "again":
            self._open_batch("Batch", self.collecting.batches.due)

    def ask_before_leaving(self) -> None:
        """Say what of the batch has not left, and leave after a yes."""
        from collector_tui.tui.screens.dialog import ConfirmScreen

        run = self.desk_app.batches.run
        waiting = run.so_far.waiting if run else 0
        said = text(f"{waiting:,} of the batch have yet to leave: they leave while a desk is open, for a day at most.")
        self.app.push_screen(ConfirmScreen("Leave while a batch is on its way?", said), self._asked_before_leaving)

    def _asked_before_leaving(self, yes: bool | None) -> None:
        if yes:
            self.app.exit()

    def _look_back(self) -> None:
        if not self.collecting.office.book.is_read_only:
            self.run_worker(self._ask_what_was_missed(), group="away", exclusive=True)

    async def _ask_what_was_missed(self) -> None:
        """After days away ask what to do about the steps that came due, as soon as nothing else is being done."""
        away = await to_thread(self.collecting.climbs.away)
        is_on_top = self.app.screen is self
        self._waits_to_ask = away is not None and not is_on_top
        if away is not None and is_on_top:
            from collector_tui.tui.screens.away import AwayScreen

            key = form_key()
            self.app.push_screen(AwayScreen(away.says), lambda choice: self._came_back(choice, key))

    def on_screen_resume(self) -> None:
        """Ask now what could not be asked while something lay over the desk."""
        if self._waits_to_ask:
            self._look_back()

    async def _came_back(self, choice: "Choice | None", key: str) -> None:
        if choice:
            await self._do(lambda: self.collecting.climbs.come_back(choice, key))
        else:
            self.notice.say("Nothing is passed over. You are asked again at the next start, if you do nothing before.")
