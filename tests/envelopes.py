"""Envelopes with windows, and what of a folded letter may be seen through them, as another program (PDFium) draws it."""

from typing import NamedTuple

import pypdfium2

MM, INCH = 72 / 25.4, 72.0


class Glyph(NamedTuple):
    """A letter as drawn: the edges of its ink, in points from the upper left corner of the sheet."""

    letter: str
    left: float
    top: float
    right: float
    bottom: float


class Envelope(NamedTuple):
    """An envelope, the folded sheet in it, and a window of it from the upper left corner; all in points."""

    wide: float
    high: float
    sheet_wide: float
    sheet_high: float
    left: float
    top: float
    right: float
    bottom: float

    def always(self) -> tuple[float, float, float, float]:
        """What of the sheet is in the window wherever it slides."""
        return self.left, self.top, self.right - self._across, self.bottom - self._down

    def ever(self) -> tuple[float, float, float, float]:
        """What of the sheet may come into the window."""
        return self.left - self._across, self.top - self._down, self.right, self.bottom

    def at_rest(self) -> tuple[float, float, float, float]:
        """What of the sheet is in the window while it lies on the bottom, as far left as it goes."""
        return self.left, self.top - self._down, self.right, self.bottom - self._down

    @property
    def _across(self) -> float:
        return self.wide - self.sheet_wide

    @property
    def _down(self) -> float:
        return self.high - self.sheet_high


def _window(size: tuple[float, float], sheet: tuple[float, float], window: tuple[float, ...], unit: float) -> Envelope:
    """A window as makers give it: from the left, from below, its width and its height."""
    left, below, wide, high = window
    return Envelope(
        *(one * unit for one in (*size, *sheet, left, size[1] - below - high, left + wide, size[1] - below))
    )


DL = _window((220, 110), (210, 105), (20, 15, 90, 45), MM)
C6_5 = _window((229, 114), (210, 105), (20, 15, 90, 45), MM)
_TEN, _THIRD = (9.5, 4.125), (8.5, 11 / 3)
NUMBER_10 = _window(_TEN, _THIRD, (0.875, 0.5, 4.5, 1.125), INCH)
DOUBLE_10 = [
    _window(_TEN, _THIRD, (0.5, 2.375, 3.5, 0.792), INCH),
    _window(_TEN, _THIRD, (0.5, 0.75, 3.5, 0.875), INCH),
]


def glyphs(pdf: bytes, page: int = 0) -> list[Glyph]:
    """Every letter of a page in the order in which it is drawn; spaces have no ink."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    high, text = sheet.get_height(), sheet.get_textpage()
    found = []
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1)
        if letter.strip():
            left, bottom, right, top = text.get_charbox(at)
            found.append(Glyph(letter, left, high - top, right, high - bottom))
    return found


def inside(found: list[Glyph], area: tuple[float, float, float, float]) -> str:
    """The letters that lie wholly in an area."""
    left, top, right, bottom = area
    return "".join(
        one.letter
        for one in found
        if left <= one.left and one.right <= right and top <= one.top and one.bottom <= bottom
    )


def touching(found: list[Glyph], area: tuple[float, float, float, float]) -> str:
    """The letters of which anything lies in an area."""
    left, top, right, bottom = area
    return "".join(
        one.letter for one in found if one.right > left and one.left < right and one.bottom > top and one.top < bottom
    )


def ink(*lines: str) -> str:
    """Lines without what has no ink."""
    return "".join("".join(lines).split())
