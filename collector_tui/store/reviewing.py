"""Looking at agreements again: what the money that came and the days that went have made of them.

Every change of state is told in the journal by the machine. A settlement that was paid in time writes off the rest,
and takes that back when the payment does not stay.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from collector_tui.domain import arrangement, promise
from collector_tui.domain.agreed import told
from collector_tui.domain.agreement import Agreement, Instalment
from collector_tui.domain.moment import Moment
from collector_tui.domain.money import plain
from collector_tui.domain.promise import Received
from collector_tui.store import agreements, journal, ledger
from collector_tui.store.book import Row, Writing

_RECEIVED = """
SELECT e.account_id, e.effective_on, e.amount_cents FROM entry e JOIN item i ON i.entry_id = e.id
WHERE e.account_id IN (SELECT value FROM json_each(?)) AND e.sign = -1 AND e.kind IN ('payment', 'adjustment')
    AND i.status <> 'reversed' ORDER BY e.effective_on, e.id
"""
"""Cash: payments, and what an import says is paid; not credit notes, barter or what was written off."""

_ALLOCATED = """
SELECT g.id, SUM(x.cents) FROM agreement g JOIN agreement_invoice c ON c.agreement_id = g.id
JOIN (SELECT debit_id, credit_id, MIN(id) AS first, SUM(cents) AS cents FROM allocation
    WHERE debit_id IN (SELECT entry_id FROM agreement_invoice WHERE agreement_id IN (SELECT value FROM json_each(?1)))
    GROUP BY debit_id, credit_id) x ON x.debit_id = c.entry_id
WHERE g.id IN (SELECT value FROM json_each(?1)) AND x.first > g.after_allocation
    AND (g.upto_allocation IS NULL OR x.first <= g.upto_allocation)
GROUP BY g.id
"""
"""What came in for the invoices of an arrangement or an offer while it held; a credit counts where it first went."""

_IN_TIME = """
SELECT SUM(x.cents), MAX(e.effective_on) FROM (SELECT credit_id, MIN(id) AS first, SUM(cents) AS cents FROM allocation
    WHERE debit_id IN (SELECT entry_id FROM agreement_invoice WHERE agreement_id = ?1) GROUP BY credit_id, debit_id) x
