"""Which contacts of the past count against a limit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from collector_tui.domain.law.case import Case
from collector_tui.domain.law.contact import Prior, group
from collector_tui.domain.law.fields import Fields

_CHANNELS = ("call", "sms", "email", "letter", "postcard")


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts: by channel, direction, outcome, kind of number, and how far it has to be like the one proposed.

    Empty `outcomes` are all but those `left_out`. `person` counts contacts with the same person only, `debt` those on
    the same debt. `messages` leaves out a call on which no message could have been left.
    """

    channels: frozenset[str]
    directions: frozenset[str]
    outcomes: frozenset[str]
    left_out: frozenset[str]
    numbers: frozenset[str]
    groups: frozenset[str]
    person: bool
    debt: bool
    messages: bool

    @classmethod
    def read(cls, fields: Fields, *, outcomes: tuple[str, ...] = (), directions: tuple[str, ...] = ("out",)) -> Self:
        """Read the `counts_…` keys of a rule."""
        per = fields.words("per", ("person", "debt"), ())
        return cls(
            fields.words("counts_channels", _CHANNELS, ("call",)),
            fields.words("counts_directions", ("out", "in"), directions),
            fields.words("counts_outcomes", None, outcomes),
            fields.words("counts_not", None, ()),
            fields.words("counts_numbers", ("", "cell", "home", "work"), ()),
            fields.words("counts_parties", ("debtor", "attorney", "excepted", "others"), ()),
            "person" in per,
            "debt" in per,
            fields.flag("counts_only_with_message_possible"),
        )

    def among(self, case: Case, zone: str, first: date, last: date) -> Iterator[tuple[Prior, date]]:
        """The contacts that count from one local day to another, with their days."""
        for prior, day in zip(case.priors, case.days(zone), strict=True):
            if first <= day <= last and self._counts(prior, case):
                yield prior, day

    def _counts(self, prior: Prior, case: Case) -> bool:
        proposed = case.proposed
        return (
            prior.channel.removeprefix("inbound_") in self.channels
            and prior.direction in self.directions
            and self._outcome_counts(prior)
            and (not self.numbers or _number(prior) in self.numbers)
            and (not self.groups or group(prior.party) in self.groups)
            and (not self.person or prior.party == proposed.party)
            and (not self.debt or proposed.debt in prior.debts)
        )

    def _outcome_counts(self, prior: Prior) -> bool:
        if prior.outcome in self.left_out or (self.outcomes and prior.outcome not in self.outcomes):
            return False
        return prior.could_leave_message or not self.messages


def _number(prior: Prior) -> str:
    """The kind of the number; a text is to a cell unless it is known to be otherwise."""
    return prior.number or ("cell" if prior.channel == "sms" else "")
