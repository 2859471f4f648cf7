"""A carrier inside the machine, for the demo: it delivers, fails, loses answers and replies, and says it is simulated.

It keeps what it was given in a file of its own, so that it survives a restart as a real carrier does. What a
number does is decided by its last two digits, as `FAULTS` and `REPLIES` say. A message moves one state at
each look: accepted, sent, delivered; then its reply comes in.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from collector_tui.domain.carrier import Inbound, Receipt, SendResult
from collector_tui.domain.outbox import State

FAULTS = {
    "90": "rejected",
    "91": "undelivered",
    "92": "answer lost",
    "93": "not reached",
}
"""What goes wrong for numbers that end so; `answer lost` has taken the text all the same."""

REPLIES = {"94": "STOP", "95": "Can I pay half now and half next month?", "96": "Paid this morning, thanks"}
"""What numbers that end so answer, once, to the first text that reaches them."""

_STATES: tuple[State, ...] = ("accepted", "sent", "delivered")


class Simulator:
    """Carries texts nowhere."""

    name = "simulator"
    simulated = True

    def __init__(self, memory: Path) -> None:
        """Begin with what is remembered in a file, one JSON line a message."""
        self._memory = memory
        self._texts: dict[str, dict[str, Any]] = {}
        if memory.exists():
            for line in memory.read_text("utf-8").splitlines():
                text = json.loads(line)
                self._texts[text["id"]] = text

    def _keep(self, text: dict[str, Any]) -> None:
        self._texts[text["id"]] = text
        with os.fdopen(os.open(self._memory, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
            file.write(json.dumps(text) + "\n")

    def send(self, key: str, to: str, text: str) -> SendResult:
        """Take a text, or fail the way its number does; the same key is taken once."""
        fault = FAULTS.get(to[-2:], "")
        if fault == "not reached":
            return SendResult("not_reached", says="the simulated network is down")
        if fault == "rejected":
            return SendResult("rejected", says="the simulated carrier does not know this number")
        provider_id = f"SIM{key}"
        if provider_id not in self._texts:
            self._keep({"id": provider_id, "to": to, "text": text, "looks": 0})
        if fault == "answer lost":
            return SendResult("unknown", says="the answer was lost")
        return SendResult("accepted", provider_id)

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """Each text that was taken is one state further at each look."""
        found = []
        for provider_id in provider_ids:
            text = self._texts.get(provider_id)
            if text is None:
                continue
            if text["looks"] < len(_STATES) - 1:
                self._keep({**text, "looks": text["looks"] + 1})
            found.append(self._receipt(self._texts[provider_id]))
        return found

    def _receipt(self, text: dict[str, Any]) -> Receipt:
        state = _STATES[text["looks"]]
        if state == "delivered" and FAULTS.get(text["to"][-2:]) == "undelivered":
            return Receipt(text["id"], "undelivered", "the simulated phone is switched off")
        return Receipt(text["id"], state)

    def replies(self) -> list[Inbound]:
        """The answers of the numbers that answer, once their text has been delivered."""
        found = {}
        for text in self._texts.values():
            answer = REPLIES.get(text["to"][-2:])
            if answer and text["looks"] == len(_STATES) - 1:
                found.setdefault(text["to"], Inbound(f"{text['id']}-reply", text["to"], answer))
        return list(found.values())
