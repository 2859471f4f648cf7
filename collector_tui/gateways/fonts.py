"""The fonts that papers are set in: shipped with the program and put into every file, so that all see the same."""

from functools import cache
from html import escape

from reportlab.lib.fonts import addMapping  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

from collector_tui.domain.text import visible
from collector_tui.paths import asset

REGULAR, BOLD = "DejaVuSans", "DejaVuSans-Bold"


@cache
def register() -> None:
    """Make the fonts known to the press."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(asset("fonts", f"{name}.ttf"))))
    for is_italic in (0, 1):
        addMapping(REGULAR, 0, is_italic, REGULAR)
        addMapping(REGULAR, 1, is_italic, BOLD)


def drawable(text: str) -> str:
    """The text as it can be drawn: what the font has no picture of is shown as its code, not as an empty box."""
    shown = visible(text)
    if shown.isascii():
        return shown
    register()
    pictures = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return "".join(one if ord(one) in pictures else f"<{ord(one):04X}>" for one in shown)


def literal(text: str) -> str:
    """The text for a paragraph, in which nothing is read as markup."""
    return escape(drawable(text), quote=False)


def width(text: str, size: float, font: str = BOLD) -> float:
    """How wide the text is drawn, in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))
