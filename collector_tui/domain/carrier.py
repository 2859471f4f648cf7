"""What a carrier of texts does, and what it may answer: the seam at which the outside world begins."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, Protocol

from collector_tui.domain.outbox import State

Answer = Literal["accepted", "rejected", "not_reached", "unknown"]

NOT_SAID: Final = datetime.min.replace(tzinfo=UTC)
"""The instant of a text of which its carrier does not say when it came: it came when it was fetched."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of handing a text over.

    `not_reached` is certain not to have gone and may be tried again; `unknown` may have gone and never is.
    """

    answer: Answer
    provider_id: str = ""
    state: State | None = None
    """How far the provider has it by its own word, where it accepted it."""
    says: str = ""
    """Why not, in one harmless line; a refusal in the provider's own words, its code first."""
    code: str = ""
    """The provider's number for why it refused, such as 21610."""
    opted_out: bool = False
    """The provider keeps the number from texts since it opted out there."""
    wait_seconds: int = 0
    """How long the provider wants to be left alone; 0 where it does not say."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A later word on a text that was accepted."""

    provider_id: str
    state: State
    says: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a text whose answer was lost; `unknown` has to be asked again later."""

    answer: Literal["found", "not_found", "unknown"]
    provider_id: str = ""
    state: State | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Inbound:
    """A text that came in: its words as they came, to be made harmless where they are shown."""

    provider_id: str
    sender: str
    text: str
    received_at: datetime = NOT_SAID
    """When the provider took it, in UTC."""
    is_elsewhere: bool = False
    """Whether it came to another number of the account than the one texts come from: it may be no business of ours."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing looked at for `doctor`: what, and one sentence that says how it is and what to do.

    It is `ok` unless it keeps texts from going or replies from coming.
    """

    what: str
    ok: bool
    says: str


class Carrier(Protocol):
    """Carries texts; every call may take seconds and none raises for what a network or a provider does.

    `pause_seconds` is how long to wait before replies are asked for again, `trouble` what the last asking met, or empty.
    """

    name: str
    simulated: bool
    pause_seconds: int
    trouble: str

    @property
    def answers_stop(self) -> bool:
        """Whether it confirms an opt-out to the debtor by itself, as providers do."""
        ...

    def send(self, key: str, to: str, text: str, until: datetime) -> Handed:
        """Hand one text over, once, never repeated by itself.

        `until` is the last instant at which it may still leave the provider; one with less than the provider's
        minimum left is rejected without a request.
        """
        ...

    def find(self, key: str, to: str, text: str, since: datetime, known: Collection[str]) -> Found:
        """Whether a text of which it is unknown did reach the provider; `since` is when it was handed over.

        What is `known` is some other text. Of several that could be it the oldest is taken.
        """
        ...

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """What became of texts that were accepted; nothing for those of which nothing is to be learned now."""
        ...

    def replies(self, known: Callable[[str], bool], since: datetime) -> list[Inbound]:
        """The texts that came in and are not known, oldest first, as far back as `since`."""
        ...

    def cancel(self, provider_id: str) -> bool:
        """Call back a text that has not left yet; True only where it certainly will not."""
        ...

    def check(self) -> list[Checked]:
        """Whether texts could go and replies come, without sending one."""
        ...

    def close(self) -> None:
        """Break off whatever is under way, so that the program can end; nothing can be asked afterwards."""
        ...
