"""Whom a message goes to: the number or the address of an account on a channel."""

from typing import NamedTuple

from collector_tui.domain.account import Card
from collector_tui.domain.guard import Channel


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
