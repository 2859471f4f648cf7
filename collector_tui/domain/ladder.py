"""The ladder: which message comes next, how firm it is, and on which day it is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from collector_tui.domain.tone import TONES, Tone, as_tone

NOT_STARTED = -1
_FIRMEST_FIRST_CONTACT = TONES.index("polite")


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: `day` counts from the due date (negative before it)."""

    index: int
    name: str
    day: int
    tone: Tone


class NextStep(NamedTuple):
    """The step to take next and the day it is due; None when the ladder is climbed."""

    step: Step
    due_on: date


def read_ladder(table: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps of a parsed ladder file, checked: days rise, tones never fall.

    Raises ValueError with a sentence naming the step that is wrong.
    """
    steps: list[Step] = []
    for index, row in enumerate(table["step"]):
        step = Step(index, row["name"], row["day"], as_tone(row["tone"]))
        if steps and (step.day <= steps[-1].day or TONES.index(step.tone) < TONES.index(steps[-1].tone)):
            raise ValueError(f"ladder step “{step.name}” must come later than the one before and be no gentler")
        steps.append(step)
    return tuple(steps)


def next_step(
    steps: Sequence[Step],
    taken: int,
    oldest_due: date,
    today: date,
    last_contact: date | None,
    interval_days: int,
) -> NextStep | None:
    """The step after the one `taken`, or where an account that arrives late begins.

    A new account starts at its age's step, but never firmer than polite; after that it climbs one step a
    contact. A step is timed from the due date and from the last contact, the later wins.
    """
    index = taken + 1 if taken != NOT_STARTED else _first(steps, (today - oldest_due).days)
    if index >= len(steps):
        return None
    due = oldest_due + timedelta(days=steps[index].day)
    if last_contact is not None:
        due = max(due, last_contact + timedelta(days=interval_days))
    return NextStep(steps[index], due)


def first_step_days(steps: Sequence[Step], oldest_due: date) -> list[date]:
    """The days on which an account that was never contacted comes to begin at another step."""
    return [oldest_due + timedelta(days=step.day) for step in _gentle(steps)]


def _first(steps: Sequence[Step], age: int) -> int:
    passed = [step.index for step in _gentle(steps) if step.day <= age]
    return passed[-1] if passed else 0


def _gentle(steps: Sequence[Step]) -> list[Step]:
    """The steps that a first contact may take."""
    return [step for step in steps if TONES.index(step.tone) <= _FIRMEST_FIRST_CONTACT]


def step_for_tone(steps: Sequence[Step], following: int | None, taken: int, tone: Tone) -> int | None:
    """The step that a message in a tone takes: a gentler one leaves the ladder where it is, a firmer one climbs to it.

    So another tone chosen by hand never makes a later message gentler, nor the next one firmer than its turn.
    """
    if following is None or steps[following].tone == tone:
        return following
    if TONES.index(tone) < TONES.index(steps[following].tone):
        return taken if taken != NOT_STARTED else None
    return next((step.index for step in steps if step.tone == tone), following)
