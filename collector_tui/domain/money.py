"""Money: whole minor units of one currency, never a float and never two currencies added."""

import re

LARGEST_CENTS = 99_999_999_999
"""No single amount is larger: sums of these stay exact in SQLite's 64-bit integers."""

_MINOR_DIGITS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
    "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip
_SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€", "JPY": "¥", "INR": "₹", "AUD": "A$", "CAD": "C$", "NZD": "NZ$"}
_PLAIN = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,3})?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:(?:,[0-9]{2,3}){0,6},[0-9]{3})?(?:\.[0-9]{1,3})?")
_MARKS = re.compile(r"[A-Z]{3}|[A-Z]{1,2}\$|[$£€¥₹]|[\s\u00a0\u202f]")
_SPLIT = re.compile(
    r"[0-9.,]\s*(?:[A-Z]{3}|[A-Z]{0,2}\$|[£€¥₹])\s*[0-9.,]|[0-9][\s'’]+(?![0-9]{3}(?![0-9]))(?=.*[0-9])"
)
"""A currency inside a number, or digits set apart that are no group of three: two numbers, not one."""


def minor_digits(currency: str) -> int:
    """How many decimals the currency has: 2, but for a few (ISO 4217).

    >>> minor_digits("JPY"), minor_digits("USD")
    (0, 2)
    """
    return _MINOR_DIGITS.get(currency, 2)


def plain(cents: int, currency: str = "USD") -> str:
    """The amount with thousands separators and no currency, as the queue shows it.

    >>> plain(128450), plain(-5), plain(1200, "JPY")
    ('1,284.50', '-0.05', '1,200')
    """
    digits = minor_digits(currency)
    sign, whole = ("-" if cents < 0 else ""), abs(cents)
    if digits == 0:
        return f"{sign}{whole:,}"
    units, rest = divmod(whole, 10**digits)
    return f"{sign}{units:,}.{rest:0{digits}}"


def brief(cents: int, currency: str = "USD") -> str:
    """The amount for a narrow column: whole units without their zeros.

    >>> brief(48000), brief(48050)
    ('480', '480.50')
    """
    shown = plain(cents, currency)
    return shown.removesuffix("." + "0" * minor_digits(currency))


def spoken(cents: int, currency: str) -> str:
    """The amount as a message names it, with its currency.

    >>> spoken(48000, "USD"), spoken(48000, "CHF")
    ('$480.00', 'CHF 480.00')
    """
    symbol = _SYMBOLS.get(currency)
    sign = "-" if cents < 0 else ""
    return f"{sign}{symbol or currency + ' '}{plain(abs(cents), currency)}"


def parse_amount(text: str, currency: str = "USD", decimal: str = ".") -> int:
    """The amount a person or a file wrote, in minor units; brackets and a trailing minus are negative.

    Raises ValueError with a sentence when it is not an amount, or one too large to be true.

    >>> parse_amount("$1,284.50"), parse_amount("(20)"), parse_amount("1.284,50 €", decimal=",")
    (128450, -2000, 128450)
    """
    bare = text
    if decimal == "." and _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    elif decimal != "." or not _PLAIN.fullmatch(bare):
        if _SPLIT.search(bare):
            raise ValueError(f"“{text.strip()}” is not an amount of money")
        bare = _MARKS.sub("", text.strip())
        if bare.startswith("(") and bare.endswith(")"):
            bare = "-" + bare[1:-1]
        elif bare.endswith("-"):
            bare = "-" + bare[:-1]
        bare = bare.removeprefix("+").replace("\u2212", "-").replace("'", "").replace("’", "")
        if decimal == ",":
            bare = bare.replace(".", "\0").replace(",", ".").replace("\0", ",")
        if not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare)):
            raise ValueError(f"“{text.strip()}” is not an amount of money")
        bare = bare.replace(",", "")
    digits = minor_digits(currency)
    whole, _, rest = bare.partition(".")
    if len(rest) > digits and rest[digits:].strip("0"):
        raise ValueError(f"“{text.strip()}” has more decimals than {currency} has ({digits})")
    cents = int(whole.lstrip("-") + rest[:digits].ljust(digits, "0"))
    if cents > LARGEST_CENTS:
        raise ValueError(f"“{text.strip()}” is more than {plain(LARGEST_CENTS, currency)}, the largest amount kept")
    return -cents if bare.startswith("-") else cents
