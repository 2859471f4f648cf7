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

    def show(self, entry: Entry | None) -> None:
        """Paint what the cursor is on."""
        match entry:
            case Going(card=card, draft=draft):
                rows = self._email(entry) if draft.channel == "email" else _text(entry)
                self.paint(rows, styled((_short(card.name), "bold"), f" · {manner(draft)}"))
            case LeftOut(account=account, why=why):
                title = styled((_short(account), "bold"), f" · {heading(entry)}")
                self.paint([text(why)], title)
            case Group(heading=words, size=number):
                self.paint([text(f"{number:,} get none: {words}.")], text("Left out", "bold"))
            case None:
                self.paint([], Content(""))

    def _email(self, one: Going) -> list[Content]:
        """An email from its subject on, as far as there is room, and how much more of it there is."""
        width, height = max(self.content_size.width, 1), max(self.content_size.height, 1)
        head = [
            text(f"Email to {one.recipient.shown}", "$foreground-muted"),
            text(one.draft.subject, "bold"),
        ]
        lines = [
            part for line in visible(one.draft.text, lines=True).splitlines() if line for part in wrapped(line, width)
        ]
        room = height - len(head)
        if len(lines) > room:
            more = len(lines) - max(room - 1, 0)
            lines[max(room - 1, 0) :] = []
            return [*head, *map(text, lines), text(f"… {more} more lines", "$foreground-muted")]
        return [*head, *map(text, lines)]


def _text(one: Going) -> list[Content]:
    """A text as it goes, and what it costs."""
    cost = f"{one.segments} segment{'' if one.segments == 1 else 's'} {one.draft.size.encoding}"
    return [text(one.draft.text), text(f"{cost}  to {one.recipient.shown}", "$foreground-muted")]


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
