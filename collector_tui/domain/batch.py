"""Many messages at once: who gets one, who is left out and why, and how far they have come."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from collector_tui.domain.account import Card, QueueRow
from collector_tui.domain.ladder import Step
from collector_tui.domain.message import Draft
from collector_tui.domain.queue import APPLY_CREDIT
from collector_tui.domain.recipient import Recipient, recipient_of


class Going(NamedTuple):
    """An account that gets a message: its card and the words, as they were listed."""

    card: Card
    draft: Draft

    @property
    def recipient(self) -> Recipient:
        """The number or the address it goes to."""
        return recipient_of(self.card, self.draft.channel)

    @property
    def segments(self) -> int:
        """What it costs, in segments; an email costs none."""
        return self.draft.size.segments if self.draft.channel == "sms" else 0


def counted(going: Iterable[Going]) -> str:
    """So many texts and emails, in words: “38 texts and 4 emails”, “1 text”."""
    channels = Counter(one.draft.channel for one in going)
    parts = [_so_many(channels["sms"], "text"), _so_many(channels["email"], "email")]
    return " and ".join(filter(None, parts)) or "0 messages"


def _so_many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}" if count else ""


class LeftOut(NamedTuple):
    """An account that gets none: a code for the reason, and the reason in words."""

    account_id: int
    account: str
    code: str
    why: str


class Batch(NamedTuple):
    """What a batch would send, before anybody has confirmed it."""

    going: tuple[Going, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def segments(self) -> int:
        """What it costs, in segments."""
        return sum(one.segments for one in self.going)


class Progress(NamedTuple):
    """How many messages of a batch wait, have left, may or may not have left, did not arrive, and were taken back."""

    waiting: int
    gone: int
    unknown: int
    failed: int
    stopped: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)

    @property
    def is_over(self) -> bool:
        """Whether none waits any more."""
        return self.waiting == 0


_WAITING = ("queued", "sending")
_GONE = ("accepted", "sent", "delivered", "no_receipt")


def progress(counts: Iterable[tuple[str, int]]) -> Progress:
    """The progress of a batch from how many of its messages are in each state."""
    sums = {"waiting": 0, "gone": 0, "unknown": 0, "failed": 0, "stopped": 0}
    for state, count in counts:
        kind = "waiting" if state in _WAITING else "gone" if state in _GONE else state
        kind = "stopped" if kind == "cancelled" else kind if kind in sums else "failed"
        sums[kind] += count
    return Progress(**sums)


_KEPT_OUT: Final[Mapping[str, str]] = {
    "on hold": "held",
    "every invoice is on hold": "held",
    "in dispute": "disputed",
    "promised": "promised",
    "pays by arrangement": "arranged",
    "offered to settle": "settlement_offered",
    "snoozed": "snoozed",
    "contacted recently": "contacted_recently",
    "next action": "planned",
    "owes nothing": "owes_nothing",
}
"""The code for what keeps an account out of the queue, by how its words begin."""


def not_now(row: QueueRow, step: Step | None, step_on: date | None, today: date) -> tuple[str, str] | None:
    """Why an account is not written to by a batch of all that is due, as a code and in words; None when it is.

    What a person has to see first is left to a person: replies, messages that failed, callbacks and plans.
    """
    if not row.reason:
        codes = (code for beginning, code in _KEPT_OUT.items() if row.hidden_by.startswith(beginning))
        return next(codes, "not_due"), row.hidden_by
    if row.reason == "reply":
        return "reply", "has replied: read it first (i)"
    if row.reason in ("send_failed", "send_unknown"):
        return row.reason, row.why(today)
    if row.reason_text == APPLY_CREDIT:
        return "in_credit", "in credit: apply it first"
    if row.reason == "callback" or (row.reason == "action" and not (step and row.reason_text == step.name)):
        return "planned", f"planned: {row.why(today)}"
    if step is None:
        return "decide", "all notices sent: decide what comes next"
    if step_on is None or step_on > today:
        return "not_due", f"{step.name} comes on {step_on.isoformat() if step_on else 'a later day'}"
    return None


def for_a_person(step: Step | None) -> tuple[str, str] | None:
    """Why a step is not taken by a message that goes to many, as a code and in words; None when it is.

    It is where it is meant for a text, or for an email before anything else.
    """
    if step is None or "sms" in step.ways or (step.ways[0] == "email" and not step.strict):
        return None
    way = step.ways[0]
    if way == "call":
        return "call", "a call is due: c calls"
    if way == "decide":
        return "decide", f"{step.name} is due"
    return way, f"{step.name} is due, by {' or '.join(step.ways)}: m shows it"
