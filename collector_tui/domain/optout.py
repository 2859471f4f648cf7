"""Words by which somebody ends texts: exactly these and nothing around them."""

import re

_STOPS = frozenset(
    {"stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "opt out", "remove"}
)
_NOT_WORDS = re.compile(r"[^a-z]+")


def stops(text: str) -> bool:
    """Whether a reply is an opt-out; a sentence that only has the word in it is not.

    >>> stops(" Stop. "), stops("OPT-OUT"), stops("I cannot stop by today")
    (True, True, False)
    """
    return _NOT_WORDS.sub(" ", text.lower()).strip() in _STOPS
