"""What a message costs, in words: the parts of a text, and the character that makes it dearer; of the others the length."""

from textual.content import Content

from collector_tui.domain.message import Draft
from collector_tui.tui.proofing import Forced
from collector_tui.tui.text import styled, text

_SPOKEN = 150
"""The words that are spoken in a minute."""


def rows(draft: Draft, forced: Forced | None) -> list[Content]:
    """The size in one line, and in another what makes it dearer."""
    if draft.channel != "sms":
        subject = [styled(("Subject: ", "bold"), draft.subject)] if draft.channel == "email" else []
        return [*subject, _length(draft)]
    encoding, units, segments, _ = draft.size
    parts = "segment" if segments == 1 else "segments"
    size = styled(
        (f"{segments} {parts}", "bold"), f"   {units} {'units' if encoding == 'GSM-7' else 'UTF-16 units'}   {encoding}"
    )
    return [size, _dearer(segments, forced)] if forced else [size]


def _dearer(segments: int, forced: Forced) -> Content:
    """The character that forces the dearer encoding, what it costs, where it comes from, and how to mend it."""
    cost = f": {segments} segments instead of {forced.instead}" if forced.instead < segments else ""
    said = (f"{forced.character} forces UCS-2{cost}", "bold $text-warning")
    return styled(said, f", from {forced.origin}", ("   Ctrl-g mends it", "bold") if forced.has_plain else "")


def _length(draft: Draft) -> Content:
    words = len(draft.text.split())
    if draft.channel == "call":
        return text(f"{words} words, about {max(round(words * 6 / _SPOKEN) * 10, 10)} seconds to say")
    return text(f"{words} words   {len(draft.text):,} characters")
