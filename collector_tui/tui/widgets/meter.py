"""The tone meter as it is shown: five steps from friendly to final, a mark where the words lie, and what was counted."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from collector_tui.domain.meter import Counted, Reading
from collector_tui.domain.text import one_line
from collector_tui.domain.tone import TONES
from collector_tui.tui.text import styled, text

IS_NO_JUDGE: Final = "counts phrases; not a judge of the law"

_COLOURS: Final = ("$text-success", "$text-success", "$text-warning", "$text-warning", "$text-error")
"""The colours of the steps; the mark and the bold name say the same without them."""
_BEYOND: Final = 20
"""How many points the two ends reach beyond the scores at which they begin."""


def told(reading: Reading) -> str:
    """What the meter says in words.

    >>> told(Reading(4, "firm", ()))
    'Reads firm · 4 points'
    """
    return f"Reads {reading.tone} · {reading.score} point{'' if abs(reading.score) == 1 else 's'}"


def scale(reading: Reading, lowest: Sequence[int], indent: int, step: int) -> list[Content]:
    """The five steps by name, and under them the bar with its mark; `lowest` are the scores at which four begin."""
    at, names, bar = TONES.index(reading.tone), Content(" " * indent), Content(" " * indent)
    mark = min(_mark(reading.score, at, lowest, step), step * (len(TONES) - 1) + len(TONES[-1]) - 1)
    for place, tone in enumerate(TONES):
        names += styled(
            (tone, f"bold {_COLOURS[place]}" if place == at else "$foreground-muted"), " " * (step - len(tone))
        )
        is_last = tone == TONES[-1]
        reached = min(max(mark - place * step, 0), step)
        rest = (len(tone) if is_last else step) - reached - (place == at)
        ahead = ("┴" if place > at else "─") + "─" * (rest - 1) if rest > 0 else ""
        bar += styled(("━" * reached, _COLOURS[place]), ("●" if place == at else "", f"bold {_COLOURS[place]}"))
        bar += text(ahead, "$foreground-muted")
    return [names, bar]


def _mark(score: int, at: int, lowest: Sequence[int], step: int) -> int:
    """The cell of the mark: in the step of the tone, further along the higher the score is in it."""
    bounds = [lowest[0] - _BEYOND, *lowest, lowest[-1] + _BEYOND]
    share = (score - bounds[at]) / (bounds[at + 1] - bounds[at])
    return at * step + int(min(max(share, 0), 0.99) * step)


def counted(phrases: Sequence[Counted], width: int, most: int) -> list[Content]:
    """The phrases that were counted, each with its points, in a few lines; how many are left out is said."""
    if not phrases:
        return [text("no phrase is counted", "$foreground-muted")]
    rows = [Content("")]
    for place, one in enumerate(phrases):
        style = "$text-warning" if one.points > 0 else "$text-success"
        piece = styled((f"{one.points:+d}", f"bold {style}"), f" {one_line(one.phrase)}").truncate(width)
        rest = text(f"and {len(phrases) - place} more", "$foreground-muted")
        is_end = len(rows) == most
        room = width - (rest.cell_length + 3 if is_end and place < len(phrases) - 1 else 0)
        if rows[-1].cell_length + piece.cell_length > room and rows[-1].cell_length:
            if is_end:
                return [*rows[:-1], rows[-1] + rest]
            rows.append(Content(""))
        rows[-1] += piece + Content("   ")
    return rows
