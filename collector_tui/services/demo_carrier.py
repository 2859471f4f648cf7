"""The demo's carrier: the simulated one, with mishaps and answers at the places the sample data names."""

from collections.abc import Sequence

from collector_tui.domain.carrier import Carrier, Inbound, Receipt, SendResult


class DemoCarrier:
    """The demo's carrier, on which a text to a good number can fail once, or be answered."""

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

    def send(self, key: str, to: str, text: str) -> SendResult:
        """Hand the text on, or let it meet what was said."""
        how, _, answer = self._next.pop(to, "").partition(": ")
        if how == "failed":
            return SendResult("rejected", says="the simulated carrier was overloaded")
        result = self._carrier.send(key, to, text)
        if how == "reply":
            self._answers[result.provider_id] = Inbound(f"{result.provider_id}-answer", to, answer)
        return SendResult("unknown", says="the answer was lost") if how == "unknown" else result

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """What the carrier says."""
        receipts = self._carrier.receipts(provider_ids)
        self._arrived |= {receipt.provider_id for receipt in receipts if receipt.state == "delivered"}
        return receipts

    def replies(self) -> list[Inbound]:
        """What the carrier has, and what was said, once the text has arrived."""
        return self._carrier.replies() + [self._answers[one] for one in sorted(self._arrived & set(self._answers))]
