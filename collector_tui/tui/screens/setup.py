"""Setting up: whose invoices are collected, in which name, and where; what the rules of contact depend on."""

from pathlib import Path

from collector_tui.domain.business import Business, Practice
from collector_tui.domain.refusal import Refused
from collector_tui.tui.screens.dialog import Field, FormScreen

_KINDS = {"own": "first_party", "others": "third_party"}


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
        Field("timezone", "Time zone", "America/New_York", business.timezone),
    ]
    before = {field.name: field.value for field in form}

    def save(values: dict[str, str]) -> str | None:
        try:
            _write(config, {name: value.strip() for name, value in values.items() if value.strip() != before[name]})
        except Refused as refusal:
            return str(refusal)
        return None

    return FormScreen("Set up (a help, not legal advice)", form, save)


def _write(config: Path, changed: dict[str, str]) -> None:
    """Check all that was changed as a config would be, then write it.

    Raises Refused with what is wrong.
    """
    from collector_tui.settings import parse_settings, write_setting

    if "collector_kind" in changed:
        if changed["collector_kind"] not in _KINDS:
            raise Refused("Whose invoices: write own or others.")
        changed["collector_kind"] = _KINDS[changed["collector_kind"]]
    if "country" in changed:
        changed["country"] = changed["country"].upper()
    sections = {name: "rules" if name == "collector_kind" else "business" for name in changed}
    table: dict[str, dict[str, str]] = {}
    for name, value in changed.items():
        table.setdefault(sections[name], {})[name] = value
    parse_settings(table, config)
    for name, value in changed.items():
        write_setting(config, sections[name], name, value)
