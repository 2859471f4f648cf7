"""Resending: what a person decides about messages that did not arrive, or of which nobody knows."""

from dataclasses import dataclass

from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.outbox import FAILED, Turn
from collector_tui.domain.refusal import Refused
from collector_tui.services.drafting import Drafting
from collector_tui.services.messaging import Messaging, Queued
from collector_tui.services.office import Office
from collector_tui.services.settling import WHAT, Settling
from collector_tui.store import acts, card, outbox

_OPEN = ("unknown", "not_found")
"""States about which a person decides."""


@dataclass(frozen=True)
class Resending:
    """Sending anew, or letting it be; nothing is sent a second time by itself."""

    office: Office
    drafts: Drafting
    messages: Messaging

    def drop(self, message_id: int) -> str:
        """Let a message be that may not have gone."""
        message = self._message(message_id)
        if message.state not in _OPEN:
            raise Refused(f"That {WHAT[message.channel]} is {message.state}: there is nothing to decide about it.")
        with self.office.book.writing() as unit:
            Settling(self.office).write(unit, message, Turn(message.state, "dropped"))  # type: ignore[arg-type]
        return f"Dropped: the {WHAT[message.channel]} to {message.account}."

    def again(self, message_id: int, key: str) -> Queued:
        """Send a message anew in place of one that did not arrive: drafted from the figures as they are now.

        Raises Refused when it has arrived, or is still on its way.
        """
        message = self._message(message_id)
        if message.state not in (*_OPEN, *FAILED):
            raise Refused(f"That {WHAT[message.channel]} is {message.state}: it is not sent a second time.")
        shown = card.read_card(self.office.book, message.account_id)
        draft = self.drafts.draft(shown, channel=message.channel)
        with self.office.book.writing() as unit:
            booked = acts.booked(unit, key)
            if message.state in _OPEN and booked is None:
                Settling(self.office).write(unit, message, Turn(message.state, "dropped"))  # type: ignore[arg-type]
            queued = self.messages.send(shown, draft, key, again=True)
            outbox.follow(unit, queued.message_id, message_id)
        return queued

    def _message(self, message_id: int) -> OutboxMessage:
        message = outbox.get(self.office.book, message_id)
        if message is None:
            raise Refused(f"There is no message with the number {message_id}.")
        return message
