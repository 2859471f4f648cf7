"""Figures of a period, summed up from the entries that are effective in it."""

from collections import defaultdict
from datetime import date
from typing import Final

from collector_tui.store.book import Book

KINDS: Final = ("payment", "contra", "write_off")
"""What lowers a debt: money, barter, and giving up; each is summed up for itself."""

_MOVED = f"""
SELECT e.currency, COALESCE(f.kind, e.kind) AS what, SUM(-e.sign * e.amount_cents)
FROM entry e LEFT JOIN entry f ON f.id = e.root_id
WHERE e.effective_on BETWEEN ? AND ? AND COALESCE(f.kind, e.kind) IN ({", ".join(f"'{kind}'" for kind in KINDS)})
GROUP BY e.currency, what
"""
"""What was taken back counts on the day it was: a month that was reported stays as it was, the later one has less."""


def moved(book: Book, first: date, last: date) -> dict[str, dict[str, int]]:
    """What each of `KINDS` has come to from one day to another, by currency."""
    sums: dict[str, dict[str, int]] = defaultdict(dict)
    for currency, kind, cents in book.rows(_MOVED, (first.isoformat(), last.isoformat())):
        sums[currency][kind] = cents
    return dict(sums)
