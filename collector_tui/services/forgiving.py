"""Giving up a part: write-offs with a reason, taken back when money can be had after all, and settlement offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from collector_tui.domain.agreed import told
from collector_tui.domain.ledger import OpenDebit
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import one_line
from collector_tui.services.acting import Act, Done, acting
from collector_tui.services.office import Office
from collector_tui.services.paying import find
from collector_tui.services.reckoning import too_much
from collector_tui.store import agreements, items, ledger
from collector_tui.store.ledger import NewEntry
from collector_tui.store.room import day_with_room

WRITE_OFF_REASONS: Final[Mapping[str, str]] = {
    "uncollectible": "uncollectible", "bankrupt": "bankrupt", "settled": "settled", "too_small": "too small",
}  # fmt: skip
"""Why something is written off, by code."""


@dataclass(frozen=True)
class Forgiving:
    """Writing off and settling; nothing is deleted, and what was given up can be taken up again."""

    office: Office

    def write_off(
        self,
        account_id: int,
        reason: str,
        key: str,
        *,
        invoices: Sequence[str] = (),
        amount: str = "",
        on: str = "",
        note: str = "",
    ) -> Done:
        """Write off what is open of the invoices named, or of all; with an amount only so much of one.

        Raises Refused when nothing is open, or more would be written off than is.
        """
        with acting(self.office, account_id, "write_off", key) as act:
            if act.done:
                return act.done
            why, day = _reason(reason), act.past_day(on)
            debits = _named(act, invoices)
            shares = [(one, one.residual_cents) for one in debits]
            if amount.strip():
                cents = act.amount(amount)
                if len(debits) != 1:
                    raise Refused("A part can be written off of one invoice: name it.")
                if cents > debits[0].residual_cents:
                    raise Refused(f"{debits[0].name} is open with {act.plain(debits[0].residual_cents)} only.")
                shares = [(debits[0], cents)]
            whole = sum(cents for _, cents in shares)
            said = ", ".join(f"{act.plain(cents)} of {one.name}" for one, cents in shares)
            words = f"written off as {why}: {said}" + (f" ({one_line(note)})" if note.strip() else "")
            line = act.record(words, f"write-off for {act.name}")
            for one, cents in shares:
                since = day_with_room(act.unit, one.entry_id, cents, day)
                new = NewEntry(account_id, "write_off", -1, cents, since, note=why, about_id=one.entry_id)
                entry = ledger.book(act.unit, act.moment, new, line)
                ledger.allocate(act.unit, act.moment, [(entry, one.entry_id, cents)], since, line)
            act.add(too_much(act, [one.entry_id for one, _ in shares], day))
            left = act.owed() - whole
            stays = f"{act.plain(left)} stays owed" if left >= 0 else f"{act.plain(-left)} stays in credit"
            return Done(f"{act.finish()} {stays}.")

    def recover(self, account_id: int, key: str, *, invoice: str = "") -> Done:
        """Take write-offs back from today on, all or those of one invoice: it can be collected after all.

        Raises Refused when nothing was written off.
        """
        with acting(self.office, account_id, "recover", key) as act:
            if act.done:
                return act.done
            found = items.standing(act.unit, account_id, "write_off", one_line(invoice))
            if not found and items.standing(act.unit, account_id, "write_off", one_line(invoice), settled=True):
                raise Refused("It was settled, and the settlement was paid: what that wrote off stays written off.")
            if not found:
                raise Refused(
                    f"Nothing of {act.name}{f' on {invoice.strip()}' if invoice.strip() else ''} is written off."
                )
            whole = sum(cents for _, cents in found)
            line = act.record(f"{act.plain(whole)} that was written off is owed again", f"recovery of {act.name}")
            for entry, _ in found:
                ledger.reverse(act.unit, act.moment, entry, "recovered", act.moment.today, "owed again", line)
            return act.result()

    def has_written_off(self, account_id: int) -> bool:
        """Whether something of the account is written off."""
        return items.has_standing(self.office.book, account_id, "write_off")

    def settle(
        self,
        account_id: int,
        until: str,
        key: str,
        *,
        amount: str = "",
        percent: str = "",
        invoices: Sequence[str] = (),
        note: str = "",
    ) -> Done:
        """Offer to take less when it is paid by a day: an amount to pay, or a percentage off.

        Paid in time, the rest is written off as settled by itself. Raises Refused when the offer is not less than
        what is open.
        """
        with acting(self.office, account_id, "offer", key) as act:
            if act.done:
                return act.done
            if bool(amount.strip()) == bool(percent.strip()):
                raise Refused("Say either the amount to be paid, or how many percent off.")
            chosen = _named(act, invoices)
            whole = sum(one.residual_cents for one in chosen)
            cents = act.amount(amount) if amount.strip() else whole - _part(whole, percent)
            if not 0 < cents < whole:
                raise Refused(
                    f"{act.plain(cents)} is not less than the {act.plain(whole)} that are open: no offer was made."
                )
            day = act.coming_day(until, "An offer runs until a day to come")
            new = act.agreement(
                "offer",
                "open",
                day,
                amount_cents=cents,
                note=one_line(note),
                invoices=tuple(one.entry_id for one in chosen),
            )
            words = f"{told(new, act.currency)}; {act.plain(whole - cents)} of {act.plain(whole)} would be written off"
            line = act.record(words, f"settlement offer to {act.name}")
            for one in act.agreements("offer"):
                if one.state in ("open", "expired"):
                    agreements.end(act.unit, act.moment, one.id, "replaced", line)
            return act.agree(new)


def _named(act: Act, invoices: Sequence[str]) -> list[OpenDebit]:
    """The invoices named, or all that are open and not in dispute."""
    debits = items.open_debits(act.unit, act.account_id)
    if invoices:
        return list({one.entry_id: one for one in (find(debits, number) for number in invoices)}.values())
    chosen = [one for one in debits if not one.is_disputed]
    if not chosen:
        raise Refused(f"{act.name} has nothing open.")
    return chosen


def _reason(text: str) -> str:
    code = text.strip().lower().replace(" ", "_").replace("-", "_")
    if code not in WRITE_OFF_REASONS:
        raise Refused(f"“{text.strip()}” is not a reason to write off: use one of {', '.join(WRITE_OFF_REASONS)}.")
    return WRITE_OFF_REASONS[code]


def _part(cents: int, percent: str) -> int:
    """So many percent of an amount, half a cent up."""
    try:
        share = Fraction(percent.strip().removesuffix("%").strip())
    except (ValueError, ZeroDivisionError):
        raise Refused(f"“{percent.strip()}” is not a percentage.") from None
    if not 0 < share < 100:
        raise Refused("An offer is for more than 0 and less than 100 percent off.")
    return int(cents * share / 100 + Fraction(1, 2))
