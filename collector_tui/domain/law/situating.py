"""What an account's facts, holds and past contacts say to the guard."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final, Literal, cast

from collector_tui.domain.agreement import Agreement
from collector_tui.domain.law.contact import Answer, Prior, Situation
from collector_tui.domain.law.span import Span

OUTCOMES: Final[Mapping[str, str]] = {
    "right_party": "conversation", "callback": "conversation", "hung_up": "dropped", "third_party": "conversation",
    "wrong_number": "dropped", "voicemail": "voicemail", "no_answer": "noanswer", "busy": "busy",
    "not_in_service": "not_in_service", "unfinished": "noanswer",
}  # fmt: skip
"""How the endings of a call count; one whose end nobody has noted counts like one that was not answered."""


def read_inconvenient(text: str) -> tuple[Span, ...]:
    """The hours in which somebody asked to be left alone: `Mon-Fri 09:00-17:00; Sun 00:00-24:00`.

    Raises ValueError with a sentence.

    >>> [span.says for span in read_inconvenient("Mon-Fri 09:00-17:00")]
    ['09:00–17:00']
    """
    spans = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        days, _, hours = part.rpartition(" ")
        opens, dash, closes = hours.partition("-")
        if not dash:
            raise ValueError(f"“{part}” is not a time of the week: write it like Mon-Fri 09:00-17:00")
        spans.append(Span.parse(days.replace(" ", "") or "mon-sun", opens, closes))
    return tuple(spans)


Bankruptcy = Literal["", "pending", "discharged"]


def read_bankruptcy(text: str) -> tuple[Bankruptcy, date | None]:
    """What is known of a bankruptcy: `pending 2026-05-01` (the day it was filed), `discharged`, or nothing.

    Raises ValueError with a sentence.
    """
    words = text.lower().split()
    try:
        day = date.fromisoformat(words.pop()) if words and words[-1][:1].isdigit() else None
    except ValueError:
        raise ValueError(f"“{text}” has no such day: write it like pending 2026-05-01") from None
    state = words[0] if words else ("pending" if day else "")
    if state not in ("", "pending", "discharged") or len(words) > 1:
        raise ValueError(f"“{text}” is not known: write pending with the day it was filed, or discharged")
    return cast(Bankruptcy, state), day


def situation(
    facts: Mapping[str, str],
    agreements: Iterable[Agreement],
    *,
    opted_out: bool,
    days_late: int,
    is_company: bool,
    called_back_on: date | None,
) -> Situation:
    """The facts of a debtor as rules ask for them; a hold that lasts says the same as the fact it is for."""
    holds = {one.what for one in agreements if one.kind == "hold" and one.state == "on" and not one.is_ended}
    bankruptcy, filed_on = read_bankruptcy(facts.get("bankruptcy", ""))
    consent = facts.get("consent", "")
    electronic: Answer = "yes" if consent in ("sms", "email", "all") else "no" if consent == "none" else "unknown"
    return replace(
        Situation(),
        attorney=bool(facts.get("attorney")) or "represented" in holds,
        cease_written=bool(facts.get("cease")) or "cease" in holds,
        bankruptcy=bankruptcy or ("pending" if "bankruptcy" in holds else ""),
        filed_on=filed_on,
        opted_out=opted_out,
        sms_consent=_answer(consent, "sms"),
        electronic_consent=electronic,
        voice_consent=_answer(consent, "call"),
        inconvenient=read_inconvenient(facts.get("inconvenient", "")),
        written_only=facts.get("written_only", "") == "yes",
        debtor="company" if is_company else "",
        in_collection_procedures="yes" if facts.get("in_collection") == "yes" else "no",
        days_late=days_late,
        callback_consent=called_back_on,
    )


def _answer(consent: str, medium: str) -> Answer:
    if consent in (medium, "all"):
        return "yes"
    return "no" if consent == "none" else "unknown"


def prior(at: datetime, channel: str, inbound: bool, outcome: str, words: str) -> Prior:
    """A contact of the past as rules count it."""
    if channel == "call":
        outcome = OUTCOMES.get(outcome, "noanswer")
    party = "consumer"
    return Prior(at, channel, "in" if inbound else "out", outcome, party, words=words)  # type: ignore[arg-type]
