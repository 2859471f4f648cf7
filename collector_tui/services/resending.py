"""Resending: what a person decides about messages that did not arrive, or of which nobody knows."""

from dataclasses import dataclass

from collector_tui.domain.account import Card
from collector_tui.domain.approach import as_approach
from collector_tui.domain.asking import figures
from collector_tui.domain.message import Draft, OutboxMessage
from collector_tui.domain.outbox import FAILED, Turn
from collector_tui.domain.refusal import Refused
from collector_tui.domain.sms import segments
from collector_tui.domain.tone import as_tone
from collector_tui.services.drafting import Drafting
from collector_tui.services.messaging import Messaging, Queued
from collector_tui.services.office import Office, form_key
from collector_tui.services.settling import WHAT, Settling
from collector_tui.store import acts, attachments, card, climbing, journal, outbox

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
        message, moment = self._message(message_id), self.office.moment()
        if message.state not in _OPEN:
            raise Refused(f"That {WHAT[message.channel]} is {message.state}: there is nothing to decide about it.")
        with self.office.book.writing() as unit:
            Settling(self.office).write(unit, message, Turn(message.state, "dropped"))  # type: ignore[arg-type]
            label = f"dropping of the {WHAT[message.channel]} to {message.account}"
            line = journal.append(unit, moment, message.account_id, "receipt", label)
            acts.record(unit, moment, "drop", message.account_id, message_id, label, form_key(), line)
        return f"Dropped: the {WHAT[message.channel]} to {message.account}."

    def anew(self, message_id: int) -> Draft:
        """What would go in place of a message that did not arrive: its own words where they are still true, else drafted
        from the figures as they are now.

        Raises Refused when there is nothing to write.
        """
        message = self._message(message_id)
        return self._draft(message, card.read_card(self.office.book, message.account_id))

    def again(self, message_id: int, key: str, *, minded: bool = False) -> Queued:
        """Send a message anew in place of one that did not arrive, once, as `anew` shows it.

        Raises Refused when it has arrived, is still on its way, or was sent anew already, and Warned when something has
        to be minded first (`minded` says yes).
        """
        message = self._message(message_id)
        if message.state not in (*_OPEN, *FAILED):
            raise Refused(f"That {WHAT[message.channel]} is {message.state}: it is not sent a second time.")
        shown = card.read_card(self.office.book, message.account_id)
        with self.office.book.writing() as unit:
            booked = acts.booked(unit, key)
            if booked is None and outbox.was_followed(unit, message_id):
                raise Refused(f"That {WHAT[message.channel]} was sent anew already: nothing was sent twice.")
            draft = self._draft(message, shown)
            if message.state in _OPEN and booked is None:
                Settling(self.office).write(unit, message, Turn(message.state, "dropped"))  # type: ignore[arg-type]
            queued = self.messages.send(shown, draft, key, again=True, minded=minded)
            outbox.follow(unit, queued.message_id, message_id)
        return queued

    def _draft(self, message: OutboxMessage, shown: Card) -> Draft:
        """The message as it goes now: its own words while what they claim is what the book says."""
        if message.figures and message.figures != figures(shown):
            return self.drafts.draft(shown, channel=message.channel)
        takes = climbing.step_of_message(self.office.book, message.id)
        size = segments(message.text)
        return Draft(
            shown.id,
            as_tone(message.tone),
            as_approach(message.approach),
            message.channel,
            message.subject,
            message.text,
            size,
            message.figures,
            takes,
            "sent anew",
            is_own=True,
            attached=attachments.of_message(self.office.book, message.id),
        )

    def _message(self, message_id: int) -> OutboxMessage:
        message = outbox.get(self.office.book, message_id)
        if message is None:
            raise Refused(f"There is no message with the number {message_id}.")
        return message
