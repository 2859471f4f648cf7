"""The one seam that every contact passes: a key on the desk, a command, or the outbox."""

from collections.abc import Sequence

from collector_tui.domain.account import Card, Phone
from collector_tui.domain.concerns import concerns
from collector_tui.domain.guard import Channel, Reached, Verdict, judge
from collector_tui.domain.moment import Moment
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import Office
from collector_tui.store import agreements, contacts
from collector_tui.store.book import Writing


def zones_of(office: Office, known_zone: str, number: Reached | None) -> Sequence[str]:
    """Every zone that could be the debtor's: the known one, else all of the number's, else the business's own."""
    if known_zone:
        return (known_zone,)
    if number and number.zones:
        return number.zones
    return (office.business.timezone,)


def look(office: Office, card: Card, channel: Channel, phone: Phone | None) -> Verdict:
    """The verdict as of now, for showing: nothing is written."""
    number = phone.reached if phone else None
    found = concerns(card.agreements, card.unapplied_cents, sum(card.buckets_cents), card.currency)
    return judge(channel, number, zones_of(office, card.known_zone, number), office.clock.now(), found)


def admit(
    office: Office, unit: Writing, moment: Moment, account_id: int, channel: Channel, phone_id: int | None
) -> tuple[Reached | None, Verdict]:
    """The verdict inside the transaction that makes the contact, from what the book says at that instant.

    A call may be logged for an account that has no number on file; a text may not.
    """
    known = unit.one(
        "SELECT zone, unapplied_cents, balance_cents + unapplied_cents, currency FROM account WHERE id = ?",
        (account_id,),
    )
    if known is None:
        raise Refused(f"There is no account with the id {account_id}.")
    number = contacts.reached(unit, phone_id) if phone_id is not None else None
    zones = zones_of(office, known[0], number)
    if number is None and channel == "call" and not unit.one("SELECT 1 FROM phone WHERE account_id = ?", (account_id,)):
        number = Reached("", "", "ok", False, ())
    agreed = agreements.of_accounts(unit, [account_id]).get(account_id, [])
    return number, judge(channel, number, zones, moment.instant, concerns(agreed, *known[1:]))
