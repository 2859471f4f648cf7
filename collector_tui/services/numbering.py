"""The numbers of documents that are entered by hand: on one line, and short enough to be read out."""

from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import one_line

LONGEST_NUMBER = 60


def numbered(number: str) -> str:
    """A document's number on one line.

    Raises Refused when it is too long to be one.
    """
    number = one_line(number)
    if len(number) > LONGEST_NUMBER:
        raise Refused(
            f"The number has {len(number)} characters, {LONGEST_NUMBER} are kept: shorten it, nothing was entered."
        )
    return number
