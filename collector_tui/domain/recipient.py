"""Whom a message goes to: the number or the address of an account on a channel, and what the guard asks of it."""

from typing import NamedTuple

from collector_tui.domain.account import Card, Email, Phone
from collector_tui.domain.guard import Addressed, Channel, Reached


class Recipient(NamedTuple):
    """Whom a message goes to: the number or address, as it is kept and as it is shown; empty where there is nobody."""

    to: str = ""
    shown: str = ""
    phone_id: int | None = None


def recipient_of(card: Card, channel: Channel) -> Recipient:
    """Whom a message to an account on a channel goes to."""
    if channel == "email":
        address = card.email.address if card.email and card.email.status == "ok" else ""
        return Recipient(address, address)
    phone = card.text_number
    return Recipient(phone.e164, phone.shown, phone.id) if phone else Recipient()


def reached(card: Card, phone: Phone) -> Reached:
    """What the guard has to know of a number, with another one of the account that ended texts."""
    others = (one.shown for one in card.phones if one.is_opted_out and one.status != "wrong" and one.id != phone.id)
    return phone.reached._replace(ended=next(others, ""))


def addressed(card: Card, email: Email) -> Addressed:
    """What the guard has to know of an address, with another one of the account that ended emails."""
    others = (one.address for one in card.emails if one.is_opted_out and one.status != "wrong")
    ended = next((address for address in others if address != email.address), "")
    return Addressed(email.address, email.status, email.is_opted_out, ended)
