"""Setting up: whose invoices are collected, in which name, and where; what the rules of contact depend on."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from collector_tui.domain.business import Business, Practice
from collector_tui.domain.refusal import Refused
from collector_tui.timezones import zone_fault
from collector_tui.tui.screens.short_form import Field, FormScreen, Wrong

_COUNTRY = re.compile("[A-Z]{2}")
_NO_ZONE = ("UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "GMT", "Etc/GMT")
"""What a machine says that does not know where it is: the collector is asked instead."""

_KINDS = {"own": "first_party", "others": "third_party"}


class SetUpScreen(FormScreen):
    """The form, its lines close together where there is little room, so that all of it is seen."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]


def setup_form(business: Business, practice: Practice, config: Path) -> FormScreen:
    """The form; what is changed is written to the config, with everything else in it kept."""
    kinds = {kind: word for word, kind in _KINDS.items()}
    form = [
        Field(
            "collector_kind",
            "Whose invoices: own (in your own name), or others' (others)",
            "own",
            kinds[practice.collector_kind],
        ),
        Field("name", "Name of the business", "Harbor Print Co.", business.name),
        Field("collector", "Your name", "Sam Rivera", business.collector),
        Field("phone", "Phone to call back", "212-555-0100", business.phone),
        Field("address", "Address: its state brings rules", "20 Pier Lane, New York, NY 10013", business.address),
        Field("country", "Country, two letters", "US", business.country),
        Field("timezone", "Time zone", "America/New_York", "" if business.timezone in _NO_ZONE else business.timezone),
        Field("pay_link", "Link to pay by, for texts and letters", "pay.harborprint.example", business.pay_link),
        Field("payment_options", "Other ways to pay: by …", "check or card", business.payment_options),
    ]
    before = {field.name: field.value for field in form}

    def save(values: dict[str, str]) -> str | None:
        changed = {name: value.strip() for name, value in values.items() if value.strip() != before[name]}
        if wrong := _fault(changed):
            return wrong
        try:
            _write(config, changed)
        except Refused as refusal:
            return str(refusal)
        return None

    return SetUpScreen("Set up (a help, not legal advice)", form, save)


def _fault(changed: dict[str, str]) -> Wrong | None:
    """What is wrong with what was typed, in the words of the form, and the line it is in."""
    if changed.get("collector_kind", "own") not in _KINDS:
        return Wrong("Whose invoices: write own or others.", "collector_kind")
    if not _COUNTRY.fullmatch(country := changed.get("country", "US").upper()):
        return Wrong(f"“{country}” is not the two letters of a country: write it like US.", "country")
    try:
        ZoneInfo(zone := changed.get("timezone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Wrong(zone_fault(zone), "timezone")
    return None


def _write(config: Path, changed: dict[str, str]) -> None:
    """Check what was changed as a config would be, then write it.

    Raises Refused with what is wrong.
    """
    from collector_tui.config_file import write_settings

    if "collector_kind" in changed:
        changed["collector_kind"] = _KINDS[changed["collector_kind"]]
    if "country" in changed:
        changed["country"] = changed["country"].upper()
    sections: dict[str, dict[str, str]] = {}
    for name, value in changed.items():
        sections.setdefault("rules" if name == "collector_kind" else "business", {})[name] = value
    write_settings(config, sections)
