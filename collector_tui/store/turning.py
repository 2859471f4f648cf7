"""Bringing accounts to now: their agreements looked at again, then where they stand; for some, or for a new day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from collector_tui.domain.moment import Moment
from collector_tui.store.book import Book, Writing

if TYPE_CHECKING:
    from collector_tui.store.summaries import StandingRules


def renew(
    unit: Writing,
    moment: Moment,
    account_ids: Sequence[int],
    rules: "StandingRules",
    on: date | None = None,
    undone: int = 0,
) -> list[str]:
    """Review the agreements of these accounts and recompute their standing; returns what was agreed has become.

    Everything that changes what an account owes, or what was agreed with it, ends with this. `on` is the day of a
    payment that did not stay, `undone` the journal line of an act that was taken back.
    """
    from collector_tui.store.reviewing import review
    from collector_tui.store.summaries import refresh

    words = review(unit, moment, account_ids, on, undone)
    refresh(unit, account_ids, moment.today, rules)
    return words


def turn_day(book: Book, moment: Moment, fingerprint: str, load: "Callable[[], StandingRules]") -> bool:
    """Bring every account to today: those whose day has come, or all when the clock went back or the rules changed.

    `fingerprint` tells one set of rules from another; they are loaded only when there is something to do.
    Returns whether there was.
    """
    as_of, day = book.meta("as_of"), moment.today.isoformat()
    same_rules = book.meta("standing_rules") == fingerprint
    if (as_of == day and same_rules) or book.is_read_only:
        return False
    rules = load()
    with book.writing() as unit:
        if as_of < day and same_rules:
            rows = unit.all("SELECT id FROM account WHERE wake_on <= ?", (day,))
        else:
            rows = unit.all("SELECT id FROM account")
        renew(unit, moment, [row[0] for row in rows], rules)
        unit.many(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            [("as_of", day), ("standing_rules", fingerprint)],
        )
    return True
