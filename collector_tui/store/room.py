"""Since when an entry has room: the day from which a part of it can be used without more being used than there was.

A payment that is entered late counts from its own day, but what it pays may have been paid by another then, one that
was returned since. It pays from the day on which there was something to pay, so that no day in the past is ever told
to have been paid twice.
"""

from datetime import date
from itertools import accumulate

from collector_tui.store.book import Writing

_CHANGES = """
SELECT day, SUM(cents) FROM (
    SELECT r.effective_on AS day, r.sign * e.sign * r.amount_cents AS cents
    FROM entry e JOIN entry r ON r.id = e.id OR r.root_id = e.id WHERE e.id = ?1
    UNION ALL SELECT effective_on, -cents FROM allocation WHERE debit_id = ?1
    UNION ALL SELECT effective_on, -cents FROM allocation WHERE credit_id = ?1
) GROUP BY day ORDER BY day
"""


def day_with_room(unit: Writing, entry_id: int, cents: int, on: date) -> date:
    """The first day from `on` at whose end, and at the end of every later one, so much of the entry is left."""
    changes = unit.all(_CHANGES, (entry_id,))
    left = accumulate(change for _, change in changes)
    since = on.isoformat()
    for (_, after), (day, _) in zip(zip(changes, left, strict=True), [*changes[1:], ("", 0)], strict=True):
        if after < cents:
            since = max(since, day)
    first = changes[0][0] if changes else since
    return date.fromisoformat(max(since, first))
