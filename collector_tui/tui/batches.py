"""Batches beside the desk: listed one at a time, and the one that was begun last is watched until it is over."""

from asyncio import get_running_loop, to_thread
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from collector_tui.domain.batch import Batch, Progress
from collector_tui.domain.refusal import Refused
from collector_tui.tui import batch_words
from collector_tui.tui.batch_run import Run

if TYPE_CHECKING:
    from textual.timer import Timer

    from collector_tui.tui.app import CollectorApp

_LOOK_EVERY = 0.4
"""Seconds between two looks at how far a batch has come."""

_SHOWN_AS_THEY_GO = 300
"""Up to so many messages it is shown of each where it stands while they go; of more only once they rest."""

_QUEUED_SINCE = 50
"""How many messages that were queued after the batch are looked past to find its own."""


class Batches:
    """Begins and stops a batch, and tells the desk how far it has come; `news` is the notice that is being written."""

    def __init__(self, app: "CollectorApp") -> None:
        """Belong to an app."""
        self._app = app
        self._lister: ThreadPoolExecutor | None = None
        self._timer: Timer | None = None
        self._told: int | None = None
        self._is_hushed = False
        self.run: Run | None = None
        self.news = ""
        self.listener: Callable[[], None] | None = None
        """Told whenever something has changed: the batch screen, while it is open."""

    @property
    def is_running(self) -> bool:
        """Whether a batch of this desk is on its way."""
        return self.run is not None and self.run.is_running

    async def listed(self, read: Callable[[], Batch]) -> Batch:
        """List a batch beside the desk; in a big book that takes long, and whoever asks again waits for the first."""
        self._lister = self._lister or ThreadPoolExecutor(1, "listing")
        return await get_running_loop().run_in_executor(self._lister, read)

    def begin(self, name: str, batch: Batch, key: str) -> Run:
        """Put a batch into the outbox, in the background; the key of its form does it once."""
        run = self.run = Run(name, batch, Progress(len(batch.going), 0, 0, 0, 0))
        self._app.run_worker(self._begin(run, key), group="write")
        return run

    def resume(self, run: Run) -> None:
        """Watch a batch that was begun at a desk before this one."""
        self.run = run
        run.is_stale = True
        self._timer = self._app.set_interval(_LOOK_EVERY, self._look)

    async def _begin(self, run: Run, key: str) -> None:
        try:
            begun = await to_thread(self._app.collecting.batches.begin, run.batch, key)
        except Refused as refusal:
            run.refused = str(refusal)
            if self.listener is None:
                self._app.desk.notice.say(run.refused, refused=True)
            self._changed()
            return
        late = {one.account_id for one in begun.left_out}
        going = tuple(one for one in run.batch.going if one.card.id not in late)
        run.batch = Batch(going, (*begun.left_out, *run.batch.left_out))
        run.leaves_at = self._app.collecting.office.clock.elapsing() + timedelta(
            seconds=self._app.collecting.undo_seconds
        )
        run.number, self._told = begun.batch, None
        if run.name == "Notice":
            self.news = ""
        self._timer = self._timer or self._app.set_interval(_LOOK_EVERY, self._look)
        self._timer.resume()
        self._app.desk.table.marked.clear()
        await self._look()
        await self._renew()

    def stop(self) -> None:
        """Take back what of the batch has not left, in the background."""
        if self.run is not None and self.run.number and self.is_running:
            self._app.run_worker(self._stop(self.run), group="write")

    async def _stop(self, run: Run) -> None:
        run.is_stopped = True
        try:
            await to_thread(self._app.collecting.batches.stop, run.number)
        except Refused as refusal:
            self._app.desk.notice.say(str(refusal), refused=True)
        await self._look()
        await self._renew()

    async def _renew(self) -> None:
        row = self._app.desk.table.row
        await self._app.desk.renew(row.id if row else None)

    @contextmanager
    def hushed(self) -> Iterator[None]:
        """Say nothing of the batch for the time being: what is done now says itself what it does to it."""
        self._is_hushed = True
        try:
            yield
        finally:
            self._is_hushed = False

    async def undone(self) -> None:
        """Something was taken back; where it was what has not left of the batch, undo says so itself."""
        run = self.run
        if run is None or not run.number or run.so_far.is_over:
            return
        before = run.so_far
        await self._read(run)
        if run.so_far.stopped > before.stopped:
            run.is_stopped = run.is_undone = True
            self._told = run.so_far.unknown + run.so_far.failed
        self._changed()

    async def look_again(self) -> None:
        """Receipts came in: of a batch that is over some may not have arrived after all."""
        if self.run is not None and self.run.number and self.run.so_far.is_over:
            self.run.is_stale = True
            await self._look()

    async def _look(self) -> None:
        """See how far the batch has come, and tell."""
        run = self.run
        if run is None or not run.number:
            return
        with suppress(Refused):  # the outbox says what is wrong with the book
            await self._read(run)
        self._changed()
        if run.so_far.is_over and self._timer is not None and not self._is_hushed:
            self._timer.pause()
            self._tell_outcome(run)

    async def _read(self, run: Run) -> None:
        before = run.so_far
        run.so_far = await to_thread(self._app.collecting.batches.progress, run.number)
        rests = run.so_far == before or run.so_far.is_over
        if run.so_far != before:
            run.moved()
        if run.is_stale and self.listener is not None and (rests or run.so_far.total <= _SHOWN_AS_THEY_GO):
            await to_thread(self._read_states, run)
        elif run.is_stale:
            run.states = {}

    def _read_states(self, run: Run) -> None:
        """Read where each message stands."""
        newest = self._app.collecting.messages.outbox(run.so_far.total + _QUEUED_SINCE)
        own = [one for one in newest if one.batch == run.number]
        run.states = {one.account_id: one.state for one in own}
        run.next_at = min((one.leaves_at for one in own if one.state == "queued"), default=None)
        run.is_stale = False

    def leaves_in(self, run: Run) -> int:
        """Seconds until the next of it may leave, as far as that is known; 0 where it may at any time."""
        at = run.leaves_at if run.so_far.waiting == run.so_far.total else run.next_at
        left = (at - self._app.collecting.office.clock.elapsing()).total_seconds() if at else 0
        return int(left) + 1 if left > 0 else 0

    def _changed(self) -> None:
        run = self.run
        words = ""
        if run is not None and run.is_running and run.number:
            can_leave = bool(self._app.collecting.channels)
            words = batch_words.shortly(run.so_far, self.leaves_in(run), can_leave=can_leave)
        self._app.desk.top_line.tell(words, "batch")
        if self.listener is not None:
            self.listener()

    def _tell_outcome(self, run: Run) -> None:
        """Say once how it ended, and again only where something has gone wrong since."""
        wrong = run.so_far.unknown + run.so_far.failed
        if self._told is not None and wrong <= self._told:
            return
        self._told = wrong
        said = (
            f"{run.name}{' ' if run.is_stopped else ': '}{batch_words.outcome(run.so_far, is_stopped=run.is_stopped)}."
        )
        look = " Those stand first in the queue." if wrong else ""
        notice = self._app.desk.notice
        (notice.add if run.is_undone else notice.say)(said + look)
