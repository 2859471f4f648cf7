"""Handing one message over: claimed and judged in one transaction, given to the carrier outside any, its answer kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from collector_tui.domain.carrier import Carrier, Handed
from collector_tui.domain.mail import Mail, Mailer
from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.outbox import State, Turn, may_follow
from collector_tui.domain.outdated import outdated
from collector_tui.services import contacting
from collector_tui.services.office import Office
from collector_tui.services.settling import LOOK_AGAIN, LOOK_FOR, TRY_AGAIN, WHAT, Delivered, Settling
from collector_tui.services.tracking import when
from collector_tui.store import attachments, card, journal, optouts, outbox, replies
from collector_tui.store.book import Writing
from collector_tui.store.summaries import refresh

_BEFORE_THE_HOUR = timedelta(seconds=5)
"""A carrier counts from when the message reaches it: so much earlier it ends for us."""

_TOO_SHORT = timedelta(seconds=10)
"""With less left no carrier takes a message, or it could not be there in time."""

_AFTER_ITS_WAIT = timedelta(hours=12)
"""How long a message that had to wait for a permitted hour may still leave from then on."""

_STATES: dict[str, State] = {
    "accepted": "accepted",
    "rejected": "rejected",
    "unknown": "unknown",
    "not_reached": "queued",
}
"""The state that follows each answer of a carrier: what was certainly not taken may be tried again."""


@dataclass(frozen=True)
class Handing:
    """Gives messages to whoever carries them."""

    office: Office
    carrier: Carrier | None
    mailer: Mailer | None = None

    @property
    def _settling(self) -> Settling:
        return Settling(self.office)

    def hand(self, message: OutboxMessage, done: Delivered) -> bool:
        """Hand one message over, once, if nothing speaks against it by now; False when nobody was there to answer."""
        by = self.carrier if message.channel == "sms" else self.mailer
        if by is None:
            return True
        until = self._claim(message, by.name, done)
        if until is None:
            return True
        handed = self._handed(message.key(self.office.book.book_id), message, until)
        self._settle(message, handed, by, done)
        return handed.answer != "not_reached" or bool(handed.code)

    def _handed(self, key: str, message: OutboxMessage, until: datetime) -> Handed:
        if message.channel == "sms" and self.carrier is not None:
            return self.carrier.send(key, message.recipient, message.text, until)
        if self.mailer is None:
            return Handed("not_reached", says="no mail server is set")
        return self._mailed(self.mailer, key, message)

    def _mailed(self, mailer: Mailer, key: str, message: OutboxMessage) -> Handed:
        files = attachments.of_message(self.office.book, message.id)
        business = self.office.business
        unsubscribe = business.email if not message.figures else ""
        mail = Mail(message.recipient, message.subject, message.text, files, business.email, unsubscribe)
        mailed = mailer.send(key, mail)
        return Handed(mailed.answer, mailed.provider_id, "sent", mailed.says, str(mailed.code or ""))

    def _settle(self, message: OutboxMessage, result: Handed, by: "Carrier | Mailer", done: Delivered) -> None:
        """Write down what came of handing it over; one that was not taken waits and is tried again."""
        now, after = self.office.clock.elapsing(), _STATES[result.answer]
        is_text = message.channel == "sms"
        pauses = {"accepted": LOOK_AGAIN[0], "unknown": LOOK_FOR[0]} if is_text else {}
        look_at = when(self.office, self.carrier, pauses[after]) if self.carrier and after in pauses else None
        said = result.says or ("" if after == "accepted" else result.code)
        turn = Turn("sending", after, said, by.name, result.provider_id, by.simulated, look_at)
        with self.office.book.writing() as unit:
            if result.opted_out:
                self._opt_out(unit, message)
            self._settling.settle(message, turn, done)
            if after == "queued":
                pause = TRY_AGAIN[min(message.looks, len(TRY_AGAIN) - 1)]
                outbox.try_again(
                    unit, message.id, now + max(pause, timedelta(seconds=result.wait_seconds)), message.looks + 1
                )
        if after == "accepted" and result.state and may_follow("accepted", result.state):
            further = Turn("accepted", result.state, simulated=by.simulated, look_at=look_at)
            self._settling.settle(message, further, done)

    def _opt_out(self, unit: Writing, message: OutboxMessage) -> None:
        """The carrier keeps the number from texts: so does the book."""
        moment = self.office.moment()
        concerned = optouts.put(unit, message.recipient, moment.at, "carrier")
        words = f"{message.recipient} opted out of texts, says the carrier"
        journal.append(unit, moment, message.account_id, "opt_out", words, actor="machine")
        refresh(unit, concerned, moment.today, self.office.rules)

    def _claim(self, message: OutboxMessage, provider: str, done: Delivered) -> datetime | None:
        """Take the message for sending, unless the guard, a reply or the figures are against it by now.

        Its carrier is written down with it: should the program end now, it is looked for there and nowhere else.
        Returns the last instant at which it may still leave, or None when it may not go.
        """
        office, moment = self.office, self.office.moment()
        with office.book.writing() as unit:
            _, verdict = contacting.admit(
                office,
                unit,
                moment,
                message.account_id,
                message.channel,
                message.phone_id,
                message.text,
                message.id,
                demands=bool(message.figures),
                address=message.recipient,
            )
            new = verdict.rules - outbox.minded(unit, message.id)
            if new and verdict.next_allowed is not None:
                allowed = verdict.next_allowed
                outbox.postpone(unit, message.id, allowed, allowed + _AFTER_ITS_WAIT)
                return None
            refused = verdict.says if new else self._against(unit, message)
            if not refused:
                whom = (message.account_id, message.channel, message.phone_id)
                ends = contacting.allowed_until(office, unit, moment, *whom, message.expires_at)
                until = ends - _BEFORE_THE_HOUR
                if until - office.clock.elapsing() < _TOO_SHORT:
                    outbox.postpone(unit, message.id, ends, message.expires_at)
                    return None
                is_taken = outbox.move(unit, moment, message.id, Turn("queued", "sending", provider=provider))
                return until if is_taken else None
            self._settling.write(unit, message, Turn("queued", "cancelled", refused))
        done.tell(message.account_id, f"{WHAT[message.channel].capitalize()} to {message.account} not sent: {refused}")
        return None

    def _against(self, unit: Writing, message: OutboxMessage) -> str:
        """What has happened since it was queued that speaks against sending it."""
        if replies.came_since(unit, message.id):
            return "a reply came before it left: read it first"
        if not message.figures:
            return ""
        shown = card.read_card(self.office.book, message.account_id)
        return outdated(message, shown, self._day(message.queued_at), self.office.moment().today)

    def _day(self, at: datetime) -> date:
        """The day of an instant where the business is."""
        return at.astimezone(self.office.zone).date()
