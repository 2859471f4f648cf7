"""The tone meter: how firm a message reads, with the phrases that make it so, for the collector to see why."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, NamedTuple

from collector_tui.domain.tone import TONES, Tone

_STRAIGHT: Final = str.maketrans("‘’ʼ`´‐‑", "'''''--")
_LINE_ENDS: Final = "\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029"
# A link, a word, or a sign that no phrase goes across: whatever ends a sentence, a part of one, or a line.
_MARK: Final = re.compile(rf"https?://\S+|[^\W_]+(?:'[^\W_]+)*|[^\w\s'\"-]|[{_LINE_ENDS}]")
_CHOICE: Final = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_NUMBER: Final = "#"
_WORD: Final = r"(?:[a-z]+(?:'[a-z]+)?|#)"
_PLAIN: Final = re.compile(rf"{_WORD}(?: {_WORD})*")


class Counted(NamedTuple):
    """A phrase as it stands in the message, and the points it counts: below zero it is kind, above zero firm."""

    phrase: str
    points: int


class Reading(NamedTuple):
    """What the meter shows: the sum of the points, the tone that sum lies in, and what was counted, in order."""

    score: int
    tone: Tone
    phrases: tuple[Counted, ...]


class Cue(NamedTuple):
    """One line of the rubric, as it is written there, and its points."""

    pattern: str
    points: int


@dataclass(frozen=True, slots=True)
class Cues:
    """The rubric: the cue of every wording, and the scores at which polite, firm, assertive and final begin.

    `lengths` says how many words the wordings have that begin with a word, the longest first.
    """

    wordings: Mapping[str, Cue]
    lengths: Mapping[str, tuple[int, ...]]
    lowest: tuple[int, ...]


def read_cues(table: Mapping[str, Any]) -> Cues:
    """The rubric of a parsed cue file, checked, with every wording of every cue written out.

    Raises ValueError with a sentence naming the cue that is empty, doubled, misspelt or without whole points,
    or the tone that begins no higher than the one before it.
    """
    wordings: dict[str, Cue] = {}
    for group in table["group"]:
        for pattern in group["cues"]:
            cue = Cue(pattern, group["points"])
            for wording in _wordings(cue, table.get("short", {})):
                other = wordings.setdefault(wording, cue)
                if other is not cue:
                    raise ValueError(f"tone cue “{pattern}” is doubled: “{wording}” is in “{other.pattern}” too")
    lengths: dict[str, set[int]] = {}
    for wording in wordings:
        lengths.setdefault(wording.partition(" ")[0], set()).add(wording.count(" ") + 1)
    longest_first = {word: tuple(sorted(counts, reverse=True)) for word, counts in lengths.items()}
    return Cues(wordings, longest_first, _lowest(table["lowest"]))


def _lowest(table: Mapping[str, Any]) -> tuple[int, ...]:
    lowest: list[int] = []
    for tone in TONES[1:]:
        score = table[tone]
        if type(score) is not int or (lowest and score <= lowest[-1]):
            raise ValueError(f"tone “{tone}” must begin at a whole score above that of the tone before it, not {score}")
        lowest.append(score)
    return tuple(lowest)


def _wordings(cue: Cue, short: Mapping[str, str]) -> set[str]:
    """Every phrase a cue stands for, the short forms with the long ones."""
    pattern, points = cue
    if not pattern.strip():
        raise ValueError(f"a tone cue of {points} points is empty")
    if pattern != pattern.lower():
        raise ValueError(f"tone cue “{pattern}” must be written without capitals")
    if type(points) is not int or points == 0:
        raise ValueError(f"tone cue “{pattern}” must have whole points that are not zero, not {points}")
    found = set(_written_out(pattern))
    if not all(map(_PLAIN.fullmatch, found)):
        raise ValueError(f"tone cue “{pattern}” may hold only words, #, (one|or another) and [one|or none]")
    for long, brief in short.items():
        if all(word in pattern for word in long.split()):
            found |= {f" {one} ".replace(f" {long} ", f" {brief} ").strip() for one in found}
    return found


def _written_out(pattern: str) -> Iterator[str]:
    """The pattern with its choices made in every way.

    >>> list(_written_out("[now] (overdue|past due)"))
    ['now overdue', 'now past due', 'overdue', 'past due']
    """
    parts: list[list[str]] = []
    end = 0
    for choice in _CHOICE.finditer(pattern):
        one, maybe = choice.groups()
        parts += [[pattern[end : choice.start()]], one.split("|") if maybe is None else [*maybe.split("|"), ""]]
        end = choice.end()
    for chosen in product(*parts, [pattern[end:]]):
        yield " ".join("".join(chosen).split())


def measure(text: str, cues: Cues, names: Sequence[str] = ()) -> Reading:
    """How firm a message reads: the plain sum of the points of its cues, each counted once; any text can be read.

    A sum grows with the words, so compare a text with a text and a letter with a letter, never one with the other.
    No phrase goes across the end of a sentence: one sentence more neither makes nor breaks a phrase elsewhere.
    `names`, of the customer and the business, are left out. The meter counts English phrases; it does not understand
    a message, and says nothing about whether it may be sent.
    """
    marks = list(_MARK.finditer(text.translate(_STRAIGHT)))
    words = _without(names, [_word(mark.group()) for mark in marks])
    counted: dict[Cue, Counted] = {}
    at = 0
    while at < len(words):
        length, cue = _longest(words, at, cues)
        if cue and cue not in counted:
            counted[cue] = Counted(text[marks[at].start() : marks[at + length - 1].end()], cue.points)
        at += length
    score = sum(phrase.points for phrase in counted.values())
    return Reading(score, TONES[bisect_right(cues.lowest, score)], tuple(counted.values()))


def _longest(words: Sequence[str], at: int, cues: Cues) -> tuple[int, Cue | None]:
    """The longest wording that begins at a word, in words, and its cue; one word and none where no wording does."""
    for length in cues.lengths.get(words[at], ()):
        if at + length <= len(words) and (cue := cues.wordings.get(" ".join(words[at : at + length]))):
            return length, cue
    return 1, None


def _word(mark: str) -> str:
    """A mark as the rubric spells it: a number is #, and a sign is nothing."""
    if mark[0].isalpha():
        return mark.lower()
    return _NUMBER if mark[0].isdigit() else ""


def _without(names: Sequence[str], words: list[str]) -> list[str]:
    """The words with those of every name made blank, the longest name first."""
    for name in sorted(names, key=len, reverse=True):
        own = [_word(mark) for mark in _MARK.findall(name.translate(_STRAIGHT))]
        for at in range(len(words) - len(own) + 1) if any(own) else ():
            if words[at : at + len(own)] == own:
                words[at : at + len(own)] = [""] * len(own)
    return words
