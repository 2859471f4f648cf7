"""Invoices as they are typed into a form: the account's own numbers are known first, then commas or spaces part them."""

import re
from collections.abc import Sequence

from collector_tui.domain.account import Card
from collector_tui.domain.charge import CHARGES
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import name_key, one_line

MOST_NAMED = 6
"""How many names an error lists before it only counts them."""

_BETWEEN = " ,;"
_QUOTES = {'"': '"', "'": "'", "“": "”", "«": "»"}
_PART = re.compile(r" ?= ?[^\s,;]*")
_THOUSANDS = re.compile(r",\d{3}(?!\d)[^\s,;]*")
_ALL_READ = 1000


def numbers(card: Card) -> list[str]:
    """The numbers of the open invoices."""
    return [item.number for item in card.open_debits if item.kind == "invoice" and item.number]


def names(card: Card) -> list[str]:
    """All that open invoices and charges can be called by."""
    charges = [item for item in card.open_debits if item.kind in CHARGES]
    return numbers(card) + [f"{CHARGES[item.kind]} {item.number}".strip() for item in charges]


def shortly(words: Sequence[str]) -> str:
    """The first few of some names, and how many more there are.

    >>> shortly([str(number) for number in range(1, 10)])
    '1, 2, 3, 4, 5, 6 and 3 more'
    """
    more = len(words) - MOST_NAMED
    return ", ".join(words[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def split(typed: str, known: Sequence[str] = ()) -> list[str]:
    """The invoices that are meant, each perhaps with `=` and a part; the longest known number is meant wherever it stands.

    >>> split("mb 1=20 1041", ["MB 1", "MB 10", "1041"])
    ['MB 1=20', '1041']
    """
    line = one_line(typed)
    own = sorted({one_line(name) for name in known if name.strip()}, key=len, reverse=True)
    found, at = [], 0
    while at < len(line):
        if line[at] in _BETWEEN:
            at += 1
            continue
        name, at = _name(line, at, own)
        part, at = _part(line, at, own)
        found.append(name + part)
    return [one for one in found if one]


def check(typed: str, card: Card) -> None:
    """Raise Refused naming what was typed where an invoice is meant that is not open; `none` is no invoice."""
    known = names(card)
    own = {name_key(name) for name in known} | {CHARGES[item.kind] for item in card.open_debits if item.kind in CHARGES}
    if len(card.open_debits) >= _ALL_READ or typed.strip().lower() == "none":
        return
    for one in split(typed, known):
        name = one if name_key(one) in own else one.rpartition("=")[0] or one
        if name_key(name) not in own:
            raise Refused(f"There is no open invoice “{name}”: open are {shortly(known) or 'none'}.")


def _name(line: str, at: int, own: Sequence[str]) -> tuple[str, int]:
    """The name that begins there, and where it ends."""
    known = _known(line, at, own)
    if known:
        return known, at + len(known)
    if close := _QUOTES.get(line[at]):
        end = line.find(close, at + 1)
        end = len(line) if end < 0 else end
        return line[at + 1 : end].strip(), end + 1
    end = line.find("," if "," in line[at:] else " ", at)
    end = len(line) if end < 0 else end
    return line[at:end].strip(), end


def _known(line: str, at: int, own: Sequence[str]) -> str:
    low = _low(line)
    for name in own:
        end = at + len(name)
        if low.startswith(_low(name), at) and (end == len(line) or line[end] in f"{_BETWEEN}="):
            return name
    return ""


def _low(words: str) -> str:
    """Small letters, each in the place of its own."""
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in words)


def _part(line: str, at: int, own: Sequence[str]) -> tuple[str, int]:
    """The part that is named after an `=`; a comma before three digits belongs to it, unless they are an invoice."""
    found = _PART.match(line, at)
    if found is None:
        return "", at
    end = found.end()
    while (more := _THOUSANDS.match(line, end)) and not _known(line, end + 1, own):
        end = more.end()
    return line[at:end].replace(" ", ""), end
