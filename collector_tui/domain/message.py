"""A message: as drafted from the book's figures, what was found in it, and as it lies in the outbox."""

from datetime import date, datetime
from typing import NamedTuple

from collector_tui.domain.approach import Approach
from collector_tui.domain.guard import Channel
from collector_tui.domain.mail import Attachment
from collector_tui.domain.meter import Reading
from collector_tui.domain.sms import Segments
from collector_tui.domain.tone import Tone


class Finding(NamedTuple):
    """Something to know about a text before it goes: `block`, `ask` or `advise`, the words found, and a sentence."""

    level: str
    rule: str
    found: str
    says: str


class Draft(NamedTuple):
    """A message ready to go. `figures` sums up what it claims is owed, empty where it claims nothing.

    `takes` is the day on the ladder of the step it takes, None where it takes none; `step_name` says what it is there.
    `is_own` tells words that a person wrote from those that were drafted, `answer_by` is the day they name to answer.
    `attached` goes with an email.
    """

    account_id: int
    tone: Tone
    approach: Approach
    channel: Channel
    subject: str
    text: str
    size: Segments
    figures: str
    takes: int | None
    step_name: str
    is_own: bool = False
    answer_by: date | None = None
    attached: tuple[Attachment, ...] = ()


class Proof(NamedTuple):
    """What was found in a text when it was read through: how firm it is, and what speaks against it, worst first."""

    reading: Reading
    findings: tuple[Finding, ...]

    def of(self, level: str) -> tuple[Finding, ...]:
        """The findings of one level."""
        return tuple(one for one in self.findings if one.level == level)


class OutboxMessage(NamedTuple):
    """One row of the outbox; `attached` names the files that go with it."""

    id: int
    account_id: int
    account: str
    recipient: str
    channel: Channel
    state: str
    subject: str
    text: str
    tone: str
    approach: str
    segments: int
    queued_at: datetime
    leaves_at: datetime
    expires_at: datetime
    figures: str
    provider_id: str
    error: str
    simulated: bool
    phone_id: int | None
    batch: int | None
    looks: int = 0
    sending_at: datetime | None = None
    parent_id: int | None = None
    attached: str = ""
    state_at: datetime | None = None

    def key(self, book_id: str) -> str:
        """Its name at a carrier, at most 36 characters: the same each time, and of no other message.

        A book restored from a backup may give a message's number a second time: the instant tells the two apart.
        """
        return f"{book_id}-{self.id}-{int(self.queued_at.timestamp()):x}"
