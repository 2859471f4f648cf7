"""The seam every contact passes: may this account be reached on this channel at this instant, and why not."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

Channel = Literal["call", "sms"]
Effect = Literal["allow", "warn", "block"]

OPENS = time(8)
CLOSES = time(21)


class Reached(NamedTuple):
    """The number a contact would go to; `status` is `ok`, `wrong` or `dead`."""

    e164: str
    shown: str
    status: str
    opted_out: bool
    zones: tuple[str, ...]
    extension: str = ""


class Refusal(NamedTuple):
    """One rule that stands in the way, or asks to be minded (`warn`), and what it says to the collector."""

    rule: str
    says: str
    effect: Effect = "block"


class Verdict(NamedTuple):
    """Whether the contact may be made; if not why not, and the first instant (UTC) at which the hours allow it.

    With the effect `warn` it may, once the collector has seen what the warnings say.
    """

    effect: Effect
    refusals: tuple[Refusal, ...]
    next_allowed: datetime | None
    zones: tuple[str, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether nothing stands in the way; a warning does not."""
        return self.effect != "block"

    @property
    def says(self) -> str:
        """All refusals in one line."""
        return " ".join(refusal.says for refusal in self.refusals)


def judge(
    channel: Channel, number: Reached | None, zones: Sequence[str], at: datetime, concerns: Sequence[Refusal] = ()
) -> Verdict:
    """Judge one contact at an instant (aware); `zones` are all that could be the debtor's.

    `concerns` are what the account itself has against being contacted: a hold, credit that is not applied.
    """
    refusals = list(concerns)
    if number is None:
        refusals.append(Refusal("no_number", "There is no number that can be used: add one."))
    else:
        refusals.extend(_number_refusals(channel, number))
    next_allowed = first_open(zones, at)
    if next_allowed != at:
        refusals.append(Refusal("hours", _hours(zones, at)))
    blocks = [refusal for refusal in refusals if refusal.effect == "block"]
    lasting = any(refusal.rule != "hours" for refusal in blocks)
    effect: Effect = "block" if blocks else "warn" if refusals else "allow"
    return Verdict(effect, tuple(refusals), None if lasting else next_allowed, tuple(zones))


def _number_refusals(channel: Channel, number: Reached) -> list[Refusal]:
    refusals = []
    if number.status == "wrong":
        refusals.append(Refusal("wrong_number", f"{number.shown} is a wrong number: it is not used any more."))
    elif number.status == "dead":
        refusals.append(Refusal("not_in_service", f"{number.shown} is not in service: it is not used any more."))
    if channel == "sms" and number.opted_out:
        refusals.append(Refusal("opted_out", f"{number.shown} has opted out of texts: call or write instead."))
    if channel == "sms" and number.extension:
        refusals.append(Refusal("extension", f"{number.shown} is an extension, which takes no texts: call instead."))
    if channel == "sms" and not number.e164:
        refusals.append(Refusal("not_dialled", f"“{number.shown}” is not a full phone number: correct it first."))
    return refusals


def is_open(zone: str, at: datetime) -> bool:
    """Whether it is between 8:00 and 21:00 there; 8:00 itself is, 21:00 is not."""
    return OPENS <= at.astimezone(ZoneInfo(zone)).time() < CLOSES


def first_open(zones: Sequence[str], at: datetime) -> datetime | None:
    """The first instant from `at` on that lies between 8:00 and 21:00 in every zone; None if there is none in 8 days."""
    moment = at
    for _ in range(64):
        closed = [zone for zone in zones if not is_open(zone, moment)]
        if not closed:
            return moment
        moment = max(_opening(zone, moment) for zone in closed)
        if moment - at > timedelta(days=8):
            break
    return None


def _opening(zone: str, at: datetime) -> datetime:
    """The next 8:00 there, in the time zone of `at`."""
    there = at.astimezone(ZoneInfo(zone))
    day = there.date() if there.time() < OPENS else there.date() + timedelta(days=1)
    return datetime.combine(day, OPENS, ZoneInfo(zone)).astimezone(at.tzinfo)


def _hours(zones: Sequence[str], at: datetime) -> str:
    closed = [zone for zone in zones if not is_open(zone, at)]
    where = closed[0].rpartition("/")[2].replace("_", " ")
    there = at.astimezone(ZoneInfo(closed[0])).strftime("%H:%M")
    more = f" and {len(closed) - 1} more places it could be" if len(closed) > 1 else ""
    return f"It is {there} in {where}{more}: contacts are made between 8:00 and 21:00 there."
