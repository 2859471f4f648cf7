"""Carried: what was taken over into a restored book, and under which numbers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "message": ("account_id", "channel", "recipient", "queued_at"),
    "call": ("account_id", "at"),
    "climb": ("account_id", "step", "day", "oldest_due"),
    "reply": ("provider", "provider_id"),
}
"""What makes a row the same in both books; numbers may have been given twice."""


@dataclass
class Carried:
    """What was carried over: how many of each, and the accounts concerned."""

    messages: int = 0
    calls: int = 0
    replies: int = 0
    opt_outs: int = 0
    numbers: int = 0
    """Numbers and addresses that have turned out wrong."""
    accounts: set[int] = field(default_factory=set)
    left: Counter[str] = field(default_factory=Counter)
    """How many messages went to accounts that the restored book does not have, by their names."""
    ids: dict[str, dict[int, int]] = field(default_factory=lambda: {table: {} for table in KEYS})
    """The numbers that rows have in the restored book, by table and the numbers they had."""
    lines: dict[int, int] = field(default_factory=dict)
    """The journal lines that were carried over, by the numbers they had."""
