"""Tables on paper: rows between fine rules, figures in a row, and two blocks side by side."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import CondPageBreak, Paragraph, Spacer, Table  # type: ignore[import-untyped]

from collector_tui.gateways.fonts import BOLD, REGULAR, literal, width
from collector_tui.gateways.paper import ACCENT, INK, QUIET, RULE, SIZE, TINT, style

_SECTION = style(10, bold=True, colour=ACCENT)
_PADDING, _SMALL, _LEAST_WORDS, _LEAST_FIGURE = 5, 7, 60, 56
_WHOLE = (0, 0), (-1, -1)
_HEAD = (0, 0), (-1, 0)
_LAST = (0, -1), (-1, -1)


def section(title: str) -> list[Any]:
    """The title of what follows; it never stands alone at the foot of a page."""
    return [Spacer(0, 14), CondPageBreak(90), Paragraph(literal(title), _SECTION), Spacer(0, 4)]


def beside(left: list[Any], right: list[Any], wide: float, *, is_ruled: bool = False) -> Any:
    """Two blocks side by side, with a rule under both if wanted; one that is taller than a page goes on."""
    table = Table([[left, right]], colWidths=[wide * 0.56, wide * 0.44], splitInRow=1)
    table.setStyle(
        [
            ("FONT", *_WHOLE, REGULAR, SIZE),
            ("VALIGN", *_WHOLE, "TOP"),
            ("LEFTPADDING", *_WHOLE, 0),
            ("RIGHTPADDING", (0, 0), (0, -1), 18),
            ("RIGHTPADDING", (1, 0), (1, -1), 0),
            *([("LINEBELOW", *_WHOLE, 1.2, ACCENT), ("BOTTOMPADDING", *_WHOLE, 10)] if is_ruled else []),
        ]
    )
    return table


def ruled(
    headers: list[str], rows: list[list[Any]], total: list[str], wide: float, *, words: int, right_from: int
) -> Any:
    """Rows under a header that every page repeats, with their sum under them.

    The column of words takes what the others leave; those from `right_from` on are figures. A row that is taller than
    a page goes on in the next.
    """
    widths = _widths([headers, *rows, total], wide, words, right_from)
    table = Table([headers, *rows, total], colWidths=widths, repeatRows=1, splitInRow=1)
    table.setStyle(
        [
            ("FONT", *_WHOLE, REGULAR, SIZE),
            ("FONT", *_HEAD, BOLD, 7.5),
            ("FONT", *_LAST, BOLD, SIZE),
            ("TEXTCOLOR", *_WHOLE, INK),
            ("TEXTCOLOR", *_HEAD, ACCENT),
            ("BACKGROUND", *_HEAD, TINT),
            ("ALIGN", (right_from, 0), (-1, -1), "RIGHT"),
            ("VALIGN", *_WHOLE, "TOP"),
            ("LEFTPADDING", *_WHOLE, _PADDING),
            ("RIGHTPADDING", *_WHOLE, _PADDING),
            ("TOPPADDING", *_WHOLE, 3),
            ("BOTTOMPADDING", *_WHOLE, 3),
            ("LINEBELOW", (0, 1), (-1, -2), 0.3, RULE),
            ("LINEABOVE", *_LAST, 0.9, ACCENT),
        ]
    )
    return table


def _widths(rows: Sequence[Sequence[Any]], wide: float, words: int, right_from: int) -> list[float]:
    """Each column as wide as the widest thing in it, so that no figure is cut; the words get the rest."""
    columns = list(zip(*rows, strict=True))
    widths = [max(width(cell, SIZE) for cell in column if isinstance(cell, str)) + 2 * _PADDING for column in columns]
    widths[right_from:] = [max(one, _LEAST_FIGURE) for one in widths[right_from:]]
    widths[words] = max(wide - sum(widths) + widths[words], _LEAST_WORDS)
    return widths


def figures(names: Sequence[str], amounts: Sequence[str], wide: float) -> Any:
    """Amounts in a row with their names above, set smaller where they would not fit."""
    pairs = zip(names, amounts, strict=True)
    wanted = [max(width(amount, SIZE), width(name, _SMALL)) + 2 * _PADDING for name, amount in pairs]
    scale = min(1.0, wide / sum(wanted))
    table = Table([names, amounts], colWidths=[one * wide / sum(wanted) for one in wanted])
    table.setStyle(
        [
            ("FONT", *_HEAD, REGULAR, _SMALL * scale),
            ("FONT", *_LAST, BOLD, SIZE * scale),
            ("TEXTCOLOR", *_HEAD, QUIET),
            ("TEXTCOLOR", *_LAST, INK),
            ("ALIGN", *_WHOLE, "RIGHT"),
            ("BACKGROUND", *_WHOLE, TINT),
            ("LEFTPADDING", *_WHOLE, _PADDING * scale),
            ("RIGHTPADDING", *_WHOLE, _PADDING * scale),
        ]
    )
    return table
