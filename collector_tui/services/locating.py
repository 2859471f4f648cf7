"""Where a debtor could be: every zone that the evidence allows, for a contact has to be right in all of them."""

import re
from functools import lru_cache

from collector_tui.domain.whereabouts import Evidence, Whereabouts
from collector_tui.services.zones import (
    are_alike,
    country_zones,
    distinct,
    looked_up,
    offsets,
    usual_first,
    world_zones,
    zone_table,
)

__all__ = ["country_zones", "whereabouts"]

_UNITED_STATES = ("US", "PR", "VI", "GU", "AS", "MP")
_SHAPES = {
    **dict.fromkeys(_UNITED_STATES, re.compile(r"[0-9]{5}")),
    "CA": re.compile(r"[A-Z][0-9][A-Z][0-9][A-Z][0-9]"),
    "AU": re.compile(r"[0-9]{4}"),
}
_DOUBT = "?"
"""Before a code in a table: the zone that only the second source gives for it."""


@lru_cache(maxsize=4096)
def whereabouts(evidence: Evidence) -> Whereabouts:
    """Every zone that could be the debtor's, by the best evidence there is.

    A known zone stands alone. Else the zones of the address go together with all zones of the number, but a number
    that is at home where the address is adds nothing. What tells nothing is as if it were not there. With nothing at
    all it is every zone of the country, and unknown, unless the country has one. Zones that are alike all year are
    given once.
    """
    if offsets(evidence.known_zone):
        return Whereabouts((evidence.known_zone,), says="what is known of them")
    address, doubtful, written = _by_address(evidence)
    number, dialled = _by_number(evidence)
    agree = any(are_alike(one, other) for one in address for other in number)
    zones = distinct((*address, *(() if agree else number)))
    if zones:
        doubtful = tuple(zone for zone in doubtful if not any(are_alike(zone, other) for other in zones))
        return Whereabouts(zones, doubtful, says=" and ".join(filter(None, (written, dialled))))
    return _by_country(evidence.country)


def _by_address(evidence: Evidence) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The zones of the address, those only a second source gives, and how it is called."""
    if offsets(evidence.address_zone):
        return (evidence.address_zone,), (), "the address"
    code = "".join(evidence.postcode.upper().partition("-")[0].split())
    shape = _SHAPES.get(evidence.country)
    if not shape or not shape.fullmatch(code):
        return (), (), ""
    is_american = evidence.country in _UNITED_STATES
    table = zone_table("US-postcodes" if is_american else f"{evidence.country}-postcodes")
    zones = looked_up(table, code)
    called = f"ZIP {code}" if is_american else f"postcode {evidence.postcode}"
    return zones, table.get(_DOUBT + code, ()), called if zones else ""


def _by_number(evidence: Evidence) -> tuple[tuple[str, ...], str]:
    """The zones in which the number is at home, and how it is called."""
    zones = zone_table("area-codes").get(evidence.area_code, ())
    if zones:
        return zones, f"area code {evidence.area_code}"
    zones = distinct(usual_first(evidence.number_zones))
    return zones, "the number" if zones else ""


def _by_country(country: str) -> Whereabouts:
    zones = distinct(country_zones(country))
    if not zones:
        return Whereabouts(world_zones(), is_unknown=True, says="nothing, not even the country")
    if len(zones) == 1:
        return Whereabouts(zones, says=f"the country {country}, which has one time zone")
    return Whereabouts(zones, is_unknown=True, says=f"nothing but the country {country}")
