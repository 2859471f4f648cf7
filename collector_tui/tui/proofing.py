"""All there is to know of a message before it goes: how firm it reads, what it costs, what is against it, who may get it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from collector_tui.domain.account import Card
from collector_tui.domain.guard import Channel, Verdict
from collector_tui.domain.message import Draft, Proof
from collector_tui.domain.sms import plainer, segments
from collector_tui.domain.text import one_line
from collector_tui.services import contacting
from collector_tui.services.collecting import Collecting
from collector_tui.services.proofreading import cues

_LOOKED_AHEAD = timedelta(hours=16)
_STEP = timedelta(minutes=30)


class Forced(NamedTuple):
    """A character that the carriers' own alphabet has not, where it comes from, and what it costs.

    `instead` is how many segments there would be without such characters; `has_plain` says that plain ones can stand
    for some of them.
    """

    character: str
    origin: str
    instead: int
    has_plain: bool


class Status(NamedTuple):
    """What is known of the words as they stand.

    `lowest` are the scores at which the meter's steps begin, `to` says who gets them, and `word` whether that is allowed
    now: until when, or from when.
    """

    draft: Draft
    proof: Proof
    lowest: Sequence[int]
    forced: Forced | None
    verdict: Verdict
    to: str
    word: str


class Proofing:
    """Reads the words for one account through, as often as they change."""

    def __init__(self, collecting: Collecting) -> None:
        """Begin with nothing known."""
        self._collecting = collecting
        self._closing: dict[tuple[int, Channel], datetime | None] = {}

    def status(self, card: Card, draft: Draft, drafted: str) -> Status:
        """What is known of a draft with the words as they stand; `drafted` are those it was drafted with."""
        verdict = self.verdict(card, draft.channel, draft.text)
        return Status(
            draft,
            self._collecting.proofs.of_draft(card, draft),
            cues().lowest,
            self._forced(card, draft, drafted),
            verdict,
            _addressee(card, draft.channel),
            self._word(card, draft.channel, verdict),
        )

    def verdict(self, card: Card, channel: Channel, text: str, at: datetime | None = None) -> Verdict:
        """Whether the contact may be made, now or at an instant."""
        phone = None if channel == "letter" else card.text_number if channel == "sms" else card.number
        return contacting.look(self._collecting.office, card, channel, phone, text, at)

    def _word(self, card: Card, channel: Channel, verdict: Verdict) -> str:
        """The verdict in a few words."""
        if (channel == "letter" and not card.address) or (channel == "email" and not _address(card)):
            return "there is no address yet"
        if verdict.effect == "warn":
            return "asks first"
        if verdict.effect == "block":
            return f"not before {self._clock(verdict.next_allowed, verdict)}" if verdict.next_allowed else "not allowed"
        if (card.id, channel) not in self._closing:
            self._closing[card.id, channel] = self._closes(card, channel)
        closes = self._closing[card.id, channel]
        return f"allowed until {self._clock(closes, verdict)}" if closes else "allowed"

    def _clock(self, at: datetime, verdict: Verdict) -> str:
        """An instant by the debtor's own clock."""
        office = self._collecting.office
        zone = ZoneInfo(verdict.zones[0]) if verdict.zones else office.zone
        there, today = at.astimezone(zone), office.clock.now().astimezone(zone).date()
        day = "" if there.date() == today else f"{there:%a} "
        return f"{day}{there:%H:%M}{'' if zone == office.zone else ' there'}"

    def _closes(self, card: Card, channel: Channel) -> datetime | None:
        """The last minute at which nothing speaks against the contact, where one comes in the next hours."""
        now = self._collecting.office.clock.now()
        good, bad = now, now
        while self.verdict(card, channel, "", bad).effect == "allow":
            good, bad = bad, bad + _STEP
            if bad - now > _LOOKED_AHEAD:
                return None
        while bad - good > timedelta(minutes=1):
            middle = good + (bad - good) / 2
            is_good = self.verdict(card, channel, "", middle).effect == "allow"
            good, bad = (middle, bad) if is_good else (good, middle)
        return bad.replace(second=0, microsecond=0) - timedelta(minutes=1) if bad > now else None

    def _forced(self, card: Card, draft: Draft, drafted: str) -> Forced | None:
        """What forces a text into the dearer encoding."""
        character = draft.size.forced_by
        if draft.channel != "sms" or not character:
            return None
        business = self._collecting.office.business
        names = {f"the name {card.name}": card.name, "your business": business.name, "your name": business.collector}
        origin = next((where for where, name in names.items() if character in name), "the words of the draft")
        origin = origin if character in drafted else "your own words"
        plain = plainer(draft.text)
        instead = segments("".join("?" if segments(one).forced_by else one for one in plain)).segments
        return Forced(character, origin, instead, plain != draft.text)


def _addressee(card: Card, channel: Channel) -> str:
    """The channel, and who is at its other end."""
    if channel == "letter":
        return f"letter to {one_line(card.address)}" if card.address else "letter"
    if channel == "email":
        return f"email to {_address(card)}" if _address(card) else "email"
    phone = card.text_number if channel == "sms" else card.number
    name = "SMS to" if channel == "sms" else "call"
    return f"{name} {phone.shown}" if phone else name.removesuffix(" to")


def _address(card: Card) -> str:
    """The email address that is written to; empty where there is none."""
    return next((one.address for one in card.emails if one.status == "ok" and not one.is_opted_out), "")
