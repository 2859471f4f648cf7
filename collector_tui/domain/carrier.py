"""What a carrier of texts does, and what it may answer: the seam at which the outside world begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from collector_tui.domain.outbox import State

Answer = Literal["accepted", "rejected", "not_reached", "unknown"]


@dataclass(frozen=True, slots=True)
class SendResult:
    """What came of handing a text over.

    `not_reached` is certain not to have gone and may be tried again; `unknown` may have gone and never is.
    """

    answer: Answer
    provider_id: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A later word on a text that was accepted."""

    provider_id: str
    state: State
    says: str = ""


@dataclass(frozen=True, slots=True)
class Inbound:
    """A text that came in."""

    provider_id: str
    sender: str
    text: str


class Carrier(Protocol):
    """Carries texts; every call may take seconds and none raises for what a network does."""

    name: str
    simulated: bool

    def send(self, key: str, to: str, text: str) -> SendResult:
        """Hand one text over, once."""
        ...

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """What became of texts that were accepted."""
        ...

    def replies(self) -> list[Inbound]:
        """The texts that came in; the same one may be listed again."""
        ...
