"""The gateways as the settings want them, for the composition root; what reaches a network is loaded when it is needed."""

from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.domain.business import NAMELESS
from collector_tui.settings import Settings

if TYPE_CHECKING:
    from collector_tui.domain.carrier import Carrier
    from collector_tui.domain.mail import Mailer
    from collector_tui.domain.press import Press


def carrier(settings: Settings, book: Path, config: Path) -> "Carrier | None":
    """The carrier of texts that is set up, if one is; in a business without a name it sends nothing."""
    if settings.carrier == "none":
        return None
    if settings.carrier == "simulator":
        return simulator(book)
    from collector_tui.gateways.later import LaterCarrier

    make = _twilio if settings.carrier == "twilio" else _smsgate
    return LaterCarrier(settings.carrier, lambda: make(settings, config), _against(settings))


def mailer(settings: Settings, config: Path) -> "Mailer | None":
    """The mail server that is set up, if one is; in a business without a name nothing is handed to it."""
    if not settings.mail.host:
        return None
    from collector_tui.gateways.later import LaterMailer

    return LaterMailer("smtp", lambda: _smtp(settings, config), _against(settings))


def simulator(book: Path) -> "Carrier":
    """The carrier inside this machine; its memory lies beside the book."""
    from collector_tui.gateways.simulator import Simulator

    return Simulator(book.with_name(book.name + ".simulator"))


def press() -> "Press":
    """The press for PDF files, loaded when the first one is wanted."""
    from collector_tui.gateways.press import PdfPress

    return PdfPress()


def _against(settings: Settings) -> str:
    return "" if settings.business.name.strip() else NAMELESS


def _twilio(settings: Settings, config: Path) -> "Carrier":
    from collector_tui.gateways.twilio import Twilio
    from collector_tui.secrets import TWILIO_TOKEN, secret

    at = settings.provider
    base = at.base_url or "https://api.twilio.com"
    return Twilio(at.account_sid, secret(TWILIO_TOKEN, config), settings.sender, base_url=base)


def _smsgate(settings: Settings, config: Path) -> "Carrier":
    from collector_tui.gateways.smsgate import SmsGate
    from collector_tui.secrets import SMSGATE_PASSWORD, secret

    return SmsGate(settings.provider.base_url, settings.provider.username, secret(SMSGATE_PASSWORD, config))


def _smtp(settings: Settings, config: Path) -> "Mailer":
    from collector_tui.gateways.smtp import Smtp
    from collector_tui.secrets import SMTP_PASSWORD, secret

    return Smtp(settings.mail, secret(SMTP_PASSWORD, config), settings.business.name)
