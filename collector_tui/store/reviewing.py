"""Looking at agreements again: what the money that came and the days that went have made of them.

Every change of state is told in the journal by the machine, and so is what a settlement writes off.
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
from collector_tui.store import agreements, journal, settling
from collector_tui.store.book import Writing

_RECEIVED = """
SELECT e.effective_on, e.amount_cents, e.id FROM entry e JOIN item i ON i.entry_id = e.id
WHERE e.account_id = ? AND e.sign = -1 AND e.kind IN ('payment', 'adjustment') AND i.status <> 'reversed'
ORDER BY e.effective_on, e.id
"""
"""Cash: payments, and what an import says is paid; not credit notes, barter or what was written off."""

_ALLOCATED = """
SELECT g.id, SUM(x.cents) FROM agreement g JOIN agreement_invoice c ON c.agreement_id = g.id
JOIN (SELECT debit_id, credit_id, MIN(COALESCE(moved_id, id)) AS first, SUM(cents) AS cents FROM allocation
    WHERE debit_id IN (SELECT entry_id FROM agreement_invoice WHERE agreement_id IN (SELECT value FROM json_each(?1)))
    GROUP BY debit_id, credit_id) x ON x.debit_id = c.entry_id
WHERE g.id IN (SELECT value FROM json_each(?1)) AND x.first > g.after_allocation
    AND (g.upto_allocation IS NULL OR x.first <= g.upto_allocation)
GROUP BY g.id
"""
"""What came in for the invoices of an arrangement or an offer while it held; a credit counts where it first went."""


class Judged(NamedTuple):
    """An agreement as it is now: what was paid on it, its state, and its instalments."""

    paid_cents: int
    state: str
    instalments: tuple[Instalment, ...] = ()


def review(
    unit: Writing, moment: Moment, account_ids: Sequence[int], on: date | None = None, undone: int = 0
) -> list[str]:
    """Bring the agreements of these accounts to what the book says today; returns what has changed, in words.

    `on` is the day from which a settlement that was not paid after all is owed again; without it, it never was settled.
    `undone` is the journal line of an act that was taken back: what it had changed is again as it was told before it.
    """
    words = []
    for account_id, agreed in agreements.of_accounts(unit, account_ids).items():
        row = unit.one("SELECT currency FROM account WHERE id = ?", (account_id,))
        told_in = _Telling(unit, moment, account_id, row[0] if row else "", undone)
        offers = [one for one in agreed if one.kind == "offer"]
        for one, judged in judge(unit, account_id, offers, moment.today):
            words += told_in.record(one, judged)
            words += settling.close(unit, moment, account_id, told_in.currency, one, judged.state == "taken", on)
        # Settling writes off, and what is written off counts for an arrangement: those are judged after it.
        for one, judged in judge(unit, account_id, [one for one in agreed if one.kind != "offer"], moment.today):
            words += told_in.record(one, judged)
    return words


def judge(unit: Writing, account_id: int, agreed: Sequence[Agreement], today: date) -> list[tuple[Agreement, Judged]]:
    """Every agreement of an account with what has become of it; nothing is written."""
    judged: list[tuple[Agreement, Judged]] = []
    promises = [one for one in agreed if one.kind == "promise"]
    if promises:
        cash = [Received(date.fromisoformat(row[0]), *row[1:]) for row in unit.all(_RECEIVED, (account_id,))]
        results = promise.judge(promises, cash, today)
        judged += [(one, Judged(paid, state)) for one, (paid, state) in zip(promises, results, strict=True)]
    arranged = [one for one in agreed if one.kind == "arrangement"]
    paid_on = _allocated(unit, arranged)
    for one in arranged:
        kept = arrangement.judge(one, paid_on[one.id], today)
        judged.append((one, Judged(kept.paid_cents, kept.state, kept.instalments)))
    judged += [(one, _offer(unit, one, today)) for one in agreed if one.kind == "offer"]
    judged += [(one, _dated(one, today)) for one in agreed if one.kind in ("hold", "dispute")]
    judged += [(one, _barter(unit, one, today)) for one in agreed if one.kind == "contra"]
    return judged


def _allocated(unit: Writing, arranged: Iterable[Agreement]) -> dict[int, int]:
    ids = [one.id for one in arranged]
    paid: dict[int, int] = defaultdict(int)
    if ids:
        paid.update(dict(unit.all(_ALLOCATED, (agreements.ids_text(ids),))))
    return paid


def _offer(unit: Writing, one: Agreement, today: date) -> Judged:
    paid = min(settling.paid_in_time(unit, one.id).cents, one.amount_cents)
    if one.is_ended:
        return Judged(paid, "withdrawn")
    if paid >= one.amount_cents:
        return Judged(paid, "taken")
    return Judged(paid, "open" if today <= one.until else "expired")


_PASSED = {"hold": ("on", "ended"), "dispute": ("open", "to decide")}


def _dated(one: Agreement, today: date) -> Judged:
    """A hold ends on its day; a dispute is to be decided on its day."""
    if one.is_ended:
        return Judged(0, "released" if one.kind == "hold" else "decided")
    before, after = _PASSED[one.kind]
    return Judged(0, after if one.until <= today else before)


def _barter(unit: Writing, one: Agreement, today: date) -> Judged:
    """A delivery is asked for after its day; what was taken off and is owed again was called off."""
    if not one.is_ended:
        return Judged(0, "to confirm" if one.until < today else "agreed")
    if one.ending != "delivered" or one.entry_id is None:
        return Judged(0, "cancelled")
    booked = unit.one("SELECT status FROM item WHERE entry_id = ?", (one.entry_id,))
    return Judged(0, "cancelled" if booked and booked[0] == "reversed" else "delivered")


class _Telling(NamedTuple):
    """Writing down what has become of the agreements of one account."""

    unit: Writing
    moment: Moment
    account_id: int
    currency: str
    undone: int

    def record(self, one: Agreement, judged: Judged) -> list[str]:
        """Write what has become of one; a new state is told in the journal, unless a person has just set it."""
        if (judged.paid_cents, judged.state, judged.instalments) == (one.paid_cents, one.state, one.instalments):
            return []
        line, words = one.state_line, list[str]()
        if judged.state != one.state:
            line, words = self._told(one, judged)
        self.unit.run(
            "UPDATE agreement SET paid_cents = ?, state = ?, state_line = ? WHERE id = ?",
            (judged.paid_cents, judged.state, line, one.id),
        )
        self.unit.many(
            "UPDATE instalment SET paid_cents = ?, state = ? WHERE agreement_id = ? AND number = ?",
            [(part.paid_cents, part.state, one.id, part.number) for part in judged.instalments],
        )
        return words

    def _told(self, one: Agreement, judged: Judged) -> tuple[int, list[str]]:
        """The journal line that tells of the new state, and its words where they are new."""
        said = f"{told(one, self.currency)}: {judged.state}"
        if judged.paid_cents and judged.state not in ("kept", "completed", "taken"):
            said += f", {plain(judged.paid_cents, self.currency)} paid"
        if one.is_ended:
            line = agreements.ended_line(self.unit, one.id)
        elif before := agreements.go_back(self.unit, one.id, judged.state, self.undone):
            return before, []
        else:
            line = journal.append(self.unit, self.moment, self.account_id, one.kind, said, actor="machine")
        agreements.tell(self.unit, one.id, line, judged.state)
        return line, [] if one.is_ended else [said]
