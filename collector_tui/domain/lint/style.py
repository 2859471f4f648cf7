"""How a text sounds: words in capitals and exclamation marks, which read as shouting."""

import re
from collections.abc import Iterator

from collector_tui.domain.lint.reading import Reading
from collector_tui.domain.message import Finding

_ACRONYMS = {
    "STOP", "HELP", "START", "YES", "SMS", "IBAN", "BIC", "SWIFT", "ACH", "SEPA", "BACS", "USD", "EUR", "GBP", "CHF",
    "VAT", "GST", "TAX", "ID", "PIN", "PDF", "URL", "FAQ", "BOX", "REF", "FAX", "USA", "UK", "EU", "UAE", "AM", "PM",
    "CEO", "CFO", "HVAC", "ASAP", "FYI", "RE", "ATTN", "EST", "CST", "MST", "PST", "GMT", "UTC",
}  # fmt: skip
_FIRMS = {
    "LLC", "LTD", "INC", "CORP", "CO", "PLC", "LLP", "LP", "PC", "GMBH", "AG", "KG", "SA", "SARL", "SAS", "SRL", "SPA",
    "BV", "NV", "AB", "AS", "OY", "PTY",
}  # fmt: skip
_ORDINARY = {
    "AGAIN", "ALL", "ALREADY", "ALWAYS", "AMOUNT", "ANSWER", "ATTENTION", "BEFORE", "CALL", "COURT", "DAYS",
    "DEADLINE", "DEBT", "DEMAND", "DUE", "ENOUGH", "EVER", "EVERY", "FINAL", "FIVE", "FOUR", "FULL", "HAVE", "IGNORE",
    "IMMEDIATE", "IMMEDIATELY", "IMPORTANT", "INVOICE", "LAST", "LATE", "LEGAL", "LONG", "MONEY", "MONTHS", "MUST",
    "NEVER", "NOT", "NOTICE", "NOW", "ONCE", "ONLY", "OUTSTANDING", "OVERDUE", "OWE", "OWED", "OWING", "PAID", "PAST",
    "PAY", "PAYMENT", "PLEASE", "REALLY", "REFUSE", "REMINDER", "REPLY", "RESPOND", "SERIOUS", "SERIOUSLY", "STILL",
    "SUE", "THAT", "THIS", "THREE", "TIMES", "TODAY", "TONIGHT", "TWICE", "TWO", "UNPAID", "URGENT", "URGENTLY",
    "VERY", "WARNING", "WEEKS", "WHEN", "WHY", "WILL", "YOU", "YOUR",
}  # fmt: skip
"""Words that are never a name or an acronym: one of them is enough."""

_WORD = r"[A-Z][A-Z']{1,29}(?![\w&/-])"
_FIRM = r"(?:Ltd|Limited|Inc|Corp|Co|Company|GmbH|Pty|Group|& Sons)(?!\w)"
_LOUD = re.compile(rf"(?<![\w.&/#-])({_WORD}(?:[\s,]{{1,3}}{_WORD})*+)(?P<firm>,?\s{_FIRM})?")
_LONG = 4


def shouting(reading: Reading) -> Iterator[tuple[int, Finding]]:
    """Words in capitals, unless they are acronyms or a firm's name, and two exclamation marks or more."""
    for match in _LOUD.finditer(reading.bare):
        words = match[1].replace(",", " ").split()
        is_firm = match["firm"] or words[-1] in _FIRMS
        loud = [word for word in words if word in _ORDINARY or not (is_firm or word in _ACRONYMS)]
        if set(loud) & _ORDINARY or (len(loud) > 1 and max(map(len, loud)) >= _LONG):
            found = reading.found(match.start(), match.end(1))
            yield match.start(), Finding("advise", "capitals", found, f"“{found}” in capitals reads as shouting.")
    marks = reading.bare.count("!")
    if marks > 1:
        found = max(re.findall("!+", reading.bare), key=len)
        says = f"{marks} exclamation marks read as shouting: one is enough, and none is calmer."
        yield reading.bare.index(found), Finding("advise", "exclamation", found, says)
