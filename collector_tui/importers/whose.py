"""Columns whose meaning only their values tell: a type of customers, and a state that is a place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from collector_tui.domain.party import party_of
from collector_tui.importers.headers import Columns, header_key
from collector_tui.importers.kinds import is_not_owed, is_paid
from collector_tui.importers.records import Cells
from collector_tui.importers.synonyms import SYNONYMS
from collector_tui.importers.words import words

_PARTY_HEADERS = (*SYNONYMS["account_kind"], *words("type kind typ art tipo"))
PLACED = {"address", "street", "city", "zip"}
"""An address has one of these; what stands beside them is none by itself."""
_BESIDE = ("street_more", "region", "country")
_STATE = "state"
_MOST_NAMED = 20
_Rows = Sequence[tuple[int, Cells]]


def settled(columns: Columns, rows: _Rows, mapping: Mapping[str, str]) -> Columns:
    """The columns with those set right whose header could mean two things; what the person has said stays."""
    places = dict(columns.places)
    keys = [header_key(header) for header in columns.headers]
    if "account_kind" not in mapping:
        _place_party(places, keys, rows, fixed=set(mapping))
    if not PLACED & places.keys():
        places = {field: place for field, place in places.items() if field in mapping or field not in _BESIDE}
    elif "region" not in places:
        _place_region(places, keys, rows, fixed=set(mapping))
    return replace(columns, places=places)


def _place_party(places: dict[str, int], keys: Sequence[str], rows: _Rows, fixed: set[str]) -> None:
    """Find the column all of whose values say that a customer is a business or a person."""
    places.pop("account_kind", None)
    for place in _free(places, keys, _PARTY_HEADERS, "kind", fixed):
        values = _values(rows, place)
        if values and all(map(party_of, values)):
            _take(places, "account_kind", "kind", place)
            return


def _place_region(places: dict[str, int], keys: Sequence[str], rows: _Rows, fixed: set[str]) -> None:
    """Find the state of an address: a column “State” beside others of an address in which no status stands."""
    for place in _free(places, keys, (_STATE,), "status", fixed):
        if not any(is_paid(value) or is_not_owed(value) or "paid" in value.lower() for value in _values(rows, place)):
            _take(places, "region", "status", place)
            return


def _free(
    places: Mapping[str, int], keys: Sequence[str], names: Sequence[str], rival: str, fixed: set[str]
) -> list[int]:
    """The columns of these names that are nobody's, or the rival's where the person has not said that they are."""
    taken = {place for field, place in places.items() if field != rival or field in fixed}
    return [place for name in names for place, key in enumerate(keys) if key == name and place not in taken]


def _take(places: dict[str, int], field: str, rival: str, place: int) -> None:
    if places.get(rival) == place:
        del places[rival]
    places[field] = place


def _values(rows: _Rows, place: int) -> set[str]:
    return {cells[place].strip() for _, cells in rows} - {""}


def unused(columns: Columns, rows: _Rows) -> list[str]:
    """The headers of columns that hold something and are not taken."""
    keys = [header_key(header) for header in columns.headers]
    used = {keys[place] for place in columns.places.values()}
    named = {
        header: None for place, header in enumerate(columns.headers)
        if header and keys[place] not in used and any(cells[place].strip() for _, cells in rows)
    }  # fmt: skip
    more = len(named) - _MOST_NAMED
    return [*list(named)[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])]
