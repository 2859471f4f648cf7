"""Builds assets/places/US-postcodes.txt and area-codes.txt from packages that the desk itself does not need.

`python tests/places.py` writes them; a test says when they are not what the packages give.

ZIP codes are those of `zipcodes`; a zone in which `ziptz` differs is marked as doubtful. The packages' ZIP codes also
have area codes, all that are used in them, those from across the next border as well. So an area code is given

  - the zones of ZIP codes of its own state only: an area code never leaves the state it belongs to;
  - and of these only a zone that is confirmed: by two ZIP codes that both packages have in it and that have no other
    area code of the state, overlays aside (one could be an error), or by an exchange that `phonenumbers` has there.

What the packages have no ZIP codes for (Canada, the Caribbean, the newest overlays) has all zones that `phonenumbers`
has for any of its exchanges, with the corrections below, for it knows one zone for most of Canada.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from collector_tui.paths import asset
from collector_tui.services.zones import are_alike, distinct, offsets

Zones = tuple[str, ...]
PACIFIC, MOUNTAIN, CENTRAL, EASTERN = "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York"

LEGAL = {"89883": MOUNTAIN}
"""ZIP codes that both packages have in a zone that is not theirs: West Wendover went to Mountain time in 1999."""

LIVED = {"89825": MOUNTAIN, "89831": MOUNTAIN, "89832": MOUNTAIN, "73946": MOUNTAIN}
"""Towns that keep their neighbours' time against the law: Jackpot, Mountain City, Owyhee, Kenton."""

_BRITISH_COLUMBIA = ("America/Vancouver", "America/Edmonton", "America/Creston", "America/Fort_Nelson")
_SASKATCHEWAN = ("America/Regina", "America/Edmonton")
_QUEBEC_EAST = ("America/Toronto", "America/Halifax", "America/Blanc-Sablon")
_NORTH = (
    "America/Whitehorse", "America/Edmonton", "America/Inuvik", "America/Cambridge_Bay", "America/Rankin_Inlet",
    "America/Resolute", "America/Iqaluit", "America/Atikokan",
)  # fmt: skip
CORRECTED: Mapping[str, Zones] = {
    **dict.fromkeys(("236", "250", "257", "672", "778"), _BRITISH_COLUMBIA),
    **dict.fromkeys(("306", "474", "639"), _SASKATCHEWAN),
    **dict.fromkeys(("367", "418", "581"), _QUEBEC_EAST),
    **dict.fromkeys(("709", "879"), ("America/St_Johns", "America/Goose_Bay")),
    "807": ("America/Toronto", "America/Winnipeg", "America/Atikokan"),
    "867": _NORTH,
}

ZIP_HEAD = """\
# Zones by how a ZIP code begins; the longest beginning counts. Built by `python tests/places.py`: do not edit.
# A ZIP code that is not listed has every zone of its first three digits. Before “?” stands what only a second source
# gives. From zipcodes (MIT); the second source is ziptz-us (MIT), which contains information from
# timezone-boundary-builder, made available under the ODbL, and from OpenStreetMap, (c) OpenStreetMap contributors.
"""
AREA_HEAD = """\
# Every zone in which an area code of +1 is at home, the most usual first. Built by `python tests/places.py`: do not edit.
# From zipcodes (MIT) and phonenumbers (Apache-2.0).
"""


def zips() -> list[dict[str, str]]:
    """The ZIP codes of `zipcodes` that have a zone, but for those of the military, which is anywhere."""
    import zipcodes

    listed = zipcodes.list_all()
    military = {row["zip_code"][:3] for row in listed if row["zip_code_type"] == "MILITARY"}
    rows = [row for row in listed if offsets(row["timezone"]) and row["zip_code"][:3] not in military]
    return [{**row, "timezone": LEGAL.get(row["zip_code"], row["timezone"])} for row in rows]


def second_opinion(code: str) -> str:
    """The zone of a ZIP code by `ziptz`; nothing where it has none."""
    import ziptz

    try:
        return str(ziptz.zone(code))
    except ziptz.ZipError:
        return ""


def doubts(row: Mapping[str, str]) -> Zones:
    """Zones that only a second source gives for a ZIP code."""
    code, zone = row["zip_code"], row["timezone"]
    others = (LIVED.get(code, ""), second_opinion(code))
    return tuple(other for other in distinct(others) if not are_alike(zone, other))


