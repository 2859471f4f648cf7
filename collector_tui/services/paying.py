"""Money that comes and goes back: payments, credit notes, what is not applied yet, and payments that bounce."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from collector_tui.domain.ledger import OpenDebit, Share, in_order, spread
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import name_key, one_line
from collector_tui.domain.when import written_day
from collector_tui.services.acting import Act, Done, acting
from collector_tui.services.numbering import numbered
from collector_tui.services.office import Office
from collector_tui.services.reckoning import too_much
from collector_tui.store import agreements, items, ledger
from collector_tui.store.ledger import NewEntry

NO_INVOICES: Sequence[str] = ()
_NAMED = 5
"""So many invoices are named in the words of one payment; the rest is summed up."""


@dataclass(frozen=True)
class Paying:
    """Booking what was received; each is one act, and says where every cent went."""

    office: Office

    def pay(
        self,
        account_id: int,
        amount: str,
        key: str,
        *,
        on: str = "",
        invoices: Sequence[str] = NO_INVOICES,
        unapplied: bool = False,
        method: str = "",
        reference: str = "",
    ) -> Done:
        """Book a payment: to the invoices named (`1041`, or `1041=500` for a part), else oldest first, or not applied.

        What is over stays unapplied. Raises Refused when the amount, the day or an invoice is not right.
        """
        with acting(self.office, account_id, "pay", key) as act:
            if act.done:
                return act.done
            cents, day = act.amount(amount), act.past_day(on)
            if unapplied and invoices:
                raise Refused("Say either which invoices it pays, or that it is not applied.")
            shares = [] if unapplied else self._shares(act, cents, invoices)
            words = f"payment of {act.plain(cents)}{_on(day, act.moment.today)}{_how(method, reference)}: "
            words += _shown(act, shares, cents)
            line = act.record(words, f"payment of {act.plain(cents)} from {act.name}")
            new = NewEntry(account_id, "payment", -1, cents, day, number=reference, method=one_line(method))
            entry = ledger.book(act.unit, act.moment, new, line)
            ledger.allocate(act.unit, act.moment, [(entry, s.debit.entry_id, s.cents) for s in shares], day, line)
            act.add(too_much(act, [share.debit.entry_id for share in shares], day))
            return act.result(entry)

    def _shares(self, act: Act, cents: int, invoices: Sequence[str]) -> list[Share]:
        """Where a payment goes: as directed, else to an arrangement's invoices first, in the order that is set."""
        debits = items.open_debits(act.unit, act.account_id)
        if invoices:
            return directed(act, cents, debits, invoices)
        arranged = [entry for one in act.agreements("arrangement") for entry in one.invoices]
        return spread(cents, in_order(debits, self.office.work.payment_order, arranged))

    def credit(
        self,
        account_id: int,
        amount: str,
        key: str,
        *,
        on: str = "",
        invoice: str = "",
        number: str = "",
        reason: str = "",
        keep_dispute: bool = False,
    ) -> Done:
        """Book a credit note, on one invoice or unapplied; on a disputed one it decides the dispute unless told otherwise.

        What is more than the invoice is open with stays unapplied.
        """
        with acting(self.office, account_id, "credit", key) as act:
            if act.done:
                return act.done
            cents, day, number = act.amount(amount), act.past_day(on), numbered(number)
            if number and items.has_document(act.unit, account_id, number, -1):
                raise Refused(f"Credit note {one_line(number)} is in the book already: nothing was entered.")
            shares = []
            if invoice:
                shares = spread(cents, [find(items.open_debits(act.unit, account_id), invoice)])
            words = f"credit note {one_line(number)}".rstrip() + f" of {act.plain(cents)}{_on(day, act.moment.today)}"
            words += f" ({one_line(reason)})" if reason.strip() else ""
            line = act.record(f"{words}: {_shown(act, shares, cents)}", f"credit note for {act.name}")
            new = NewEntry(
                account_id, "credit_note", -1, cents, day, number=number, note=one_line(reason), is_document=True
            )
            entry = ledger.book(act.unit, act.moment, new, line)
            ledger.allocate(act.unit, act.moment, [(entry, s.debit.entry_id, s.cents) for s in shares], day, line)
            act.add(too_much(act, [share.debit.entry_id for share in shares], day))
            if not keep_dispute:
                _decide(act, [share.debit.entry_id for share in shares], f"credit note of {act.plain(cents)}")
            return act.result(entry)

    def apply(self, account_id: int, key: str) -> Done:
        """Apply what is unapplied to what is open, oldest first; a disputed invoice gets nothing.

        Raises Refused when there is nothing to apply, or nothing to apply it to.
        """
        with acting(self.office, account_id, "apply", key) as act:
            if act.done:
                return act.done
            unused = items.open_credits(act.unit, account_id)
            debits = in_order(items.open_debits(act.unit, account_id), self.office.work.payment_order)
            whole = sum(one.residual_cents for one in unused)
            if not unused:
                raise Refused(f"{act.name} has nothing unapplied.")
            if not debits:
                raise Refused(f"{act.name} has nothing open that {act.plain(whole)} could be applied to.")
            shares = spread(whole, debits)
            line = act.record(f"credit applied: {_shown(act, shares, whole)}", f"applying of credit of {act.name}")
            pairs, purse = [], [[one.entry_id, one.residual_cents] for one in unused]
            for share in shares:
                wanted = share.cents
                while wanted:
                    taken = min(wanted, purse[0][1])
                    pairs.append((purse[0][0], share.debit.entry_id, taken))
                    purse[0][1] -= taken
                    wanted -= taken
                    if not purse[0][1]:
                        purse.pop(0)
            ledger.allocate(act.unit, act.moment, pairs, act.moment.today, line)
            return act.result()

    def bounce(self, payment_id: int, key: str, *, on: str = "", fee: str = "") -> Done:
        """Take a payment back that the bank returned: what it paid is open again, the bank's fee is a line of its own.

        Raises Refused when it is not a payment, was returned already, or would be returned before it came.
        """
        found = self._payment(payment_id)
        with acting(self.office, found.account_id, "bounce", key) as act:
            if act.done:
                return act.done
            if found.status == "reversed":
                raise Refused(f"The payment of {act.plain(found.cents)} has been taken back already.")
            day = act.past_day(on)
            if day < found.on:
                raise Refused(f"It came on {written_day(found.on)}: it cannot have been returned before that.")
            fee_cents = act.amount(fee, "The fee") if fee.strip() else 0
            words = f"payment of {act.plain(found.cents)} of {written_day(found.on)} returned by the bank"
            words += _on(day, act.moment.today) + (f", fee {act.plain(fee_cents)}" if fee_cents else "")
            line = act.record(words, f"returned payment of {act.name}")
            reopened = ledger.reverse(act.unit, act.moment, payment_id, "bounced", day, "returned by the bank", line)
            act.add(too_much(act, reopened, day))
            if fee_cents:
                new = NewEntry(found.account_id, "bank_fee", 1, fee_cents, day, due_on=day, note="returned payment")
                ledger.book(act.unit, act.moment, new, line)
            act.on = day
            return act.result(payment_id)

    def payer(self, payment_id: int) -> int:
        """The account that a payment is from.

        Raises Refused when there is no such payment.
        """
        return self._payment(payment_id).account_id

    def _payment(self, payment_id: int) -> items.Root:
        found = items.root(self.office.book, payment_id)
        if found is None or found.kind != "payment":
            raise Refused(f"There is no payment with the id {payment_id}: `collector show ACCOUNT` lists them.")
        return found

    def payments(self, account_id: int) -> list[items.Received]:
        """The payments of an account that stand, newest first."""
        return items.payments(self.office.book, account_id)


