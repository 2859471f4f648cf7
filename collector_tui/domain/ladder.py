"""The ladder: which contact comes next, on which channel and how firm it is, and on which day it is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple, get_args

from collector_tui.domain.approach import Approach, as_approach
from collector_tui.domain.tone import TONES, Tone, as_tone

NOT_STARTED = -1
DAYS_TO_ANSWER = 7
_FIRMEST_FIRST_CONTACT = TONES.index("polite")

Way = Literal["sms", "email", "letter", "call", "decide"]
"""How a step is taken; `decide` is no contact: the collector decides what comes after the ladder."""

WAYS: tuple[Way, ...] = get_args(Way)


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: `day` counts from the due date (negative before it).

    `ways` are the channels it is meant for, the first one first; a text may stand in for any of them unless the step is
    `strict`. `interval` is the days since the previous contact (the house's own where None), `answer_in` the days the
    debtor is given to answer.
    """

    index: int
    name: str
    day: int
    tone: Tone
    ways: tuple[Way, ...] = ("sms",)
    approach: Approach = "reminder"
    interval: int | None = None
    answer_in: int = DAYS_TO_ANSWER
    strict: bool = False

    def is_taken_by(self, way: str) -> bool:
        """Whether a contact on that channel takes the step: a letter before action is a letter and nothing else."""
        return way in self.ways or not (self.strict or way == "call")


class NextStep(NamedTuple):
    """The step to take next and the day it is due."""

    step: Step
    due_on: date


class Rung(NamedTuple):
    """A step that was taken: its day on the ladder, the day it was taken, and what was the oldest due date then.

    `answer_by` is the day the debtor was given to answer, where one was named.
    """

    day: int
    on: date
    oldest_due: date
    answer_by: date | None = None


def read_steps(table: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps of a parsed ladder file, checked: days rise, tones never fall.

    Raises ValueError with a sentence naming the step that is wrong.
    """
    rows = table.get("step")
    if not isinstance(rows, list) or not rows:
        raise ValueError("a ladder needs steps, each written [[step]]")
    steps: list[Step] = []
    for index, row in enumerate(rows):
        step = _read_step(index, row)
        if steps and (step.day <= steps[-1].day or TONES.index(step.tone) < TONES.index(steps[-1].tone)):
            raise ValueError(f"ladder step “{step.name}” must come later than the one before and be no gentler")
        if any(step.name.casefold() == other.name.casefold() for other in steps):
            raise ValueError(f"ladder step “{step.name}” is there twice: give each step a name of its own")
        steps.append(step)
    return tuple(steps)


_KNOWN: Mapping[str, type] = {
    "name": str, "day": int, "tone": str, "channels": list, "approach": str, "interval": int, "answer_in": int,
    "strict": bool,
}  # fmt: skip
"""What a step may say, and of which type it is."""


def _read_step(index: int, row: Mapping[str, Any]) -> Step:
    name = row.get("name") or f"number {index + 1}"
    for key in ("name", "day", "tone"):
        if key not in row:
            raise ValueError(f"ladder step “{name}” lacks its {key}")
    for key, value in row.items():
        if key not in _KNOWN:
            raise ValueError(f"ladder step “{name}”: {key} is not known: use {', '.join(_KNOWN)}")
        if type(value) is not _KNOWN[key]:
            raise ValueError(f"ladder step “{name}”: {key} = {value!r} is not of the right kind")
    ways = tuple(row.get("channels", ["sms"]))
    unknown = [way for way in ways if way not in WAYS]
    if unknown or not ways:
        raise ValueError(f"ladder step “{name}”: channels must be some of {', '.join(WAYS)}")
    interval, answer_in = row.get("interval"), row.get("answer_in", DAYS_TO_ANSWER)
    if not 0 < answer_in <= 365 or not 0 <= (interval or 0) <= 365 or not -365 <= row["day"] <= 3650:
        raise ValueError(f"ladder step “{name}”: its days are out of reach")
    try:
        tone, approach = as_tone(row["tone"]), as_approach(row.get("approach", "reminder"))
    except ValueError as error:
        raise ValueError(f"ladder step “{name}”: {error}") from None
    return Step(index, name, row["day"], tone, ways, approach, interval, answer_in, row.get("strict", False))


def climbed(steps: Sequence[Step], rungs: Iterable[Rung], oldest_due: date) -> int:
    """The last step taken for what is open now, or NOT_STARTED.

    A step counts in full as long as what it was about is open. Where the oldest invoice has been paid since, it counts
    for the next one only as far as that one was old then: nothing is skipped because it was mentioned, and nothing that
    it has heard is said again.
    """
    reached = [
        rung.day if oldest_due <= rung.oldest_due else min(rung.day, (rung.on - oldest_due).days) for rung in rungs
    ]
    if not reached:
        return NOT_STARTED
    passed = [step.index for step in steps if step.day <= max(reached)]
    return passed[-1] if passed else NOT_STARTED


def next_step(
    steps: Sequence[Step],
    taken: int,
    oldest_due: date,
    today: date,
    last_contact: date | None,
    interval_days: int,
    answer_by: date | None = None,
) -> NextStep | None:
    """The step after the one `taken`, or where an account that arrives late begins.

    A new account starts at its age's step, but never firmer than polite; after that it climbs one step a
    contact. A step is timed from the due date and from the last contact, the later wins, and it waits until the day has
    passed that was given to answer.
    """
    index = taken + 1 if taken != NOT_STARTED else _first(steps, (today - oldest_due).days)
    if index >= len(steps):
        return None
    step, due = steps[index], oldest_due + timedelta(days=steps[index].day)
    if last_contact is not None:
        due = max(due, last_contact + timedelta(days=_interval(step, due, last_contact, interval_days)))
    return NextStep(step, max(due, answer_by + timedelta(days=1)) if answer_by else due)


def _interval(step: Step, due: date, last_contact: date, usual: int) -> int:
    """The days that a step waits after a contact: its own, but fewer than usual only to keep its very day."""
    if step.interval is None:
        return usual
    keeps_its_day = last_contact + timedelta(days=step.interval) <= due
    return step.interval if keeps_its_day or step.interval > usual else usual


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
    return next((step.index for step in steps if step.tone == tone and step.index > following), following)


def came_due(steps: Sequence[Step], taken: int, oldest_due: date, after: date, today: date) -> list[Step]:
    """The steps beyond the one taken whose day has come since a day that is past."""
    return [step for step in steps[taken + 1 :] if after < oldest_due + timedelta(days=step.day) <= today]


def tone_by_now(steps: Sequence[Step], step: Step, late: int) -> Tone:
    """The tone of a step, so many days after the due date: a reminder of it that comes late is no gentler than the first notice."""
    first_notice = next((one for one in steps if one.day > 0), step)
    if step.day <= 0 and late >= first_notice.day:
        return max(step.tone, first_notice.tone, key=TONES.index)
    return step.tone
