"""Delivering: what lies in the outbox goes to the carrier once, and what comes back is written down.

Each state is committed before the next thing is tried: `sending` before the carrier is called, its answer
after. What was being sent when the program ended is `unknown`, and is never sent a second time by itself.
"""

import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from threading import Event

from collector_tui.domain.carrier import Carrier
from collector_tui.domain.guard import Channel
from collector_tui.domain.mail import Mailer
from collector_tui.domain.outbox import Turn
from collector_tui.services.handing import Handing
from collector_tui.services.office import Office
from collector_tui.services.receiving import Receiving
from collector_tui.services.settling import Delivered, Settling
from collector_tui.services.tracking import Tracking
from collector_tui.store import outbox
from collector_tui.store.sender_lock import SenderLock

_LONGEST_PAUSE = timedelta(minutes=5)
_FRESH = timedelta(seconds=5)
"""Nothing leaves before replies were asked for in the last seconds: one of them may be a STOP."""

_LONGEST_ROUND = 3.0
"""Seconds of sending in one round: what came in meanwhile is told before the rest goes."""


_LEFT_ALONE = 30
"""Seconds for which nothing is handed to whom nothing could be handed, doubled with each time."""


@dataclass
class _Pulse:
    """When somebody is called next; after each failure they are left alone twice as long."""

    next_at: datetime | None = None
    failures: int = 0
    asked_at: datetime | None = None

    def is_due(self, now: datetime, *, before_sending: bool = False) -> bool:
        """Whether it is time; before something leaves it is so sooner, unless the carrier does not answer."""
        if self.next_at is None or self.asked_at is None or now >= self.next_at:
            return True
        return before_sending and not self.failures and now - self.asked_at >= _FRESH

    def rest(self, now: datetime, pause_seconds: int, *, failed: bool) -> None:
        """Wait until the next time."""
        self.failures, self.asked_at = self.failures + 1 if failed else 0, now
        self.next_at = now + min(timedelta(seconds=pause_seconds) * 2**self.failures, _LONGEST_PAUSE)


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
    def _pulse(self) -> _Pulse:
        return _Pulse()

    @cached_property
    def _lines(self) -> dict[Channel, _Pulse]:
        """Whether there is anybody at the other end, by channel: a mail server that is down holds no text up."""
        return defaultdict(_Pulse)

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
        return len(outbox.waiting(self.office.book))

    def next_leaves_in(self) -> float | None:
        """Seconds until the next message may leave; None when none waits."""
        for message in outbox.waiting(self.office.book):
            return max(0.0, (message.leaves_at - self.office.clock.elapsing()).total_seconds())
        return None

    def round(self) -> Delivered:
        """Fetch replies, send what is due, and ask what became of the rest. Without a carrier nothing moves."""
        done = Delivered()
        self._expire(done)
        self._ask(done)
        handing, ends = Handing(self.office, self.carrier, self.mailer), time.monotonic() + _LONGEST_ROUND
        for message in sorted(outbox.waiting(self.office.book), key=lambda one: one.channel != "sms"):
            if self._leaving.is_set() or time.monotonic() > ends:
                break
            now, line = self.office.clock.elapsing(), self._lines[message.channel]
            if message.leaves_at <= now and line.is_due(now):
                self._ask(done, before_sending=True)
                was_there = handing.hand(message, done)
                line.rest(self.office.clock.elapsing(), 0 if was_there else _LEFT_ALONE, failed=not was_there)
        if self.carrier is not None:
            tracking = Tracking(self.office, self.carrier)
            tracking.look_at_flying(done)
            tracking.look_for_lost(done)
        self._ask(done)
        done.waiting = self.waiting()
        return done

    def recover(self) -> Delivered:
        """After a start: what was left in `sending` may have gone or not, and is `unknown`."""
        done = Delivered()
        for message in outbox.left_sending(self.office.book):
            look_at = self.office.clock.now() if message.channel == "sms" else None
            lost = Turn("sending", "unknown", "the program ended while it was being sent", look_at=look_at)
            Settling(self.office).settle(message, lost, done)
        return done

    def _expire(self, done: Delivered) -> None:
        for message in outbox.waiting(self.office.book):
            if message.expires_at <= self.office.clock.now():
                Settling(self.office).settle(message, Turn("queued", "cancelled", "it had waited for a day"), done)

    def _ask(self, done: Delivered, *, before_sending: bool = False) -> None:
        """Fetch replies when it is time: a STOP that comes in the middle of a batch holds the rest of it back."""
        now = self.office.clock.elapsing()
        if self.carrier is None or not self._pulse.is_due(now, before_sending=before_sending):
            return
        trouble = Receiving(self.office, self.carrier).replies(done)
        self._pulse.rest(now, self.carrier.pause_seconds, failed=bool(trouble))
