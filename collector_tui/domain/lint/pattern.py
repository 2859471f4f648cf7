"""The language in which phrases are written, made into one regular expression for all of a rule.

`sue` is that word, `arrest*` a word that begins so, `boss|employer` either, `we+are|i'm` either with two words in one,
`[the]` what may be left out, `#` a number, `#%` a percentage, `...` up to four words of the same sentence, `<family>`
any of the words that are listed under that name. Longer phrases are tried first.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from operator import itemgetter

_TOKEN = re.compile(r"\.\.\.|#%?|\[[^\[\]#.]+\]|[^\[\]#.]+")
_WORD = re.compile(r"[a-z0-9][a-z0-9']*\*?(?:\+[a-z0-9][a-z0-9']*\*?)*")
_LISTED = re.compile("<([a-z_]+)>")
_ENDING = r"[^ ]*+"
_COUNTS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|few|couple of"
_PERCENT = r"[0-9]{1,3}(?:[.,][0-9]{1,4})? (?:%|per ?cent)"
_MARKS = {
    "...": rf"(?: [\w']{_ENDING}){{0,4}}?",
    "#": rf" (?:[0-9]{{1,4}}|an?|(?:a )?(?:{_COUNTS}))",
    "#%": f" {_PERCENT}",
}
_FEW_LETTERS = 2


def compiled(phrases: Collection[str], innocent: Collection[str], lists: Mapping[str, str]) -> re.Pattern[str]:
    """One expression for the phrases of a rule; what its group 1 holds is innocent, and out of their reach.

    It is for a line of words in lower case, and takes time in proportion to the line whatever is in it.
    Raises ValueError with a sentence naming a phrase that is not in the language.
    """
    return re.compile(rf" (?:({_any_of(innocent, lists)})|{_any_of(phrases, lists)})(?= )")


def _any_of(phrases: Collection[str], lists: Mapping[str, str]) -> str:
    """Any of the phrases, sorted by first letter, so that most words of a line are passed over at once."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in sorted(phrases, key=lambda one: (-len(one), one)):
        first, *others = _tokens(phrase, lists)
        rest = "".join(map(_next, others))
        if first == "#%":
            by_letter["(?=[0-9])"].append(_PERCENT + rest)
            continue
        words = sorted(first.split("|"))
        letters = "".join(dict.fromkeys(word[0] for word in words))
        if len(letters) > _FEW_LETTERS:
            by_letter[f"(?=[{letters}])"].append(_either(words) + rest)
            continue
        for letter, some in groupby(words, key=itemgetter(0)):
            by_letter[letter].append(_either(word[1:] for word in some) + rest)
    return "|".join(f"{letter}(?:{'|'.join(endings)})" for letter, endings in by_letter.items()) or "(?!)"


def _tokens(phrase: str, lists: Mapping[str, str]) -> list[str]:
    """The parts of a phrase, of which the first and the last stand for words."""
    for name in _LISTED.findall(phrase):
        if name not in lists:
            raise ValueError(f"“{phrase}” has <{name}>, which is not among the words")
    tokens = _LISTED.sub(lambda match: lists[match[1]], phrase).split(" ")
    words = [word for token in tokens if token not in _MARKS for word in token.strip("[]").split("|")]
    if not all(map(_TOKEN.fullmatch, tokens)) or not all(map(_WORD.fullmatch, words)):
        raise ValueError(f"“{phrase}” is not a phrase: write words in lower case, one space apart, and * | + [] # ...")
    if tokens[0] in ("#", "...") or tokens[0].startswith("[") or tokens[-1] == "...":
        raise ValueError(f"“{phrase}” has to begin and to end with a word")
    return tokens


def _next(token: str) -> str:
    """What may follow the words before it."""
    if token in _MARKS:
        return _MARKS[token]
    words = " " + _either(token.strip("[]").split("|"))
    return f"(?:{words})?" if token.startswith("[") else words


def _either(words: Iterable[str]) -> str:
    written = [word.replace("'s", " 's").replace("+", " ").replace("*", _ENDING) for word in words]
    return written[0] if len(written) == 1 else f"(?:{'|'.join(written)})"
