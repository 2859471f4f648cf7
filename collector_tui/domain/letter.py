"""A letter: everything that stands on it, in the order in which it is read."""

import re
from datetime import date
from typing import NamedTuple

from collector_tui.domain.wording import Line

_BETWEEN = re.compile(r"\n[^\S\n]*\n\s*")


class Letter(NamedTuple):
    """A letter of the business to an account, all in words.

    `country` is where the business is (ISO code) and chooses the paper; `contact` says how to reach the sender.
    The `paragraphs` come first, with how the reader is addressed; then what is asked for, line by line, with its
    `total`; then `after`, such as how to pay. Of `closing` the first line is the farewell, under which one signs.
    A line end in a paragraph stays one.
    """

    sender: str
    recipient: str
    on: date
    subject: str
    paragraphs: tuple[str, ...]
    country: str = "US"
    sender_address: tuple[str, ...] = ()
    contact: str = ""
    recipient_address: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    total: str = ""
    after: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    reference: str = ""


def paragraphs_of(text: str) -> tuple[str, ...]:
    """A text in paragraphs: what empty lines set apart; single line ends stay in them.

    >>> paragraphs_of("Dear Dana,\\n\\nPlease pay:\\n- 1041\\n")
    ('Dear Dana,', 'Please pay:\\n- 1041')
    """
    whole = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return tuple(part for part in _BETWEEN.split(whole) if part)
