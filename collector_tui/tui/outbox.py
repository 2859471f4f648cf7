"""The outbox beside the desk: a round every second, and the countdown while a text can still be taken back."""

from asyncio import sleep, to_thread
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual.css.query import NoMatches

from collector_tui.domain.refusal import Refused

if TYPE_CHECKING:
    from collector_tui.services.messaging import Queued
    from collector_tui.services.settling import Delivered
    from collector_tui.tui.app import CollectorApp
    from collector_tui.tui.screens.queue import QueueScreen

_OF_ONE = ("Text to ", "Email to ")
"""How a sentence begins that tells where a message stands."""

_TOLD_ONE_BY_ONE = 2
"""How many messages of one round are told one by one."""


class Outbox:
    """Sends in the background what was queued, and tells the desk what became of it."""

    def __init__(self, app: "CollectorApp", *, was_open: bool = False) -> None:
        """Belong to an app; `begin` starts the rounds. `was_open` says that it is opened anew in the place of another."""
        self._app = app
        self._held: dict[str, datetime] = {}
        self._busy = self._rests = False
        self._open = self._told = False
        self._trouble = self._unread = ""
        self._holds_until: datetime | None = None
        self._was_open = was_open

    @property
    def _desk(self) -> "QueueScreen":
        return self._app.desk

    def begin(self) -> None:
        """Start the rounds, the first in a second: the desk stands before the outbox is looked at."""
        self._app.set_interval(1, self._tick)
        self._app.set_timer(0.8, self._warm)

    async def _warm(self) -> None:
        """Load what the first text is read through with, while nobody waits for it."""
        await to_thread(self._app.collecting.warm)

    async def _may_send(self) -> bool:
        """Whether this desk has the outbox; once it gets it, what was left in `sending` is unknown now."""
        if self._open:
            return True
        delivery = self._app.collecting.delivery
        if await to_thread(delivery.claim_sending):
            await self._tell(await to_thread(delivery.recover))
            self._open = True
            self._hold_back(await to_thread(delivery.due))
        elif not self._told and self._app.collecting.carrier:
            self._told = True
            self._desk.notice.say("Another desk has the outbox: texts from here leave through it.")
        return self._open

    def _hold_back(self, due: int) -> None:
        """What waited from before does not leave the moment the desk is opened: somebody may have closed it to stop a batch."""
        app = self._app.collecting
        if due > _TOLD_ONE_BY_ONE and app.undo_seconds and not self._was_open:
            self._holds_until = app.office.clock.elapsing() + timedelta(seconds=app.undo_seconds)
            said = f"{due} messages from before still wait: they leave in {app.undo_seconds} s."
            self._desk.notice.say(said, key="u takes a batch back, O shows them")

    @property
    def _holds(self) -> bool:
        """Whether messages from before are still being held back."""
        return bool(self._holds_until and self._app.collecting.office.clock.elapsing() < self._holds_until)

    def hold(self, queued: "Queued") -> None:
        """Count down for a message that was just queued."""
        clock = self._app.collecting.office.clock
        self._held[f"{queued.what} to {queued.account}"] = clock.elapsing() + timedelta(seconds=queued.leaves_in)
        self._count_down()

    def forget(self, _account_id: int | None) -> None:
        """Stop counting: something was taken back."""
        self._held.clear()

    def _count_down(self) -> None:
        now = self._app.collecting.office.clock.elapsing()
        self._held = {message: at for message, at in self._held.items() if at > now}
        if self._held:
            message, at = list(self._held.items())[-1]
            left = int((at - now).total_seconds()) + 1
            self._desk.notice.say(f"The {message} leaves in {left} s.", key="u takes it back")

    def _tick(self) -> None:
        """Once a second: the countdown, and a round beside it unless one is being made."""
        self._count_down()
        if not self._busy and not self._rests and not self._app.collecting.office.book.is_read_only:
            self._busy = True
            self._app.run_worker(self._round(), group="outbox")

    @property
    def is_busy(self) -> bool:
        """Whether a round is being made."""
        return self._busy

    async def rest(self) -> None:
        """Begin no other round, and wait for the end of the one that is being made."""
        self._rests = True
        while self._busy:
            await sleep(0.05)

    async def _round(self) -> None:
        """A round of the outbox, which takes long while a batch leaves, and the turn of the day."""
        try:
            if await self._may_send() and not self._holds:
                await self._tell(await to_thread(self._app.collecting.delivery.round))
            if await to_thread(self._app.collecting.office.turn_day):
                self._desk.new_day()
                await self._desk.renew()
        except Refused as refusal:
            self._complain(str(refusal))
        except Exception as error:
            self._complain(
                f"A round of the outbox failed ({type(error).__name__}): nothing leaves until it works again."
            )
        else:
            self._complain("")
        finally:
            self._busy = False

    def _complain(self, trouble: str) -> None:
        """Say once what goes wrong in the rounds, until it is something else or over; and whether replies are read."""
        if not self._app.screen_stack:
            return
        with suppress(NoMatches):  # the desk is being taken down, and nobody reads it any more
            if trouble and trouble != self._trouble:
                self._desk.notice.say(trouble, refused=True)
            self._trouble = trouble
            self._say_whether_replies_are_read()

    def _say_whether_replies_are_read(self) -> None:
        """A STOP that nobody reads must not stay unknown for long: it stands on the top line, and is said once."""
        trouble = self._app.collecting.delivery.trouble
        self._desk.top_line.tell("replies not read" if trouble else "", "replies")
        if trouble and trouble != self._unread:
            self._desk.notice.say(f"Replies cannot be read: {trouble}", refused=True)
        self._unread = trouble

    async def _tell(self, done: "Delivered") -> None:
        if not done.told:
            return
        if told := self._worth_telling(done.told):
            self._desk.notice.say("   ".join(told[-2:]))
        row = self._desk.table.row
        await self._desk.renew(row.id if row else None)
        await self._app.batches.look_again()

    def _worth_telling(self, told: list[str]) -> list[str]:
        """What is said of a round: of many messages at once nothing, a batch is told in figures and in one place."""
        others = [sentence for sentence in told if not sentence.startswith(_OF_ONE)]
        is_batch = self._app.batches.is_running or len(told) - len(others) > _TOLD_ONE_BY_ONE
        return others if is_batch else told
