"""The words around what came in and what goes out: what a reply asks for, where a message is and why, and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from textual.content import Content

from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.when import short_day
from collector_tui.tui.text import text

WISHES: Final[Mapping[str, str]] = {
    "stop": "ends texts",
    "perhaps stop": "may end texts: read it",
    "start": "wants texts again",
    "help": "asks who writes",
}
"""What a reply asks for."""

CHANNELS: Final[Mapping[str, str]] = {"sms": "SMS", "email": "email", "letter": "letter", "call": "call"}

_STANDS: Final[Mapping[str, str]] = {
    "sending": "on its way to the carrier",
    "accepted": "on its way: the carrier has it",
    "sent": "sent, no receipt yet",
    "delivered": "delivered",
    "no_receipt": "sent, no receipt came",
    "unknown": "unknown: may have gone, is looked for",
    "not_found": "not found at the carrier",
    "undelivered": "not delivered",
    "failed": "failed",
    "rejected": "refused by the carrier",
    "cancelled": "not sent",
    "dropped": "dropped",
}
"""Where a message is that waits no more."""

_SHORT_WAIT = 100
"""Up to so many seconds a wait is counted, else its end is named."""


def came(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """When something was, by the house's clock: the time today, else the day."""
    there, today = at.astimezone(zone), now.astimezone(zone).date()
    return f"{there:%H:%M}" if there.date() == today else short_day(there.date(), today)


def stands(message: OutboxMessage, now: datetime, zone: ZoneInfo, *, has_carrier: bool) -> str:
    """Where a message is and why."""
    said = _waits(message, now, zone, has_carrier) if message.state == "queued" else _is(message, has_carrier)
    return f"{said} (simulated)" if message.simulated else said


def _by(message: OutboxMessage) -> str:
    """Who takes a message from here."""
    return "mail server" if message.channel == "email" else "carrier"


def _is(message: OutboxMessage, has_carrier: bool) -> str:
    """Where a message is that waits no more."""
    if message.state == "sent" and not message.recipient:
        return "sent by hand"
    if message.state == "unknown" and not (has_carrier and message.channel == "sms"):
        return "unknown: may have gone, nobody can look"
    if message.state == "cancelled" and not message.error:
        return "taken back, not sent"
    because = message.error if message.state not in ("accepted", "sent", "delivered", "dropped", "unknown") else ""
    return _STANDS.get(message.state, message.state).replace("carrier", _by(message)) + (
        f": {because}" if because else ""
    )


def _waits(message: OutboxMessage, now: datetime, zone: ZoneInfo, has_carrier: bool) -> str:
    """How long a message waits, and for what."""
    if not has_carrier:
        return f"waits: no {_by(message)} is set"
    seconds = -(-(message.leaves_at - now).total_seconds() // 1)
    at = message.leaves_at.astimezone(zone)
    day = "" if at.date() == now.astimezone(zone).date() else f"{at:%a} "
    until = f"{day}{at.hour}:{at:%M}"
    if message.looks:
        when = f"in {seconds:.0f} s" if 0 < seconds <= _SHORT_WAIT else "now" if seconds <= 0 else f"at {until}"
        return f"not reached the {_by(message)}, tried again {when}"
    if seconds <= 0:
        return "leaves now"
    return f"leaves in {seconds:.0f} s" if seconds <= _SHORT_WAIT else f"waits until {until}"


def look_of(state: str) -> str:
    """How a state looks in the list."""
    if state in ("unknown", "not_found", "undelivered", "failed", "rejected"):
        return "wrong"
    return "good" if state == "delivered" else "soft" if state in ("cancelled", "dropped") else ""


def lines_of(words: str) -> list[Content]:
    """A text line by line, as it was written; everything that is no line end is made visible."""
    return [text(line) for line in words.replace("\r\n", "\n").split("\n")]
