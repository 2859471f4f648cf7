"""The gateways as the settings want them, for the composition root; what reaches a network is loaded when it is needed."""

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from collector_tui.domain.business import NAMELESS
from collector_tui.settings import Settings

if TYPE_CHECKING:
    from collector_tui.domain.carrier import Carrier
    from collector_tui.domain.mail import Mailer
    from collector_tui.domain.press import Press
    from collector_tui.services.clock import Clock

SET_CLOCK: Final = "The clock is set by --now (or COLLECTOR_NOW): nothing is sent for real."


def carrier(settings: Settings, book: Path, config: Path, clock: "Clock") -> "Carrier | None":
    """The carrier of texts that is set up, if one is; without the business's name, or at a made-up hour, it sends nothing."""
    if settings.carrier == "none":
        return None
    if settings.carrier == "simulator":
        return simulator(book)
    from collector_tui.gateways.later import LaterCarrier

    make = _twilio if settings.carrier == "twilio" else _smsgate
    against = _against(settings, clock, settings.provider.base_url)
    return LaterCarrier(settings.carrier, lambda: make(settings, config, clock), against)


def mailer(settings: Settings, config: Path, clock: "Clock") -> "Mailer | None":
    """The mail server that is set up, if one is; without the business's name, or at a made-up hour, it gets nothing."""
    if not settings.mail.host:
        return None
    from collector_tui.gateways.later import LaterMailer

    against = _against(settings, clock, f"smtp://{settings.mail.host}")
    return LaterMailer("smtp", lambda: _smtp(settings, config), against)


def simulator(book: Path) -> "Carrier":
    """The carrier inside this machine; its memory lies beside the book."""
    from collector_tui.gateways.simulator import Simulator

    return Simulator(book.with_name(book.name + ".simulator"))


def press() -> "Press":
    """The press for PDF files, loaded when the first one is wanted."""
    from collector_tui.gateways.press import PdfPress

    return PdfPress()


def _against(settings: Settings, clock: "Clock", address: str) -> str:
    """Why nothing may reach anybody: it would be in no name, or be sent by a clock that does not tell the debtor's hour.

    What listens on this machine is something to try the program with, and may be spoken to at any made-up hour.
    """
    if not settings.business.name.strip():
        return NAMELESS
    if not clock.is_set:
        return ""
    from collector_tui.gateways.address import is_loopback

    return "" if is_loopback(urlsplit(address).hostname or "") else SET_CLOCK


def _twilio(settings: Settings, config: Path, clock: "Clock") -> "Carrier":
    from collector_tui.domain.phone import dialled
    from collector_tui.gateways.twilio import Twilio
    from collector_tui.secrets import TWILIO_TOKEN, secret

    at = settings.provider
    base = at.base_url or "https://api.twilio.com"
    sender = dialled(settings.sender, settings.business.country)
    return Twilio(at.account_sid, secret(TWILIO_TOKEN, config), sender, base_url=base, now=clock.now)


def _smsgate(settings: Settings, config: Path, clock: "Clock") -> "Carrier":
    from collector_tui.gateways.smsgate import SmsGate
    from collector_tui.secrets import SMSGATE_PASSWORD, secret

    at, password = settings.provider, secret(SMSGATE_PASSWORD, config)
    return SmsGate(at.base_url, at.username, password, now=clock.now)


def _smtp(settings: Settings, config: Path) -> "Mailer":
    from collector_tui.gateways.smtp import Smtp
    from collector_tui.secrets import SMTP_PASSWORD, secret

    return Smtp(settings.mail, secret(SMTP_PASSWORD, config), settings.business.name)
