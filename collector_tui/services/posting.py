"""Posting: laying one message in the outbox, with everything that has to be looked at before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from collector_tui.domain.account import Card
from collector_tui.domain.asking import figures
from collector_tui.domain.guard import Channel, Verdict
from collector_tui.domain.insisting import insist
from collector_tui.domain.message import Draft
from collector_tui.domain.recipient import Recipient, recipient_of
from collector_tui.domain.refusal import Blocked, ChangedSinceDrafted, Refused, SentToday, Warned
from collector_tui.domain.text import one_line
from collector_tui.services import contacting
from collector_tui.services.office import Office
from collector_tui.services.proofreading import Proofreading
from collector_tui.services.settling import WHAT
from collector_tui.store import card, climbing, contacts, journal, outbox
from collector_tui.store.book import Writing
from collector_tui.store.outbox import Posting

EXPIRES_AFTER = timedelta(hours=24)
"""A message that has not left by then is not sent any more: it was written for another day."""

OF_THE_NUMBER = frozenset({"no_number", "opted_out", "no_email"})
"""Findings about the number itself: the guard has its own say on it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the collector has said about sending it: `again` on the same day, `minded` the warnings, `override` a reason.

    With an instant (`at`) it leaves then, and is judged then. `batch` is the act that it is a part of.
    """

    undo_seconds: int
    again: bool = False
    minded: bool = False
    override: str = ""
    at: datetime | None = None
    batch: int | None = None


def post(office: Office, unit: Writing, shown: Card, draft: Draft, terms: Terms) -> tuple[int, int, Recipient]:
    """Lay a message in the outbox exactly as it was shown; returns its id, its journal line and whom it goes to.

    Raises, before anything is written, Blocked when the account may not be written to, Warned when something has to be
    minded first, ChangedSinceDrafted when its figures have changed, and Refused when a message is on its way already or
    the words may not be sent.
    """
    moment, what = office.moment(), WHAT[draft.channel]
    recipient = recipient_of(shown, draft.channel)
    _, verdict = contacting.admit(
        office,
        unit,
        moment,
        shown.id,
        draft.channel,
        recipient.phone_id,
        draft.text,
        demands=bool(draft.figures),
        address=recipient.to,
    )
    if not recipient.to:
        raise Refused(f"{shown.name} gets no {what}. {verdict.says}".strip())
    passed = [_passed(shown, draft.channel, verdict, terms), _proved(office, shown, draft, terms)]
    if draft.figures and not draft.is_own and not terms.minded and not terms.override.strip():
        _mind_the_talk(office, unit, shown)
    _refuse_second(office, shown, draft.channel, again=terms.again)
    _refuse_changed(office, shown, draft)
    beside = f" with {', '.join(one.name for one in draft.attached)}" if draft.attached else ""
    words = f"{what} to {recipient.shown} ({draft.tone}, {draft.approach}){beside}: {draft.text}"
    line = journal.append(unit, moment, shown.id, draft.channel, words)
    for said in filter(None, passed):
        journal.append(unit, moment, shown.id, "guard", said)
    leaves, expires = _times(office, terms)
    posting = Posting(recipient.to, recipient.phone_id, leaves, expires, line, terms.batch)
    made = outbox.put(unit, moment, draft, posting)
    outbox.mind(unit, made, verdict.rules if passed[0] else ())
    if draft.takes is not None and shown.oldest_due:
        climbing.take(unit, moment, shown.id, draft.takes, shown.oldest_due, line, made, answer_by=draft.answer_by)
    return made, line, recipient


def _times(office: Office, terms: Terms) -> tuple[datetime, datetime]:
    """When it leaves at the earliest, and when it is too late for it."""
    now = office.moment().instant
    leaves = max(office.clock.elapsing() + timedelta(seconds=terms.undo_seconds), terms.at or now)
    return leaves, max(terms.at or now, now) + EXPIRES_AFTER


def _passed(shown: Card, channel: Channel, verdict: Verdict, terms: Terms) -> str:
    """What the guard has against it and was set aside, in words for the journal."""
    if not terms.at:
        return insist(shown.name, channel, verdict, minded=terms.minded, override=terms.override)
    if not verdict.is_allowed and verdict.next_allowed is None:
        raise Blocked(f"{shown.name} may not be written to, now or later. {verdict.says}")
    return ""


def _proved(office: Office, shown: Card, draft: Draft, terms: Terms) -> str:
    """What was found in the words and was confirmed, in words for the journal."""
    proof = Proofreading(office).of_draft(shown, draft)
    barred = [one.says for one in proof.of("block") if one.rule not in OF_THE_NUMBER]
    if barred:
        raise Refused(f"The {WHAT[draft.channel]} to {shown.name} may not be sent. {' '.join(barred)}")
    asked = [one.says for one in proof.of("ask")]
    if asked and not terms.minded and not terms.override.strip():
        raise Warned(f"The {WHAT[draft.channel]} to {shown.name}: {' '.join(asked)}")
    return f"confirmed: {' '.join(asked)}" if asked else ""


def _mind_the_talk(office: Office, unit: Writing, shown: Card) -> None:
    """Ask before the ladder's words go to somebody who has just said something."""
    reply = contacts.unread_reply(unit, shown.id)
    if reply:
        raise Warned(f"{shown.name} has replied: “{one_line(reply)[:80]}” Read it first.")
    if contacts.spoke_on(unit, shown.id, office.moment().today.isoformat()):
        raise Warned(f"You spoke with {shown.name} today.")


def _refuse_second(office: Office, shown: Card, channel: Channel, *, again: bool) -> None:
    waiting, what = outbox.state_of_newest(office.book, shown.id, channel), WHAT[channel]
    if waiting is None:
        return
    state, day = waiting
    if state in ("queued", "sending"):
        raise Refused(f"{_a(what)} to {shown.name} is on its way already: nothing was sent twice.")
    if state == "unknown" and not again:
        raise Refused(f"{_a(what)} to {shown.name} may have gone already: look at it before another one is sent.")
    if day == office.moment().today.isoformat() and state in ("accepted", "sent", "delivered") and not again:
        raise SentToday(f"{shown.name} was sent {_a(what).lower()} today.")


def _refuse_changed(office: Office, shown: Card, draft: Draft) -> None:
    if draft.figures and figures(card.read_card(office.book, shown.id)) != draft.figures:
        raise ChangedSinceDrafted(f"The figures of {shown.name} have changed since the text was drafted: look again.")


def _a(what: str) -> str:
    return f"An {what}" if what[0] in "aeiou" else f"A {what}"