def zip_lines(rows: Iterable[Mapping[str, str]]) -> str:
    """The table of ZIP codes: by three digits, and by all five as well where clocks differ among them."""
    sections: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    codes: dict[Zones, list[str]] = defaultdict(list)
    for row in rows:
        sections[row["zip_code"][:3]].append(row)
    for section, inside in sections.items():
        usual = Counter(row["timezone"] for row in inside).most_common()
        codes[tuple(zone for zone, _ in usual)].append(section)
        for row in inside:
            if len(distinct(zone for zone, _ in usual)) > 1:
                codes[(row["timezone"],)].append(row["zip_code"])
            for zone in doubts(row):
                codes[(zone,)].append("?" + row["zip_code"])
    return ZIP_HEAD + table(codes)


def area_lines(rows: list[dict[str, str]]) -> str:
    """The table of area codes."""
    inside: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        for area in row["area_codes"]:
            inside[area].append(row)
    inside = {area: at_home(found) for area, found in inside.items() if in_states(area)}
    own = {area: {row["zip_code"] for row in found} for area, found in inside.items()}
    whole, exchanges = zones_of_numbers()
    codes: dict[Zones, list[str]] = defaultdict(list)
    for area in sorted(inside.keys() | whole):
        zones = confirmed(area, inside[area], own, exchanges[area]) if area in inside else ()
        codes[CORRECTED.get(area) or zones or distinct(sorted(whole[area]))].append(area)
    return AREA_HEAD + table(codes)


def at_home(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Those of an area code's ZIP codes that are in the state that has most of them."""
    ((home, _),) = Counter(row["state"] for row in rows).most_common(1)
    return [row for row in rows if row["state"] == home]


def confirmed(area: str, rows: list[dict[str, str]], own: Mapping[str, set[str]], exchanges: Iterable[str]) -> Zones:
    """The zones of an area code's ZIP codes that are more than the noise of a border, the most usual first."""
    overlays = {other for other in own if 2 * len(own[area] & own[other]) >= min(len(own[area]), len(own[other]))}
    counted: Counter[str] = Counter()
    names: dict[object, str] = {}
    sure: Counter[object] = Counter()
    for row in rows:
        alike = offsets(row["timezone"])
        counted[names.setdefault(alike, row["timezone"])] += 1
        neighbours = [other for other in row["area_codes"] if row["zip_code"] in own.get(other, ())]
        sure[alike] += overlays.issuperset(neighbours) and not doubts(row)
    there = {offsets(zone) for zone in exchanges}
    return tuple(zone for zone, _ in counted.most_common() if sure[offsets(zone)] > 1 or offsets(zone) in there)


def zones_of_numbers() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The zones that `phonenumbers` has for an area code of +1, and those of its exchanges alone.

    What it has for the whole area code of the United States is often one zone of several, and not even the usual one.
    """
    from phonenumbers.tzdata import TIMEZONE_DATA

    whole: dict[str, set[str]] = defaultdict(set)
    exchanges: dict[str, set[str]] = defaultdict(set)
    for digits, zones in TIMEZONE_DATA.items():
        if digits.startswith("1") and len(digits) >= len("1334"):
            whole[digits[1:4]].update(zones)
            if len(digits) > len("1334"):
                exchanges[digits[1:4]].update(zones)
    return whole, exchanges


def in_states(area: str) -> bool:
    """Whether an area code is one of the United States or their territories."""
    from phonenumbers import parse, region_code_for_number

    return region_code_for_number(parse(f"+1{area}2345678")) in ("US", "PR", "VI", "GU", "AS", "MP")


def table(codes: Mapping[Zones, Iterable[str]]) -> str:
    """One line for each set of zones."""
    return "".join(f"{' '.join(zones)} {' '.join(sorted(codes[zones]))}\n" for zones in sorted(codes))


def built() -> dict[str, str]:
    """The files by their names."""
    rows = zips()
    return {"US-postcodes.txt": zip_lines(rows), "area-codes.txt": area_lines(rows)}


if __name__ == "__main__":
    from collector_tui.timezones import use_shipped_zones

    use_shipped_zones()
    for name, text in built().items():
        Path(asset("places", name)).write_text(text, "utf-8")
