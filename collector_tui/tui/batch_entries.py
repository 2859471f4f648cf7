"""What a batch is listed as: who gets a message, and who is left out under a heading for each reason."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from collector_tui.domain.batch import Going, LeftOut

_REASONS: Final[Mapping[str, str]] = {
    "not_due": "not due yet",
    "reply": "replied, to be read first",
    "send_failed": "the last message failed",
    "send_unknown": "the last message may have gone",
    "planned": "planned",
    "decide": "all notices sent",
    "call": "a call is due",
    "email": "an email is due",
    "letter": "a letter is due",
    "nothing_to_ask": "nothing to ask for",
    "on_its_way": "a message is on its way",
    "sent_today": "had a message today",
    "changed": "changed since it was listed",
    "hold": "on hold",
    "held": "on hold",
    "disputed": "in dispute",
    "arranged": "arrangement on track",
    "settlement_offered": "settlement offered",
    "in_credit": "credit to be applied",
    "unapplied_credit": "credit to be applied",
    "no_number": "no number",
    "wrong_number": "wrong number",
    "not_in_service": "not in service",
    "opted_out": "opted out",
    "ended_elsewhere": "ended messages at another number or address",
    "extension": "an extension takes no texts",
    "not_dialled": "not a full number",
    "no_carrier": "no carrier of texts",
    "no_email": "no email address",
    "wrong_address": "wrong address",
    "no_mail_server": "no mail server",
}
"""Why accounts are left out, in the words of a heading."""

_RULES: Final[Mapping[str, str]] = {
    "HOURS": "not at this hour",
    "HOLIDAY": "a holiday",
    "FREQ": "contacted often enough",
}
"""What some rules of the guard are about, by the last part of their names."""


class Group(NamedTuple):
    """A heading among those left out: a reason, and how many it keeps out."""

    heading: str
    size: int


Entry = Going | LeftOut | Group


def heading(one: LeftOut) -> str:
    """Why somebody is left out, as a heading: a rule of the guard by its name.

    >>> heading(LeftOut(1, "Ann", "held", "on hold until 2026-12-20: illness"))
    'on hold'
    >>> [heading(LeftOut(1, "Ann", code, "")) for code in ("opted_out", "FL.559.72.17.HOURS", "amount_differs")]
    ['opted out', 'not at this hour, FL.559.72.17.HOURS', 'amount differs']
    """
    about = f"{_RULES.get(one.code.rpartition('.')[2], 'by rule')}, {one.code}".replace("by rule, ", "rule ")
    other = about if "." in one.code else one.code.replace("_", " ")
    return _REASONS.get(one.code) or other


def by_reason(left_out: Sequence[LeftOut]) -> list[tuple[str, list[LeftOut]]]:
    """Who is left out, by reason, the most frequent first; in a reason in the order of the list."""
    groups: dict[str, list[LeftOut]] = {}
    for one in left_out:
        groups.setdefault(heading(one), []).append(one)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def left_out_entries(left_out: Sequence[LeftOut]) -> list[Entry]:
    """Who is left out, each reason under its heading."""
    entries: list[Entry] = []
    for heading, group in by_reason(left_out):
        entries += [Group(heading, len(group)), *group]
    return entries
