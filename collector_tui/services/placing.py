"""Which rule packs a debtor's place brings, and where the debtor could be."""

from functools import cache, lru_cache
from typing import NamedTuple

from collector_tui.domain.business import Business
from collector_tui.domain.law.profiles import profiles_of
from collector_tui.domain.numbering import area_code
from collector_tui.domain.place import evidence_of, place_of
from collector_tui.domain.whereabouts import Whereabouts
from collector_tui.paths import asset
from collector_tui.services.locating import whereabouts


class Standpoint(NamedTuple):
    """What the place of a debtor decides: every zone that could be theirs, and the rule packs of the places involved."""

    whereabouts: Whereabouts
    profiles: tuple[str, ...]


@lru_cache(maxsize=2048)
def standpoint(business: Business, known_zone: str, address: str, e164: str) -> Standpoint:
    """The debtor's place by their address, else by their number; the business's own packs are added to theirs.

    The zones of the number count beside those of the address, its state only where there is no address.
    """
    evidence = evidence_of(known_zone, address, e164, business.country)
    place = place_of(address, evidence.country)
    country, state = evidence.country, place.state
    if not state:
        country, state = _states().get(area_code(e164), (_country(e164) or country, ""))
    theirs = profiles_of(country, state, "", place.postcode)
    home = place_of(business.address, business.country)
    ours = profiles_of(business.country, home.state, "", home.postcode)
    return Standpoint(whereabouts(evidence._replace(country=country)), tuple(dict.fromkeys((*theirs, *ours))))


@cache
def _states() -> dict[str, tuple[str, str]]:
    """The country and the state of each area code of +1."""
    lines = asset("places", "area-states.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {code: (row[0], row[1]) for row in rows for code in row[2:]}


def _country(e164: str) -> str:
    """The country of a number outside North America; empty where that cannot be told."""
    if not e164 or e164.startswith("+1"):
        return ""
    from phonenumbers import NumberParseException, parse, region_code_for_number

    try:
        return region_code_for_number(parse(e164)) or ""
    except NumberParseException:
        return ""
