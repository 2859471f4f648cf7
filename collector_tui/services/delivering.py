"""Delivering: what lies in the outbox goes to the carrier once, and what comes back is written down.

Each state is committed before the next thing is tried: `sending` before the carrier is called, its answer
after. What was being sent when the program ended is `unknown`, and is never sent a second time by itself.
"""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from threading import Event

from collector_tui.domain.carrier import Carrier
from collector_tui.domain.guard import Channel
from collector_tui.domain.mail import Mailer
from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.outbox import Turn
from collector_tui.domain.refusal import Refused
from collector_tui.services.handing import Handing
from collector_tui.services.office import Office
from collector_tui.services.pulse import Pulse
from collector_tui.services.receiving import Receiving
from collector_tui.services.settling import Delivered, Settling
from collector_tui.services.tracking import Tracking
from collector_tui.store import rounds
from collector_tui.store.sender_lock import SenderLock

_LONGEST_ROUND = 3.0
"""Seconds of one thing in one round: what came in meanwhile is told before the rest goes."""

_LEFT_ALONE = 30
"""Seconds for which nothing is handed to whom nothing could be handed, doubled with each time."""

_DEAF_AFTER = timedelta(minutes=10)
"""How long texts go on from a phone of one's own whose replies cannot be read: nobody else heeds a STOP there."""


@dataclass(frozen=True)
class Delivering:
    """The round that is made every second on the desk, and by `deliver`."""

    office: Office
    carrier: Carrier | None
    mailer: Mailer | None = None

    @cached_property
    def _lock(self) -> SenderLock:
        return SenderLock(self.office.book.path)

    @cached_property
    def _pulse(self) -> Pulse:
        return Pulse()

    @cached_property
    def _lines(self) -> dict[Channel, Pulse]:
        """Whether there is anybody at the other end, by channel: a mail server that is down holds no text up."""
        return defaultdict(Pulse)

    @cached_property
    def _leaving(self) -> Event:
        return Event()

    def claim_sending(self) -> bool:
        """Take the right to send from this book; False while another program has it, and nothing may be sent then."""
        self._leaving.clear()
        return self._lock.claim()

    def release_sending(self) -> None:
        """Leave the right to send to others: a round that is under way ends with the message it has in hand."""
        self._leaving.set()
        self._lock.release()

    def waiting(self) -> int:
        """How many messages have yet to leave."""
        return rounds.waiting(self.office.book)

    def due(self) -> int:
        """How many messages may leave now."""
        return len(rounds.due(self.office.book, self.office.clock.elapsing(), self._open_channels()))

    def next_leaves_in(self) -> float | None:
        """Seconds until the next message may leave; None when none waits."""
        at = rounds.next_leaves_at(self.office.book)
        return max(0.0, (at - self.office.clock.elapsing()).total_seconds()) if at else None

    @property
    def trouble(self) -> str:
        """Why replies are not read, in one sentence; empty where they are."""
        return self.carrier.trouble if self.carrier and self._pulse.failures else ""

    def round(self) -> Delivered:
        """Fetch replies, send what is due, and ask what became of the rest. Without a carrier nothing moves."""
        done = Delivered()
        self._expire(done)
        self._ask(done)
        handing, may_go_on = Handing(self.office, self.carrier, self.mailer), self._for_a_while()
        for message in rounds.due(self.office.book, self.office.clock.elapsing(), self._open_channels()):
            if not may_go_on():
                break
            self._hand(handing, message, done)
        if self.carrier is not None:
            tracking = Tracking(self.office, self.carrier)
            tracking.look_at_flying(done)
            tracking.look_for_lost(done, self._for_a_while())
        self._ask(done)
        done.waiting = self.waiting()
        return done

    def _open_channels(self) -> list[Channel]:
        """The channels at whose end somebody may be there."""
        now = self.office.clock.elapsing()
        ends: list[tuple[Channel, Carrier | Mailer | None]] = [("sms", self.carrier), ("email", self.mailer)]
        return [channel for channel, by in ends if by is not None and self._lines[channel].is_due(now)]

    def _for_a_while(self) -> Callable[[], bool]:
        """Says as long as a round may go on with one thing that it may; not any more once sending is left to others."""
        ends = time.monotonic() + _LONGEST_ROUND
        return lambda: not self._leaving.is_set() and time.monotonic() <= ends

    def _hand(self, handing: Handing, message: OutboxMessage, done: Delivered) -> None:
        """Hand one message over, where somebody is there to take it and a STOP would have been heard."""
        line = self._lines[message.channel]
        if not line.is_due(self.office.clock.elapsing()):
            return
        self._ask(done, before_sending=True)
        if message.channel == "sms" and self._is_deaf():
            return
        was_there = handing.hand(message, done)
        line.rest(self.office.clock.elapsing(), 0 if was_there else _LEFT_ALONE, failed=not was_there)

    def _is_deaf(self) -> bool:
        """Whether replies cannot be read where nobody but this program heeds a STOP."""
        if self.carrier is None or not self._pulse.is_silent(self.office.clock.elapsing(), _DEAF_AFTER):
            return False
        try:
            return not self.carrier.answers_stop
        except Refused:
            return False

    def recover(self) -> Delivered:
        """After a start: what was left in `sending` may have gone or not, and is `unknown`."""
        done = Delivered()
        for message in rounds.left_sending(self.office.book):
            look_at = self.office.clock.now() if message.channel == "sms" else None
            lost = Turn("sending", "unknown", "the program ended while it was being sent", look_at=look_at)
            Settling(self.office).settle(message, lost, done)
        return done

    def _expire(self, done: Delivered) -> None:
        for message in rounds.too_late(self.office.book, self.office.clock.now()):
            Settling(self.office).settle(message, Turn("queued", "cancelled", "it had waited for a day"), done)

    def _ask(self, done: Delivered, *, before_sending: bool = False) -> None:
        """Fetch replies when it is time: a STOP that comes in the middle of a batch holds the rest of it back."""
        now = self.office.clock.elapsing()
        if self.carrier is None or not self._pulse.is_due(now, before_sending=before_sending):
            return
        trouble = Receiving(self.office, self.carrier).replies(done)
        self._pulse.rest(now, self.carrier.pause_seconds, failed=bool(trouble))
