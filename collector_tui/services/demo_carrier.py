"""The demo's carrier: the simulated one, with mishaps and answers at the places the sample data names."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from collector_tui.domain.carrier import Carrier, Checked, Found, Handed, Inbound, Receipt


class DemoCarrier:
    """The demo's carrier, on which a text to a good number can fail once, or be answered."""

    pause_seconds = 0
    answers_stop = True
    trouble = ""

    def __init__(self, carrier: Carrier) -> None:
        """Stand before a carrier."""
        self.name, self.simulated = carrier.name, carrier.simulated
        self._carrier = carrier
        self._next: dict[str, str] = {}
        self._answers: dict[str, Inbound] = {}
        self._arrived: set[str] = set()

    def expect(self, to: str, how: str) -> None:
        """Say what the next text to a number meets: `failed`, `unknown`, or `reply: …`."""
        self._next[to] = how

    def send(self, key: str, to: str, text: str, until: datetime) -> Handed:
        """Hand the text on, or let it meet what was said."""
        how, _, answer = self._next.pop(to, "").partition(": ")
        if how == "failed":
            return Handed("rejected", says="the simulated carrier was overloaded")
        if how == "unknown":
            return Handed("unknown", says="the answer was lost")
        result = self._carrier.send(key, to, text, until)
        if how == "reply":
            self._answers[result.provider_id] = Inbound(f"{result.provider_id}-answer", to, answer)
        return result

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """What the carrier says."""
        receipts = self._carrier.receipts(provider_ids)
        self._arrived |= {receipt.provider_id for receipt in receipts if receipt.state == "delivered"}
        return receipts

    def find(self, key: str, to: str, text: str, since: datetime, known: Collection[str]) -> Found:
        """It cannot tell, so that the demo has a text of which nobody knows."""
        return Found("unknown", says="the simulated carrier cannot tell")

    def replies(self, known: Callable[[str], bool], since: datetime) -> list[Inbound]:
        """What the carrier has, and what was said, once the text has arrived."""
        answered = [self._answers[one] for one in sorted(self._arrived & set(self._answers))]
        return self._carrier.replies(known, since) + [one for one in answered if not known(one.provider_id)]

    def cancel(self, provider_id: str) -> bool:
        """Nothing is called back."""
        return False

    def check(self) -> list[Checked]:
        """What the carrier says."""
        return self._carrier.check()

    def close(self) -> None:
        """Nothing is under way."""
