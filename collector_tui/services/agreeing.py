"""What is agreed with a debtor: promises to pay, and arrangements in instalments."""

from collections.abc import Sequence
from dataclasses import dataclass

from collector_tui.domain.agreed import told
from collector_tui.domain.agreement import Instalment
from collector_tui.domain.arrangement import RHYTHMS, Every, instalments
from collector_tui.domain.ledger import OpenDebit, in_order
from collector_tui.domain.promise import level_of_next
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import one_line
from collector_tui.domain.when import written_day
from collector_tui.services.acting import Act, Done, acting
from collector_tui.services.office import Office
from collector_tui.services.paying import find
from collector_tui.store import agreements, items


@dataclass(frozen=True)
class Agreeing:
    """Making and ending agreements; each is one act that undo takes back whole."""

    office: Office

    def promise(self, account_id: int, amount: str, by: str, key: str, *, note: str = "") -> Done:
        """Note a promise to pay: how much, and by which day; the ladder waits until then and the tolerance after it.

        Raises Refused when the day has passed, or more is promised than is owed.
        """
        with acting(self.office, account_id, "promise", key) as act:
            if act.done:
                return act.done
            cents, until = act.amount(amount), act.coming_day(by, "A promise is for a day to come")
            owed = act.owed()
            if cents > owed:
                raise Refused(
                    f"{act.plain(cents)} is more than the {act.plain(owed)} that are owed: nothing was saved."
                )
            _with_the_open(act, cents, owed)
            made = agreements.of_accounts(act.unit, [account_id]).get(account_id, [])
            level = level_of_next(one for one in made if one.kind == "promise")
            tolerance = self.office.work.promise_tolerance_days
            new = act.agreement(
                "promise",
                "open",
                until,
                amount_cents=cents,
                number=level,
                tolerance_days=tolerance,
                note=one_line(note),
            )
            words = told(new, act.currency) + (f", level {level}" if level > 1 else "")
            act.record(words, f"promise of {act.plain(cents)} from {act.name}")
            return act.agree(new)

    def withdraw(self, account_id: int, kind: str, key: str, *, reason: str = "") -> Done:
        """End the promise, the arrangement or the settlement offer that is open: what it kept waiting goes on.

        Raises Refused when there is none.
        """
        with acting(self.office, account_id, kind, key) as act:
            if act.done:
                return act.done
            found = [one for one in act.agreements(kind) if one.state in ("open", "active", "behind", "broken")]
            if not found:
                raise Refused(f"{act.name} has no open {kind} to withdraw.")
            words = f"withdrawn: {told(found[-1], act.currency)}" + (f" ({one_line(reason)})" if reason.strip() else "")
            line = act.record(words, f"withdrawal of {act.name}'s {kind}")
            agreements.end(act.unit, act.moment, found[-1].id, "withdrawn", line)
            return act.result(found[-1].id)

    def arrange(
        self,
        account_id: int,
        every: str,
        first: str,
        key: str,
        *,
        count: str = "",
        each: str = "",
        amount: str = "",
        invoices: Sequence[str] = (),
        note: str = "",
    ) -> Done:
        """Arrange what is open in instalments: so many, or of a size each, from a first day on.

        On an account that has an arrangement it makes the next version, and the one before is kept as it was. Raises
        Refused when there is nothing to arrange, more than is open, or a day or number that is not right.
        """
        with acting(self.office, account_id, "arrange", key) as act:
            if act.done:
                return act.done
            chosen = self._chosen(act, invoices)
            cents = _arranged(act, chosen, amount)
            parts = _parts(act, cents, every, first, count, each)
            before = agreements.of_accounts(act.unit, [account_id]).get(account_id, [])
            version = 1 + max((one.number for one in before if one.kind == "arrangement"), default=0)
            new = act.agreement(
                "arrangement",
                "active",
                parts[-1].due_on,
                amount_cents=cents,
                number=version,
                what=_rhythm(every),
                tolerance_days=self.office.work.promise_tolerance_days,
                note=one_line(note),
                invoices=tuple(one.entry_id for one in chosen),
                instalments=parts,
            )
            shown = ", ".join(f"{act.plain(part.amount_cents)} on {written_day(part.due_on)}" for part in parts[:6])
            more = f" and {len(parts) - 6} more" if len(parts) > 6 else ""
            line = act.record(f"{told(new, act.currency)}: {shown}{more}", f"arrangement with {act.name}")
            for one in act.agreements("arrangement"):
                agreements.end(act.unit, act.moment, one.id, "replaced", line)
            return act.agree(new)

    def _chosen(self, act: Act, invoices: Sequence[str]) -> list[OpenDebit]:
        """The invoices named, or all that are open and not in dispute."""
        debits = items.open_debits(act.unit, act.account_id)
        if invoices:
            return list({one.entry_id: one for one in (find(debits, number) for number in invoices)}.values())
        return in_order(debits, self.office.work.payment_order)


def _arranged(act: Act, chosen: Sequence[OpenDebit], amount: str) -> int:
    """How much is arranged: the amount named, or all that is open of what was chosen."""
    whole = min(sum(one.residual_cents for one in chosen), max(act.owed(), 0))
    cents = act.amount(amount) if amount.strip() else whole
    if not whole:
        raise Refused(f"{act.name} has nothing open that could be arranged.")
    if cents > whole:
        raise Refused(f"{act.plain(cents)} is more than the {act.plain(whole)} that are open: nothing was saved.")
    return cents


def _parts(act: Act, cents: int, every: str, first: str, count: str, each: str) -> tuple[Instalment, ...]:
    """The instalments as they were asked for."""
    start = act.coming_day(first, "The first instalment is due on a day to come")
    size = act.amount(each) if each.strip() else None
    try:
        parts = instalments(cents, start, _rhythm(every), count=_count(count), each=size)
    except ValueError as error:
        raise Refused(f"{error}: nothing was saved.") from None
    if parts[-1].due_on.year > 2100:
        raise Refused("The last instalment would be due after 2100: nothing was saved.")
    return parts


def _with_the_open(act: Act, cents: int, owed: int) -> None:
    """Refuse a promise that together with those that are open is for more than is owed."""
    standing = [one for one in act.agreements("promise") if one.state == "open"]
    if standing and cents + sum(one.amount_cents - one.paid_cents for one in standing) > owed:
        known = " and ".join(told(one, act.currency) for one in standing[-2:])
        raise Refused(
            f"There is the {known} already: with {act.plain(cents)} more than the {act.plain(owed)} that are owed "
            "would be promised, so withdraw it first or promise less."
        )


def _rhythm(text: str) -> Every:
    if not text.strip():
        raise Refused(f"Say how often: {', '.join(RHYTHMS)}.")
    for every in RHYTHMS:
        if text.strip().lower() == every:
            return every
    raise Refused(f"“{text.strip()}” is not a rhythm: use one of {', '.join(RHYTHMS)}.")


def _count(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 5):
        raise Refused(f"“{text.strip()}” is not a number of instalments.")
    return int(text)
