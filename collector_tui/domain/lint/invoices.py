"""The invoices that a text names, held against the book: numbers that no open invoice of the account has."""

import re
from collections.abc import Iterator

from collector_tui.domain.lint.amounts import amounts_in
from collector_tui.domain.lint.days import days_in
from collector_tui.domain.lint.grounds import Grounds
from collector_tui.domain.lint.reading import Reading
from collector_tui.domain.message import Finding

_LED_IN = re.compile(
    r"(?<!\w)(?:invoice(?P<more>s)?|inv\b\.?)[\s:]{0,3}(?:(?:no|nos|nr)\b\.?|numbers?\b)?[\s:]{0,3}", re.IGNORECASE
)
_NUMBER = re.compile(r"#?(?P<number>(?=[^\s,;:()]{0,40}[0-9])\w[\w./#-]{0,39})")
_AND = re.compile(r"(?:\s{0,3}\([^()]{0,60}\))?(?:\s{0,3},|\s{1,3}(?:and|or)\b|\s{0,3}&|,\s{0,3}and\b){1,2}\s{1,3}")
_COUNTED = re.compile(
    r"\s{0,3}(?:%|of\s[0-9]|(?:more|other|others|further|items?|invoices|parts?|instal?ments?|days?|weeks?|months?"
    r"|years?|hours?|times|percent)(?!\w))",
    re.IGNORECASE,
)
_BEFORE_FIGURES = re.compile(r"^[^0-9]+")


def other_invoices(reading: Reading, grounds: Grounds) -> Iterator[tuple[int, Finding]]:
    """The numbers after “invoice” that no open invoice of the account has, each with its place in the text."""
    if not grounds.numbers:
        return
    known = frozenset(number.casefold() for number in grounds.numbers)
    known |= {_figures(number) for number in known}
    longest_first = sorted(known - {""}, key=len, reverse=True)
    others = [(one.start, one.end) for one in amounts_in(reading.bare, grounds.currency)]
    others += [(one.start, one.end) for one in days_in(reading.bare, grounds.today)]
    for start, number in _numbers(reading.bare, longest_first):
        is_other = any(first <= start < end for first, end in others)
        if not is_other and number.casefold() not in known and _figures(number.casefold()) not in known:
            found = reading.found(start, start + len(number))
            says = f"“{found}” is not the number of an open invoice of this account."
            yield start, Finding("ask", "invoice_differs", found, says)


def _numbers(text: str, known: list[str]) -> Iterator[tuple[int, str]]:
    """The numbers that follow the word “invoice”, and after “invoices” those of the whole list, with their places."""
    for lead in _LED_IN.finditer(text):
        at: int | None = lead.end()
        while at is not None and (match := _NUMBER.match(text, at)):
            start = match.start("number")
            number = _whole(text, start, known) or match["number"].rstrip("./-#")
            end = start + len(number)
            if _COUNTED.match(text, end):
                break
            yield start, number
            following = _AND.match(text, end) if lead["more"] else None
            at = following.end() if following else None


def _whole(text: str, start: int, known: list[str]) -> str:
    """The known number that stands there, which may have spaces in it; nothing where none does."""
    for number in known:
        end = start + len(number)
        if text[start:end].casefold() == number and not re.match(r"\w|[/-][\w/-]*[0-9]", text[end : end + 40]):
            return text[start:end]
    return ""


def _figures(number: str) -> str:
    """A number without the letters before it: INV-1041 is often called 1041."""
    return _BEFORE_FIGURES.sub("", number)
