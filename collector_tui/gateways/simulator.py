"""A carrier inside the machine, for the demo: it delivers, fails, loses answers and replies, and says it is simulated.

It keeps what it was given in a file of its own, so that it survives a restart as a real carrier does. What a
number does is decided by its last two digits, as `FAULTS` and `REPLIES` say. A message moves one state at
each look: accepted, sent, delivered; then its reply comes in.
"""

import json
import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from collector_tui.domain.carrier import Checked, Found, Handed, Inbound, Receipt
from collector_tui.domain.outbox import State

FAULTS = {
    "90": "rejected",
    "91": "undelivered",
    "92": "answer lost",
    "93": "not reached",
}
"""What goes wrong for numbers that end so; `answer lost` has taken the text, and finds it when it is asked for."""

REPLIES = {"94": "STOP", "95": "Can I pay half now and half next month?", "96": "Paid this morning, thanks"}
"""What numbers that end so answer, once, to the first text that reaches them."""

_STATES: tuple[State, ...] = ("accepted", "sent", "delivered")
_ARRIVED = len(_STATES) - 1


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that was taken, and how often its receipt has been asked for."""

    id: str
    to: str
    text: str
    looks: int

    @property
    def receipt(self) -> Receipt:
        """What has become of it by now."""
        state = _STATES[min(self.looks, _ARRIVED)]
        if state == "delivered" and FAULTS.get(self.to[-2:]) == "undelivered":
            return Receipt(self.id, "undelivered", "the simulated phone is switched off")
        return Receipt(self.id, state)


class Simulator:
    """Carries texts nowhere; several in as many processes may share one memory."""

    name = "simulator"
    simulated = True
    pause_seconds = 0
    answers_stop = True
    trouble = ""

    def __init__(self, memory: Path) -> None:
        """Begin with what is remembered in a file, one JSON line for each step of a message."""
        self._memory = _Memory(memory)

    def send(self, key: str, to: str, text: str, until: datetime) -> Handed:
        """Take a text, or fail the way its number does; the same key is taken once."""
        fault = FAULTS.get(to[-2:], "")
        if fault == "not reached":
            return Handed("not_reached", says="the simulated network is down")
        if fault == "rejected":
            return Handed("rejected", says="the simulated carrier does not know this number")
        taken = _Text(f"SIM{key}", to, text, 0)
        try:
            if taken.id not in self._memory.texts():
                self._memory.keep(taken)
        except OSError as error:
            return Handed("not_reached", says=f"the simulator cannot remember it: {error.strerror or error}")
        if fault == "answer lost":
            return Handed("unknown", says="the answer was lost")
        return Handed("accepted", taken.id)

    def find(self, key: str, to: str, text: str, since: datetime, known: Collection[str]) -> Found:
        """A text whose answer was lost is there if it was taken; of one it does not have it cannot tell."""
        try:
            taken = self._memory.texts().get(f"SIM{key}")
        except OSError as error:
            return Found("unknown", says=f"the simulator cannot remember: {error.strerror or error}")
        return (
            Found("found", taken.id, "accepted")
            if taken
            else Found("unknown", says="the simulated carrier cannot tell")
        )

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """Each text that was taken is one state further at each look."""
        found = []
        try:
            texts = self._memory.texts()
            for text in [texts[one] for one in provider_ids if one in texts]:
                looked_at = replace(text, looks=min(text.looks + 1, _ARRIVED))
                if looked_at != text:
                    self._memory.keep(looked_at)
                found.append(looked_at.receipt)
        except OSError:
            pass  # what could not be remembered has not happened: it is asked again
        return found

    def replies(self, known: Callable[[str], bool], since: datetime) -> list[Inbound]:
        """The answers of the numbers that answer, once their text has been delivered."""
        found: dict[str, Inbound] = {}
        try:
            texts = self._memory.texts()
        except OSError:
            return []
        for text in texts.values():
            answer = REPLIES.get(text.to[-2:])
            if answer and text.looks == _ARRIVED:
                found.setdefault(text.to, Inbound(f"{text.id}-reply", text.to, answer))
        return [one for one in found.values() if not known(one.provider_id)]

    def cancel(self, provider_id: str) -> bool:
        """What was taken is as good as there."""
        return False

    def check(self) -> list[Checked]:
        """It always works, and reaches nobody."""
        return [Checked("carrier", True, "The simulator delivers inside this machine: nobody gets a text.")]

    def close(self) -> None:
        """Nothing is ever under way."""


class _Memory:
    """The simulator's file: only ever appended to, the last line of a text counts."""

    def __init__(self, path: Path) -> None:
        """Begin at its start; the file need not be there."""
        self._path = path
        self._texts: dict[str, _Text] = {}
        self._read_upto = 0
        self._is_torn = False

    def texts(self) -> dict[str, _Text]:
        """All texts by id, those included that another process has added.

        Only whole lines are read: one that a kill tore off in the middle was never taken.
        """
        try:
            with self._path.open("rb") as file:
                file.seek(self._read_upto)
                added = file.read()
        except FileNotFoundError:
            return self._texts
        whole, ending, rest = added.rpartition(b"\n")
        self._read_upto += len(whole) + len(ending)
        self._is_torn = bool(rest)
        for line in whole.splitlines():
            text = _read(line)
            if text:
                self._texts[text.id] = text
        return self._texts

    def keep(self, text: _Text) -> None:
        """Append a text as it is now, in one piece and on a line of its own."""
        line = json.dumps(asdict(text)).encode() + b"\n"
        file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            wanted = b"\n" + line if self._is_torn else line
            if os.write(file, wanted) < len(wanted):
                raise OSError("only a part of it could be written")
        finally:
            os.close(file)
        self._texts[text.id] = text


def _read(line: bytes) -> _Text | None:
    """The text of one line; None when the line was torn off."""
    try:
        kept = json.loads(line)
        return _Text(str(kept["id"]), str(kept["to"]), str(kept["text"]), int(kept["looks"]))
    except (ValueError, KeyError, TypeError):
        return None
