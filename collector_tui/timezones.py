"""Where time zones come from: the tzdata package that is pinned, never the system's copy, which may be older."""

import zoneinfo

_MOST_NEAR = 3
_SHORT = 4


def use_shipped_zones() -> None:
    """Let every zone be read from the package from now on; a zone that was read before is forgotten."""
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()


def tzdata_version() -> str:
    """The release of the time zone data that is used, as IANA names it, such as 2026f."""
    import tzdata

    return str(tzdata.IANA_VERSION)


def zone_fault(text: str) -> str:
    """What to say of a text that is no time zone: the zones it may mean, or how one is written.

    >>> zone_fault("New York")
    '“New York” is not a time zone: did you mean America/New_York?'
    >>> zone_fault("Harbor Street")
    '“Harbor Street” is not a time zone: write it like America/New_York.'
    """
    if not text:
        return "There is no time zone: write it like America/New_York."
    near = " or ".join(_near(text))
    hint = f"did you mean {near}?" if near else "write it like America/New_York."
    return f"“{text}” is not a time zone: {hint}"


def _near(text: str) -> list[str]:
    """The zones that are written so but for case and spaces, or whose place is; else those that look most like it."""
    from difflib import get_close_matches

    wanted = _plain(text)
    zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    places = {_plain(zone.rpartition("/")[2]): zone for zone in reversed(zones)}
    same = [zone for zone in zones if wanted in (_plain(zone), _plain(zone.rpartition("/")[2]))]
    alike = get_close_matches(wanted, places, _MOST_NEAR, 0.85) if len(wanted) > _SHORT else []
    return (same or [places[place] for place in alike])[:_MOST_NEAR]


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
