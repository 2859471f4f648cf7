"""Beside the words what there is to know of them: how firm they read, what they cost, what is against them, and who may get them."""

from typing import Final

from textual.content import Content
from textual.widgets import Static

from collector_tui.domain.columns import wrapped
from collector_tui.domain.message import Finding, Proof
from collector_tui.domain.text import visible
from collector_tui.tui.proofing import Status
from collector_tui.tui.text import stacked, styled, text
from collector_tui.tui.widgets import meter, size_words
from collector_tui.tui.widgets.slider import LABEL

_SIGNS: Final = {
    "block": ("✗ block ", "bold $text-error"),
    "ask": ("? ask ", "bold $text-warning"),
    "advise": ("· advise ", "bold $text-accent"),
}
_SAID_ELSEWHERE: Final = ("encoding", "opted_out", "no_number")
"""Findings that the lines about the size and the contact tell already."""

_SHARE: Final = 0.45
"""The part of the screen that it takes at most under the words: those keep some room too (`max-height` in the style)."""

_TALL: Final = 24
"""From so many lines on there is room between them."""

_SCALE_WITH_LABELS: Final = 66
"""The columns that the meter takes when it stands under the row of tones."""


class ProofPane(Static):
    """Shows a status, roomy beside the words or tight under them."""

    _status: Status | None = None

    def show(self, status: Status | None) -> None:
        """Paint what is known; with None there are no words to know anything of."""
        self._status = status
        self._paint()

    def on_resize(self) -> None:
        """Paint for the room there is."""
        self._paint()

    def _paint(self) -> None:
        status = self._status
        if status is None:
            self.border_title = ""
            self.update(text(""))
            return
        said = meter.told(status.proof.reading)
        if self.screen.has_class("-wide"):
            self.border_title = text(said, "bold")
            self.update(stacked(self._roomy(status)))
        else:
            self.border_title = styled((said, "bold"), (f" · {meter.IS_NO_JUDGE}", "$foreground-muted"))
            self.update(stacked(self._tight(status)))

    def _roomy(self, status: Status) -> list[Content]:
        """Beside the words: with room between what belongs together, where the screen is high enough."""
        width, height, reading = max(self.content_size.width, 20), self.content_size.height, status.proof.reading
        gap = [Content("")] if height >= _TALL else []
        rows = [*gap, *meter.scale(reading, status.lowest, 0, 10), *gap, *meter.counted(reading.phrases, width, 6)]
        rows += [text(meter.IS_NO_JUDGE, "$foreground-muted"), *gap]
        rows += [*size_words.rows(status.draft, status.forced), *gap]
        contact = [*gap, *_contact(status, width, 5)]
        taken = sum(-(-row.cell_length // width) or 1 for row in rows) + len(contact)
        return [*rows, *_findings(status.proof, width, max(height - taken, 3)), *contact]

    def _tight(self, status: Status) -> list[Content]:
        """Under the words: a line each."""
        width, reading = max(self.content_size.width, 20), status.proof.reading
        indent, step = (LABEL, 12) if width >= _SCALE_WITH_LABELS else (0, 10)
        rows = [*meter.scale(reading, status.lowest, indent, step), *meter.counted(reading.phrases, width, 1)]
        rows += [row.truncate(width, ellipsis=True) for row in size_words.rows(status.draft, status.forced)]
        contact = _contact(status, width, 1)
        room = int(self.screen.size.height * _SHARE) - 1 - len(rows) - len(contact)
        return [*rows, *_findings(status.proof, width, max(room, 1)), *contact]


def _findings(proof: Proof, width: int, most: int) -> list[Content]:
    """What speaks against the words, each with a sign and a word, in so many lines; how many are left out is said."""
    found = [one for one in proof.findings if one.rule not in _SAID_ELSEWHERE]
    if not found:
        return [styled(("✓ ", "bold $text-success"), "nothing found against the words")]
    rows: list[Content] = []
    for place, one in enumerate(found):
        lines, rest = _finding(one, width), len(found) - place
        room = most - len(rows) - (rest > 1)
        if len(lines) > room:
            shown = lines[:room] if not rows else []
            left = rest - bool(shown)
            return [*rows, *shown, *([text(f"and {left} more", "bold")] if left else [])]
        rows += lines
    return rows


def _finding(one: Finding, width: int) -> list[Content]:
    sign, style = _SIGNS[one.level]
    first, *more = wrapped(visible(one.says), max(width - len(sign), 16))
    return [styled((sign, style), first), *(text(" " * len(sign) + line) for line in more)]


def _contact(status: Status, width: int, most: int) -> list[Content]:
    """Who gets it, whether that is allowed now, and if not why."""
    is_good = status.word.startswith("allowed")
    colour = "$text-success" if is_good else "$text-error" if status.verdict.effect == "block" else "$text-warning"
    head = styled(f"{status.to}: ", (status.word, f"bold {colour}"))
    if not status.verdict.refusals:
        return [head.truncate(width, ellipsis=True)]
    if most == 1:
        return [styled(head, f". {status.verdict.says}").truncate(width, ellipsis=True)]
    lines = wrapped(visible(status.verdict.says), width)[: most - 1]
    return [head.truncate(width, ellipsis=True), *(text(line) for line in lines)]
