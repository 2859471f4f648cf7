"""Which row names the columns, and which column holds what: by name, never by position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collector_tui.domain.document import UnreadableFile
from collector_tui.domain.text import folded, one_line
from collector_tui.importers.synonyms import NEVER, STEMS, SYNONYMS

ROWS_SEARCHED = 30
_EXACT = {name: (field, rank) for field, names in SYNONYMS.items() for rank, name in enumerate(names)}


@dataclass(frozen=True, slots=True)
class Columns:
    """The header row as it was understood: its texts, its line, and where each of our fields is."""

    headers: tuple[str, ...]
    line: int
    places: Mapping[str, int]

    @property
    def width(self) -> int:
        """How many columns the header row names, the unnamed ones among them counted."""
        return len(self.headers)

    def at(self) -> dict[str, int]:
        """The place of every field; an absent one is at the empty cell that each row has behind its last."""
        return {field: self.places.get(field, self.width) for field in SYNONYMS}

    def called(self, field: str) -> str:
        """The header a field was found under, for a sentence about it."""
        return self.headers[self.places[field]] if field in self.places else field

    def found(self) -> dict[str, str]:
        """Our field names with the headers they were found under."""
        return {field: self.headers[place] for field, place in self.places.items()}


def header_key(text: str) -> str:
    """A header reduced to letters and digits, in which spelling variants agree.

    >>> header_key("Invoice #") == header_key("INVOICE_NO") == header_key("invoiceNo.")
    True
    """
    return "".join(filter(str.isalnum, folded(text.replace("#", " no "))))


def header_row(rows: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> tuple[int | None, int]:
    """The index of the row, among the first 30, that names most of our fields, and how well it does."""
    named = {header_key(header) for header in mapping.values()} - {""}
    best, best_score = None, 0
    for index, cells in enumerate(rows[:ROWS_SEARCHED]):
        score = _score(cells, named)
        if score > best_score:
            best, best_score = index, score
    return best, best_score


def _score(cells: Sequence[str], named: set[str]) -> int:
    keys = {header_key(cell) for cell in cells} - {""}
    mapped = len(keys & named)
    exact = len({_EXACT[key][0] for key in keys if key in _EXACT})
    loose = len({field for key in keys - _EXACT.keys() for field in STEMS if _resembles(key, field)})
    if not mapped and exact + loose < 2 and (len(keys) < 2 or any(_is_a_figure(cell) for cell in cells)):
        return 0
    return 4 * mapped + 2 * exact + loose


def _is_a_figure(cell: str) -> bool:
    return any(character.isdigit() for character in cell)


def _resembles(key: str, field: str) -> int:
    """The length of the longest stem of the field inside the header, 0 when it is something else."""
    if any(word in key for word in NEVER.get(field, ())):
        return 0
    return max((len(stem) for stem in STEMS.get(field, ()) if stem in key), default=0)


def columns_of(headers: Sequence[str], line: int, mapping: Mapping[str, str], warnings: list[str]) -> Columns:
    """Our fields in a header row; adds a warning for a header that occurs twice.

    Raises UnreadableFile when `mapping` names a field or a header that does not exist.
    """
    texts = tuple(one_line(header) for header in headers)
    keys = [header_key(text) for text in texts]
    places = _mapped(texts, keys, mapping)
    _place_exact(keys, places)
    _place_stems(keys, places)
    warnings += [
        f"Two columns are called “{texts[place]}”: the first is used."
        for place in sorted(places.values())
        if keys.count(keys[place]) > 1
    ]
    return Columns(texts, line, places)


def _mapped(texts: Sequence[str], keys: list[str], mapping: Mapping[str, str]) -> dict[str, int]:
    places = {}
    for field, header in mapping.items():
        if field not in SYNONYMS:
            raise UnreadableFile(
                f"--map {field}={header}: there is no field “{field}”; there are {', '.join(SYNONYMS)}."
            )
        key = header_key(header)
        if not key or key not in keys:
            raise UnreadableFile(f"--map {field}={header}: no column is called “{header}”; there are {listed(texts)}.")
        places[field] = keys.index(key)
    return places


def _place_exact(keys: list[str], places: dict[str, int]) -> None:
    taken = set(places.values())
    ranked = sorted((_EXACT[key][1], place, _EXACT[key][0]) for place, key in enumerate(keys) if key in _EXACT)
    for _, place, field in ranked:
        if field not in places and place not in taken:
            places[field] = place


def _place_stems(keys: list[str], places: dict[str, int]) -> None:
    used = {keys[place] for place in places.values()}
    candidates = [
        (-_resembles(key, field), place, field)
        for field in STEMS
        for place, key in enumerate(keys)
        if key and key not in used and key not in _EXACT and _resembles(key, field)
    ]
    for _, place, field in sorted(candidates):
        if field not in places and keys[place] not in used:
            places[field] = place
            used.add(keys[place])


def listed(headers: Sequence[str]) -> str:
    """The headers of a file for a sentence, at most twenty.

    >>> listed(["Customer", "", "Due"])
    '“Customer”, “Due”'
    """
    named = [f"“{text[:60]}”" for text in headers if text]
    return ", ".join(named[:20]) + (f" and {len(named) - 20} more" if len(named) > 20 else "")
