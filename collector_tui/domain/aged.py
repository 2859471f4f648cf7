"""The aging as it is told: what is owed by age, and what has changed of a day that is over."""

from datetime import date, datetime
from typing import NamedTuple


class AgingLine(NamedTuple):
    """The aging of one account, or of the whole book in one currency (then `account` is empty)."""

    account: str
    account_id: int
    currency: str
    buckets_cents: tuple[int, int, int, int, int]
    unapplied_cents: int
    disputed_cents: int = 0

    @property
    def outstanding_cents(self) -> int:
        """The buckets less what is unapplied."""
        return sum(self.buckets_cents) - self.unapplied_cents


class BackDated(NamedTuple):
    """What was recorded after a day and yet counts on it: one entry, or all that one import brought.

    `cents` is what it changes of what is owed; `entry_id` is 0 for an import, and for a dispute that was undone.
    """

    account: str
    currency: str
    kind: str
    number: str
    effective_on: date
    recorded_at: datetime
    cents: int
    entry_id: int
    filename: str
    entries: int
