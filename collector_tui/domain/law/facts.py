"""The facts that a rule may name in `when` and `unless`: every field of a contact and of a situation, as words."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from collector_tui.domain.law.contact import Proposed, Situation

_YES_NO = frozenset({"yes", "no"})
_SET = frozenset({"set", "unset"})


class Fact(NamedTuple):
    """How a fact is read, and the words it can be; None where any word may stand."""

    read: Callable[[Proposed, Situation], str]
    words: frozenset[str] | None


def _words(hint: Any) -> frozenset[str] | None:
    """The words that a field of a type can be."""
    if hint is bool:
        return _YES_NO
    if hint is str:
        return None
    return frozenset(get_args(hint)) if get_origin(hint) is Literal else _SET


def _field(number: int, name: str, hint: Any) -> Fact:
    """The fact of one field of the contact (0) or the situation (1): a flag is yes or no, a day set or unset."""

    def read(*both: Proposed | Situation) -> str:
        value = getattr(both[number], name)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, str):
            return value
        return "unset" if value is None else "set"

    return Fact(read, _words(hint))


def _fields() -> dict[str, Fact]:
    """Every flag, word and day of a contact and of a situation."""
    found = {}
    for number, kind in enumerate((Proposed, Situation)):
        for name, hint in get_type_hints(kind).items():
            if hint in (bool, str, date | None, datetime | None) or get_origin(hint) is Literal:
                found[name] = _field(number, name, hint)
    return found


def _medium_refused(proposed: Proposed, situation: Situation) -> str:
    return "yes" if proposed.channel in situation.refused_media else "no"


def _claim_caught(proposed: Proposed, situation: Situation) -> str:
    """What of a bankruptcy catches this debt; one that arose after the filing is not caught."""
    filed, arose = situation.filed_on, situation.debt_on
    return "" if filed and arose and arose > filed else situation.bankruptcy


def _consent_to_write(proposed: Proposed, situation: Situation) -> str:
    """Consent to electronic messages; one to texts is enough for a text unless the wider one is refused."""
    if situation.electronic_consent == "unknown" and proposed.channel == "sms":
        return situation.sms_consent
    return situation.electronic_consent


def _barely_late(proposed: Proposed, situation: Situation) -> str:
    """Whether the debt is known to be no more than 30 days past due."""
    return "yes" if situation.days_late is not None and situation.days_late <= 30 else "no"


FACTS: dict[str, Fact] = {
    **_fields(),
    "medium_refused": Fact(_medium_refused, _YES_NO),
    "claim_caught": Fact(_claim_caught, frozenset({"", "pending", "discharged"})),
    "consent_to_write": Fact(_consent_to_write, frozenset({"yes", "no", "unknown"})),
    "barely_late": Fact(_barely_late, _YES_NO),
}
"""Every fact by its name."""


class Condition(NamedTuple):
    """That a fact is one of some words."""

    fact: str
    words: frozenset[str]

    def holds(self, proposed: Proposed, situation: Situation) -> bool:
        """Whether it is so for this contact."""
        return FACTS[self.fact].read(proposed, situation) in self.words