def find(debits: Sequence[OpenDebit], number: str) -> OpenDebit:
    """The open invoice or charge of that number.

    Raises Refused when there is none, or more than one.
    """
    if not number.strip():
        raise Refused("Say which invoice: " + (", ".join(one.name for one in debits[:6]) or "nothing is open") + ".")
    wanted = name_key(number)
    found = [one for one in debits if name_key(one.number) == wanted and one.kind == "invoice"]
    found = found or [one for one in debits if wanted in (name_key(one.number), name_key(one.name))]
    if not found:
        has = ", ".join(one.name for one in debits[:6]) or "nothing is open"
        raise Refused(f"There is no open invoice “{number.strip()}”: open are {has}." if debits else
                      f"There is no open invoice “{number.strip()}”: nothing is open.")  # fmt: skip
    if len(found) > 1:
        raise Refused(f"“{number.strip()}” could be several open items: take them by their kind and number.")
    return found[0]


def directed(act: Act, cents: int, debits: Sequence[OpenDebit], invoices: Sequence[str]) -> list[Share]:
    """A payment as the debtor directs it: each invoice in turn to its full, or to the part that is named."""
    left = cents
    shares: list[Share] = []
    for word in invoices:
        known = {name_key(one.number) for one in debits}
        number, part = (word, "") if name_key(word) in known or "=" not in word else word.rsplit("=", 1)
        debit = find(debits, number)
        if any(share.debit == debit for share in shares):
            raise Refused(f"{debit.name} is named twice.")
        wanted = act.amount(part) if part else min(left, debit.residual_cents)
        if wanted > debit.residual_cents:
            raise Refused(
                f"{debit.name} is open with {act.plain(debit.residual_cents)}: {act.plain(wanted)} cannot go to it."
            )
        if wanted > left:
            raise Refused(f"The payment is {act.plain(cents)}: there is not {act.plain(wanted)} left for {debit.name}.")
        if wanted:
            shares.append(Share(debit, wanted))
        left -= wanted
    return shares


