"""Rows of test vectors: one proposed contact a row, in the grammar that `rules test` reads."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, cast, get_args
from zoneinfo import ZoneInfo

from collector_tui.domain.law.contact import Channel, Prior, Proposed, Situation
from collector_tui.domain.law.rule import CollectorKind, DebtKind
from collector_tui.domain.law.span import EVERY_DAY, Span, parse_clock, parse_days
from collector_tui.domain.whereabouts import Evidence

_COUNTRIES = re.compile(r"[A-Z]{2}")
_PRIOR_PARTS = 4


class Example(NamedTuple):
    """One row: what to judge, by which profiles, and what is expected of it."""

    id: str
    profiles: tuple[str, ...]
    collector_kind: CollectorKind
    debt_kind: DebtKind
    proposed: Proposed
    priors: tuple[Prior, ...]
    situation: Situation
    evidence: Evidence
    expected: str
    rules: tuple[str, ...]
    confidence: str


def read_row(row: Mapping[str, str]) -> Example:
    """Read a row of the layout of `guard.csv`.

    Raises ValueError with a sentence naming the row and what of it cannot be read.
    """
    try:
        return _row(row)
    except (ValueError, KeyError) as wrong:
        raise ValueError(f"row {row.get('id', '?')}: {wrong}") from None


def _row(row: Mapping[str, str]) -> Example:
    at = datetime.fromisoformat(row["at_utc"].replace("Z", "+00:00")).astimezone(UTC)
    if row["channel"] not in get_args(Channel):
        raise ValueError(f"“{row['channel']}” is not a channel")
    proposed: dict[str, Any] = {"at": at, "channel": row["channel"], "party": row["party"], "debt": "A"}
    situation: dict[str, Any] = {}
    for flag in row["flags"].split():
        key, _, value = flag.partition("=")
        if key not in _FLAGS:
            raise ValueError(f"“{key}” is not a flag")
        where, read = _FLAGS[key]
        (proposed if where == "proposed" else situation).update(read(value))
    if "refused_media" in situation:
        situation["refused_media"] = frozenset(situation["refused_media"])
    priors = [_prior(entry, row["at_local_tz"]) for entry in row["prior"].split(";") if entry.strip()]
    return Example(
        row["id"],
        (row["profile"],),
        cast(CollectorKind, row["collector_kind"]),
        cast(DebtKind, row["debt_kind"]),
        Proposed(**proposed),
        tuple(priors),
        Situation(**situation),
        _evidence(row["tz_evidence"], row["profile"]),
        row["expected"],
        tuple(row["rule_ids"].split(";")) if row["rule_ids"] else (),
        row["confidence"],
    )


def _prior(entry: str, zone: str) -> Prior:
    """Read `local time,in|out,channel,outcome[,key=value…]`; the words of a text run to the end."""
    when, direction, channel, rest = entry.strip().split(",", _PRIOR_PARTS - 1)
    facts: dict[str, Any] = {
        "at": datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC),
        "direction": direction,
        "channel": channel,
        "debts": frozenset({"A"}),
    }
    if rest.startswith("text:"):
        return Prior(**facts, outcome="text", words=rest.removeprefix("text:"))
    outcome, *more = rest.split(",")
    for part in more:
        key, _, value = part.strip().partition("=")
        if key not in _PRIOR_KEYS:
            raise ValueError(f"“{key}” is not said of a prior contact")
        facts.update(_PRIOR_KEYS[key](value))
    return Prior(**facts, outcome=outcome.strip())


def _evidence(text: str, profile: str) -> Evidence:
    country = profile[:2] if _COUNTRIES.fullmatch(profile[:2]) and profile[:2] != "EU" else ""
    names = {"addr": "address_zone", "zip": "postcode", "npa": "area_code", "known": "known_zone"}
    found = {}
    for part in filter(None, text.split("|")):
        kind, _, value = part.partition(":")
        if kind not in names:
            raise ValueError(f"“{kind}” is not evidence of a place")
        found[names[kind]] = value
    return Evidence(country=country, **cast("dict[str, Any]", found))


_Read = Callable[[str], dict[str, Any]]


def _word(name: str) -> _Read:
    return lambda value: {name: value}


def _yes(name: str) -> _Read:
    return lambda value: {name: value in ("1", "yes")}


def _answer(name: str) -> _Read:
    return lambda value: {name: {"1": "yes", "0": "no"}.get(value, value)}


def _day(name: str) -> _Read:
    return lambda value: {name: date.fromisoformat(value)}


def _hours(value: str) -> tuple[int, int]:
    opens, _, closes = value.partition("-")
    return parse_clock(opens), parse_clock(closes)


def _inconvenient(value: str) -> dict[str, Any]:
    days, _, hours = value.partition("@")
    return {"inconvenient": (Span(parse_days(days), *_hours(hours)),)}


def _template(value: str) -> dict[str, Any]:
    name, _, day = value.partition(":")
    return {"template": name, "pay_by": date.fromisoformat(day) if day else None}


_PROPOSED: dict[str, _Read] = {
    "optout_notice": _answer("optout_notice"),
    "voice": _word("voice"),
    "number": _word("number"),
    "work_email": _yes("work_email"),
    "debt": _word("debt"),
    "purpose": _word("purpose"),
    "initial": _yes("initial"),
    "template": _template,
    "disclosure": _word("disclosure"),
}
_SITUATION: dict[str, _Read] = {
    **{name: _answer(name) for name in ("sms_consent", "electronic_consent", "voice_consent", "in_collection_procedures")},
    **{
        name: _yes(name)
        for name in (
            "uses_other_name", "employer_prohibits", "cease_written", "refused_to_pay_written", "attorney",
            "attorney_unresponsive", "time_barred", "responding", "written_only",
        )
    },
    **{
        name: _day(name)
        for name in (
            "callback_consent", "dispute_written", "dispute_oral", "validation_end", "verification_sent",
            "initial_comm", "notice_mailed", "letter_of_claim",
        )
    },
    **{name: _word(name) for name in ("bankruptcy", "validation_notice", "debtor", "lender")},
    "time_consent": lambda value: {"time_consent": (Span(EVERY_DAY, *_hours(value)),)},
    "inconvenient": _inconvenient,
    "no_medium": lambda value: {"refused_media": value.split(",")},
}  # fmt: skip
_FLAGS: dict[str, tuple[str, _Read]] = {
    **{name: ("proposed", read) for name, read in _PROPOSED.items()},
    **{name: ("situation", read) for name, read in _SITUATION.items()},
}
_PRIOR_KEYS: dict[str, _Read] = {
    "num": _word("number"),
    "debt": lambda value: {"debts": frozenset(value.split("+"))},
    "to": _word("party"),
    "consented": _yes("consented"),
    "could_leave_message": _yes("could_leave_message"),
}
