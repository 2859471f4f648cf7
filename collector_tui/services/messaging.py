"""Messages on their way into the outbox, and back out of it while they have not left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from collector_tui.domain.account import Card
from collector_tui.domain.message import Draft, OutboxMessage
from collector_tui.domain.refusal import Blocked, ChangedSinceDrafted, Refused, SentToday
from collector_tui.services import contacting
from collector_tui.services.drafting import Drafting
from collector_tui.services.office import Office
from collector_tui.store import acts, card, contacts, journal, outbox
from collector_tui.store.summaries import refresh

EXPIRES_AFTER = timedelta(hours=24)
"""A message that has not left by then is not sent any more: it was written for another day."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A message in the outbox: until `leaves_in` seconds are over it can be taken back."""

    message_id: int
    account: str
    recipient: str
    leaves_in: int
    segments: int


@dataclass(frozen=True)
class Messaging:
    """Queueing texts, once each; `undo_seconds` is how long they wait before they leave."""

    office: Office
    drafting: Drafting
    undo_seconds: int

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
        changed, and Refused when a message is on its way already. `again` confirms a second one on the same day. With an
        instant (`at`) it leaves then, and is judged then.
        """
        book, moment = self.office.book, self.office.moment()
        phone = shown.text_number
        with book.writing() as unit:
            booked = acts.booked(unit, key)
            if booked:
                return self._known(booked.ref_id)
            number, verdict = contacting.admit(
                self.office, unit, moment, shown.id, "sms", phone.id if phone else None, draft.text
            )
            if number is None or phone is None or not number.e164:
                raise Refused(f"{shown.name} may not be texted. {verdict.says}")
            if at and not verdict.is_allowed and verdict.next_allowed is None:
                raise Blocked(f"{shown.name} may not be texted, now or later. {verdict.says}")
            passed = "" if at else contacting.insist(shown.name, "sms", verdict, minded=minded, override=override)
            self._refuse_second(shown, again)
            self._refuse_changed(shown, draft)
            line = journal.append(unit, moment, shown.id, "sms", f"text to {number.shown} ({draft.tone}): {draft.text}")
            if passed:
                journal.append(unit, moment, shown.id, "guard", passed)
            leaves = max(self.office.clock.elapsing() + timedelta(seconds=self.undo_seconds), at or moment.instant)
            expires = max(at or moment.instant, moment.instant) + EXPIRES_AFTER
            made = outbox.put(unit, moment, draft, phone.id, number.e164, leaves, expires, line)
            outbox.mind(unit, made, verdict.rules if passed else ())
            acts.record(unit, moment, "send", shown.id, made, f"text to {shown.name}", key, line)
            contacts.mark_handled(unit, shown.id, line)
            refresh(unit, [shown.id], moment.today, self.office.rules)
        seconds = self.undo_seconds if not at else max(0, round((at - moment.instant).total_seconds()))
        return Queued(made, shown.name, number.shown, seconds, draft.size.segments)

    def _known(self, message_id: int) -> Queued:
        message = outbox.get(self.office.book, message_id)
        if message is None:
            raise LookupError(f"there is no message {message_id}")
        return Queued(message.id, message.account, message.recipient, 0, message.segments)

    def _refuse_second(self, shown: Card, again: bool) -> None:
        waiting = outbox.state_of_newest(self.office.book, shown.id)
        if waiting is None:
            return
        state, day = waiting
        if state in ("queued", "sending"):
            raise Refused(f"A text to {shown.name} is on its way already: nothing was sent twice.")
        if state == "unknown" and not again:
            raise Refused(f"A text to {shown.name} may have gone already: look at it before another one is sent.")
        if day == self.office.moment().today.isoformat() and state in ("accepted", "sent", "delivered") and not again:
            raise SentToday(f"{shown.name} was sent a text today.")

    def _refuse_changed(self, shown: Card, draft: Draft) -> None:
        from collector_tui.domain.wording import figures

        now = figures(card.read_card(self.office.book, shown.id))
        if now != draft.figures:
            raise ChangedSinceDrafted(
                f"The figures of {shown.name} have changed since the text was drafted: look again."
            )

    def take_back(self, message_id: int) -> bool:
        """Take a message out of the outbox, if it has not left."""
        moment = self.office.moment()
        message = outbox.get(self.office.book, message_id)
        if message is None:
            return False
        with self.office.book.writing() as unit:
            if not outbox.move(unit, moment, message_id, "queued", "cancelled"):
                return False
            sent = acts.of_message(unit, message_id)
            reverses = sent.journal_id if sent else None
            line = journal.append(unit, moment, message.account_id, "sms", "text taken back", reverses=reverses)
            if sent:
                acts.take_back(unit, sent, line)
            refresh(unit, [message.account_id], moment.today, self.office.rules)
        return True

    def outbox(self, limit: int = 200) -> Sequence[OutboxMessage]:
        """The newest messages, newest first."""
        return outbox.listed(self.office.book, limit)
