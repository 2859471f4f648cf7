"""The windows of envelopes: where on a folded sheet an address has to stand, and how it is made to fit there.

Only names and addresses may be seen through a window: what tells of a debt, a number of an account included, may not
be on the outside of a debtor's mail (15 U.S.C. 1692f(8); Douglass v. Convergent Outsourcing, 3d Cir. 2014).
"""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.lib.units import inch, mm  # type: ignore[import-untyped]

from collector_tui.domain.columns import wrapped
from collector_tui.gateways.fonts import REGULAR, drawable, width

LEADING = 1.2
"""From line to line in an address, in sizes of its letters; every letter of the font is less high."""
_LARGEST, _SMALLEST, _STEP = 10.0, 6.0, 0.5
"""Sizes of an address in points; 6 is the least that DIN 5008 allows."""
_CUT = "…"


class Box(NamedTuple):
    """A part of a sheet, in points from its upper left corner."""

    left: float
    top: float
    wide: float
    high: float


class Form(NamedTuple):
    """Where everything stands on the first page; all in points, downward from the upper edge.

    `head` has the sender's name and address, `address` the recipient's; `side` is what stands to the right of them,
    out of sight. `back` is the line above the address by which a letter is sent back, where it has one. The text
    begins at `text`. `folds` are where to fold, `punch` is the middle, where to punch.
    """

    left: float
    right: float
    head: Box
    address: Box
    side: Box
    text: float
    back: Box | None = None
    folds: tuple[float, ...] = ()
    punch: float = 0


DIN_5008_B = Form(
    left=25 * mm,
    right=20 * mm,
    head=Box(25 * mm, 14 * mm, 165 * mm, 14 * mm),
    back=Box(25 * mm, 57.7 * mm, 75 * mm, 5 * mm),
    address=Box(25 * mm, 62.7 * mm, 75 * mm, 26 * mm),
    side=Box(125 * mm, 50 * mm, 65 * mm, 40 * mm),
    text=98.46 * mm,
    folds=(105 * mm, 210 * mm),
    punch=148.5 * mm,
)
"""A4 for a DL or C6/5 envelope with a window of 90 × 45 mm, 20 mm from the left and 15 mm from below (DIN 680).

The address field is 85 × 45 mm, 20 mm from the left, 45 mm from above; its letters begin at 25 mm; the address begins
at 62.7 mm and is 27.3 mm high (DIN 5008:2020, form B). Here it ends at 100 mm and 1.3 mm earlier, so that it is whole
in the window of a DL envelope (220 × 110 mm) wherever the sheet slides.
"""

US_NUMBER_10 = Form(
    left=0.9 * inch,
    right=0.9 * inch,
    head=Box(0.9 * inch, 0.56 * inch, 3 * inch, 0.68 * inch),
    address=Box(0.9 * inch, 2.1 * inch, 3 * inch, 0.76 * inch),
    side=Box(5.5 * inch, 0.5 * inch, 2.125 * inch, 2.6 * inch),
    text=3.75 * inch,
)
"""US Letter, folded in three, for a #10 envelope (4⅛ × 9½ inches) with two windows.

The windows show what is 0.5 to 4 inches from the left and 0.5 to 1.292 or 2.042 to 2.917 inches from above while the
sheet lies on the bottom of the envelope (PostalMethods, guide for developers). Here a sixteenth of an inch is left free
above and below, a tenth to the right, and it begins at 0.9 inches, so that the common single window fits too (4½ × 1⅛
inches, ⅞ from the left, ½ from below: businessenvelopes.com).
"""


class Fitted(NamedTuple):
    """Lines as they stand in a box, their size in points, and whether something had to be left out."""

    lines: tuple[str, ...]
    size: float
    is_cut: bool = False


def form_of(sheet: tuple[float, float]) -> Form:
    """The form of a letter on a sheet, which is Letter or A4."""
    return US_NUMBER_10 if sheet[0] > 600 else DIN_5008_B


def fit(name: str, address: Sequence[str], box: Box, largest: float = _LARGEST, font: str = REGULAR) -> Fitted:
    """A name and an address as large as fits into a box; of what never would the name's end and the address's
    beginning are left out, since mail finds its way by its last lines.
    """
    size = largest
    while True:
        name_lines, address_lines = (_set(parts, box, size, font) for parts in ([name], address))
        room = int(box.high / (size * LEADING))
        if len(name_lines) + len(address_lines) <= room:
            return Fitted((*name_lines, *address_lines), size)
        if size <= _SMALLEST:
            break
        size = max(size - _STEP, _SMALLEST)
    kept = address_lines[-(room - 1) :]
    shown = name_lines[: room - len(kept)]
    if len(shown) < len(name_lines):
        shown[-1] = shortened(shown[-1], box.wide, size, font, is_more=True)
    return Fitted((*shown, *kept), size, is_cut=True)


def _set(parts: Sequence[str], box: Box, size: float, font: str) -> list[str]:
    drawn = (drawable(part) for part in parts)
    return [line for part in drawn for line in wrapped(part, box.wide, lambda text: width(text, size, font)) if line]


def shortened(text: str, wide: float, size: float, font: str = REGULAR, *, is_more: bool = False) -> str:
    """A text that is drawn, cut where it would be wider than there is room, or where more would follow."""
    if not is_more and width(text, size, font) <= wide:
        return text
    left = wide - width(_CUT, size, font)
    for at, letter in enumerate(text):
        left -= width(letter, size, font)
        if left < 0:
            return text[:at].rstrip() + _CUT
    return text + _CUT