def _decide(act: Act, entries: Sequence[int], decision: str) -> None:
    """Decide the disputes of these invoices with the act that is under way."""
    for one in act.agreements("dispute"):
        if one.entry_id in entries:
            agreements.end(act.unit, act.moment, one.id, decision, act.line)


def _shown(act: Act, shares: Sequence[Share], cents: int) -> str:
    """Where every cent goes: to which invoice, what stays open of it, and what is not applied."""
    named, rest = (shares, []) if len(shares) <= _NAMED + 1 else (shares[:_NAMED], shares[_NAMED:])
    parts = [_part(act, share) for share in named]
    over = cents - sum(share.cents for share in shares)
    parts += [f"{act.plain(over)} unapplied"] if over else []
    return ", ".join(parts) if not rest else f"{', '.join(parts[:_NAMED])}, {_rest(act, rest, parts[_NAMED:])}"


def _part(act: Act, share: Share) -> str:
    left = f"{act.plain(share.left_cents)} stays open" if share.left_cents else "paid in full"
    return f"{act.plain(share.cents)} to {share.debit.name} ({left})"


def _rest(act: Act, shares: Sequence[Share], over: list[str]) -> str:
    """The invoices that are not named: those paid in full in one sum, one that was paid in part by its name."""
    full = [share.cents for share in shares if not share.left_cents]
    short = [share for share in shares if share.left_cents]
    said = [f"and {len(full)} more, {act.plain(sum(full))}, paid in full"] if full else []
    if len(short) == 1:
        said.append(_part(act, short[0]))
    elif short:
        said.append(f"and {len(short)} more, {act.plain(sum(share.cents for share in short))}, paid in part")
    return "; ".join(said + over)


def _on(day: date, today: date) -> str:
    return "" if day == today else f" on {written_day(day)}"


def _how(method: str, reference: str) -> str:
    words = " ".join(filter(None, (one_line(method), one_line(reference))))
    return f" ({words})" if words else ""
