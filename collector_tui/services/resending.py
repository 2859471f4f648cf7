"""Resending: what a person decides about messages that did not arrive, or of which nobody knows."""

from dataclasses import dataclass

from collector_tui.domain.account import Card
from collector_tui.domain.approach import as_approach
from collector_tui.domain.message import Draft, OutboxMessage
from collector_tui.domain.outbox import FAILED, Turn
from collector_tui.domain.outdated import outdated
from collector_tui.domain.refusal import Refused
from collector_tui.domain.sms import segments
from collector_tui.domain.tone import as_tone
from collector_tui.services.drafting import Drafting
from collector_tui.services.messaging import Messaging, Queued
from collector_tui.services.office import Office, form_key
from collector_tui.services.settling import WHAT, Settling
from collector_tui.store import acts, attachments, card, climbing, journal, outbox
from collector_tui.store.book import Writing

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
        moment = self.office.moment()
        with self.office.book.writing() as unit:
            message = self._message(message_id)
            if message.state not in _OPEN:
                raise Refused(f"That {WHAT[message.channel]} is {message.state}: there is nothing to decide about it.")
            self._let_be(unit, message)
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
        with self.office.book.writing() as unit:
            message = self._message(message_id)
            shown = card.read_card(self.office.book, message.account_id)
            if acts.booked(unit, key) is None:
                self._stand_in(unit, message)
            queued = self.messages.send(shown, self._draft(message, shown), key, again=True, minded=minded)
            outbox.follow(unit, queued.message_id, message_id)
        return queued

    def _stand_in(self, unit: Writing, message: OutboxMessage) -> None:
        """Let a message be, for another one goes in place of it, if none has arrived and none was sent so already."""
        what = WHAT[message.channel]
        if outbox.was_followed(unit, message.id):
            raise Refused(f"That {what} was sent anew already: nothing was sent twice.")
        if message.state not in (*_OPEN, *FAILED):
            raise Refused(f"That {what} is {message.state}: it is not sent a second time.")
        if message.state in _OPEN:
            self._let_be(unit, message)

    def _let_be(self, unit: Writing, message: OutboxMessage) -> None:
        if not Settling(self.office).write(unit, message, Turn(message.state, "dropped")):  # type: ignore[arg-type]
            what = WHAT[message.channel]
            raise Refused(f"That {what} has been found at the carrier meanwhile: nothing was sent twice.")

    def _draft(self, message: OutboxMessage, shown: Card) -> Draft:
        """The message as it goes now: its own words while what they claim is what the book says."""
        written = message.queued_at.astimezone(self.office.zone).date()
        if outdated(message, shown, written, self.office.moment().today):
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
