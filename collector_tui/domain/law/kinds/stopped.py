"""Opting out: a text that ends texts, and the one answer that may confirm it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Self

from collector_tui.domain.law.case import Case
from collector_tui.domain.law.contact import Prior
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.limit import HORIZON_DAYS
from collector_tui.domain.optout import opts_out
from collector_tui.domain.text import one_line


def _stop(case: Case, at: datetime) -> Prior | None:
    """The first text before an instant that opted this number out, after any later consent; it holds for all debts."""
    address, again = case.proposed.address, case.situation.sms_consent_at
    return min(
        (
            prior
            for prior in case.priors
            if prior.direction == "in"
            and prior.channel == "sms"
            and prior.words
            and prior.at <= at
            and (not again or prior.at >= again)
            and (not address or not prior.address or address == prior.address)
            and opts_out(prior.words)
        ),
        key=lambda prior: prior.at,
        default=None,
    )


@dataclass(frozen=True, slots=True)
class Stopped:
    """The debtor has opted out; one text may confirm it. Source: 47 CFR 64.1200(a)(10) and (12)."""

    by_place: ClassVar[bool] = False
    horizon_days: ClassVar[int] = HORIZON_DAYS

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Nothing to read: the words are in `domain/optout.py`."""
        return cls()

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """The number is kept as opted out, or a text from it says so."""
        stop = _stop(case, at)
        if stop is None and not case.situation.opted_out:
            return ""
        if case.proposed.purpose == "optout_confirm" and not _is_answered(case, stop, at):
            return ""
        words = f"by “{one_line(stop.words)[:40]}”" if stop else "and it is kept so"
        return f"The debtor has opted out of texts, {words}."

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """Never: only the debtor can take it back."""
        return ()


def _is_answered(case: Case, stop: Prior | None, at: datetime) -> bool:
    """Whether a text has gone out since the opt-out: the one confirmation."""
    return stop is not None and any(
        prior.channel == "sms" and prior.direction == "out" and stop.at < prior.at <= at for prior in case.priors
    )


@dataclass(frozen=True, slots=True)
class ConfirmedLate:
    """A confirmation that comes more than `minutes` after the opt-out."""

    by_place: ClassVar[bool] = False
    horizon_days: ClassVar[int] = HORIZON_DAYS
    minutes: int

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Read `minutes`."""
        return cls(fields.number("minutes", 1))

    def broken(self, case: Case, at: datetime, zone: str) -> str:
        """The minutes are over."""
        stop = _stop(case, at)
        if stop is None or at - stop.at <= timedelta(minutes=self.minutes):
            return ""
        return f"The opt-out is {int((at - stop.at).total_seconds()) // 60} minutes old: confirm within {self.minutes}."

    def changes(self, case: Case, after: datetime, zone: str) -> Iterable[datetime]:
        """Never: it only gets later."""
        return ()
