"""Texts through the user's own Android phone, with the app SMSGate, on the own network or through its cloud.

Source: the app's OpenAPI description (`specs/smsgate_local.json`), its routes (android-sms-gateway), and sms.md §1.
Every text has an id of ours, which the phone takes once: a text whose answer was lost is asked for by it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from json import dumps
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from collector_tui.domain.carrier import Checked, Found, Handed, Inbound, Receipt
from collector_tui.domain.outbox import State
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import whole
from collector_tui.gateways.address import checked_base
from collector_tui.gateways.http import Line, Patience
from collector_tui.gateways.outcome import Outcome
from collector_tui.gateways.parcel import handed, kept_back, seconds_left
from collector_tui.gateways.reading import fields, identifier, instant, rows, sentence, text
from collector_tui.gateways.smsgate_check import checked

STATES: Mapping[str, State] = {
    "Pending": "accepted",
    "Cancelling": "accepted",
    "Cancelled": "cancelled",
    "Processed": "sent",
    "Sent": "sent",
    "Delivered": "delivered",
    "Failed": "failed",
}
"""The state for each of the phone's; `Processed` was handed to Android, and may have left."""

_LEAST_SECONDS = 5
_PAGE, _MOST_PAGES = 100, 20
_WITH_WORDS = frozenset({"SMS", "MMS_DOWNLOADED"})


class SmsGate:
    """Carries texts through the user's own phone and number. It ends no texts by itself when somebody writes STOP."""

    name = "smsgate"
    simulated = False
    pause_seconds = 20
    answers_stop = False
    trouble = ""

    def __init__(
        self,
        base_url: str,
        username: str,
        password: str,
        *,
        sim: int | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: Patience | None = None,
    ) -> None:
        """Begin with the address and the credentials the app shows; `sim` is 1 to 3, or whatever the phone prefers.

        Raises Refused for what cannot be right.
        """
        base = checked_base(base_url, "sms.smsgate", is_lan_allowed=True)
        if not username or not password:
            raise Refused("The phone's user name or password is missing: the app shows both, next to its address.")
        self._sim, self._now, self._has_gap = sim, now, False
        self._line = Line("The phone", base, username, password, patience)

    def __repr__(self) -> str:
        return f"SmsGate({self._line.base})"

    def send(self, key: str, to: str, text: str, until: datetime) -> Handed:
        """Hand one text over; the same key is taken once, also when it is handed over again. 5 seconds must be left."""
        seconds = seconds_left(until, self._now())
        refusal = kept_back(to, seconds, _LEAST_SECONDS)
        if refusal:
            return refusal
        its_id = message_id(key)
        message: dict[str, Any] = {
            "id": its_id,
            "textMessage": {"text": whole(text)},
            "phoneNumbers": [to],
            "withDeliveryReport": True,
            "ttl": seconds,
        }
        if self._sim is not None:
            message["simNumber"] = self._sim
        outcome = self._line.post("/messages", json=message)
        if outcome.status == 409 and fields(outcome.data):
            return Handed("accepted", its_id, "accepted", says="the phone had it already")
        row = fields(outcome.data)
        return handed(outcome, identifier(row.get("id")), _state(row))

    def find(self, key: str, to: str, text: str, since: datetime, known: Collection[str]) -> Found:
        """Ask for it by its id. The phone forgets: after its log's lifetime, a setting of the app, nothing is found."""
        outcome = self._line.get(f"/messages/{message_id(key)}")
        row = fields(outcome.data)
        if outcome.is_good and row.get("id") == message_id(key):
            return Found("found", message_id(key), _state(row) or "accepted", _says(row))
        if _is_missing(outcome):
            return Found("not_found")
        return Found("unknown", says=outcome.says or "the phone's answer does not tell whether it has it")

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """What became of texts, asked one by one: the phone is near."""
        found = []
        for its_id in dict.fromkeys(one for one in provider_ids if identifier(one)):
            outcome = self._line.get(f"/messages/{its_id}")
            row = fields(outcome.data)
            state = _state(row) if outcome.is_good and row.get("id") == its_id else None
            if state:
                found.append(Receipt(its_id, state, _says(row)))
            elif not outcome.is_good and outcome.status != 404:
                break
        return found

    def replies(self, known: Callable[[str], bool], since: datetime) -> list[Inbound]:
        """The texts in the phone's inbox, newest page first; the phone sorts them by when they were sent to it.

        After a page that could not be read, known ones do not end the reading: what lay behind it is not known yet.
        """
        came: list[Inbound] = []
        self.trouble = ""
        query = {"from": since.astimezone(UTC).isoformat().replace("+00:00", "Z"), "limit": str(_PAGE)}
        for page in range(_MOST_PAGES):
            outcome = self._line.get("/inbox", {**query, "offset": str(page * _PAGE)})
            self.trouble = self.trouble or (
                "" if outcome.is_good else outcome.says or "the phone's inbox cannot be read"
            )
            listed = outcome.data if outcome.is_good and isinstance(outcome.data, list) else []
            texts = [one for one in map(self._inbound, rows(listed)) if one]
            came += texts
            is_known = not self._has_gap and texts and all(known(one.provider_id) for one in texts)
            if len(listed) < _PAGE or is_known:
                self._has_gap = not outcome.is_good
                break
        once = {one.provider_id: one for one in reversed(came)}
        new = [one for one in once.values() if one.received_at >= since and not known(one.provider_id)]
        return sorted(new, key=lambda one: one.received_at)

    def cancel(self, provider_id: str) -> bool:
        """Call back a text that still waits in the phone; True only where the phone then says that it is cancelled."""
        if not identifier(provider_id) or not 200 <= self._line.delete(f"/messages/{provider_id}").status < 300:
            return False
        outcome = self._line.get(f"/messages/{provider_id}")
        return _is_missing(outcome) or (outcome.is_good and _state(fields(outcome.data)) == "cancelled")

    def check(self) -> list[Checked]:
        """Whether the phone answers, takes our credentials, shows replies, and how it is set to send."""
        return checked(self._line)

    def close(self) -> None:
        """Break off what is under way."""
        self._line.close()

    def _inbound(self, row: Mapping[str, Any]) -> Inbound | None:
        """A row of the inbox as a text that came in; None when it is none, or has no sender."""
        sender, at = sentence(row.get("sender")), instant(row.get("createdAt"))
        if not sender or text(row.get("type")) not in _WITH_WORDS:
            return None
        return Inbound(_reply_id(row, at), sender, text(row.get("contentPreview")), at or self._now())


