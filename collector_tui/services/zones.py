"""Time zones: which there are, which are alike, those of a country, and those of postal codes and area codes."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from collector_tui.paths import asset
from collector_tui.timezones import tzdata_version

ZoneTable = Mapping[str, tuple[str, ...]]
"""Zones by how a code begins."""

_YEARS = 2


@cache
def offsets(zone: str) -> tuple[timedelta | None, ...]:
    """What a zone's clocks are off from UTC, at each noon of the year of the zone data and of the next; () if no zone."""
    try:
        clock = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ()
    first = datetime(int(tzdata_version()[:4]), 1, 1, 12, tzinfo=clock)
    return tuple((first + timedelta(days)).utcoffset() for days in range(366 * _YEARS))


def distinct(zones: Iterable[str]) -> tuple[str, ...]:
    """The zones that differ at any time of the year, each by the name that came first; what is no zone is left out."""
    found: dict[tuple[timedelta | None, ...], str] = {}
    for zone in zones:
        found.setdefault(offsets(zone), zone)
    found.pop((), None)
    return tuple(found.values())


def usual_first(zones: Iterable[str]) -> list[str]:
    """Zones in the same order, but for names that only stand for another zone: these come last."""
    return sorted(zones, key=lambda zone: zone not in _own_clocks())


def are_alike(one: str, other: str) -> bool:
    """Whether two zones have the same clocks all year."""
    return one == other or offsets(one) == offsets(other)


@cache
def country_zones(country: str) -> tuple[str, ...]:
    """All zones of a country (ISO code) in the zone data, those of most areas first.

    The United States are the fifty states, Alaska and Hawaii among them. A territory is a country of its own there, its
    ZIP codes and area codes are known, and with Guam a contact could only be made in the late afternoon.
    """
    return tuple(zone for where, zone in _listed() if where == country)


@cache
def world_zones() -> tuple[str, ...]:
    """All zones there are that differ, which is what is left when not even the country is known."""
    return distinct(zone for _, zone in _listed())


@cache
def zone_table(name: str) -> ZoneTable:
    """A table of zones by how a code begins, from an asset whose lines are zones and then beginnings."""
    table: dict[str, tuple[str, ...]] = {}
    for line in asset("places", f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            words = line.split()
            zones = tuple(word for word in words if "/" in word)
            table.update(dict.fromkeys(words[len(zones) :], zones))
    return table


def looked_up(table: ZoneTable, code: str) -> tuple[str, ...]:
    """The zones of the longest beginning of a code that the table has; none where it has none."""
    return next((table[code[:end]] for end in range(len(code), 0, -1) if code[:end] in table), ())


@cache
def _listed() -> tuple[tuple[str, str], ...]:
    """Country and zone of every line of the zone data's own list, the zones of most areas before those of some."""
    usual = sorted(_lines("zone.tab"), key=lambda line: "most areas" not in line[-1])
    return tuple((line[0], line[2]) for line in usual)


@cache
def _own_clocks() -> frozenset[str]:
    """The zones that are more than another name, such as Guernsey's is for London's."""
    return frozenset(line[2] for line in _lines("zone1970.tab"))


def _lines(name: str) -> list[list[str]]:
    from importlib.resources import files

    text = files("tzdata.zoneinfo").joinpath(name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
