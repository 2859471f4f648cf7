"""Handing a text over: what keeps it here before anything is asked, and what a provider's answer makes of it."""

import re
from datetime import datetime

from collector_tui.domain.carrier import Handed
from collector_tui.domain.outbox import State
from collector_tui.gateways.outcome import Outcome

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def seconds_left(until: datetime, now: datetime) -> int:
    """Whole seconds until the last instant at which a text may leave; below 0 once it has passed."""
    return int((until - now).total_seconds())


def kept_back(to: str, seconds: int, least: int) -> Handed | None:
    """The refusal of a text that must not even be handed over; None when it may be.

    A number that is not in full is read by a phone as one of the country it is in, or of another.
    """
    if not _E164.fullmatch(to):
        return Handed("rejected", says="the number is not in full: write it like +12125550101")
    if seconds < least:
        return Handed("rejected", says=f"it could not leave any more within the {max(seconds, 0)} seconds it has left")
    return None


def handed(outcome: Outcome, provider_id: str, state: State | None) -> Handed:
    """What an answer makes of a text; one that was taken but has no id is `unknown`."""
    if outcome.answer == "accepted":
        if provider_id:
            return Handed("accepted", provider_id, state or "accepted")
        return Handed("unknown", says="the provider's answer had no number for it")
    return Handed(outcome.answer, says=outcome.says, code=outcome.code, wait_seconds=outcome.wait_seconds)
