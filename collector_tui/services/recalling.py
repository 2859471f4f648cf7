"""Recalling: a text that the carrier has taken and not sent yet, such as one that waits in the collector's own phone."""

from dataclasses import dataclass

from collector_tui.domain.carrier import Carrier
from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.outbox import Turn
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import Office
from collector_tui.services.settling import Settling
from collector_tui.store import outbox
from collector_tui.store.summaries import refresh


@dataclass(frozen=True)
class Recalling:
    """Calling texts back."""

    office: Office
    carrier: Carrier | None

    def call_back(self, message_id: int) -> str:
        """Call a text back at the carrier, which may take seconds; returns the words that tell of it.

        Raises Refused when it is not on its way, or the carrier has sent it or gives nothing back.
        """
        message = outbox.get(self.office.book, message_id)
        if message is None:
            raise Refused(f"There is no message with the number {message_id}.")
        if message.state != "accepted" or message.channel != "sms" or self.carrier is None or not message.provider_id:
            raise Refused(
                f"Only a text that the carrier has and has not sent yet is called back; it is {message.state}."
            )
        if not self.carrier.cancel(message.provider_id):
            raise Refused("The carrier has sent it already, or gives nothing back: nothing was changed.")
        self._write(message)
        return f"Called back: the text to {message.account} was not sent."

    def _write(self, message: OutboxMessage) -> None:
        """It did not go, and somebody wanted that: it is no failure to be looked at."""
        with self.office.book.writing() as unit:
            turn = Turn("accepted", "cancelled", "called back before it was sent")
            if Settling(self.office).write(unit, message, turn) and unit.last_line:
                outbox.note_seen(unit, message.id, unit.last_line[0])
                refresh(unit, [message.account_id], self.office.moment().today, self.office.rules)
