"""The clock everything is dated by; it can be frozen, and then only waiting goes on."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time. A frozen clock stands still for what is written, so that a day can be looked at again."""

    def __init__(self, frozen: datetime | None = None) -> None:
        """Begin; `frozen` is an aware instant."""
        self._frozen = frozen
        self._begun = time.monotonic()

    @property
    def is_set(self) -> bool:
        """Whether it tells an instant that was chosen, and not the time that it is."""
        return self._frozen is not None

    def now(self) -> datetime:
        """The instant things are dated by, in UTC."""
        return self._frozen or datetime.now(UTC)

    def elapsing(self) -> datetime:
        """The instant that waiting is measured by: runs on even while the clock is frozen."""
        if self._frozen is None:
            return datetime.now(UTC)
        return self._frozen + timedelta(seconds=time.monotonic() - self._begun)


class SetClock(Clock):
    """A clock that is moved by hand: for building the demo's past, and for tests."""

    def __init__(self, at: datetime) -> None:
        """Begin at an instant."""
        super().__init__(at)

    def set(self, at: datetime) -> None:
        """Move to an instant."""
        self._frozen, self._begun = at, time.monotonic()

    def forward(self, **span: float) -> None:
        """Move forward by a span, such as `days=1`."""
        self.set(self.now() + timedelta(**span))
