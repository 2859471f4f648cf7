"""Leaving alone for a time: holds on an account or an invoice, and disputes until they are decided."""

from dataclasses import dataclass

from collector_tui.domain.agreed import told
from collector_tui.domain.agreement import Agreement
from collector_tui.domain.hold import REASONS
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import one_line
from collector_tui.services.acting import Act, Done, acting
from collector_tui.services.office import Office
from collector_tui.services.paying import find
from collector_tui.store import accruing, agreements, items


@dataclass(frozen=True)
class Holding:
    """Placing and ending holds and disputes; each has an end or a day to look at it again, always."""

    office: Office

    def hold(self, account_id: int, reason: str, until: str, key: str, *, invoice: str = "", note: str = "") -> Done:
        """Leave the account, or one invoice, alone until a day; it comes back by itself.

        Raises Refused when the reason is not one, or the day has passed.
        """
        with acting(self.office, account_id, "hold", key) as act:
            if act.done:
                return act.done
            code = _reason(reason)
            day = act.coming_day(until, "A hold ends on a day to come", today_counts=False)
            debit = find(items.open_debits(act.unit, account_id), invoice) if invoice.strip() else None
            entry = debit.entry_id if debit else None
            new = act.agreement("hold", "on", day, what=code, note=one_line(note), entry_id=entry)
            where = f" on {debit.name}" if debit else ""
            said = f" ({new.note})" if new.note else ""
            line = act.record(f"{told(new, act.currency)}{where}{said}", f"hold of {act.name}{where}")
            for one in act.agreements("hold"):
                if one.entry_id == entry:
                    agreements.end(act.unit, act.moment, one.id, "replaced", line)
            return act.agree(new)

    def dispute(self, account_id: int, invoice: str, reason: str, until: str, key: str) -> Done:
        """Note that one invoice is disputed: it is left out of what is asked for until the dispute is decided.

        `until` is the day by which it is to be decided. Raises Refused when it is disputed already.
        """
        with acting(self.office, account_id, "dispute", key) as act:
            if act.done:
                return act.done
            if not one_line(reason):
                raise Refused("Say what is disputed: the words are kept with the invoice.")
            debit = find(items.open_debits(act.unit, account_id), invoice)
            if debit.is_disputed:
                raise Refused(f"{debit.name} is in dispute already: decide that one first.")
            day = act.coming_day(until, "A dispute is to be decided by a day to come", today_counts=False)
            new = act.agreement("dispute", "open", day, what=one_line(reason), entry_id=debit.entry_id)
            act.record(f"{debit.name}: {told(new, act.currency)}", f"dispute of {debit.name} of {act.name}")
            return act.agree(new)

    def decide(self, account_id: int, invoice: str, decision: str, key: str) -> Done:
        """Decide a dispute: what is still open of the invoice is asked for again."""
        with acting(self.office, account_id, "dispute", key) as act:
            if act.done:
                return act.done
            if not one_line(decision):
                raise Refused("Say how it was decided: the words are kept with the invoice.")
            found = self._disputed(act, invoice)
            line = act.record(f"dispute decided: {one_line(decision)}", f"decision for {act.name}")
            agreements.end(act.unit, act.moment, found.id, one_line(decision), line)
            return act.result(found.id)

    def release(self, account_id: int, key: str, *, invoice: str = "", note: str = "") -> Done:
        """End the hold on the account, or the hold and the dispute on one invoice.

        Raises Refused when there is none.
        """
        with acting(self.office, account_id, "release", key) as act:
            if act.done:
                return act.done
            entry = None
            if invoice.strip():
                entry = _known(act, invoice)
            found = [one for one in act.agreements("hold") if one.entry_id == entry and one.state == "on"]
            found += [one for one in act.agreements("dispute") if entry is not None and one.entry_id == entry]
            if not found:
                where = f"{invoice.strip()} of {act.name}" if invoice.strip() else act.name
                raise Refused(f"{where} is not on hold.")
            words = f"released: {'; '.join(told(one, act.currency) for one in found)}"
            words += f" ({one_line(note)})" if note.strip() else ""
            line = act.record(words, f"release of {act.name}")
            for one in found:
                agreements.end(act.unit, act.moment, one.id, one_line(note) or "released", line)
            return act.result(found[0].id)

    def _disputed(self, act: Act, invoice: str) -> Agreement:
        entry = _known(act, invoice)
        for one in act.agreements("dispute"):
            if one.entry_id == entry:
                return one
        raise Refused(f"{invoice.strip()} is not in dispute.")


def _known(act: Act, invoice: str) -> int:
    """The entry of an invoice, be it paid by now, or of a charge that is open."""
    known = accruing.invoice(act.unit, act.account_id, invoice)
    return (known or find(items.open_debits(act.unit, act.account_id), invoice)).entry_id


def _reason(text: str) -> str:
    code = text.strip().lower().replace(" ", "_").removesuffix("_contact")
    if not code:
        raise Refused(f"Say why: {', '.join(REASONS)}.")
    if code not in REASONS:
        raise Refused(f"“{text.strip()}” is not a reason for a hold: use one of {', '.join(REASONS)}.")
    return code
