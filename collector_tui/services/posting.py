"""Posting: laying one message in the outbox, with everything that has to be looked at before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from collector_tui.domain.account import Card
from collector_tui.domain.asking import figures
from collector_tui.domain.guard import Reached, Verdict
from collector_tui.domain.message import Draft
from collector_tui.domain.refusal import Blocked, ChangedSinceDrafted, Refused, SentToday, Warned
from collector_tui.services import contacting
from collector_tui.services.office import Office
from collector_tui.services.proofreading import Proofreading
from collector_tui.store import card, climbing, journal, outbox
from collector_tui.store.book import Writing
from collector_tui.store.outbox import Posting

EXPIRES_AFTER = timedelta(hours=24)
"""A message that has not left by then is not sent any more: it was written for another day."""

OF_THE_NUMBER = frozenset({"no_number", "opted_out"})
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


def post(office: Office, unit: Writing, shown: Card, draft: Draft, terms: Terms) -> tuple[int, int, Reached]:
    """Lay a text in the outbox exactly as it was shown; returns its id, its journal line and its number.

    Raises, before anything is written, Blocked when the account may not be texted, Warned when something has to be minded
    first, ChangedSinceDrafted when its figures have changed, and Refused when a message is on its way already or the words
    may not be sent.
    """
    moment, phone = office.moment(), shown.text_number
    number, verdict = contacting.admit(
        office, unit, moment, shown.id, "sms", phone.id if phone else None, draft.text, demands=bool(draft.figures)
    )
    if number is None or phone is None or not number.e164:
        raise Refused(f"{shown.name} may not be texted. {verdict.says}")
    passed = [_passed(shown, verdict, terms), _proved(office, shown, draft, terms)]
    _refuse_second(office, shown, again=terms.again)
    _refuse_changed(office, shown, draft)
    words = f"text to {number.shown} ({draft.tone}, {draft.approach}): {draft.text}"
    line = journal.append(unit, moment, shown.id, "sms", words)
    for said in filter(None, passed):
        journal.append(unit, moment, shown.id, "guard", said)
    leaves, expires = _times(office, terms)
    made = outbox.put(unit, moment, draft, Posting(number.e164, phone.id, leaves, expires, line, terms.batch))
    outbox.mind(unit, made, verdict.rules if passed[0] else ())
    if draft.takes is not None and shown.oldest_due:
        climbing.take(unit, moment, shown.id, draft.takes, shown.oldest_due, line, made)
    return made, line, number


def _times(office: Office, terms: Terms) -> tuple[datetime, datetime]:
    """When it leaves at the earliest, and when it is too late for it."""
    now = office.moment().instant
    leaves = max(office.clock.elapsing() + timedelta(seconds=terms.undo_seconds), terms.at or now)
    return leaves, max(terms.at or now, now) + EXPIRES_AFTER


def _passed(shown: Card, verdict: Verdict, terms: Terms) -> str:
    """What the guard has against it and was set aside, in words for the journal."""
    if not terms.at:
        return contacting.insist(shown.name, "sms", verdict, minded=terms.minded, override=terms.override)
    if not verdict.is_allowed and verdict.next_allowed is None:
        raise Blocked(f"{shown.name} may not be texted, now or later. {verdict.says}")
    return ""


def _proved(office: Office, shown: Card, draft: Draft, terms: Terms) -> str:
    """What was found in the words and was confirmed, in words for the journal."""
    proof = Proofreading(office).of_draft(shown, draft)
    barred = [one.says for one in proof.of("block") if one.rule not in OF_THE_NUMBER]
    if barred:
        raise Refused(f"The text to {shown.name} may not be sent. {' '.join(barred)}")
    asked = [one.says for one in proof.of("ask")]
    if asked and not terms.minded and not terms.override.strip():
        raise Warned(f"The text to {shown.name}: {' '.join(asked)}")
    return f"confirmed: {' '.join(asked)}" if asked else ""


def _refuse_second(office: Office, shown: Card, *, again: bool) -> None:
    waiting = outbox.state_of_newest(office.book, shown.id)
    if waiting is None:
        return
    state, day = waiting
    if state in ("queued", "sending"):
        raise Refused(f"A text to {shown.name} is on its way already: nothing was sent twice.")
    if state == "unknown" and not again:
        raise Refused(f"A text to {shown.name} may have gone already: look at it before another one is sent.")
    if day == office.moment().today.isoformat() and state in ("accepted", "sent", "delivered") and not again:
        raise SentToday(f"{shown.name} was sent a text today.")


def _refuse_changed(office: Office, shown: Card, draft: Draft) -> None:
    if draft.figures and figures(card.read_card(office.book, shown.id)) != draft.figures:
        raise ChangedSinceDrafted(f"The figures of {shown.name} have changed since the text was drafted: look again.")
