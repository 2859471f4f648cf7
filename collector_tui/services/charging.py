"""Charges for paying late: seen first, posted on purpose, never twice; waived with a reason, and put back."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from collector_tui.domain.charge import CHARGES
from collector_tui.domain.chargeable import why_not_charge
from collector_tui.domain.interest import ContractRate, Rate, StatutoryRate, parse_percent
from collector_tui.domain.ledger import OpenDebit, spread
from collector_tui.domain.money import LARGEST_CENTS
from collector_tui.domain.reckoning import Reckoning
from collector_tui.domain.refusal import Refused
from collector_tui.domain.regime import Regime, compensation, regime_for, why_no_regime
from collector_tui.domain.text import one_line
from collector_tui.domain.when import written_day
from collector_tui.services.acting import Act, Done, acting
from collector_tui.services.office import Office
from collector_tui.services.paying import find
from collector_tui.services.reckoning import how_to_waive, reckoned, regimes
from collector_tui.store import accounts, accruing, items, ledger
from collector_tui.store.ledger import NewEntry

HOW_INTEREST_IS_COUNTED = "simple, by the day, 365 days a year, rounded when posted, half a cent up"


@dataclass(frozen=True)
class Charging:
    """Interest, late fees, compensation and bank fees; each charge is a line of its own in the ledger."""

    office: Office

    def charge(
        self,
        account_id: int,
        kind: str,
        key: str,
        *,
        amount: str = "",
        rate: str = "",
        invoice: str = "",
        note: str = "",
    ) -> Done:
        """Post a charge: an amount, or interest by a rate in percent a year, or what the law of late payment gives.

        Interest and compensation go to the invoice named, or to every overdue one that is not in dispute; what is
        posted already is not posted again. Raises Refused where a charge has no ground.
        """
        with acting(self.office, account_id, "charge", key) as act:
            if act.done:
                return act.done
            kind = _kind(kind)
            if rate.strip() and (kind != "interest" or amount.strip()):
                raise Refused("A rate is for interest, and takes the place of an amount.")
            if kind == "interest" and not amount.strip():
                return self._interest(act, rate, invoice)
            if kind == "compensation" and not amount.strip():
                return self._compensation(act, invoice)
            if not amount.strip():
                raise Refused(f"Say how much the {CHARGES[kind]} is.")
            return self._by_hand(act, kind, act.amount(amount), invoice, note)

    def _by_hand(self, act: Act, kind: str, cents: int, invoice: str, note: str) -> Done:
        if act.debtor == "consumer" and kind in ("interest", "compensation") and self._agreed(act) is None:
            raise Refused(
                f"{act.name} is a consumer: {CHARGES[kind]} is charged only as the contract says, "
                "which is recorded first (contract_rate)."
            )
        debit = _invoice(act, invoice) if invoice.strip() else None
        words = f"{CHARGES[kind]} of {act.plain(cents)}" + (f" on {debit.name}" if debit else "")
        line = act.record(words + (f" ({one_line(note)})" if note.strip() else ""), f"{CHARGES[kind]} of {act.name}")
        entry = self._post(act, kind, cents, debit, line, note)
        return act.result(entry)

    def _post(self, act: Act, kind: str, cents: int, debit: OpenDebit | None, line: int, note: str) -> int:
        today = act.moment.today
        about, number = (debit.entry_id, debit.number) if debit else (None, "")
        new = NewEntry(
            act.account_id, kind, 1, cents, today, number=number, due_on=today, note=one_line(note), about_id=about
        )
        return ledger.book(act.unit, act.moment, new, line)

    def _interest(self, act: Act, rate: str, invoice: str) -> Done:
        """Post the interest to date on each invoice, as far as it is not posted."""
        said, entry = [], 0
        due: list[tuple[OpenDebit, int, accruing.Posting]] = []
        for debit in self._late(act, invoice):
            rule = self._rule(act, rate, debit)
            made = reckoned(act, debit, rule, act.moment.today)
            if made.due_cents > LARGEST_CENTS:
                raise Refused(f"Interest of {act.plain(made.due_cents)} on {debit.name} is too large to be true.")
            said.append(_how(act, debit, rule, made))
            if made.due_cents:
                new = accruing.Posting(made.fresh.first_on, made.fresh.last_on, rule.words, rule.key)
                due.append((debit, made.due_cents, new))
        if not due:
            return Done(". ".join(words[:1].upper() + words[1:] for words in said) + ".")
        line = act.record("; ".join(said) + f"; {HOW_INTEREST_IS_COUNTED}", f"interest of {act.name}")
        for debit, cents, posting in due:
            entry = self._post(act, "interest", cents, debit, line, "")
            accruing.keep(act.unit, entry, posting)
        return act.result(entry)

    def _compensation(self, act: Act, invoice: str) -> Done:
        """Post the fixed sum that the law gives, once for each invoice."""
        regime = self._regime(act)
        if refused := why_not_charge(act.debtor, regime, self._agreed(act)):
            raise Refused(f"{refused}.")
        due, said, entry = [], [], 0
        for debit in self._late(act, invoice):
            if accruing.has_charge(act.unit, debit.entry_id, "compensation"):
                said.append(f"nothing to add on {debit.name}: its compensation is posted already")
                continue
            given = compensation(regime, accruing.open_when_due(act.unit, debit), act.currency)
            if not given.cents:
                raise Refused(f"{given.reason}.")
            said.append(f"compensation on {debit.name}: {act.plain(given.cents)} ({given.reason})")
            due.append((debit, given.cents))
        if not due:
            return Done(". ".join(words[:1].upper() + words[1:] for words in said) + ".")
        line = act.record("; ".join(said), f"compensation of {act.name}")
        for debit, cents in due:
            entry = self._post(act, "compensation", cents, debit, line, regime.citation)
        return act.result(entry)

    def _late(self, act: Act, invoice: str) -> list[OpenDebit]:
        """The invoice named, or every overdue one that is not in dispute.

        Raises Refused when there is none that is late.
        """
        if invoice.strip():
            one = _invoice(act, invoice)
            if one.is_disputed:
                raise Refused(f"{one.name} is in dispute: nothing is charged on it until that is decided.")
            return [one]
        debits = [one for one in items.open_debits(act.unit, act.account_id) if one.kind == "invoice"]
        late = [one for one in debits if one.due_on < act.moment.today and not one.is_disputed]
        if not late:
            raise Refused(f"{act.name} has no overdue invoice to charge on: nothing was added.")
        return late

    def _rule(self, act: Act, rate: str, debit: OpenDebit) -> Rate:
        """The rate given by hand, else the one recorded from the contract, else the law's.

        Raises Refused when there is none, or it may not be taken from this debtor.
        """
        agreed = self._agreed(act)
        try:
            rule: Rate
            if rate.strip():
                rule = ContractRate(parse_percent(rate))
            elif agreed is not None:
                rule = ContractRate(agreed, is_agreed=True)
            else:
                rule = StatutoryRate(self._regime(act), debit.due_on)
        except ValueError as error:
            raise Refused(f"{error}.") from None
        if refused := why_not_charge(act.debtor, rule, agreed):
            raise Refused(f"{refused}.")
        return rule

    def _agreed(self, act: Act) -> Fraction | None:
        """The rate that is recorded as agreed in the contract."""
        recorded = accounts.fact(act.unit, act.account_id, "contract_rate")
        return parse_percent(recorded) if recorded else None

    def _regime(self, act: Act) -> Regime:
        if act.debtor == "consumer":
            raise Refused(f"{act.name} is a consumer: the law of late payment between businesses does not apply.")
        country = self.office.business.country
        regime = regime_for(regimes(), country, act.currency)
        if regime is None:
            raise Refused(f"{why_no_regime(regimes(), country, act.currency)}.")
        return regime

    def waive(
        self, account_id: int, reason: str, key: str, *, kind: str = "", invoice: str = "", amount: str = ""
    ) -> Done:
        """Waive charges that are open: all, or those of a kind or on an invoice; with an amount only so much of one.

        Of several postings of one charge on one invoice, such as interest, the newest are waived first.
        Raises Refused without a reason, or when no such charge is open.
        """
        with acting(self.office, account_id, "waive", key) as act:
            if act.done:
                return act.done
            _need(reason)
            chosen = self._charges(act, kind, invoice)
            shares = [(one, one.residual_cents) for one in chosen]
            if amount.strip():
                cents, whole = act.amount(amount), sum(one.residual_cents for one in chosen)
                if len({(one.kind, one.about_id or one.entry_id) for one in chosen}) != 1:
                    raise Refused("A part can be waived of one charge: name its kind or its invoice.")
                if cents > whole:
                    raise Refused(f"The {chosen[0].name} is open with {act.plain(whole)} only.")
                newest = sorted(chosen, key=lambda one: -one.entry_id)
                shares = [(share.debit, share.cents) for share in spread(cents, newest)]
            said = ", ".join(f"{act.plain(cents)} of {one.name}" for one, cents in shares)
            line = act.record(f"waived: {said} ({one_line(reason)})", f"waiver for {act.name}")
            today = act.moment.today
            for one, cents in shares:
                new = NewEntry(account_id, "waiver", -1, cents, today, note=one_line(reason), about_id=one.entry_id)
                entry = ledger.book(act.unit, act.moment, new, line)
                ledger.allocate(act.unit, act.moment, [(entry, one.entry_id, cents)], today, line)
            return act.result()

    def reinstate(self, account_id: int, reason: str, key: str) -> Done:
        """Put back the charges that were waived, from today on.

        Raises Refused without a reason, or when nothing is waived.
        """
        with acting(self.office, account_id, "reinstate", key) as act:
            if act.done:
                return act.done
            _need(reason)
            waived = items.standing(act.unit, account_id, "waiver", "")
            if not waived:
                raise Refused(f"No charge of {act.name} is waived.")
            whole = act.plain(sum(cents for _, cents in waived))
            line = act.record(
                f"waived charges of {whole} are owed again ({one_line(reason)})", f"charges of {act.name}"
            )
            for entry, _ in waived:
                ledger.reverse(act.unit, act.moment, entry, "reinstated", act.moment.today, one_line(reason), line)
            return act.result()

    def has_waived(self, account_id: int) -> bool:
        """Whether a charge of the account is waived."""
        return items.has_standing(self.office.book, account_id, "waiver")

    def _charges(self, act: Act, kind: str, invoice: str) -> Sequence[OpenDebit]:
        charges = [one for one in items.open_debits(act.unit, act.account_id) if one.kind in CHARGES]
        if kind.strip():
            charges = [one for one in charges if one.kind == _kind(kind)]
        if invoice.strip():
            known = accruing.invoice(act.unit, act.account_id, invoice)
            about = accruing.charges(act.unit, known.entry_id) if known else set()
            charges = [one for one in charges if one.entry_id in about]
        if not charges:
            raise Refused(f"{act.name} has no such charge that is open: nothing was waived.")
        return charges


def _need(reason: str) -> None:
    if not one_line(reason):
        raise Refused("Say why: the reason is kept with the charge.")


def _invoice(act: Act, number: str) -> OpenDebit:
    """The invoice of that number, be it paid by now, or another open item."""
    known = accruing.invoice(act.unit, act.account_id, number)
    return known or find(items.open_debits(act.unit, act.account_id), number)


def _how(act: Act, debit: OpenDebit, rule: Rate, made: Reckoning) -> str:
    """How the interest on an invoice was reckoned, as it can be defended."""
    if made.excess_cents:
        return (
            f"nothing to add on {debit.name}: {act.plain(made.total_cents)} in all, "
            f"{act.plain(made.posted_cents)} posted is {how_to_waive(act, debit, made.excess_cents)}"
        )
    if not made.due_cents:
        return f"nothing to add on {debit.name}: {made.fresh.words}"
    before = f"{act.plain(made.total_cents)} in all less {act.plain(made.posted_cents)} posted; "
    days = made.fresh.words if made.fresh.exact else f"reckoned anew up to {written_day(made.fresh.last_on)}"
    how = f"{before if made.posted_cents else ''}{days}; {rule.words}"
    return f"interest on {debit.name}: {act.plain(made.due_cents)} ({how})"


def _kind(text: str) -> str:
    if not text.strip():
        raise Refused(f"Say which charge: {', '.join(CHARGES.values())}.")
    kind = text.strip().lower().replace(" ", "_").replace("-", "_")
    if kind not in CHARGES:
        raise Refused(f"“{text.strip()}” is not a charge: use one of {', '.join(CHARGES)}.")
    return kind
