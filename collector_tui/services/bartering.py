"""Goods or services for a debt, where both are businesses: agreed, delivered, and only then taken off what is owed."""

from dataclasses import dataclass

from collector_tui.domain.agreed import told
from collector_tui.domain.agreement import Agreement
from collector_tui.domain.ledger import in_order, spread
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import one_line
from collector_tui.domain.when import written_day
from collector_tui.services.acting import Act, Done, acting
from collector_tui.services.office import Office
from collector_tui.services.paying import find
from collector_tui.services.reckoning import too_much
from collector_tui.store import agreements, items, ledger
from collector_tui.store.ledger import NewEntry

_USUAL_DAYS = "30d"


@dataclass(frozen=True)
class Bartering:
    """Contra: set-off of what they deliver; never cash, and nothing is taken off before it is there."""

    office: Office

    def agree(
        self,
        account_id: int,
        amount: str,
        what: str,
        key: str,
        *,
        by: str = "",
        consent: str = "",
        document: str = "",
        invoice: str = "",
    ) -> Done:
        """Note that something will be taken for a part of the debt: its value, what it is, who agreed, their document.

        Raises Refused for a consumer, without a description, or for more than is owed.
        """
        with acting(self.office, account_id, "contra", key) as act:
            if act.done:
                return act.done
            if act.debtor == "consumer":
                raise Refused(f"{act.name} is a consumer: goods or services are taken between businesses only.")
            if not one_line(what):
                raise Refused("Say what is taken: it has to be told from anything else later.")
            cents, owed = act.amount(amount), act.owed()
            if cents > owed:
                raise Refused(
                    f"{act.plain(cents)} is more than the {act.plain(owed)} that are owed: nothing was saved."
                )
            day = act.coming_day(by or _USUAL_DAYS, "It is delivered on a day to come")
            entry = find(items.open_debits(act.unit, account_id), invoice).entry_id if invoice.strip() else None
            new = act.agreement(
                "contra",
                "agreed",
                day,
                amount_cents=cents,
                what=one_line(what),
                note=one_line(consent),
                document=one_line(document),
                invoices=(entry,) if entry else (),
            )
            words = f"to be taken for a part of the debt: {told(new, act.currency)}"
            words += f"; agreed with {new.note}" if new.note else ""
            words += f"; document {new.document}" if new.document else ""
            act.record(f"{words}. Nothing is taken off before it is delivered", f"barter with {act.name}")
            return act.agree(new)

    def confirm(self, account_id: int, key: str, *, on: str = "", document: str = "") -> Done:
        """Confirm that it was delivered: now its value is taken off, from the invoice named or the oldest first.

        Raises Refused when nothing was agreed.
        """
        with acting(self.office, account_id, "contra", key) as act:
            if act.done:
                return act.done
            pact, day = _waiting(act), act.past_day(on)
            debits = items.open_debits(act.unit, account_id)
            named = [one for one in debits if one.entry_id in pact.invoices]
            rest = [one for one in in_order(debits, self.office.work.payment_order) if one not in named]
            shares = spread(pact.amount_cents, named + rest)
            over = pact.amount_cents - sum(share.cents for share in shares)
            said = ", ".join(f"{act.plain(share.cents)} to {share.debit.name}" for share in shares)
            words = f"delivered on {written_day(day)}: {pact.what}, {said}"
            words += f", {act.plain(over)} unapplied" if over else ""
            line = act.record(words, f"delivery from {act.name}")
            paper = one_line(document) or pact.document
            new = NewEntry(account_id, "contra", -1, pact.amount_cents, day, number=paper, note=pact.what)
            entry = ledger.book(act.unit, act.moment, new, line)
            ledger.allocate(act.unit, act.moment, [(entry, s.debit.entry_id, s.cents) for s in shares], day, line)
            act.add(too_much(act, [share.debit.entry_id for share in shares], day))
            agreements.end(act.unit, act.moment, pact.id, "delivered", line)
            agreements.tie(act.unit, pact.id, entry)
            return act.result(entry)

    def cancel(self, account_id: int, key: str, *, reason: str = "") -> Done:
        """Call a barter off: one that waits, or one that was taken off and is owed again from today on.

        Raises Refused when there is none.
        """
        with acting(self.office, account_id, "contra", key) as act:
            if act.done:
                return act.done
            why = f" ({one_line(reason)})" if reason.strip() else ""
            waiting = [one for one in act.agreements("contra") if one.state in ("agreed", "to confirm")]
            if waiting:
                line = act.record(f"called off: {told(waiting[-1], act.currency)}{why}", f"calling off with {act.name}")
                agreements.end(act.unit, act.moment, waiting[-1].id, "cancelled", line)
                return act.result(waiting[-1].id)
            booked = items.standing(act.unit, account_id, "contra", "")
            if not booked:
                raise Refused(f"Nothing was agreed with {act.name} that could be called off.")
            entry, cents = booked[-1]
            line = act.record(f"{act.plain(cents)} of barter is owed again{why}", f"calling off with {act.name}")
            ledger.reverse(act.unit, act.moment, entry, "undelivered", act.moment.today, one_line(reason), line)
            return act.result(entry)


def _waiting(act: Act) -> Agreement:
    waiting = [one for one in act.agreements("contra") if one.state in ("agreed", "to confirm")]
    if not waiting:
        raise Refused(f"Nothing is agreed with {act.name} that could have been delivered.")
    return waiting[0]
