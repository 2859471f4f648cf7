"""A message: as drafted from the book's figures, and as it lies in the outbox."""

from datetime import datetime
from typing import NamedTuple

from collector_tui.domain.sms import Segments
from collector_tui.domain.tone import Tone


class Finding(NamedTuple):
    """Something to know about a text before it goes: `block`, `ask` or `advise`, the words found, and a sentence."""

    level: str
    rule: str
    found: str
    says: str


class Draft(NamedTuple):
    """A message ready to go. `figures` sums up what it claims is owed; `step` is the ladder's, if it takes one."""

    account_id: int
    tone: Tone
    approach: str
    channel: str
    text: str
    size: Segments
    figures: str
    step: int | None
    step_name: str
    findings: tuple[Finding, ...]


class OutboxMessage(NamedTuple):
    """One row of the outbox."""

    id: int
    account_id: int
    account: str
    recipient: str
    state: str
    text: str
    tone: str
    segments: int
    queued_at: datetime
    leaves_at: datetime
    expires_at: datetime
    figures: str
    provider_id: str
    error: str
    simulated: bool
    phone_id: int | None
