"""A text made ready for reading: quotes and dashes plain, names and links taken out, nothing moved from its place."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LINK = re.compile(
    r"(?<![\w.@+-])(?:(?:https?://|www\.)\S+|[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}|"
    r"(?:[a-z0-9-]{1,63}\.){1,4}(?:[a-z]{2,12}/\S*|(?:com|net|org|biz|info|app|example|co|io|uk|de|ch|eu|au|ca)(?!\w)))",
    re.IGNORECASE,
)
"""A web or mail address: a way to pay perhaps, never a phrase."""

_PLAIN = str.maketrans("‘’‚‛ʼ´`“”„‟«»‐‑‒–—―İ", "'''''''\"\"\"\"\"\"------I")
_LED_IN = r"(?i:hello|hi|hey|dear|call|ask for|contact|this is|thanks|mr|mrs|ms|miss|dr)\.?,?\s{1,3}"


class Reading(NamedTuple):
    """A text as the lint reads it, every character in its place.

    `text` is as it stands, in `bare` every name and link is one word of underscores, `low` is that in lower case.
    """

    text: str
    bare: str
    low: str

    def found(self, start: int, end: int) -> str:
        """The words between two places as they stand in the text, on one line."""
        return " ".join(self.text[start:end].split())


def read(text: str, names: tuple[str, ...] = ()) -> Reading:
    """The text made ready, with the names taken out that are nothing but names in it.

    A name of several words is known in any case; one word of it, or a name of one word, only as it is written, so that
    a collector called Sue does not hide “we will sue”.

    >>> read("Court Street Deli: see you in court", ("Court Street Deli",)).low
    '_________________: see you in court'
    """
    bare = LINK.sub(_blank, text.translate(_PLAIN))
    for pattern in _patterns(names):
        bare = pattern.sub(_blank, bare)
    return Reading(text, bare, bare.lower())


def _blank(match: re.Match[str]) -> str:
    """The last group of a match as one word without meaning, what leads to it kept."""
    start = match.start(match.lastindex or 0) - match.start()
    return match[0][:start] + "_" * (len(match[0]) - start)


@lru_cache(maxsize=64)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """What to take out: the names and their beginnings, then single words of them where somebody is addressed."""
    split = [words for words in (name.translate(_PLAIN).split() for name in names) if re.search(r"\w", "".join(words))]
    if not split:
        return ()
    whole = sorted({form for words in split for form in _forms(words)}, key=lambda one: (-len(one), one))
    single = sorted({re.escape(word.strip(".,:")) for words in split for word in words if word[0].isupper()})
    patterns = [re.compile(rf"(?<!\w)(?:{'|'.join(whole)})(?!\w)")]
    if single:
        one = f"({'|'.join(single)})"
        patterns.append(re.compile(rf"(?<!\w){_LED_IN}{one}(?!\w)"))
        patterns.append(re.compile(rf"\A\s{{0,9}}{one}(?=\s{{0,3}}[,:!])"))
    return tuple(patterns)


def _forms(words: list[str]) -> Iterator[str]:
    """How a name may stand: whole, or so much of its beginning that it is still known."""
    escaped = [re.escape(word) for word in words]
    yield escaped[0] if len(words) == 1 else f"(?i:{_joined(escaped)})"
    for length in range(2, len(words)):
        yield _joined(escaped[:length])


def _joined(words: list[str]) -> str:
    return r"\s{1,3}".join(words)
