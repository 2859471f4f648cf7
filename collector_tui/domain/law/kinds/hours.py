"""Hours: the windows of the week in which a contact may be made, on the debtor's clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Self

from collector_tui.domain.law.case import Case, local
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.instants import instants
from collector_tui.domain.law.limit import WEEKLY_DAYS
from collector_tui.domain.law.span import Span
from collector_tui.domain.law.whens import day_words, place_words


@dataclass(frozen=True, slots=True)
class Hours:
    """Contacts are made inside `windows` only: 08:00:00 is inside a window that begins at 8, 21:00:00 outside one to 21.

    With `consent` the hours that the debtor agreed to are open too.
    """

    by_place: ClassVar[bool] = True
    horizon_days: ClassVar[int] = WEEKLY_DAYS
    windows: tuple[Span, ...]
    consent: bool

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Read `windows`, a list of tables with days, from and to, and `time_consent`."""
        windows = []
        for row in fields.tables("windows"):
            window = Fields(row)
            span = Span.parse(window.text("days"), window.text("from"), window.text("to"))
            window.finish()
            if span.opens >= span.closes:
                raise ValueError(f"windows has one that closes at {span.says[-5:]}, before it opens")
            windows.append(span)
        return cls(tuple(windows), fields.flag("time_consent"))

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """It is outside every window there."""
        there = local(at, zone)
        if any(span.covers(there) for span in self.windows):
            return ""
        if self.consent and any(span.covers(there) for span in case.situation.time_consent):
            return ""
        today = [span.says for span in self.windows if there.weekday() in span.weekdays]
        hours = f"open {' and '.join(today)}" if today else "no contact is made on that day"
        return f"It is {there:%H:%M} on {day_words(there.date())} in {place_words(zone)}: {hours}."

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """Every opening."""
        spans = [*self.windows, *(case.situation.time_consent if self.consent else ())]
        return openings(spans, after, zone)


def openings(spans: Iterable[Span], after: datetime, zone: str, *, ends: bool = False) -> Iterator[datetime]:
    """The instants after one at which spans begin, or end, rising, as far ahead as anything is looked for."""
    spans = tuple(spans)
    day = local(after, zone).date() - timedelta(days=1)
    for _ in range(WEEKLY_DAYS + 2):
        found: set[datetime] = set()
        for span in spans:
            over_midnight = ends and span.closes <= span.opens
            starts_on = (day.weekday() - 1) % 7 if over_midnight else day.weekday()
            if starts_on in span.weekdays:
                found.update(instants(zone, day, span.closes if ends else span.opens))
        yield from sorted(at for at in found if at > after)
        day += timedelta(days=1)
