"""The user's config.toml: read and checked, each fault told in one sentence with its section and name."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar, cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from collector_tui.domain.business import Business, Practice, WorkRules
from collector_tui.domain.ledger import check_order
from collector_tui.domain.mail import MailServer, Security
from collector_tui.domain.refusal import Refused
from collector_tui.timezones import zone_fault

CarrierName = Literal["none", "simulator", "twilio", "smsgate"]
_CARRIERS: tuple[CarrierName, ...] = get_args(CarrierName)
_SECURITY: tuple[Security, ...] = get_args(Security)
_LONGEST_UNDO = 120
_T = TypeVar("_T", Business, WorkRules)


class SmsProvider(NamedTuple):
    """Where the provider of texts is reached, and as whom: [sms.twilio] or [sms.smsgate], without the secret."""

    base_url: str = ""
    account_sid: str = ""
    username: str = ""


@dataclass(frozen=True)
class Settings:
    """What config.toml says; everything has a default, so that there need not be one."""

    business: Business = field(default_factory=Business)
    work: WorkRules = field(default_factory=WorkRules)
    practice: Practice = field(default_factory=Practice)
    carrier: CarrierName = "none"
    sender: str = ""
    provider: SmsProvider = field(default_factory=SmsProvider)
    undo_seconds: int = 10
    mail: MailServer = field(default_factory=MailServer)
    theme: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    """What the file says in vain: names that are not known and have no effect."""


def read_settings(path: Path) -> Settings:
    """The settings in a file, or the defaults where there is none.

    Raises Refused with the file, the section and the name of what is wrong.
    """
    if not path.exists():
        return parse_settings({}, path)
    import tomllib

    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} cannot be read as TOML: {error}.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    return parse_settings(table, path)


def parse_settings(table: Mapping[str, Any], path: Path) -> Settings:
    """The settings of a parsed file; `path` is named in what is refused."""
    business = _filled(Business, _section(table, "business", path), "business", path, timezone=_local_zone())
    try:
        ZoneInfo(business.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(f"{path}: [business] timezone: {zone_fault(business.timezone)}") from None
    work = _filled(WorkRules, _section(table, "work", path), "work", path)
    try:
        work = work._replace(payment_order=check_order(work.payment_order))
    except ValueError as error:
        raise Refused(f"{path}: [work] payment_order: {error}.") from None
    sms, ui, keys = (_section(table, name, path) for name in ("sms", "ui", "keys"))
    carrier = sms.get("carrier", "none")
    if carrier not in _CARRIERS:
        raise Refused(f"{path}: [sms] carrier = “{carrier}” is not known: use one of {', '.join(_CARRIERS)}.")
    undo = sms.get("undo_seconds", 10)
    if not isinstance(undo, int) or isinstance(undo, bool) or not 0 <= undo <= _LONGEST_UNDO:
        raise Refused(f"{path}: [sms] undo_seconds = {undo!r} must be a whole number from 0 to {_LONGEST_UNDO}.")
    theme = ui.get("theme", "")
    if not isinstance(theme, str) or not all(isinstance(value, str) for value in keys.values()):
        raise Refused(f"{path}: [ui] theme and everything in [keys] must be text in quotes.")
    return Settings(
        business,
        work,
        _practice(_section(table, "rules", path), path),
        cast(CarrierName, carrier),
        _text(sms, "sms", "from", path),
        _provider(sms, carrier, path),
        undo,
        _mail(_section(table, "email", path), path),
        theme,
        dict(keys),
        _in_vain(table, path),
    )


_KNOWN: Mapping[str, tuple[str, ...]] = {
    "business": Business._fields,
    "work": WorkRules._fields,
    "rules": ("collector_kind", "profiles", "default_debt_kind"),
    "sms": ("carrier", "undo_seconds", "from", "twilio", "smsgate"),
    "sms.twilio": SmsProvider._fields,
    "sms.smsgate": SmsProvider._fields,
    "email": ("host", "port", "security", "username", "from"),
    "ui": ("theme",),
}
"""The names that a section may have; those in [keys] are checked by the desk, which knows its commands."""


def _in_vain(table: Mapping[str, Any], path: Path) -> str:
    """A sentence about the names in the file that nothing reads, most likely misspelt; empty where there are none."""
    unknown = [f"[{name}]" for name in table if name not in _KNOWN and name != "keys"]
    sms = table.get("sms", {})
    sections = {**table, **{f"sms.{name}": section for name, section in sms.items()}}
    for name, known in _KNOWN.items():
        section = sections.get(name, {})
        unknown += [f"[{name}] {key}" for key in section if key not in known] if isinstance(section, dict) else []
    if not unknown:
        return ""
    verb, have = ("is", "has") if len(unknown) == 1 else ("are", "have")
    return f"{path.name}: {', '.join(unknown[:5])} {verb} not known and {have} no effect."


def _provider(sms: Mapping[str, Any], carrier: str, path: Path) -> SmsProvider:
    """The provider's section, where the carrier is one."""
    if carrier not in ("twilio", "smsgate"):
        return SmsProvider()
    section = _section(sms, carrier, path)
    return SmsProvider(*(_text(section, f"sms.{carrier}", name, path) for name in SmsProvider._fields))


