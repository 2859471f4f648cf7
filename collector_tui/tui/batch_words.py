"""The words around a batch: what it is, what would happen, how far it has come, and how it ended."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from textual.content import Content

from collector_tui.domain.batch import Batch, Going, Progress, counted
from collector_tui.domain.message import Draft
from collector_tui.tui.text import styled

STATES: Final[Mapping[str, str]] = {
    "queued": "waits",
    "sending": "is being sent",
    "accepted": "gone",
    "sent": "gone",
    "delivered": "gone, delivered",
    "no_receipt": "gone, no receipt",
    "unknown": "? may have gone or not",
    "rejected": "! refused",
    "undelivered": "! not delivered",
    "failed": "! failed",
    "not_found": "! not found at the carrier",
    "cancelled": "not sent",
}
"""Where a message of a batch stands."""

_EIGHTHS = " ▏▎▍▌▋▊▉█"


def title(name: str, batch: Batch, taken_out: Collection[int] = ()) -> str:
    """What a batch is, in figures."""
    going = [one for one in batch.going if one.card.id not in taken_out]
    segments = sum(one.segments for one in going)
    parts = [name, counted(going)]
    parts += [f"{segments:,} segment{'' if segments == 1 else 's'}"] if segments else []
    parts += [f"{len(batch.left_out):,} left out"] if batch.left_out else []
    parts += [f"{len(batch.going) - len(going):,} taken out"] if len(going) < len(batch.going) else []
    return " · ".join(parts)


def consequence(going: Sequence[Going], undo_seconds: int, *, can_leave: bool, yes: str) -> str:
    """What the key does that sends."""
    if not going:
        return "Nobody gets a message: nothing is sent."
    puts = f"{yes} puts {counted(going)} into the outbox"
    if not can_leave:
        it = "it waits" if len(going) == 1 else "they wait"
        return f"{puts}; no carrier is set: {it}, nothing is sent"
    it = "it leaves" if len(going) == 1 else "they leave"
    return f"{puts}; {it} {f'after {undo_seconds} s' if undo_seconds else 'at once'}"


def manner(draft: Draft) -> str:
    """How it is said, and at which step; a word that is the same twice stands once."""
    return " · ".join(dict.fromkeys((draft.tone, draft.approach, draft.step_name)))


def told(batch: Batch, so_far: Progress, leaves_in: int, *, is_stopped: bool) -> str:
    """How far a batch has come, and when the next of it leaves where that is known."""
    if is_stopped:
        return outcome(so_far, is_stopped=True)
    if leaves_in and so_far.waiting == so_far.total:
        return f"{counted(batch.going)} leave in {span(leaves_in)} · S takes them back"
    parts = [f"{so_far.gone:,} of {so_far.total:,} gone", f"{so_far.waiting:,} wait", f"{so_far.unknown:,} unknown"]
    parts += [f"{so_far.failed:,} failed", f"{so_far.stopped:,} not sent" if so_far.stopped else ""]
    parts += [f"next in {span(leaves_in)}" if so_far.waiting and leaves_in else ""]
    return " · ".join(filter(None, parts))


def span(seconds: int) -> str:
    """A time to wait, to the second, the minute or the hour.

    >>> span(52), span(150), span(36_000)
    ('52 s', '3 min', '10 h')
    """
    if seconds < 100:
        return f"{seconds} s"
    return f"{-(-seconds // 60)} min" if seconds < 6000 else f"{-(-seconds // 3600)} h"


def outcome(so_far: Progress, *, is_stopped: bool) -> str:
    """How a batch ended, as far as it has; what went wrong only where something did."""
    gone = f"{so_far.gone:,} gone" if is_stopped else f"{so_far.gone:,} of {so_far.total:,} gone"
    parts = [gone, f"{so_far.stopped:,} {'taken back' if is_stopped else 'not sent'}" if so_far.stopped else ""]
    parts += [f"{so_far.unknown:,} unknown" if so_far.unknown else ""]
    parts += [f"{so_far.failed:,} failed" if so_far.failed else ""]
    parts += [f"{so_far.waiting:,} being sent" if so_far.waiting else ""]
    return ("stopped: " if is_stopped else "") + ", ".join(filter(None, parts))


def shortly(so_far: Progress, leaves_in: int, *, can_leave: bool) -> str:
    """How far it has come, for the top of the desk."""
    if not can_leave:
        return f"batch: {so_far.waiting:,} wait, no carrier"
    if leaves_in > 0 and so_far.waiting == so_far.total:
        return f"batch: leaves in {span(leaves_in)}"
    return f"batch: {so_far.gone:,} of {so_far.total:,} gone"


def bar(so_far: Progress, width: int) -> Content:
    """A bar: full for what has gone, shaded for what is settled otherwise, light for what waits."""
    total = max(so_far.total, 1)
    gone = int(so_far.gone * width * 8 / total)
    full = "█" * (gone // 8) + (_EIGHTHS[gone % 8] if gone % 8 else "")
    other = round((total - so_far.waiting) * width / total) - len(full)
    shaded = "▒" * max(min(other, width - len(full)), 0)
    return styled(
        (full, "$success"), (shaded, "$warning"), ("░" * (width - len(full) - len(shaded)), "$foreground-muted")
    )
