"""Where time zones come from: the tzdata package that is pinned, never the system's copy, which may be older."""

import zoneinfo


def use_shipped_zones() -> None:
    """Let every zone be read from the package from now on; a zone that was read before is forgotten."""
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()


def tzdata_version() -> str:
    """The release of the time zone data that is used, as IANA names it, such as 2026f."""
    import tzdata

    return str(tzdata.IANA_VERSION)
