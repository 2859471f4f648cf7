"""A batch that was begun at this desk, as it is remembered until the next one."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from collector_tui.domain.batch import Batch, Progress

_AT_REST_AFTER = 30.0
"""Seconds without a move after which what waits is held up: by the hour, a line that is down, or another desk."""


@dataclass
class Run:
    """A batch that was begun at this desk: what it was listed as, where it stands, and why it could not begin."""

    name: str
    batch: Batch
    so_far: Progress
    number: int = 0
    leaves_at: datetime | None = None
    is_stopped: bool = False
    is_undone: bool = False
    refused: str = ""
    is_stale: bool = True
    states: Mapping[int, str] = field(default_factory=dict)
    """Where the message of each account stands; empty while it is not known."""
    next_at: datetime | None = None
    """When the next of those that wait may leave."""
    moved_at: float = field(default_factory=time.monotonic)

    @property
    def is_running(self) -> bool:
        """Whether it is being put into the outbox, or some of it has yet to leave."""
        return not self.refused and not (self.number and self.so_far.is_over)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing of it has moved for a while, be it over or held up."""
        return not self.is_running or time.monotonic() - self.moved_at > _AT_REST_AFTER

    def moved(self) -> None:
        """Note that it has come further: what was read of each message does not hold any more."""
        self.is_stale, self.moved_at = True, time.monotonic()
