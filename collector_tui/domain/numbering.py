"""What the digits of a number tell of where its holder is; never more than they do."""

_NORTH_AMERICA = "+1"
_AUSTRALIA = "+61"
_EASTERN = ("Australia/Sydney", "Australia/Melbourne", "Australia/Hobart")
_CENTRAL = ("Australia/Adelaide", "Australia/Darwin", "Australia/Broken_Hill")
_WESTERN = ("Australia/Perth", "Australia/Eucla")
_AUSTRALIAN = {
    "2": ("Australia/Sydney",),
    "3": _EASTERN,
    "4": (*_EASTERN, "Australia/Brisbane", *_CENTRAL, *_WESTERN, "Australia/Lord_Howe"),
    "7": ("Australia/Brisbane", "Australia/Sydney"),
    "8": (*_CENTRAL, *_WESTERN),
    "89162": ("Indian/Cocos",),
    "89164": ("Indian/Christmas",),
}
"""By the digits after +61, as `phonenumbers` has Sydney for Brisbane and leaves Darwin out."""


def area_code(e164: str) -> str:
    """The area code of a North American number; of any other none.

    >>> area_code("+13345550101"), area_code("+442079460101")
    ('334', '')
    """
    is_whole = e164.startswith(_NORTH_AMERICA) and len(e164) == len("+13345550101") and e164[1:].isdecimal()
    return e164[2:5] if is_whole else ""


def zones_of_number(e164: str) -> tuple[str, ...]:
    """Every zone in which a number outside North America can be at home; none where that cannot be told.

    >>> zones_of_number("+61755501234")
    ('Australia/Brisbane', 'Australia/Sydney')
    """
    if not e164.startswith("+") or not e164[1:].isdecimal() or e164.startswith(_NORTH_AMERICA):
        return ()
    if e164.startswith(_AUSTRALIA):
        digits = e164.removeprefix(_AUSTRALIA)
        return _AUSTRALIAN.get(digits[:5]) or _AUSTRALIAN.get(digits[:1]) or ()
    return _listed(e164)


def _listed(e164: str) -> tuple[str, ...]:
    """The zones that `phonenumbers` has for a number; for one of no known kind, what its first digits give."""
    from phonenumbers import NumberParseException, parse, timezone

    from collector_tui.domain.phone import WORLD_ZONE

    try:
        number = parse(e164)
    except NumberParseException:
        return ()
    found = (timezone.time_zones_for_number(number), timezone.time_zones_for_geographical_number(number))
    return next((tuple(zones) for zones in found if WORLD_ZONE not in zones), ())
