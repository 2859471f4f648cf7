"""Words by which somebody ends texts: a whole message that is one of them, or a phrase that can mean nothing else."""

import re
import unicodedata
from typing import Literal

_STOPS = frozenset({
    "stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "opt out", "remove",
    "stopp", "arret",
})  # fmt: skip
"""STOP and its like; then how it is written in German and Swedish, and ARRÊT, which Canadian carriers know."""

_POLITE = frozenset({"please", "pls", "plz", "now", "thanks"})
_PHRASES = (
    r"(?:dont|do not|never|no longer) (?:text|message|sms|msg) (?:me|us|this|anymore|again)",
    r"(?:dont|do not) contact (?:me|us) by (?:text|sms|message)",
    r"(?:stop|quit|cease) (?:(?:all|the|your|these|any|sending|with|me|us) )*"
    r"(?:texting|texts|text messages|messaging|messages|sms)",
    r"(?<!you )(?:dont|do not|never) (?:ever )?contact (?:me|us) (?:again|anymore|any more)"
    r"(?! (?:until|till|before|unless|by|on|at|about))",
    r"^(?:dont|do not|never) (?:ever )?contact (?:me|us)$",
    r"stop (?:sending|contacting) (?:me|us)",
    r"no more (?:texts|text messages|texting|messages|sms)",
    r"(?:opt|opting) (?:me |us )?out",
    r"remove (?:me|us|my number|this number|our number)",
    r"take (?:me|us|my number|this number|our number) off",
    r"unsubscribe (?:me|us|my number|this number)",
    r"(?:i )?revoke (?:my )?consent",
    r"^stop (?:it|this)$",
    r"^leave me alone$",
)
_PHRASE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b")
_UNDONE = re.compile(
    r"\b(?:dont|do not|never|didnt|did not|cannot|cant) (?:stop|quit|cease|opt|remove|take|unsubscribe|revoke)\b"
)
_APOSTROPHES = re.compile(r"['’‘`´]")
_NOT_WORDS = re.compile(r"[^a-z]+")


def stops(text: str) -> bool:
    """Whether a reply is an opt-out word and nothing else; a sentence that only has the word in it is not.

    >>> stops(" Stop. "), stops("OPT-OUT"), stops("I cannot stop by today")
    (True, True, False)
    """
    return _words(text) in _STOPS


def opts_out(text: str) -> bool:
    """Whether a reply ends texts by any reasonable means: such a word, politely or not, or a phrase that says so.

    A word inside another sentence never does. Source: 47 CFR 64.1200(a)(10).

    >>> opts_out("please don't text me anymore"), opts_out("I will pay at the end of the month")
    (True, False)
    """
    words = _words(text)
    plain = " ".join(word for word in words.split() if word not in _POLITE)
    if words in _STOPS or plain in _STOPS:
        return True
    return any(not _UNDONE.search(plain[: found.end()]) for found in _PHRASE.finditer(plain))


Wish = Literal["stop", "perhaps stop", "start", "help", ""]
"""What a reply says about texts as such: `perhaps stop` has a word to stop in it and is for a person to read."""

_STARTS = frozenset({"start", "unstop"})
_HELPS = frozenset({"help", "info"})
_STOP_WORD = re.compile(r"\b(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|remove)\b")


def wish(text: str, *, is_out: bool) -> Wish:
    """What a reply says about texts: to end them, perhaps to end them, to begin again, to be told more, or nothing.

    YES begins again only for a number that has opted out: debtors answer YES to questions too.

    >>> wish("STOP", is_out=False), wish("I cannot stop by today", is_out=False), wish("Yes", is_out=True)
    ('stop', 'perhaps stop', 'start')
    """
    words = _words(text)
    if opts_out(text):
        return "stop"
    if words in _STARTS or (is_out and words == "yes"):
        return "start"
    if words in _HELPS:
        return "help"
    return "perhaps stop" if _STOP_WORD.search(words) else ""


def _words(text: str) -> str:
    """The message in lower-case words of plain letters, with nothing between them but a space."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _NOT_WORDS.sub(" ", _APOSTROPHES.sub("", plain.lower())).strip()
