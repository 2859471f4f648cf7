"""What a text costs to send: its encoding, its units and how many parts the carrier bills.

Source: 3GPP TS 23.038 (the default alphabet and its extension table) and 23.040 (concatenation).
"""

from functools import lru_cache
from typing import Literal, NamedTuple

Encoding = Literal["GSM-7", "UCS-2"]

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_LIMITS: dict[Encoding, tuple[int, int]] = {"GSM-7": (160, 153), "UCS-2": (70, 67)}

_PLAINER = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\u202f": " "}
)


class Segments(NamedTuple):
    """How a text travels: `units` are septets or UTF-16 words; `forced_by` made it UCS-2, or is empty."""

    encoding: Encoding
    units: int
    segments: int
    forced_by: str


def _units(character: str, encoding: Encoding) -> int:
    if encoding == "GSM-7":
        return 2 if character in _EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1


@lru_cache(maxsize=256)
def segments(text: str) -> Segments:
    """Encoding, units and segments of a text; no extended character or emoji straddles two parts.

    >>> segments("Hello €")
    Segments(encoding='GSM-7', units=8, segments=1, forced_by='')
    """
    forced_by = next((c for c in text if c not in _BASIC and c not in _EXTENDED), "")
    encoding: Encoding = "UCS-2" if forced_by else "GSM-7"
    single, part = _LIMITS[encoding]
    sizes = [_units(character, encoding) for character in text]
    units = sum(sizes)
    if units <= single:
        return Segments(encoding, units, 1 if units else 0, forced_by)
    count, room = 1, part
    for size in sizes:
        if size > room:
            count, room = count + 1, part
        room -= size
    return Segments(encoding, units, count, forced_by)


def plainer(text: str) -> str:
    """The same words with typographic quotes, dashes and spaces as the plain ones that keep a text in GSM-7.

    >>> plainer("Don’t – “ignore” this…")
    'Don\\'t - "ignore" this...'
    """
    return text.translate(_PLAINER)
