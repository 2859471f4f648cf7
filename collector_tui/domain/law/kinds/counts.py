"""Counts: no more than so many contacts in so many days of the debtor's calendar, today among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from collector_tui.domain.law.case import Case, local
from collector_tui.domain.law.consent import is_awaited
from collector_tui.domain.law.contact import Prior
from collector_tui.domain.law.counting import Counted
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.instants import midnight
from collector_tui.domain.law.limit import HORIZON_DAYS
from collector_tui.domain.law.whens import day_words, nth

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """At most `at_most` in `days` local days; 0 days is ever. With `minutes` only those so shortly before count.

    With `consent` a call the debtor asked for neither counts nor is limited. `spoken` is “after” for a limit that
    begins with the first conversation, “before” for one that ends with it.
    """

    by_place: ClassVar[bool] = True
    horizon_days: ClassVar[int] = HORIZON_DAYS
    at_most: int
    days: int
    minutes: int
    counted: Counted
    consent: bool
    spoken: str
    what: str

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Read `at_most`, `days` or `minutes`, what counts, `consent`, `spoken`, and `what` the contacts are called."""
        return cls(
            fields.number("at_most", 1),
            fields.number("days", 1, 0),
            fields.number("minutes", 1, 0),
            Counted.read(fields),
            fields.flag("consent"),
            fields.word("spoken", ("after", "before"), ""),
            fields.text("what", "contact"),
        )

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """One more would be too many."""
        today = local(at, zone).date()
        found = self._found(case, at, zone, today)
        if len(found) < self.at_most:
            return ""
        if (self.consent and is_awaited(case, today, zone)) or not self._is_on(case, at):
            return ""
        number = len(found) + 1
        if self.minutes:
            return f"It would be the {nth(number)} {self.what} within {self.minutes} minutes."
        since = f"since {day_words(min(day for _, day in found))}"
        limit = f"at most {self.at_most} in {self.days} {'days' if self.days > 1 else 'day'}"
        return (
            f"It would be the {nth(number)} {self.what} {since}: {limit if self.days else f'at most {self.at_most}'}."
        )

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """When one that counts is long enough ago, and when a day comes for which a call was asked."""
        if not self.days and not self.minutes:
            return []
        found = [pair for pair in self.counted.among(case, zone, date.min, date.max) if not self._asked_for(pair[0])]
        if self.minutes:
            moments = {prior.at + timedelta(minutes=self.minutes) + _SECOND for prior, _ in found}
        else:
            moments = {midnight(zone, day + timedelta(days=self.days)) for _, day in found}
        if self.consent and case.situation.callback_consent:
            moments.add(midnight(zone, case.situation.callback_consent))
        return sorted(at for at in moments if at > after)

    def _found(self, case: Case, at: datetime, zone: str, today: date) -> list[tuple[Prior, date]]:
        first = today - timedelta(days=self.days - 1) if self.days else date.min
        found = [pair for pair in self.counted.among(case, zone, first, today) if not self._asked_for(pair[0])]
        if self.minutes:
            earliest = at - timedelta(minutes=self.minutes)
            found = [pair for pair in found if earliest <= pair[0].at <= at]
        return found

    def _asked_for(self, prior: Prior) -> bool:
        return self.consent and prior.consented

    def _is_on(self, case: Case, at: datetime) -> bool:
        if not self.spoken:
            return True
        spoken = any(prior.outcome == "conversation" and prior.at <= at for prior in case.priors)
        return spoken == (self.spoken == "after")
