"""A rule of law or of the house, as data with a date and a source."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from collector_tui.domain.law.contact import Proposed, Situation, group
from collector_tui.domain.law.facts import Condition
from collector_tui.domain.law.limit import Limit

CollectorKind = Literal["first_party", "third_party"]
DebtKind = Literal["consumer", "commercial"]
Sure = Literal["high", "medium", "low", "policy"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a pack; rules that share an id are parts of one, or the same one before and after a change.

    `kind` names its family, `limit` has the parameters. `topic` is the question it answers, such as hours; a `house`
    rule stands in only where no law answers its topic. An `is_open` rule is a question still open: reported, not
    enforced. `binds` and `debts` say whom and what it binds, empty `channels`, `parties` and `numbers` are all of them,
    `spares` are purposes it leaves alone. It applies when every condition of `when` holds and none of `unless`.
    `effective_from` and `effective_to` are its first and last day, None where there is none.
    """

    id: str
    title: str
    pack: str
    kind: str
    effect: Literal["warn", "block"]
    limit: Limit
    citation: str
    source: str
    sure: Sure
    verified_on: date
    topic: str = ""
    house: bool = False
    is_open: bool = False
    binds: frozenset[str] = frozenset({"first_party", "third_party"})
    debts: frozenset[str] = frozenset({"consumer", "commercial"})
    channels: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    spares: frozenset[str] = frozenset()
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    overridable: bool = True
    still_allowed: str = ""

    def is_in_force(self, day: date) -> bool:
        """Whether a day lies within its dates, both included."""
        return (self.effective_from or date.min) <= day <= (self.effective_to or date.max)

    def concerns(self, proposed: Proposed, situation: Situation) -> bool:
        """Whether it speaks of such a contact at all, whatever the time."""
        return (
            (not self.channels or proposed.channel in self.channels)
            and (not self.parties or group(proposed.party) in self.parties)
            and (not self.numbers or proposed.number in self.numbers)
            and proposed.purpose not in self.spares
            and all(condition.holds(proposed, situation) for condition in self.when)
            and not any(condition.holds(proposed, situation) for condition in self.unless)
        )


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one place, and the packs it stands on: a state's includes its country's.

    With `other_name` a creditor who collects under another name than its own is bound like a third party.
    """

    id: str
    title: str
    stands_on: tuple[str, ...]
    other_name: bool
    rules: tuple[Rule, ...]
