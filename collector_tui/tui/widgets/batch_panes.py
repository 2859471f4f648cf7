"""Beside the list of a batch: the words for the one under the cursor, and who is left out in figures."""

from collections.abc import Sequence

from textual.content import Content

from collector_tui.domain.batch import Going, LeftOut
from collector_tui.domain.columns import wrapped
from collector_tui.domain.text import visible
from collector_tui.tui.batch_entries import Entry, Group, by_reason, heading
from collector_tui.tui.batch_words import manner
from collector_tui.tui.text import fitted, styled, text
from collector_tui.tui.widgets.lines import Lines

_LONGEST_NAME = 36
_LINES_WITHOUT_FRAME = 2
"""So few lines have no frame that says what they are."""


class BatchWords(Lines):
    """Shows the words that go, exactly as they go; or why somebody is left out."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._entry: Entry | None = None
        self._from = 0

    def show(self, entry: Entry | None) -> None:
        """Paint what the cursor is on."""
        self._from = self._from if entry is self._entry else 0
        self._entry = entry
        rows, height = self._wrapped(_rows(entry))[self._from :], max(self.content_size.height, 1)
        if len(rows) > height:
            more = len(rows) - height + 1
            rows[height - 1 :] = [text(f"… {more} more line{'' if more == 1 else 's'}: v goes on", "$foreground-muted")]
        self.paint(rows, _title(entry))

    def go_on(self) -> bool:
        """Show what there was no room for; at the end the beginning, and False."""
        height = max(self.content_size.height, 2)
        is_more = len(self._wrapped(_rows(self._entry))) - self._from > height
        self._from = self._from + height - 1 if is_more else 0
        self.show(self._entry)
        return is_more

    def _wrapped(self, rows: Sequence[tuple[str, str]]) -> list[Content]:
        """Rows with their styles as lines that fit; empty ones only where all the room is for the words."""
        width = max(self.content_size.width, 1)
        lines = [(line, style) for words, style in rows for line in visible(words, lines=True).split("\n")]
        kept = [(line, style) for line, style in lines if line or self.screen.has_class("-reading")]
        return [text(part, style) for line, style in kept for part in wrapped(line, width)]


def _rows(entry: Entry | None) -> list[tuple[str, str]]:
    """What is said of an entry, each piece with its style."""
    match entry:
        case Going(draft=draft) if draft.channel == "email":
            return [
                (f"Email to {entry.recipient.shown}", "$foreground-muted"),
                (draft.subject, "bold"),
                (draft.text, ""),
            ]
        case Going(draft=draft):
            cost = f"{entry.segments} segment{'' if entry.segments == 1 else 's'} {draft.size.encoding}"
            return [(draft.text, ""), (f"{cost}  to {entry.recipient.shown}", "$foreground-muted")]
        case LeftOut(why=why):
            return [(why, "")]
        case Group(heading=words, size=number):
            return [(f"{number:,} get none: {words}.", "")]
    return []


def _title(entry: Entry | None) -> Content:
    """Whom it is about."""
    match entry:
        case Going(card=card, draft=draft):
            return styled((_short(card.name), "bold"), f" · {manner(draft)}")
        case LeftOut(account=account):
            return styled((_short(account), "bold"), f" · {heading(entry)}")
        case Group():
            return text("Left out", "bold")
    return Content("")


class LeftOutPane(Lines):
    """How many are left out, by reason: one a line, or all in a row where there is little room."""

    def show(self, left_out: Sequence[LeftOut]) -> None:
        """Paint the reasons, the most frequent first."""
        groups = [(words, len(group)) for words, group in by_reason(left_out)]
        width, height = max(self.content_size.width, 1), max(self.content_size.height, 1)
        is_framed = height > _LINES_WITHOUT_FRAME
        title = (
            text(f"Left out · {len(left_out):,}" if left_out else "Nobody is left out") if is_framed else Content("")
        )
        if is_framed and len(groups) <= height:
            rows = [styled((f"{count:>5,}", "bold"), f"  {name}") for name, count in groups]
            self.paint([row.truncate(width, ellipsis=True) for row in rows], title)
            return
        words = " · ".join(f"{name} {count:,}" for name, count in groups) or "nobody"
        lines = wrapped(words if is_framed else f"Left out: {words}", width)
        if len(lines) > height:
            lines[height - 1 :] = [fitted(" ".join(lines[height - 1 :]), width)]
        self.paint([text(line) for line in lines], title)


def _short(name: str) -> str:
    """A name as it fits into a title."""
    return fitted(name, _LONGEST_NAME).rstrip()
