"""All services over one office, as the desk and the commands are handed them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from collector_tui.services.office import Office
from collector_tui.services.queueing import Queueing

if TYPE_CHECKING:
    from collector_tui.domain.carrier import Carrier
    from collector_tui.domain.guard import Channel
    from collector_tui.domain.mail import Mailer
    from collector_tui.domain.press import Press
    from collector_tui.services.agreeing import Agreeing
    from collector_tui.services.attaching import Attaching
    from collector_tui.services.bartering import Bartering
    from collector_tui.services.batching import Batching
    from collector_tui.services.calling import Calling
    from collector_tui.services.charging import Charging
    from collector_tui.services.climbing import Climbing
    from collector_tui.services.delivering import Delivering
    from collector_tui.services.drafting import Drafting
    from collector_tui.services.examining import Examining
    from collector_tui.services.forgiving import Forgiving
    from collector_tui.services.holding import Holding
    from collector_tui.services.importing import Importing
    from collector_tui.services.keeping import Keeping
    from collector_tui.services.lettering import Lettering
    from collector_tui.services.messaging import Messaging
    from collector_tui.services.paying import Paying
    from collector_tui.services.planning import Planning
    from collector_tui.services.proofreading import Proofreading
    from collector_tui.services.proving import Proving
    from collector_tui.services.recalling import Recalling
    from collector_tui.services.replying import Replying
    from collector_tui.services.reporting import Reporting
    from collector_tui.services.resending import Resending
    from collector_tui.services.stating import Stating
    from collector_tui.services.undoing import Undoing


@dataclass(frozen=True)
class Collecting:
    """The whole of what can be done in a book; `notice` is what opening it had to say, or empty.

    A service is loaded when it is first used, so that the queue stands before the rest of the program does.
    """

    office: Office
    carrier: "Carrier | None" = None
    undo_seconds: int = 10
    notice: str = ""
    press: "Callable[[], Press] | None" = None
    mailer: "Mailer | None" = None

    @property
    def channels(self) -> "frozenset[Channel]":
        """The channels that are set up, by which messages leave by themselves."""
        found: list[Channel] = ["sms"] if self.carrier else []
        return frozenset([*found, "email"] if self.mailer else found)

    @property
    def _real(self) -> "frozenset[Channel]":
        """Those of the channels by which messages really reach somebody."""
        found: list[Channel] = ["sms"] if self.carrier and not self.carrier.simulated else []
        return frozenset([*found, "email"] if self.mailer and not self.mailer.simulated else found)

    @cached_property
    def queue(self) -> Queueing:
        """Reading."""
        return Queueing(self.office)

    @cached_property
    def calls(self) -> "Calling":
        """Calls."""
        from collector_tui.services.calling import Calling

        return Calling(self.office)

    @cached_property
    def plans(self) -> "Planning":
        """Notes, next actions, snoozes, done."""
        from collector_tui.services.planning import Planning

        return Planning(self.office)

    @cached_property
    def drafts(self) -> "Drafting":
        """Drafts."""
        from collector_tui.services.drafting import Drafting

        return Drafting(self.office)

    @cached_property
    def attaching(self) -> "Attaching":
        """What goes with an email."""
        from collector_tui.services.attaching import Attaching

        return Attaching(self.stating)

    @cached_property
    def messages(self) -> "Messaging":
        """The outbox."""
        from collector_tui.services.messaging import Messaging

        return Messaging(self.office, self.undo_seconds, self._real)

    @cached_property
    def proofs(self) -> "Proofreading":
        """Texts read through before they go."""
        from collector_tui.services.proofreading import Proofreading

        return Proofreading(self.office)

    @cached_property
    def batches(self) -> "Batching":
        """Many messages at once."""
        from collector_tui.services.batching import Batching

        return Batching(self.office, self.drafts, self.undo_seconds, self.channels, self._real)

    @cached_property
    def climbs(self) -> "Climbing":
        """Steps taken by hand."""
        from collector_tui.services.climbing import Climbing

        return Climbing(self.office)

    @cached_property
    def delivery(self) -> "Delivering":
        """The way to the carrier."""
        from collector_tui.services.delivering import Delivering

        return Delivering(self.office, self.carrier, self.mailer)

    @cached_property
    def replies(self) -> "Replying":
        """The inbox."""
        from collector_tui.services.replying import Replying

        return Replying(self.office)

    @cached_property
    def letters(self) -> "Lettering":
        """Letters to print."""
        from collector_tui.services.lettering import Lettering

        return Lettering(self.office, self.drafts, self.press)

    @cached_property
    def examining(self) -> "Examining":
        """Whether the channels are set up."""
        from collector_tui.services.examining import Examining

        return Examining(self.office, self.carrier, self.mailer)

    @cached_property
    def recalling(self) -> "Recalling":
        """Texts that still wait at the carrier."""
        from collector_tui.services.recalling import Recalling

        return Recalling(self.office, self.carrier)

    @cached_property
    def resending(self) -> "Resending":
        """Messages that did not arrive."""
        from collector_tui.services.resending import Resending

        return Resending(self.office, self.drafts, self.messages)

    @cached_property
    def paying(self) -> "Paying":
        """Payments, credit notes, what is applied and what bounces."""
        from collector_tui.services.paying import Paying

        return Paying(self.office)

    @cached_property
    def charging(self) -> "Charging":
        """Interest, fees and compensation."""
        from collector_tui.services.charging import Charging

        return Charging(self.office)

    @cached_property
    def forgiving(self) -> "Forgiving":
        """Write-offs and settlements."""
        from collector_tui.services.forgiving import Forgiving

        return Forgiving(self.office)

    @cached_property
    def bartering(self) -> "Bartering":
        """Goods or services for a debt."""
        from collector_tui.services.bartering import Bartering

        return Bartering(self.office)

    @cached_property
    def agreeing(self) -> "Agreeing":
        """Promises and arrangements."""
        from collector_tui.services.agreeing import Agreeing

        return Agreeing(self.office)

    @cached_property
    def holding(self) -> "Holding":
        """Holds and disputes."""
        from collector_tui.services.holding import Holding

        return Holding(self.office)

    @cached_property
    def undo(self) -> "Undoing":
        """Taking back."""
        from collector_tui.services.undoing import Undoing

        return Undoing(self.office)

    @cached_property
    def imports(self) -> "Importing":
        """Files."""
        from collector_tui.services.importing import Importing

        return Importing(self.office)

    @cached_property
    def keeping(self) -> "Keeping":
        """Entries by hand."""
        from collector_tui.services.keeping import Keeping

        return Keeping(self.office)

    @cached_property
    def stating(self) -> "Stating":
        """Statements of account."""
        from collector_tui.services.stating import Stating

        return Stating(self.office, self.press)

    @cached_property
    def reports(self) -> "Reporting":
        """The figures of a month."""
        from collector_tui.services.reporting import Reporting

        return Reporting(self.office)

    @cached_property
    def proving(self) -> "Proving":
        """Checks and backups."""
        from collector_tui.services.proving import Proving

        return Proving(self.office)

    def warm(self) -> None:
        """Load what the first message needs before it is sent, so that its key does not wait; for a thread of its own."""
        from collector_tui.services.proofreading import cues, phrase_rules

        phrase_rules()
        cues()

    def close(self) -> None:
        """Leave the outbox to others and close the book."""
        self.delivery.release_sending()
        if self.carrier:
            self.carrier.close()
        if self.mailer:
            self.mailer.close()
        self.office.book.close()
