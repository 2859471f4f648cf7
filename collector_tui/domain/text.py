"""Words from files, people and phones: folded for finding, and made harmless for showing."""

import re
import unicodedata

# Bidirectional controls, zero-width characters, line and paragraph separators, tags, interlinear marks.
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f{_INVISIBLE}\ud800-\udfff]")
_UNSAFE_IN_LINES = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f{_INVISIBLE}\ud800-\udfff]")
_HALVES = re.compile("[\ud800-\udfff]")
_JOINER = "\u200d"


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<{code:04X}>"


def visible(text: str, *, lines: bool = False) -> str:
    """The text with every character that could act on a terminal turned into one that only shows.

    Control characters become their pictures, invisible and direction-changing ones their code in
    angle brackets. With `lines` a line feed stays.

    >>> visible("a\\x1b[2Jb")
    'a␛[2Jb'
    >>> visible("abc\\u202exyz")
    'abc<202E>xyz'
    """
    if text.isascii() and text.isprintable():
        return text
    return (_UNSAFE_IN_LINES if lines else _UNSAFE).sub(_shown, text)


def whole(text: str) -> str:
    """The text with halves of characters, which no file can hold, replaced.

    >>> whole("half \\ud83d")
    'half �'
    """
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The text with runs of white space, line ends included, folded to one space.

    >>> one_line("  Café \\n Añejo ")
    'Café Añejo'
    """
    return " ".join(whole(text).split())


def folded(text: str) -> str:
    """The form in which names and numbers are compared: compatibility forms, accents and case apart.

    >>> folded(" Café  AÑEJO ")
    'cafe anejo'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", whole(text).replace(_JOINER, ""))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.casefold().split())


def name_key(text: str) -> str:
    """The form under which two spellings are the same account or document: accents still count.

    >>> name_key("ACME  Ltd ") == name_key("acme ltd")
    True
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", whole(text)).casefold().split())
