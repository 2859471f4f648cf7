"""Trying the guard on rows of vectors: what it says of each, and whether that is what the row expects."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

from collector_tui.domain.law.judging import Judgement, judge
from collector_tui.domain.law.vectors import Example, read_row
from collector_tui.domain.refusal import Refused
from collector_tui.services.holidaying import is_holiday
from collector_tui.services.lawbook import Lawbook
from collector_tui.services.locating import whereabouts


@dataclass(frozen=True, slots=True)
class Tried:
    """One row: what the guard says, by which rules, what was expected; an `is_open` row is a question, not a test."""

    id: str
    verdict: str
    rules: tuple[str, ...]
    expected: str
    passed: bool
    is_open: bool


def try_vectors(lawbook: Lawbook, path: Path) -> list[Tried]:
    """Judge every row of a file in the layout of the vectors.

    Raises Refused when the file cannot be read, naming the row where it is one.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    try:
        examples = [
            read_row({key: value or "" for key, value in row.items()})
            for row in csv.DictReader(io.StringIO(text, newline=""))
        ]
    except (ValueError, AttributeError, TypeError) as error:
        raise Refused(f"{path}: {error}.") from None
    return [_tried(lawbook, example) for example in examples]


def _tried(lawbook: Lawbook, example: Example) -> Tried:
    place = whereabouts(example.evidence)
    zone = ZoneInfo(place.zones[0]) if place.zones else UTC
    book = lawbook.rulebook(
        example.profiles,
        example.debt_kind,
        example.proposed.at.astimezone(zone).date(),
        collector_kind=example.collector_kind,
        other_name=example.situation.uses_other_name,
    )
    judgement = judge(
        book.rules,
        example.proposed,
        example.priors,
        example.situation,
        place,
        is_holiday,
        look_ahead=False,
    )
    is_open = example.confidence == "low"
    rules = tuple(reason.rule for reason in (*judgement.reasons, *(judgement.open_questions if is_open else ())))
    return Tried(
        example.id, judgement.effect, tuple(dict.fromkeys(rules)), example.expected, _holds(example, judgement), is_open
    )


def _holds(example: Example, judgement: Judgement) -> bool:
    """Whether the verdict is the expected one, and its first rule among the gravest reasons."""
    if judgement.effect != example.expected:
        return False
    gravest = {reason.rule for reason in judgement.reasons if reason.effect == judgement.effect}
    return not example.rules or example.rules[0] in gravest
