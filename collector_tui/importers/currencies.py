"""Which currency an amount is in: its own column, a sign beside the figure or in the header, else as set."""

import re

from collector_tui.importers.words import words

_CODES = frozenset(
    words(
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
        "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
        "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD "
        "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
        "PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD "
        "TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
    )
)
_DOLLARS = frozenset(words("USD CAD AUD NZD SGD HKD BBD BMD BSD BZD FJD GYD JMD KYD NAD TTD TWD XCD MXN ARS CLP COP"))
_SIGNS = {
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
}
_SIGNS |= {"AU$": "AUD", "NZ$": "NZD", "S$": "SGD", "HK$": "HKD"}
_SIGN = re.compile(r"[A-Z]{0,2}\$|[£€¥₹]|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


def currency_in(text: str, usual: str) -> str:
    """The currency a sign or code in the text names, else an empty string; a bare `$` is the usual dollar.

    >>> currency_in("C$12", "USD"), currency_in("$12", "AUD"), currency_in("$12", "EUR"), currency_in("12", "EUR")
    ('CAD', 'AUD', 'USD', '')
    """
    for sign in _SIGN.findall(text):
        if sign in _CODES:
            return str(sign)
        if sign in _SIGNS:
            return _SIGNS[sign]
        if sign == "$":
            return usual if usual in _DOLLARS else "USD"
    return ""


def is_currency(code: str) -> bool:
    """Whether this is a currency's code, written as ISO 4217 writes it."""
    return code in _CODES


def stated_currency(text: str, usual: str) -> str:
    """The currency a cell of a currency column states. Raises ValueError with a sentence when it is none.

    >>> stated_currency(" eur ", "USD")
    'EUR'
    """
    code = text.strip().upper()
    if code in _CODES:
        return code
    if found := currency_in(code, usual):
        return found
    raise ValueError(f"“{text.strip()[:40]}” is not a currency: write three letters, such as USD")
