"""Where a debtor could be: every zone that the evidence allows, and how good the evidence is."""

from typing import NamedTuple


class Evidence(NamedTuple):
    """What is known of where a debtor is; empty where nothing is.

    `known_zone` is what the debtor has said, or what is otherwise certain. `address_zone` is the zone of a full address,
    `postcode` a postal code of `country` (ISO code), `area_code` that of a North American number, and `number_zones`
    every zone that a number from elsewhere gives (not those of `phonenumbers` as they are: see `domain.numbering`).
    """

    country: str = ""
    known_zone: str = ""
    address_zone: str = ""
    postcode: str = ""
    area_code: str = ""
    number_zones: tuple[str, ...] = ()


class Whereabouts(NamedTuple):
    """Every zone (IANA names) that could be the debtor's; a contact has to be right in all of them.

    `doubtful` are zones that only one of two sources gives for the same place: being wrong there is told, and does not
    bar. With `is_unknown` nothing was known, and `zones` are all of the country. `says` tells the collector how it was
    found out, such as “ZIP 36854 and area code 334”.
    """

    zones: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    is_unknown: bool = False
    says: str = ""
