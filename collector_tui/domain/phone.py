"""A phone number as it was written, as it is dialled, and where its holder may be."""

from dataclasses import dataclass
from typing import Any

WORLD_ZONE = "Etc/Unknown"


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number that was given to us; `e164` is empty when it cannot be dialled as it stands.

    `zones` are all IANA time zones in which such a number is at home: a hint, for the holder may be elsewhere.
    """

    raw: str
    e164: str
    extension: str
    shown: str
    zones: tuple[str, ...]


def parse_phone(raw: str, region: str) -> PhoneNumber:
    """Take a written number apart; `region` (ISO 3166) reads numbers without a country code.

    >>> parse_phone("(212) 555-0101 x12", "US")
    PhoneNumber(raw='(212) 555-0101 x12', e164='+12125550101', extension='12', shown='(212) 555-0101 x12', \
zones=('America/New_York',))
    """
    import phonenumbers

    raw = raw.strip()
    undialled = PhoneNumber(raw, "", "", raw, ())
    if not raw.isascii():
        return undialled
    try:
        number = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return undialled
    if not phonenumbers.is_possible_number(number) or phonenumbers.is_possible_number_with_reason(number) != 0:
        return undialled
    at_home = phonenumbers.region_code_for_number(number) == region
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    extension = number.extension or ""
    number.extension = None
    shown = phonenumbers.format_number(number, style) + (f" x{extension}" if extension else "")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return PhoneNumber(raw, e164, extension, shown, _zones(number))


def dialled(written: str, region: str) -> str:
    """The number that somebody wrote for themselves as providers want it; what is no number, such as a name, as it is.

    >>> dialled("(212) 555-0100", "US"), dialled("HARBORPRINT", "US"), dialled("72345", "US")
    ('+12125550100', 'HARBORPRINT', '72345')
    """
    has_letters = any(sign.isalpha() for sign in written)
    return written if has_letters else parse_phone(written, region).e164 or written


def _zones(number: Any) -> tuple[str, ...]:
    from phonenumbers import timezone

    return tuple(zone for zone in timezone.time_zones_for_number(number) if zone != WORLD_ZONE)