def message_id(key: str) -> str:
    """The id a text has in the phone: of at most 36 signs, and the same for the same key.

    >>> message_id("collector-1-7")
    '2b91be72-440e-5826-bd2a-b84bed5bab9a'
    """
    return str(uuid5(NAMESPACE_URL, f"collector:{key}"))


def _reply_id(row: Mapping[str, Any], at: datetime | None) -> str:
    """What tells one text in the inbox from another.

    The phone's id is a hash of 32 bits, so sender and instant belong to it; the instant in UTC, since the phone writes
    it in the zone it is in.
    """
    its_id = text(row.get("id")) or text(row.get("contentPreview"))
    told_at = at.isoformat() if at else text(row.get("createdAt"))
    return str(uuid5(NAMESPACE_URL, dumps([its_id, text(row.get("sender")), told_at])))


def _state(row: Mapping[str, Any]) -> State | None:
    state = row.get("state")
    return STATES.get(state) if isinstance(state, str) else None


def _says(row: Mapping[str, Any]) -> str:
    """Why it did not arrive, in the phone's words."""
    said = (sentence(one.get("error")) for one in rows(row.get("recipients")))
    return "; ".join(dict.fromkeys(one for one in said if one))[:500]


def _is_missing(outcome: Outcome) -> bool:
    """Whether the phone itself says that it has no such text; a 404 with a page in it is somebody else's."""
    return outcome.status == 404 and (outcome.is_empty or bool(fields(outcome.data)))