JOIN entry e ON e.id = x.credit_id JOIN agreement g ON g.id = ?1
WHERE x.cents > 0 AND x.first > g.after_allocation AND e.kind = 'payment' AND e.effective_on <= g.until_on
"""


class Judged(NamedTuple):
    """An agreement as it is now: what was paid on it, its state, and its instalments."""

    paid_cents: int
    state: str
    instalments: tuple[Instalment, ...] = ()


def review(unit: Writing, moment: Moment, account_ids: Sequence[int], on: date | None = None) -> list[str]:
    """Bring the agreements of these accounts to what the book says today; returns what has changed, in words.

    `on` is the day from which a settlement that was not paid after all is owed again; without it, it never was settled.
    """
    words = []
    for account_id, agreed in agreements.of_accounts(unit, account_ids).items():
        row = unit.one("SELECT currency FROM account WHERE id = ?", (account_id,))
        currency = row[0] if row else ""
        for one, judged in judge(unit, account_id, agreed, moment.today):
            if (judged.paid_cents, judged.state, judged.instalments) != (one.paid_cents, one.state, one.instalments):
                words += _record(unit, moment, account_id, one, judged, currency)
            if one.kind == "offer":
                words += _close(unit, moment, account_id, one, judged, currency, on)
    return words


def judge(unit: Writing, account_id: int, agreed: Sequence[Agreement], today: date) -> list[tuple[Agreement, Judged]]:
    """Every agreement of an account with what has become of it; nothing is written."""
    judged: list[tuple[Agreement, Judged]] = []
    promises = [one for one in agreed if one.kind == "promise"]
    if promises:
        cash = [Received(date.fromisoformat(row[1]), row[2]) for row in unit.all(_RECEIVED, (f"[{account_id}]",))]
        results = promise.judge(promises, cash, today)
        judged += [(one, Judged(paid, state)) for one, (paid, state) in zip(promises, results, strict=True)]
    arranged = [one for one in agreed if one.kind == "arrangement"]
    paid_on = _allocated(unit, arranged)
    for one in arranged:
        kept = arrangement.judge(one, paid_on[one.id], today)
        judged.append((one, Judged(kept.paid_cents, kept.state, kept.instalments)))
    judged += [(one, _offer(unit, one, today)) for one in agreed if one.kind == "offer"]
    judged += [(one, _dated(one, today)) for one in agreed if one.kind in ("hold", "dispute", "contra")]
    return judged


def _allocated(unit: Writing, arranged: Iterable[Agreement]) -> dict[int, int]:
    ids = [one.id for one in arranged]
    paid: dict[int, int] = defaultdict(int)
    if ids:
        paid.update(dict(unit.all(_ALLOCATED, (agreements.ids_text(ids),))))
    return paid


def _offer(unit: Writing, one: Agreement, today: date) -> Judged:
    (came, _) = unit.one(_IN_TIME, (one.id,)) or (0, None)
    paid = min(came or 0, one.amount_cents)
    if one.is_ended:
        return Judged(paid, "withdrawn")
    if paid >= one.amount_cents:
        return Judged(paid, "taken")
    return Judged(paid, "open" if today <= one.until else "expired")


_PASSED = {"hold": ("on", "ended"), "dispute": ("open", "to decide"), "contra": ("agreed", "to confirm")}


def _dated(one: Agreement, today: date) -> Judged:
    """A hold ends on its day; a dispute is to be decided on its day; a delivery is asked for after its day."""
    if one.is_ended:
        return Judged(0, one.ending if one.kind == "contra" else "released" if one.kind == "hold" else "decided")
    before, after = _PASSED[one.kind]
    passed = one.until < today if one.kind == "contra" else one.until <= today
    return Judged(0, after if passed else before)


def _record(unit: Writing, moment: Moment, account_id: int, one: Agreement, judged: Judged, currency: str) -> list[str]:
    """Write what has become of an agreement; a new state is told in the journal, unless a person has just set it."""
    line, words = one.state_line, []
    if judged.state != one.state:
        said = f"{told(one, currency)}: {judged.state}"
        if judged.paid_cents and judged.state not in ("kept", "completed", "taken"):
            said += f", {plain(judged.paid_cents, currency)} paid"
        if one.is_ended:
            line = _ended_line(unit, one)
        else:
            line = journal.append(unit, moment, account_id, one.kind, said, actor="machine")
            words.append(said)
    unit.run(
        "UPDATE agreement SET paid_cents = ?, state = ?, state_line = ? WHERE id = ?",
        (judged.paid_cents, judged.state, line, one.id),
    )
    unit.many(
        "UPDATE instalment SET paid_cents = ?, state = ? WHERE agreement_id = ? AND number = ?",
        [(part.paid_cents, part.state, one.id, part.number) for part in judged.instalments],
    )
    return words


def _ended_line(unit: Writing, one: Agreement) -> int:
    row = unit.one("SELECT ended_line FROM agreement WHERE id = ?", (one.id,))
    return int(row[0]) if row and row[0] else one.state_line


def _close(
    unit: Writing, moment: Moment, account_id: int, one: Agreement, judged: Judged, currency: str, on: date | None
) -> list[str]:
    """Write off what a settlement that was paid in time leaves open; put it back when the payment did not stay."""
    standing = unit.one(
        "SELECT e.id FROM entry e JOIN item i ON i.entry_id = e.id WHERE e.kind = 'write_off' AND e.note = ? "
        "AND e.account_id = ? AND i.status <> 'reversed'",
        (_note(one), account_id),
    )
    if judged.state == "taken" and standing is None:
        return _write_off(unit, moment, account_id, one, currency)
    if judged.state != "taken" and standing is not None:
        said = f"{told(one, currency)}: what was written off is owed again"
        line = journal.append(unit, moment, account_id, "offer", said, actor="machine")
        ledger.reverse(unit, moment, standing[0], "recovered", on, "the settlement was not paid", line)
        return [said]
    return []


def _note(one: Agreement) -> str:
    return f"settled (offer {one.id})"


def _write_off(unit: Writing, moment: Moment, account_id: int, one: Agreement, currency: str) -> list[str]:
    open_now: list[Row] = unit.all(
        "SELECT i.entry_id, i.residual_cents FROM item i WHERE i.residual_cents > 0 AND i.entry_id IN "
        "(SELECT entry_id FROM agreement_invoice WHERE agreement_id = ?) ORDER BY i.due_on, i.entry_id",
        (one.id,),
    )
    short = sum(cents for _, cents in open_now)
    if not short:
        return []
    (_, last) = unit.one(_IN_TIME, (one.id,)) or (0, None)
    on = date.fromisoformat(last) if last else moment.today
    said = f"{plain(short, currency)} written off: settled for {plain(one.amount_cents, currency)}"
    line = journal.append(unit, moment, account_id, "write_off", said, actor="machine")
    new = ledger.NewEntry(account_id, "write_off", -1, short, on, note=_note(one))
    entry = ledger.book(unit, moment, new, line)
    ledger.allocate(unit, moment, [(entry, debit, cents) for debit, cents in open_now], on, line)
    return [said]
