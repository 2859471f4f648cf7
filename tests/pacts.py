"""Agreements as the tests of the domain write them: only what matters is said."""

from datetime import date, timedelta

from collector_tui.domain.agreement import Agreement
from collector_tui.domain.arrangement import instalments
from collector_tui.domain.promise import Received

TODAY = date(2026, 11, 19)


def day(days: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=days)


def pact(kind: str, state: str, until: int, **more) -> Agreement:
    """An agreement made ten days ago, until some days from today; each has an id and a line of its own."""
    blank = Agreement(1, kind, 0, 0, day(-10), day(until), 0, "", "", "", None, 0, state, 10, 10, None, "")
    return blank._replace(**more)


def promise(cents: int = 100_000, until: int = 5, state: str = "open", *, tolerance: int = 1, **more) -> Agreement:
    """A promise of an amount."""
    return pact("promise", state, until, amount_cents=cents, tolerance_days=tolerance, **{"number": 1, **more})


def arrangement(cents: int, first: int, every="monthly", *, tolerance: int = 1, state: str = "active", **more):
    """An arrangement whose first instalment is due some days from today; `count` or `each` say how it is split."""
    parts = instalments(cents, day(first), every, count=more.pop("count", None), each=more.pop("each", None))
    facts = {"amount_cents": cents, "instalments": parts, "number": 1, "tolerance_days": tolerance}
    return pact("arrangement", state, 0, **facts | more)._replace(until=parts[-1].due_on)


def came(days: int, cents: int, entry_id: int = 1) -> Received:
    """Money that came some days from today."""
    return Received(day(days), cents, entry_id)
