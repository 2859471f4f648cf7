"""How a call can end, and what each ending means for the number and for what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

ActionKind = Literal["callback", "action"]


@dataclass(frozen=True, slots=True)
class NextAction:
    """What is to be done next on an account: the day, the hour where one was agreed (HH:MM, or empty), and what."""

    kind: ActionKind
    on: date
    what: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a call can end, as `assets/calls/outcomes.toml` describes it.

    `reached` says that words got through, so that the account is left alone for a while;
    `retires_number` says that the number must not be used for this account again.
    """

    code: str
    key: str
    label: str
    reached: bool
    retires_number: str
    action_kind: ActionKind
    in_days: int
    at: str
    what: str

    def next_action(self, today: date) -> NextAction:
        """The next action this ending leads to by rule, weekends passed over."""
        day = today + timedelta(days=self.in_days)
        while day.weekday() >= 5 and self.in_days:
            day += timedelta(days=1)
        return NextAction(self.action_kind, day, self.what, self.at)


UNFINISHED = "unfinished"
"""The outcome of a call that was begun and never ended on the sheet: it still counts as a call."""


def read_outcomes(table: Mapping[str, Any]) -> dict[str, Outcome]:
    """The outcomes of a parsed `outcomes.toml`, by code, in the file's order.

    Raises ValueError when two share a key or a code, or one lacks a part.
    """
    outcomes: dict[str, Outcome] = {}
    for row in table["outcome"]:
        try:
            action = row["next"]
            outcome = Outcome(
                row["code"],
                row["key"],
                row["label"],
                row["reached"],
                row.get("retires_number", ""),
                action["kind"],
                action["in_days"],
                action.get("at", ""),
                action["what"],
            )
        except KeyError as missing:
            raise ValueError(f"outcome {row.get('code', '?')} lacks {missing}") from None
        if outcome.code in outcomes or any(outcome.key == other.key for other in outcomes.values()):
            raise ValueError(f"outcome {outcome.code} repeats a code or a key")
        outcomes[outcome.code] = outcome
    return outcomes
