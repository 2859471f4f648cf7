"""What the tests of the law share: the packs that ship, a judge for one row, and short ways to say a contact."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from collector_tui.domain.law.contact import Prior, Proposed, Situation
from collector_tui.domain.law.judging import Judgement, judge
from collector_tui.domain.law.pack import read_pack
from collector_tui.domain.law.rule import Pack
from collector_tui.domain.law.rulebook import check_together, select
from collector_tui.domain.law.vectors import Example, read_row
from collector_tui.domain.whereabouts import Whereabouts
from collector_tui.services.locating import whereabouts

ASSETS = Path(__file__).resolve().parents[3] / "assets" / "rules"
OWN = Path(__file__).with_name("own_vectors.csv")
NEW_YORK = Whereabouts(("America/New_York",))


@cache
def packs() -> Mapping[str, Pack]:
    """All packs that ship, by id."""
    return check_together([read_pack(tomllib.loads(file.read_text("utf-8"))) for file in sorted(ASSETS.glob("*.toml"))])


def no_holiday(calendar: str, day: date) -> str:
    """A calendar without holidays: the packs' own days are enough for the tests."""
    return ""


def at(text: str, zone: str = "America/New_York") -> datetime:
    """A local time as an instant.

    Seconds may be left out.
    """
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def ruling(
    profiles: str | Sequence[str],
    proposed: Proposed,
    priors: Sequence[Prior] = (),
    situation: Situation = Situation(),  # noqa: B008
    place: Whereabouts = NEW_YORK,
    collector_kind: str = "third_party",
    debt_kind: str = "consumer",
    look_ahead: bool = True,
) -> Judgement:
    """Judge a contact by the packs that ship; a third party and a consumer debt in New York unless said otherwise."""
    names = [profiles] if isinstance(profiles, str) else list(profiles)
    day = proposed.at.astimezone(ZoneInfo(place.zones[0])).date()
    book = select(packs(), names, collector_kind, debt_kind, day, other_name=situation.uses_other_name)  # type: ignore[arg-type]
    return judge(book.rules, proposed, priors, situation, place, no_holiday, look_ahead=look_ahead)


def ruled(example: Example, look_ahead: bool = False) -> Judgement:
    """Judge one row."""
    return ruling(
        example.profiles,
        example.proposed,
        example.priors,
        example.situation,
        whereabouts(example.evidence),
        example.collector_kind,
        example.debt_kind,
        look_ahead,
    )


def fault(example: Example, judgement: Judgement) -> str:
    """How a judgement differs from what a row expects; empty when it does not."""
    level = [reason.rule for reason in judgement.reasons if reason.effect == judgement.effect]
    if judgement.effect == example.expected and (example.rules[0] in level if example.rules else not level):
        return ""
    given = [f"{reason.effect} {reason.rule}: {reason.says}" for reason in judgement.reasons]
    return f"{example.id}: expected {example.expected} {example.rules}, was {judgement.effect} {given}"


def rows(file: Path) -> list[Example]:
    """The rows of a file of vectors."""
    with file.open(encoding="utf-8", newline="") as stream:
        return [read_row(row) for row in csv.DictReader(stream)]
