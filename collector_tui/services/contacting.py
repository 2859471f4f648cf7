"""The one seam that every contact passes: a key on the desk, a command, or the outbox."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from collector_tui.domain.account import Card, Phone
from collector_tui.domain.agreement import Agreement
from collector_tui.domain.concerns import concerns, waits
from collector_tui.domain.guard import (
    Addressed,
    Channel,
    Reached,
    Refusal,
    Verdict,
    address_refusals,
    number_refusals,
    verdict,
)
from collector_tui.domain.moment import Moment, stamp
from collector_tui.domain.recipient import addressed, reached
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import Office
from collector_tui.store import accounts, agreements, contacts, optouts
from collector_tui.store.book import Writing
from collector_tui.store.contacts import Past

_LOOK_BACK = timedelta(days=45)
"""No rule counts contacts that are older."""

_IN_WRITING: Final[tuple[Channel, ...]] = ("email", "letter")
"""Channels that go to no number: of one it counts only where the debtor is, and a wrong one does not tell that."""

_OF_AN_OPT_OUT: Final = ("opted_out", "ended_elsewhere")
"""What does not speak against the one text that confirms an opt-out."""


class Debtor(NamedTuple):
    """What the guard knows of an account, and what passed between it and us of late."""

    zone: str
    address: str
    kind: str
    facts: Mapping[str, str]
    agreements: Sequence[Agreement]
    unapplied_cents: int
    open_cents: int
    currency: str
    oldest_due: date | None
    past: Sequence[Past]


def look(
    office: Office,
    card: Card,
    channel: Channel,
    phone: Phone | None,
    text: str = "",
    at: datetime | None = None,
    *,
    demands: bool = True,
) -> Verdict:
    """The verdict as of now, or of another instant, for showing: nothing is written."""
    now = at or office.clock.now()
    debtor = Debtor(
        card.known_zone,
        card.address,
        card.kind,
        dict(card.facts),
        card.agreements,
        card.unapplied_cents,
        sum(card.buckets_cents),
        card.currency,
        card.oldest_due,
        contacts.recent(office.book, card.id, stamp(now - _LOOK_BACK)),
    )
    number = reached(card, phone) if phone else None
    if channel in _IN_WRITING:
        number = next((one.reached for one in card.phones if one.status == "ok"), None)
    to = addressed(card, card.email) if channel == "email" and card.email else None
    return _judge(office, debtor, channel, number, now, text, bool(card.phones), demands, to)


def admit(
    office: Office,
    unit: Writing,
    moment: Moment,
    account_id: int,
    channel: Channel,
    phone_id: int | None,
    text: str = "",
    message_id: int = 0,
    *,
    demands: bool = True,
    address: str = "",
    purpose: str = "",
) -> tuple[Reached | None, Verdict]:
    """The verdict inside the transaction that makes the contact, from what the book says at that instant.

    A call may be logged for an account that has no number on file; a text may not. A message that leaves does not
    count against itself, and one that demands no money is not held up by what only speaks against asking for it.
    `address` is the one that an email goes to; `optout_confirm` is the `purpose` of the one text that confirms an opt-out.
    """
    debtor = _debtor(unit, moment, account_id, message_id)
    number = contacts.reached(unit, phone_id) if phone_id is not None else None
    if channel in _IN_WRITING:
        number = contacts.first_right(unit, account_id)
    to = optouts.addressed(unit, account_id, address) if channel == "email" and address else None
    has_phones = unit.one("SELECT 1 FROM phone WHERE account_id = ?", (account_id,)) is not None
    return number, _judge(office, debtor, channel, number, moment.instant, text, has_phones, demands, to, purpose)


def allowed_until(
    office: Office,
    unit: Writing,
    moment: Moment,
    account_id: int,
    channel: Channel,
    phone_id: int | None,
    last: datetime,
) -> datetime:
    """The last instant, up to another one, at which a contact that may be made now may still be made."""
    from collector_tui.services.lawyering import allowed_by_law_until

    debtor = _debtor(unit, moment, account_id, 0)
    number = contacts.reached(unit, phone_id) if phone_id is not None else None
    return allowed_by_law_until(office, debtor, channel, number, moment.instant, "STOP", last)


def _debtor(unit: Writing, moment: Moment, account_id: int, message_id: int) -> Debtor:
    """What the guard knows of an account at this instant."""
    known = accounts.known(unit, account_id)
    if known is None:
        raise Refused(f"There is no account with the id {account_id}.")
    return Debtor(
        known.zone,
        known.address,
        known.kind,
        accounts.facts(unit, account_id),
        agreements.of_accounts(unit, [account_id]).get(account_id, []),
        known.unapplied_cents,
        known.open_cents,
        known.currency,
        known.oldest_due,
        contacts.recent(unit, account_id, stamp(moment.instant - _LOOK_BACK), message_id),
    )


def _judge(
    office: Office,
    debtor: Debtor,
    channel: Channel,
    number: Reached | None,
    at: datetime,
    text: str,
    has_phones: bool,
    demands: bool,
    to: Addressed | None,
    purpose: str = "",
) -> Verdict:
    from collector_tui.services.lawyering import judge_by_law

    concerned = concerns(debtor.agreements, debtor.unapplied_cents, debtor.open_cents, debtor.currency)
    refusals = [one for one in concerned if demands or one.effect == "block"]
    if demands and channel != "call":
        refusals += waits(debtor.agreements, debtor.currency)
    if channel in ("call", "sms") and (number is not None or has_phones or channel == "sms"):
        against = number_refusals(channel, number)
        refusals += [one for one in against if purpose != "optout_confirm" or one.rule not in _OF_AN_OPT_OUT]
    if to is not None:
        refusals += address_refusals(to)
    if channel in _IN_WRITING:
        number, has_phones = number._replace(opted_out=False) if number else None, number is not None
    zone = debtor.zone or ("" if has_phones or debtor.address else office.business.timezone)
    law = judge_by_law(office, debtor._replace(zone=zone), channel, number, at, text, purpose)
    found = [
        Refusal(one.rule, one.says, one.effect, one.citation or "house policy", one.overridable, one.still_allowed)
        for one in law.judgement.reasons
    ]
    return verdict([*refusals, *found], law.judgement.next_allowed, law.judgement.zones, law.notes)
