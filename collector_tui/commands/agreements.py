"""What is agreed with an account, as data and as lines of a table; oldest first, what has ended among it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from collector_tui.domain.agreed import told
from collector_tui.domain.money import plain

if TYPE_CHECKING:
    from collector_tui.domain.agreement import Agreement, Instalment

_LISTS = {
    "promises": "promise",
    "arrangements": "arrangement",
    "holds": "hold",
    "disputes": "dispute",
    "offers": "offer",
    "contra": "contra",
}
"""The lists of `show`, each with the kind of agreement it holds."""

_WITH_MONEY = ("promise", "arrangement", "offer")

Numbers = Mapping[int, str]
"""The numbers of an account's invoices by the ids of their entries."""


def agreement_lists(agreements: "Sequence[Agreement]", numbers: Numbers) -> dict[str, list[dict[str, Any]]]:
    """The agreements of an account in a list for each kind."""
    return {name: [shape(one, numbers) for one in agreements if one.kind == kind] for name, kind in _LISTS.items()}


def shape(one: "Agreement", numbers: Numbers) -> dict[str, Any]:
    """One agreement as data; what a kind has no use for is left out."""
    ended = {"made_on": one.made_on.isoformat(), "ended_on": _iso(one.ended_on)}
    return {"id": one.id, **_own(one, numbers), "state": one.state, "note": one.note, **ended}


def _own(one: "Agreement", numbers: Numbers) -> dict[str, Any]:
    """The fields that belong to its kind."""
    money = {"amount_cents": one.amount_cents, "paid_cents": one.paid_cents}
    invoices = {"invoices": [numbers.get(entry, "") for entry in one.invoices]}
    invoice = numbers.get(one.entry_id) if one.entry_id else None
    until = one.until.isoformat()
    match one.kind:
        case "promise":
            return {**money, "by": until, "level": one.number, "tolerance_days": one.tolerance_days}
        case "arrangement":
            parts = [_instalment(part) for part in one.instalments]
            return {"version": one.number, **money, "every": one.what, **invoices, "instalments": parts}
        case "hold":
            return {"reason": one.what, "until": until, "invoice": invoice}
        case "dispute":
            decision = one.ending if one.is_ended else None
            return {"invoice": invoice, "reason": one.what, "until": until, "decision": decision}
        case "offer":
            return {**money, "until": until, **invoices}
        case _:
            pact = {"what": one.what, "by": until, "consent": one.note, "document": one.document}
            return {"amount_cents": one.amount_cents, **pact, **invoices}


def _instalment(part: "Instalment") -> dict[str, Any]:
    return {
        "number": part.number,
        "due_on": part.due_on.isoformat(),
        "amount_cents": part.amount_cents,
        "paid_cents": part.paid_cents,
        "state": part.state,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


AGREEMENT_HEADERS = ("Agreed", "Paid", "State")
AGREEMENTS_TO_THE_RIGHT = (1,)


def agreement_rows(agreements: "Sequence[Agreement]", numbers: Numbers, currency: str) -> list[tuple[str, ...]]:
    """The agreements under `AGREEMENT_HEADERS`."""
    return [
        (
            _words(one, numbers, currency),
            plain(one.paid_cents, currency) if one.kind in _WITH_MONEY else "",
            f"{one.state}: {one.ending}" if one.kind == "dispute" and one.is_ended else one.state,
        )
        for one in agreements
    ]


def _words(one: "Agreement", numbers: Numbers, currency: str) -> str:
    words = told(one, currency)
    if one.entry_id and one.kind != "contra":
        words = f"{numbers.get(one.entry_id) or 'an invoice'}: {words}"
    if one.kind == "promise" and one.number > 1:
        words += f", level {one.number}"
    return words + (f" ({one.note})" if one.note else "")


INSTALMENT_HEADERS = ("Arrangement", "Instalment", "Due", "Amount", "Paid", "State")
INSTALMENTS_TO_THE_RIGHT = (0, 1, 3, 4)


def instalment_rows(agreements: "Sequence[Agreement]", currency: str) -> list[tuple[str, ...]]:
    """The instalments of every version of the arrangement under `INSTALMENT_HEADERS`."""
    return [
        (
            str(one.number),
            str(part.number),
            part.due_on.isoformat(),
            plain(part.amount_cents, currency),
            plain(part.paid_cents, currency),
            part.state,
        )
        for one in agreements
        for part in one.instalments
    ]
