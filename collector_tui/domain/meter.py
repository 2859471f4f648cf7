"""The tone meter: how firm a message reads, by the phrases it holds, so that the collector can see why."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, NamedTuple

from collector_tui.domain.tone import TONES, Tone

_STRAIGHT: Final = str.maketrans("‘’ʼ`´‐‑", "'''''--")
_LINE_ENDS: Final = "\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029"
# A word, or a sign that no phrase goes across: the end of a sentence, of a line, of a part of it, a whole link.
_MARK: Final = re.compile(rf"https?://\S+|[^\W_]+(?:'[^\W_]+)*|[^\w\s'\"-]|[{_LINE_ENDS}]")
_CHOICE: Final = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_PLAIN: Final = re.compile(r"(?:[a-z]+(?:'[a-z]+)?|#)(?: (?:[a-z]+(?:'[a-z]+)?|#))*")


class Counted(NamedTuple):
    """A phrase as it stands in the message, and the points it counts: below zero it is kind, above firm."""

    phrase: str
    points: int


class Reading(NamedTuple):
    """What the meter shows: the sum of the points, the tone that sum falls in, and what was counted, in order."""

    score: int
    tone: Tone
    phrases: tuple[Counted, ...]


class Cue(NamedTuple):
    """One line of the rubric, as it is written, and its points."""

    pattern: str
    points: int


@dataclass(frozen=True, slots=True)
class Cues:
    """The whole rubric: the cue of every wording, and the lowest score of each tone but the first.

    `lengths` has the numbers of words of the wordings that begin with a word, the longest first.
    """

    wordings: Mapping[str, Cue]
    lengths: Mapping[str, tuple[int, ...]]
    lowest: Mapping[Tone, int]


def read_cues(table: Mapping[str, Any]) -> Cues:
    """The rubric of a parsed cue file, checked, with every wording of every cue written out.

    Raises ValueError with a sentence naming the cue that is empty, doubled, misspelt or without whole points,
    or the tone that begins no higher than the one before.
    """
    wordings: dict[str, Cue] = {}
    for group in table["group"]:
        for pattern in group["cues"]:
            cue = Cue(pattern, group["points"])
            for wording in _wordings(cue, table.get("short", {})):
                if wording in wordings:
                    raise ValueError(
                        f"tone cue “{pattern}” is doubled: “{wordings[wording].pattern}” has “{wording}” too"
                    )
                wordings[wording] = cue
    lengths: dict[str, set[int]] = {}
    for wording in wordings:
        words = wording.split()
        lengths.setdefault(words[0], set()).add(len(words))
    longest_first = {word: tuple(sorted(counts, reverse=True)) for word, counts in lengths.items()}
    return Cues(wordings, longest_first, _lowest(table["lowest"]))


def _lowest(table: Mapping[str, Any]) -> dict[Tone, int]:
    lowest: dict[Tone, int] = {}
    for tone in TONES[1:]:
        score = table[tone]
        if type(score) is not int or score <= max(lowest.values(), default=score - 1):
            raise ValueError(f"tone “{tone}” must begin at a whole score above the one of the tone before it")
        lowest[tone] = score
    return lowest


def _wordings(cue: Cue, short: Mapping[str, str]) -> set[str]:
    """Every phrase a cue stands for, short forms with the long ones."""
    if not cue.pattern.strip():
        raise ValueError("a tone cue is empty")
    if cue.pattern != cue.pattern.lower():
        raise ValueError(f"tone cue “{cue.pattern}” must be written without capitals")
    if type(cue.points) is not int or cue.points == 0:
        raise ValueError(f"tone cue “{cue.pattern}” must have whole points that are not zero, not {cue.points}")
    found = set(_written_out(cue.pattern))
    for wording in found:
        if not _PLAIN.fullmatch(wording):
            raise ValueError(f"tone cue “{cue.pattern}” may hold only words, #, (one|or another) and [one|or none]")
    for long, brief in short.items():
        found |= {f" {one} ".replace(f" {long} ", f" {brief} ").strip() for one in found if long in one}
    return found


def _written_out(pattern: str) -> Iterator[str]:
    """The pattern with each of its choices made in every way.

    >>> list(_written_out("[now] (overdue|past due)"))
    ['now overdue', 'now past due', 'overdue', 'past due']
    """
    parts: list[list[str]] = []
    end = 0
    for choice in _CHOICE.finditer(pattern):
        one, maybe = choice.groups()
        parts += [[pattern[end : choice.start()]], one.split("|") if maybe is None else [*maybe.split("|"), ""]]
        end = choice.end()
    parts.append([pattern[end:]])
    for chosen in product(*parts):
        yield " ".join("".join(chosen).split())


def measure(text: str, cues: Cues, names: Sequence[str] = ()) -> Reading:
    """How firm a message reads: the plain sum of the points of its phrases, each cue once; never fails.

    A sum grows with the words: compare it only within a channel, a text with a text or a letter with a letter.
    No phrase goes across the end of a sentence, so a sentence more never undoes or makes one elsewhere.
    `names` (of the customer, of the business) are left out of the reading. It counts phrases, in English only:
    it neither understands a message nor judges whether one may be sent.
    """
    marks = list(_MARK.finditer(text.translate(_STRAIGHT)))
    words = _without(names, [_word(mark.group()) for mark in marks])
    counted: dict[Cue, Counted] = {}
    at = 0
    while at < len(words):
        length, cue = _longest(words, at, cues)
        if cue is not None and cue not in counted:
            phrase = text[marks[at].start() : marks[at + length - 1].end()]
            counted[cue] = Counted(phrase, cue.points)
        at += length
    score = sum(phrase.points for phrase in counted.values())
    return Reading(score, _tone(score, cues), tuple(counted.values()))


def _longest(words: Sequence[str], at: int, cues: Cues) -> tuple[int, Cue | None]:
    """The longest cue that begins at a word, and the words it takes; one word when there is none."""
    for length in cues.lengths.get(words[at], ()):
        cue = cues.wordings.get(" ".join(words[at : at + length]))
        if cue is not None and at + length <= len(words):
            return length, cue
    return 1, None


def _tone(score: int, cues: Cues) -> Tone:
    reached: Iterable[Tone] = (tone for tone, lowest in cues.lowest.items() if score >= lowest)
    return max(reached, key=TONES.index, default=TONES[0])


def _word(mark: str) -> str:
    return "#" if mark[0].isdigit() else mark.lower()


def _without(names: Sequence[str], words: list[str]) -> list[str]:
    """The words with those of every name made blank."""
    for name in names:
        own = [_word(mark) for mark in _MARK.findall(name.translate(_STRAIGHT))]
        for at in range(len(words) - len(own) + 1 if own else 0):
            if words[at : at + len(own)] == own:
                words[at : at + len(own)] = [""] * len(own)
    return words