def _mail(section: Mapping[str, Any], path: Path) -> MailServer:
    """Where email is handed in, from [email]; without a host none is sent."""
    port, security = section.get("port", 587), section.get("security", "starttls")
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
        raise Refused(f"{path}: [email] port = {port!r} must be a whole number from 1 to 65535.")
    if security not in _SECURITY:
        raise Refused(f"{path}: [email] security = “{security}” is not known: use one of {', '.join(_SECURITY)}.")
    host, username, sender = (_text(section, "email", name, path) for name in ("host", "username", "from"))
    return MailServer(host, port, cast(Security, security), username, sender)


def _text(section: Mapping[str, Any], name: str, key: str, path: Path) -> str:
    value = section.get(key, "")
    if not isinstance(value, str):
        raise Refused(f"{path}: [{name}] {key} = {value!r} must be text in quotes.")
    return value.strip()


def _practice(section: Mapping[str, Any], path: Path) -> Practice:
    """Who collects and by which rules, from [rules]."""
    known = {"collector_kind": ("first_party", "third_party"), "default_debt_kind": ("consumer", "commercial")}
    values = {name: section.get(name, Practice._field_defaults[name]) for name in known}
    for name, allowed in known.items():
        if values[name] not in allowed:
            raise Refused(f"{path}: [rules] {name} = “{values[name]}” is not known: use {' or '.join(allowed)}.")
    profiles = section.get("profiles", [])
    if not isinstance(profiles, list) or not all(isinstance(name, str) for name in profiles):
        raise Refused(f'{path}: [rules] profiles must be a list of names in quotes, such as ["US-FL"].')
    return Practice(values["collector_kind"], tuple(profiles), values["default_debt_kind"], path.parent)


def _section(table: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise Refused(f"{path}: {name} must be a section, written [{name}].")
    return section


def _filled(kind: type[_T], section: Mapping[str, Any], name: str, path: Path, **defaults: Any) -> _T:
    """A settings value from its section: only what it knows is taken, and only of the right type."""
    values = dict(defaults)
    for known, default in kind._field_defaults.items():
        if known not in section:
            continue
        value = section[known]
        if type(value) is not type(default) or (isinstance(value, int) and not 0 <= value <= 365):
            wanted = "text in quotes" if isinstance(default, str) else "a whole number from 0 to 365"
            raise Refused(f"{path}: [{name}] {known} = {value!r} must be {wanted}.")
        values[known] = value
    return kind(**values)


def _local_zone() -> str:
    """The IANA name of this machine's zone, as far as it tells; else UTC."""
    for name in (os.environ.get("TZ", ""), _zone_link()):
        try:
            if name and ZoneInfo(name):
                return name
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"


def _zone_link() -> str:
    try:
        return str(Path("/etc/localtime").readlink()).partition("zoneinfo/")[2]
    except OSError:
        return ""
