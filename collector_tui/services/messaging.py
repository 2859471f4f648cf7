"""Messages on their way into the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from collector_tui.domain.account import Card
from collector_tui.domain.guard import Channel
from collector_tui.domain.message import Draft, OutboxMessage
from collector_tui.services.office import Office
from collector_tui.services.posting import Terms, post
from collector_tui.services.settling import WHAT
from collector_tui.store import acts, contacts, outbox
from collector_tui.store.summaries import refresh


@dataclass(frozen=True, slots=True)
class Queued:
    """A message in the outbox: until `leaves_in` seconds are over it can be taken back. `what` is text or email."""

    message_id: int
    account: str
    recipient: str
    leaves_in: int
    segments: int
    what: str = "text"


@dataclass(frozen=True)
class Messaging:
    """Queueing texts, once each; `undo_seconds` is how long they wait before they leave.

    `real` are the channels by which they reach somebody: on those nothing goes in no name.
    """

    office: Office
    undo_seconds: int
    real: frozenset[Channel]

    def send(
        self,
        shown: Card,
        draft: Draft,
        key: str,
        *,
        again: bool = False,
        minded: bool = False,
        override: str = "",
        at: datetime | None = None,
    ) -> Queued:
        """Lay the text in the outbox, exactly as it was shown.

        Raises Blocked when the account may not be texted, Warned when something has to be minded first (`minded` says
        yes, `override` is a typed reason against a block that allows one), ChangedSinceDrafted when its figures have
        changed, and Refused when a message is on its way already or would go in no name. `again` confirms a second one on
        the same day. With an instant (`at`) it leaves then, and is judged then.
        """
        if draft.channel in self.real:
            self.office.refuse_nameless()
        moment = self.office.moment()
        terms = Terms(self.undo_seconds, again=again, minded=minded, override=override, at=at)
        with self.office.book.writing() as unit:
            booked = acts.booked(unit, key)
            if booked:
                return self._known(booked.ref_id)
            made, line, recipient = post(self.office, unit, shown, draft, terms)
            acts.record(unit, moment, "send", shown.id, made, f"{WHAT[draft.channel]} to {shown.name}", key, line)
            contacts.mark_handled(unit, shown.id, line)
            refresh(unit, [shown.id], moment.today, self.office.rules)
        seconds = self.undo_seconds if not at else max(0, round((at - moment.instant).total_seconds()))
        return Queued(made, shown.name, recipient.shown, seconds, draft.size.segments, WHAT[draft.channel])

    def _known(self, message_id: int) -> Queued:
        message = outbox.get(self.office.book, message_id)
        if message is None:
            raise LookupError(f"there is no message {message_id}")
        return Queued(message.id, message.account, message.recipient, 0, message.segments, WHAT[message.channel])

    def outbox(self, limit: int = 200) -> Sequence[OutboxMessage]:
        """The newest messages, newest first."""
        return outbox.listed(self.office.book, limit)
