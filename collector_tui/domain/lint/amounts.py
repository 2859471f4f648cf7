"""Amounts of money in a text: known by a currency or by two decimals, and read however they are grouped."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from collector_tui.domain.money import minor_digits

_DOLLARS = "USD AUD CAD NZD SGD HKD MXN"
_CODES = f"{_DOLLARS} EUR GBP CHF JPY CNY INR SEK NOK DKK PLN CZK HUF ZAR AED SAR KWD BHD BRL KRW VND THB PHP IDR MYR"
_MARKS = {
    "$": _DOLLARS, "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "S$": "SGD",
    "HK$": "HKD", "£": "GBP", "€": "EUR", "¥": "JPY CNY", "₹": "INR", "dollars": _DOLLARS, "dollar": _DOLLARS,
    "euros": "EUR", "euro": "EUR", "pounds": "GBP", "francs": "CHF", "rupees": "INR",
} | {code: code for code in _CODES.split()}  # fmt: skip
"""What may stand beside a number, and the currencies that it may mean."""

_CODE = rf"(?:{_CODES.replace(' ', '|')})"
_AMOUNT = re.compile(
    rf"""
    (?: (?<!\w) (?P<before> (?:US|AU?|CA?|NZ|HK|S)?\$ | [£€¥₹] | {_CODE} ) \s?
      | (?<![\w.,/\#-]) (?<![0-9]:) )
    (?P<digits> [0-9]{{1,3}} (?:\ [0-9]{{3}}){{1,3}} ,[0-9]{{2}} | [0-9]{{1,12}} (?:[.,'\u00a0\u202f][0-9]{{1,3}}){{0,5}} )
    (?! [0-9] | [.,'][0-9] )
    (?:\.-+)?
    (?: \s? (?P<after> [$£€¥₹] | (?: {_CODE} | (?i:dollars?|euros?|pounds|francs|rupees) ) (?!\w|\ of\b) ) (?!\s?[0-9]) )?
    (?!\w)
    """,
    re.VERBOSE,
)
_TIME_BEFORE = re.compile(r"\b(?i:at|from|to|till|until|between|and|by|before|after) $")
_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9]")
_UNIT = re.compile(r"\s?(?:%|(?i:per ?cent|am|pm|a\.m|p\.m|h|hrs?|hours?|days?|kg|lbs?|km|miles?|m|x)(?!\w))")
_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+")
_LONGEST_LEAD = 8


class Amount(NamedTuple):
    """An amount between two places of a text, in minor units; `currencies` it may be in, none where none is named."""

    start: int
    end: int
    cents: int
    currencies: frozenset[str]


def amounts_in(text: str, currency: str = "") -> Iterator[Amount]:
    """The amounts a text names, in order; an ambiguous sign is taken for the currency given, if it may mean that.

    Numbers of invoices, phone numbers, times, percentages and measures are none.

    >>> [amount.cents for amount in amounts_in("INV-1041: $1,284.50, 1.284,50 € or 12.25 % on CHF 480", "USD")]
    [128450, 128450, 48000]
    """
    for match in _AMOUNT.finditer(text):
        named = [frozenset(_MARKS[mark].split()) for mark in _marks(match)]
        currencies = frozenset.intersection(*named) if named else frozenset()
        if not named and _is_something_else(text, match):
            continue
        meant = currency if currency in currencies or not currencies else min(currencies)
        cents = _cents(match["digits"], minor_digits(meant))
        if cents is not None:
            yield Amount(match.start(), match.end(), cents, currencies)


def _marks(match: re.Match[str]) -> Iterator[str]:
    for mark in (match["before"], match["after"]):
        if mark:
            yield mark if mark in _MARKS else mark.lower()


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    """Whether a number without a currency is no amount: without two decimals, a measure, or a time of day."""
    if match["digits"][-3:-2] not in (".", ",") or _UNIT.match(text, match.end()):
        return True
    lead = text[max(0, match.start() - _LONGEST_LEAD) : match.start()]
    return bool(_TIME.fullmatch(match["digits"]) and _TIME_BEFORE.search(lead))


def _cents(digits: str, decimals: int) -> int | None:
    """The number in minor units, or None when it is grouped as no amount is."""
    bare = re.sub(r"[' \u00a0\u202f]", "", digits)
    point = max(bare.rfind("."), bare.rfind(","))
    mark, whole, rest = bare[point : point + 1], bare[: max(point, 0)], bare[point + 1 :]
    if point < 0 or mark in whole or (len(rest) == 3 and (mark, decimals) != (".", 3)):
        whole, rest = bare, ""
    if not _GROUPS.fullmatch(whole) or rest[decimals:].strip("0"):
        return None
    return int(re.sub("[.,]", "", whole) + rest[:decimals].ljust(decimals, "0"))
