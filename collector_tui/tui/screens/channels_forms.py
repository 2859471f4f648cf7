"""Setting up a channel: which carrier, then what it needs; nothing is written before all of it can be right."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from collector_tui import secrets
from collector_tui.config_file import Changes, changed
from collector_tui.domain.mail import Security
from collector_tui.domain.mailbox import parse_mailbox
from collector_tui.domain.phone import dialled, parse_phone
from collector_tui.domain.refusal import Refused
from collector_tui.private_file import write_privately
from collector_tui.settings import CarrierName, Settings
from collector_tui.tui.channels import UNREADABLE
from collector_tui.tui.screens.dialog import ChooseScreen
from collector_tui.tui.screens.setup import SetUpScreen
from collector_tui.tui.screens.short_form import Field, FormScreen, Wrong
from collector_tui.tui.text import styled, text

_ABOUT: Final[dict[CarrierName, tuple[str, str]]] = {
    "smsgate": (
        "your own phone (SMSGate)",
        "An Android phone with the app SMSGate, in your own network: texts come from its number, at its price, "
        "also when you collect for others.",
    ),
    "twilio": (
        "Twilio",
        "A number rented from Twilio, or from a provider that speaks as it does. In the US it has to be registered; in "
        "the US and Canada it must not be used to collect for others.",
    ),
    "simulator": (
        "the simulator",
        "For trying out: texts are marked as sent, but nobody gets one. Not for a book with real customers.",
    ),
    "none": ("none", "Texts wait in the outbox, and none is sent."),
}
"""Each carrier as it is called, and what to know of it."""

_CALLED: Final = {
    secrets.TWILIO_TOKEN: "auth token",
    secrets.SMSGATE_PASSWORD: "password",
    secrets.SMTP_PASSWORD: "password",
}
_PASSWORD: Final = "password"
"""The line for what is secret, in each of the forms."""


@dataclass(frozen=True)
class Channels:
    """The forms over what is set up now; `tell` hears in a sentence what was kept."""

    settings: Settings
    places: Mapping[str, str] | None
    config: Path
    tell: Callable[[str], None]

    def carriers(self) -> ChooseScreen[CarrierName]:
        """Which carrier: the first question."""
        names = list(_ABOUT)
        choices = [(text(_ABOUT[name][0]), name) for name in names]
        at = names.index(self.settings.carrier) if self.settings.carrier != "none" else 0
        return ChooseScreen("How texts leave", choices, at=at, detail=lambda name: styled(_ABOUT[name][1]))

    def carrier(self, name: CarrierName) -> FormScreen | None:
        """What the carrier needs; None for one that needs nothing."""
        made = {"twilio": self._twilio, "smsgate": self._smsgate}.get(name)
        return made() if made else None

    def _twilio(self) -> FormScreen:
        at = self.settings.provider if self.settings.carrier == "twilio" else Settings().provider
        form = [
            Field("account_sid", "Account SID, from Twilio’s console", "AC and 32 more signs", at.account_sid),
            self._secret(secrets.TWILIO_TOKEN, "Auth token"),
            Field("from", "The number that texts come from", "+1 212 555 0100", self.settings.sender),
            Field(
                "base_url", "Address of another provider; empty: Twilio’s own", "https://sms.example.com", at.base_url
            ),
        ]

        def save(values: dict[str, str]) -> str | None:
            typed = _stripped(values)
            number = parse_phone(typed["from"], self.settings.business.country).e164
            if not typed["account_sid"]:
                return Wrong("The account SID is missing: it is on the first page of Twilio’s console.", "account_sid")
            if not number:
                return Wrong("The number that texts come from has to be one, like +12125550100.", "from")
            its = {"account_sid": typed["account_sid"], "base_url": _address(typed["base_url"], "https")}
            changes: Changes = {"sms": {"carrier": "twilio", "from": number}, "sms.twilio": its}
            return self._kept(changes, secrets.TWILIO_TOKEN, typed, self._number_before(number))

        return SetUpScreen("Texts through Twilio", form, save)

    def _number_before(self, number: str) -> str:
        """What to know where the number that texts come from is another one now; nothing where it is the same."""
        before = dialled(self.settings.sender, self.settings.business.country)
        if self.settings.carrier != "twilio" or before in ("", number):
            return ""
        return f" Replies to {before} are now read once a day: keep it for a while."

    def _smsgate(self) -> FormScreen:
        at = self.settings.provider if self.settings.carrier == "smsgate" else Settings().provider
        form = [
            Field(
                "base_url", "Address that the app shows (its local server on)", "http://192.168.1.20:8080", at.base_url
            ),
            Field("username", "User name that the app shows", "sms", at.username),
            self._secret(secrets.SMSGATE_PASSWORD, "Password that the app shows"),
        ]

        def save(values: dict[str, str]) -> str | None:
            typed = _stripped(values)
            for name, what in (("base_url", "address"), ("username", "user name")):
                if not typed[name]:
                    return Wrong(f"The phone’s {what} is missing: the app shows it.", name)
            its = {"base_url": _address(typed["base_url"], "http"), "username": typed["username"]}
            changes: Changes = {"sms": {"carrier": "smsgate"}, "sms.smsgate": its}
            return self._kept(changes, secrets.SMSGATE_PASSWORD, typed)

        return SetUpScreen("Texts through your own phone", form, save)

    def email(self) -> FormScreen:
        """What the mail server needs; without one no emails leave."""
        server = self.settings.mail
        form = [
            Field("host", "Mail server for sending (SMTP); empty: no emails leave", "smtp.example.com", server.host),
            Field("port", "Port: usually 587, or 465 with tls", "587", str(server.port)),
            Field("security", "How the line is kept private: starttls or tls", "starttls", server.security),
            Field("from", "Address that emails come from", "sam@harborprint.example", server.sender),
            Field("username", "User name, often that address; empty: nobody logs in", "", server.username),
            self._secret(secrets.SMTP_PASSWORD, "Password or app password"),
        ]
        return SetUpScreen("Email", form, self._save_email)

    def _save_email(self, values: dict[str, str]) -> str | None:
        typed = _stripped(values)
        if not typed["host"]:
            return self._kept({"email": {"host": ""}}, "", typed)
        known: tuple[Security, ...] = get_args(Security)
        if not re.fullmatch("[0-9]{1,5}", typed["port"]) or not 0 < int(typed["port"]) < 65536:
            return Wrong("The port is a number such as 587 or 465.", "port")
        if typed["security"].lower() not in known:
            return Wrong("How the line is kept private: starttls or tls (none only in your own network).", "security")
        try:
            sender = parse_mailbox(typed["from"]).address
        except ValueError as error:
            return Wrong(f"{error}.", "from")
        server = {"host": typed["host"], "security": typed["security"].lower(), "username": typed["username"]}
        changes: Changes = {"email": {**server, "port": int(typed["port"]), "from": sender}}
        return self._kept(changes, secrets.SMTP_PASSWORD if typed["username"] else "", typed)

    def _secret(self, name: str, label: str) -> Field:
        """The line for a secret: what is kept is never shown."""
        place = (self.places or {}).get(name, "")
        keeps = f"kept in {place}; empty keeps it" if place and place != UNREADABLE else "empty keeps the one there is"
        return Field(_PASSWORD, label if self.places and not place else f"{label}: {keeps}", is_secret=True)

    def _kept(self, changes: Changes, secret: str, typed: dict[str, str], note: str = "") -> str | None:
        """What is wrong, or nothing when it is kept."""
        value = typed[_PASSWORD]
        if secret and not value and (self.places or {}).get(secret) == "":
            return Wrong(f"The {_CALLED[secret]} is missing.", _PASSWORD)
        try:
            self.keep(changes, secret, value, note)
        except Refused as refusal:
            return str(refusal)
        return None

    def keep(self, changes: Changes, secret: str = "", value: str = "", note: str = "") -> None:
        """Check the configuration as it would be, keep the secret, then write, and tell so with what else to know.

        Raises Refused with what cannot be right or cannot be written.
        """
        words, said = changed(self.config, changes), ""
        if secret and value:
            said = f" {secrets.keep(secret, value, self.config)}"
        write_privately(self.config, words)
        self.tell(f"Kept.{note}{said}")


def _stripped(values: dict[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in values.items()}


def _address(typed: str, scheme: str) -> str:
    """An address with its beginning; empty where none was typed."""
    return typed if not typed or "://" in typed else f"{scheme}://{typed}"
