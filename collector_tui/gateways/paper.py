"""Paper: the sheets a document is printed on, their margins, their styles, and the line at the foot of each."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple

from reportlab.lib.colors import Color, HexColor  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4, LETTER  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate  # type: ignore[import-untyped]

from collector_tui.gateways.fonts import BOLD, REGULAR, drawable, register

INK: Color = HexColor(0x1B2A33)
QUIET: Color = HexColor(0x5B6B75)
ACCENT: Color = HexColor(0x1F5C6B)
RULE: Color = HexColor(0xC9D3D8)
TINT: Color = HexColor(0xEEF3F5)

SIZE = 8.5
MARGIN = 48
_FOOT, _LOWEST = 30, MARGIN + 8
"""How far up the line at the foot stands, and the last line of the text."""
_NO_PADDING = (0, 0, 0, 0)
_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PA", "DO", "PR", "VE", "SV", "NI"})
"""Where letters are written on Letter and not on A4 (as in Unicode CLDR's list of measurement data)."""


def style(
    size: float = SIZE, *, bold: bool = False, colour: Color = INK, right: bool = False, before: float = 0
) -> Any:
    """How a paragraph is set; a word that is too long for its line goes on in the next."""
    register()
    return ParagraphStyle(
        "",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.35,
        textColor=colour,
        splitLongWords=1,
        spaceBefore=before,
        **({"alignment": TA_RIGHT} if right else {}),
    )


def sheet_of(country: str) -> tuple[float, float]:
    """The width and height of a sheet in points, as it is used in a country (ISO code)."""
    return LETTER if country.upper() in _LETTER_COUNTRIES else A4  # type: ignore[no-any-return]


class Opening(NamedTuple):
    """What stands on the first page above the text: how far down the text begins there, in points, and who draws it."""

    height: float
    draw: Callable[[Canvas], None]


def print_story(
    story: list[Any],
    *,
    sheet: tuple[float, float],
    title: str,
    author: str,
    foot: str,
    left: float = MARGIN,
    right: float = MARGIN,
    opening: Opening | None = None,
) -> bytes:
    """The parts of a document one after the other on as many pages as they need; no clock goes into the file."""
    made = BytesIO()
    document = BaseDocTemplate(
        made,
        pagesize=sheet,
        title=drawable(title),
        author=drawable(author),
        creator="Collector",
        lang="en",
        invariant=1,
        pageCompression=1,
    )
    wide, high = sheet
    tops = [opening.height if opening else MARGIN, MARGIN]
    first, later = (
        Frame(left, _LOWEST, wide - left - right, high - top - _LOWEST, *_NO_PADDING, id="text") for top in tops
    )
    draw = opening.draw if opening else _nothing
    document.addPageTemplates(
        [
            PageTemplate("first", [first], onPage=lambda canvas, _: draw(canvas), autoNextPageTemplate="later"),
            PageTemplate("later", [later]),
        ]
    )
    document.build(story, canvasmaker=lambda *given, **named: _Numbered(drawable(foot), left, right, *given, **named))
    return made.getvalue()


def _nothing(_: Canvas) -> None:
    """Draw nothing."""


class _Numbered(Canvas):  # type: ignore[misc]
    """Draws the foot of every page once it is known how many there are."""

    def __init__(self, foot: str, left: float, right: float, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{**named, "initialFontName": REGULAR})
        self._foot, self._left, self._right = foot, left, right
        self._pages = list[dict[str, Any]]()

    def showPage(self) -> None:  # noqa: N802
        """Keep the page until all are there."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draw the feet and write the file."""
        pages = self._pages
        for number, page in enumerate(pages, 1):
            self.__dict__.update(page)
            self._draw_foot(f"Page {number} of {len(pages)}")
            super().showPage()
        super().save()

    def _draw_foot(self, place: str) -> None:
        wide, _ = self._pagesize
        self.setFont(REGULAR, 7.5)
        self.setFillColor(QUIET)
        self.drawString(self._left, _FOOT, self._foot)
        self.drawRightString(wide - self._right, _FOOT, place)
