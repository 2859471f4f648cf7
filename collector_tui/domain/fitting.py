"""The channel that fits an account: by text or by email, as its step is meant and as the account can be reached."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from collector_tui.domain.account import Card
from collector_tui.domain.guard import Channel, Refusal, address_refusals, number_refusals
from collector_tui.domain.ladder import Step
from collector_tui.domain.recipient import addressed, reached

BY_ITSELF: Final[tuple[Channel, ...]] = ("sms", "email")
"""What leaves by itself, so that it can go to many: a text first, where nothing else is said."""


class Fit(NamedTuple):
    """The channel of a message to an account; None where there is none, with the reason as a code and in words."""

    channel: Channel | None
    code: str = ""
    why: str = ""


class _Lack(NamedTuple):
    """Why an account cannot be reached on a channel, as a code and in words."""

    code: str
    why: str


def channels_for(step: Step | None, *, is_chosen: bool) -> tuple[Channel, ...]:
    """The channels on which a step may go to many, the first one first; news, without a step, may go on each.

    An email stands in for a text, and for an account that was chosen by hand each for all; for a `strict` step nothing.
    """
    if step is None:
        return BY_ITSELF
    meant = tuple(channel for way in step.ways for channel in BY_ITSELF if channel == way)
    if step.strict or not (is_chosen or "sms" in meant):
        return meant
    return (*meant, *(channel for channel in BY_ITSELF if channel not in meant))


def fitting(channels: Sequence[Channel], card: Card, set_up: Collection[Channel]) -> Fit:
    """The first of some channels on which the account can ever be reached; what the hour is does not come into it.

    `set_up` are the channels by which something can leave; where there is none texts are queued, and wait.
    """
    lacks: dict[Channel, _Lack] = {}
    for channel in channels:
        lack = _no_text(card, set_up or BY_ITSELF[:1]) if channel == "sms" else _no_email(card, set_up)
        if lack is None:
            return Fit(channel)
        lacks[channel] = lack
    first, *others = [lacks[channel] for channel in BY_ITSELF if channel in lacks]
    return Fit(None, first.code, _joined(first.why, *(other.why for other in others)))


def _no_text(card: Card, set_up: Collection[Channel]) -> _Lack | None:
    """Why no text can ever reach an account, unless a person says so."""
    number = card.text_number
    if number is None:
        return _Lack("no_number", "has no number for texts")
    if against := number_refusals("sms", reached(card, number)):
        return _lack(against[0])
    if "sms" not in set_up:
        return _Lack("no_carrier", f"no carrier is set up for texts to {number.shown}")
    return None


def _no_email(card: Card, set_up: Collection[Channel]) -> _Lack | None:
    """Why no email can ever reach an account, unless a person says so."""
    email = card.email
    if email is None:
        return _Lack("no_email", "has no email address")
    if against := address_refusals(addressed(card, email)):
        return _lack(against[0])
    if "email" not in set_up:
        return _Lack("no_mail_server", f"no mail server is set up for {email.address}")
    return None


def _lack(refusal: Refusal) -> _Lack:
    """What the guard has against a number or an address, as a clause without what to do about it."""
    clause = refusal.says.rpartition(":")[0]
    return _Lack(refusal.rule, clause.replace("They ", "they ", 1) if clause.startswith("They ") else clause)


def _joined(first: str, other: str = "") -> str:
    """Both reasons in one clause.

    >>> _joined("has no number for texts", "has no email address")
    'has no number for texts and no email address'
    >>> _joined("212-555-0101 is a wrong number", "has no email address")
    '212-555-0101 is a wrong number, and there is no email address'
    """
    if not other:
        return first
    has, _, what = other.partition("has ")
    if has:
        return f"{first}, and {other}"
    return f"{first} and {what}" if first.startswith("has ") else f"{first}, and there is {what}"
