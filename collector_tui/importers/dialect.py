"""Which character separates the columns: the one under which a row names them."""

import re
from collections.abc import Mapping, Sequence

from collector_tui.importers.headers import header_row
from collector_tui.importers.records import records_of

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 60
_DECLARED = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)


def declared(first_line: str) -> str:
    """The separator an Excel export declares in a first line such as `sep=;`, else an empty string."""
    found = _DECLARED.fullmatch(first_line)
    return found[1] if found else ""


def delimiter_of(
    lines: Sequence[str], mapping: Mapping[str, str], candidates: Sequence[str] = DELIMITERS
) -> tuple[str, int]:
    """The separator and the number of columns it makes; without a known header, the most regular one."""
    best, best_rank, best_width = candidates[0], (-1, -1), 0
    for delimiter in candidates:
        rows = records_of(lines[:_SAMPLE_LINES], delimiter).rows
        at, score = header_row([cells for _, cells in rows], mapping)
        widths = [len(cells) for _, cells in rows if len(cells) > 1]
        usual = max(set(widths), key=widths.count) if widths else 0
        rank = (score, widths.count(usual) * usual)
        if rank > best_rank:
            best, best_rank, best_width = delimiter, rank, len(rows[at][1]) if at is not None else usual
    return best, best_width
