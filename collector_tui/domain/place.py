"""Where an account's own facts say its debtor is: the postal code in an address line, and the digits of a number."""

from functools import cache
from re import Pattern
from typing import NamedTuple

from collector_tui.domain.numbering import area_code, zones_of_number
from collector_tui.domain.states import AUSTRALIA, BRITAIN, CANADA, UNITED_STATES
from collector_tui.domain.whereabouts import Evidence


class Place(NamedTuple):
    """The letters of the state or province an address is in, and its postal code; both empty where one is unsure."""

    state: str = ""
    postcode: str = ""


_COUNTRIES = {
    **dict.fromkeys(("US", "PR", "VI", "GU", "AS", "MP"), UNITED_STATES),
    "CA": CANADA,
    "AU": AUSTRALIA,
    "GB": BRITAIN,
}
_TELLING = ("US", "CA", "AU")
"""Countries whose addresses are known by themselves: a state, and a code that fits it."""


def place_of(address: str, country: str) -> Place:
    """The state and the postal code that an address in a country (ISO code) gives; nothing rather than a guess.

    >>> place_of("60 Broad St, New York, NY 10004", "US")
    Place(state='NY', postcode='10004')
    >>> place_of("60 Broad St, New York, NY 90210", "US")
    Place(state='', postcode='')
    """
    states = _COUNTRIES.get(country)
    if states is None:
        return Place()
    written = " ".join(address.upper().replace(".", "").split())
    found = {Place(states.of(name or "", code), states.tidy(code)) for name, code in _pattern(country).findall(written)}
    place = found.pop() if len(found) == 1 else Place()
    return place if place.state or not states.known else Place()


def evidence_of(known_zone: str, address: str, e164: str, country: str) -> Evidence:
    """What an account's facts and a number tell of where the debtor is.

    An address that is plainly of the United States, Canada or Australia is so, whatever the account's country.
    """
    placed = ((where, place_of(address, where).postcode) for where in dict.fromkeys((country, *_TELLING)))
    where, postcode = next((found for found in placed if found[1]), (country, ""))
    return Evidence(
        country=where,
        known_zone=known_zone,
        postcode=postcode,
        area_code=area_code(e164),
        number_zones=zones_of_number(e164),
    )


@cache
def _pattern(country: str) -> Pattern[str]:
    return _COUNTRIES[country].pattern()
