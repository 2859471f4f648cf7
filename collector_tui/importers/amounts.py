"""Amounts as a file writes them: whether a comma or a point begins the cents is decided once for all of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from collector_tui.domain.money import minor_digits, parse_amount

_LONGEST = 40
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,2})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,3}\.[0-9]{2}")
_CERTAIN_COMMA = re.compile(r"\.[0-9]{3},|,[0-9]{1,2}(?![0-9.,])|[0-9]\.[0-9]{3}\.[0-9]|,[0-9]{4,}(?![0-9.,])")
_CERTAIN_POINT = re.compile(r",[0-9]{2,3}\.|\.[0-9]{1,2}(?![0-9.,])|[0-9],[0-9]{2,3},[0-9]|\.[0-9]{4,}(?![0-9.,])")
_GROUP = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}([.,])[0-9]{3}(?![0-9.,])")
_ZERO = frozenset(("-", "–", "—", "$ -", "$-", "€ -", "£ -", "- €"))


@dataclass(frozen=True, slots=True)
class Amounts:
    """How one file writes amounts. `doubtful` when it writes them both ways, so that “1,234” could be either."""

    decimal: str
    doubtful: bool = False

    def read(self, text: str, currency: str) -> int:
        """The amount in minor units. Raises ValueError with a sentence when it is none, or could be two."""
        if text[-3:-2] == "." and self.decimal == "." and minor_digits(currency) == 2:
            digits = text[:-3] + text[-2:]
            if len(digits) < 12 and ((digits.isascii() and digits.isdigit()) or _GROUPED.fullmatch(text)):
                return int(digits.replace(",", ""))
        if text in _ZERO:
            return 0
        if len(text) > _LONGEST:
            raise ValueError(f"“{text[:_LONGEST]}…” is not an amount of money")
        if self.doubtful and _GROUP.search(text) and not _certain(text):
            raise ValueError(
                f"“{text}” could be thousands or decimals: write it without a sign for thousands, or with its cents"
            )
        return parse_amount(text, currency, self.decimal)


def amounts_of(values: Iterable[str], currency: str) -> Amounts:
    """The way the amounts of a file are written, as all of them together show.

    >>> amounts_of(["1.234,50", "12"], "EUR").decimal, amounts_of(["1,234"], "USD").decimal
    (',', '.')
    """
    point = comma = 0
    groups = {".": 0, ",": 0}
    for value in values:
        if _PLAIN.fullmatch(value):
            point += "." in value
            continue
        if _GROUPED.fullmatch(value):
            point += 1
            continue
        shows_point, shows_comma = _CERTAIN_POINT.search(value), _CERTAIN_COMMA.search(value)
        point += shows_point is not None
        comma += shows_comma is not None
        if not (shows_point or shows_comma) and (found := _GROUP.search(value)):
            groups[found[1]] += 1
    if minor_digits(currency) == 3:
        point, groups["."] = point + groups["."], 0
    if point or comma:
        return Amounts("," if comma > point else ".", doubtful=bool(point and comma))
    return Amounts("," if groups["."] > groups[","] else ".", doubtful=bool(groups["."]))


def _certain(text: str) -> bool:
    """Whether the text alone shows which of its signs begins the cents."""
    return bool(_CERTAIN_COMMA.search(text) or _CERTAIN_POINT.search(text))


def is_plain(text: str) -> bool:
    """Whether the text is only digits, a point and at most two decimals, with no currency to look for."""
    return _PLAIN.fullmatch(text) is not None
