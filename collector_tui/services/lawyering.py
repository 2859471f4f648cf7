"""Putting a contact before the law: the facts of an account as rules ask for them, and the rules of its place."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from collector_tui.domain.aging import days_past_due
from collector_tui.domain.guard import Channel, Reached
from collector_tui.domain.law.contact import Answer, Prior, Proposed, Situation
from collector_tui.domain.law.judging import Judgement, allowed_until, judge
from collector_tui.domain.law.rulebook import Rulebook
from collector_tui.domain.law.situating import prior, situation
from collector_tui.domain.whereabouts import Whereabouts
from collector_tui.services.holidaying import is_holiday
from collector_tui.services.office import Office
from collector_tui.services.placing import standpoint

if TYPE_CHECKING:
    from collector_tui.services.contacting import Debtor


class LawSays(NamedTuple):
    """The judgement, and notes about places that no rules are kept for."""

    judgement: Judgement
    notes: tuple[str, ...]


class _Case(NamedTuple):
    """A contact with everything that rules are applied to."""

    book: Rulebook
    proposed: Proposed
    priors: list[Prior]
    facts: Situation
    whereabouts: Whereabouts


def judge_by_law(
    office: Office,
    debtor: "Debtor",
    channel: Channel,
    number: Reached | None,
    at: datetime,
    text: str,
    purpose: str = "",
) -> LawSays:
    """Judge a contact at an instant by the rules of the debtor's and the business's places, and of the house.

    `purpose` is what it is for, as `Proposed` has it; empty is the ordinary one.
    """
    case = _case(office, debtor, channel, number, at, text, purpose)
    judgement = judge(case.book.rules, case.proposed, case.priors, case.facts, case.whereabouts, is_holiday)
    return LawSays(judgement, case.book.notes)


def allowed_by_law_until(
    office: Office, debtor: "Debtor", channel: Channel, number: Reached | None, at: datetime, text: str, last: datetime
) -> datetime:
    """The first minute, at most a last instant, from which the law would have more against a contact than now."""
    case = _case(office, debtor, channel, number, at, text)
    return allowed_until(case.book.rules, case.proposed, case.priors, case.facts, case.whereabouts, is_holiday, last)


def _case(
    office: Office,
    debtor: "Debtor",
    channel: Channel,
    number: Reached | None,
    at: datetime,
    text: str,
    purpose: str = "",
) -> _Case:
    place = standpoint(office.business, debtor.zone, debtor.address, number.e164 if number else "")
    zone = place.whereabouts.zones[0] if place.whereabouts.zones else office.business.timezone
    today = at.astimezone(ZoneInfo(zone)).date()
    debt = {"business": "commercial", "consumer": "consumer"}.get(debtor.kind, office.practice.default_debt_kind)
    book = office.lawbook.rulebook(place.profiles, debt, today)
    pasts = [(datetime.fromisoformat(one.at), one) for one in debtor.past]
    facts = situation(
        debtor.facts,
        debtor.agreements,
        opted_out=bool(number and number.opted_out),
        days_late=days_past_due(debtor.oldest_due, today) if debtor.oldest_due else 0,
        is_company=debtor.kind == "business",
        called_back_on=max(
            (when.astimezone(ZoneInfo(zone)).date() for when, one in pasts if one.outcome == "callback"), default=None
        ),
    )
    proposed = Proposed(at.astimezone(UTC), channel, purpose=purpose, optout_notice=_tells(text))
    priors = [prior(when, one.channel, one.inbound, one.outcome, one.words) for when, one in pasts]
    return _Case(book, proposed, priors, facts, place.whereabouts)


def _tells(text: str) -> Answer:
    """Whether a text says how to end texts; nobody knows before there is one."""
    if not text:
        return "unknown"
    return "yes" if "stop" in text.lower().split() or "STOP" in text else "no"
