"""One message as Twilio writes it: what its fields mean for a text of ours. Any of them may be missing or wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from collector_tui.domain.carrier import Receipt
from collector_tui.domain.outbox import State
from collector_tui.domain.text import whole
from collector_tui.gateways.reading import identifier, instant, number, sentence, text

Row = Mapping[str, Any]

STATES: Mapping[str, State] = {
    "queued": "accepted",
    "accepted": "accepted",
    "scheduled": "accepted",
    "sending": "accepted",
    "sent": "sent",
    "partially_delivered": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "canceled": "cancelled",
}
"""The state for each of Twilio's; one that is not here tells nothing of a text that went out."""


def sid(row: Row) -> str:
    """The message's id; empty where it has none that could be one."""
    return identifier(row.get("sid"))


def state(row: Row) -> State | None:
    """How far it is; None where that is not told."""
    status = row.get("status")
    return STATES.get(status) if isinstance(status, str) else None


def says(row: Row) -> str:
    """Why it did not arrive, with Twilio's number for it."""
    if row.get("status") == "partially_delivered":
        return "only parts of it were delivered"
    return ": ".join(part for part in map(sentence, (row.get("error_code"), row.get("error_message"))) if part)


def receipt(row: Row) -> Receipt | None:
    """What became of it; None where nothing is told."""
    its_id, its_state = sid(row), state(row)
    return Receipt(its_id, its_state, says(row)) if its_id and its_state else None


def created_at(row: Row) -> datetime | None:
    """When Twilio took it, out or in. `date_sent` tells of neither: for one that came in it is when a webhook was called."""
    return instant(row.get("date_created")) or instant(row.get("date_updated"))


def is_inbound(row: Row) -> bool:
    """Whether it came in."""
    return row.get("direction") == "inbound"


def is_outbound(row: Row) -> bool:
    """Whether it went out: by the API, in a call, or as an answer."""
    return text(row.get("direction")).startswith("outbound")


def went_to(row: Row, to: str) -> bool:
    """Whether a text went out to that number; a provider need not mind the filters it is asked with."""
    return is_outbound(row) and row.get("to") == to


def body(row: Row) -> str:
    """Its words as they came; empty where they are not told any more."""
    return text(row.get("body"))


def words(row: Row) -> str:
    """What it says; for a picture without words, that it is one."""
    return body(row) or ("(no words: a picture or a file)" if number(row.get("num_media")) else "")


def comparable(said: str) -> str:
    """Words as they are compared: line ends and the space around them do not count."""
    return whole(said).replace("\r\n", "\n").strip()
