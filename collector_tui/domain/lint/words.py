"""The words of a text in one line, one space apart, so that a phrase is found however it is spaced and punctuated."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:[.,](?=[0-9])\w+|'(?!s\b)\w+)*|'s\b|[.!?;:%]")


class Line(NamedTuple):
    """Words, percent signs and the ends of sentences, each with a space before it; a possessive 's is a word.

    `offsets` says where in the line each begins, `spans` where it stands in the text.
    """

    words: str
    offsets: list[int]
    spans: list[tuple[int, int]]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text the words stand that begin and end at these places of the line."""
        first, last = bisect_right(self.offsets, start) - 1, bisect_right(self.offsets, end - 1) - 1
        return self.spans[first][0], self.spans[last][1]


def in_line(text: str) -> Line:
    """The words of a text, which is left as it is in every other way.

    >>> in_line("The court's fee, $480.00!").words
    " The court 's fee 480.00 ! "
    """
    matches = list(_WORD.finditer(text))
    words = [match[0] for match in matches]
    offsets = [0, *accumulate(len(word) + 1 for word in words)]
    return Line(f" {' '.join(words)} ", offsets[:-1], [match.span() for match in matches])
