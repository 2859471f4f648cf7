"""A pulse: when somebody at the other end is called next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_LONGEST_PAUSE: Final = timedelta(minutes=5)
_MOST_DOUBLINGS: Final = 10
_FRESH: Final = timedelta(seconds=5)
"""Nothing leaves before replies were asked for in the last seconds: one of them may be a STOP."""


@dataclass
class Pulse:
    """When somebody is called next; after each failure they are left alone twice as long.

    A clock that was set back makes everything due: it is not waited until it has caught up.
    """

    next_at: datetime | None = None
    called_at: datetime | None = None
    answered_at: datetime | None = None
    failures: int = 0

    def is_due(self, now: datetime, *, before_sending: bool = False) -> bool:
        """Whether it is time; before something leaves it is so sooner, unless nobody answers."""
        if self.next_at is None or self.called_at is None or not self.called_at <= now < self.next_at:
            return True
        return before_sending and not self.failures and now - self.called_at >= _FRESH

    def rest(self, now: datetime, pause_seconds: int, *, failed: bool) -> None:
        """Wait until the next time."""
        self.failures, self.called_at = self.failures + 1 if failed else 0, now
        self.answered_at = self.answered_at if failed else now
        pause = timedelta(seconds=pause_seconds) * 2 ** min(self.failures, _MOST_DOUBLINGS)
        self.next_at = now + min(pause, _LONGEST_PAUSE)

    def is_silent(self, now: datetime, patience: timedelta) -> bool:
        """Whether nobody has answered for so long."""
        return bool(self.failures) and (self.answered_at is None or now - self.answered_at >= patience)
