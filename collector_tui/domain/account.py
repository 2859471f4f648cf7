"""The values the desk and the commands show: a row of the queue, an account's card, its papers and its past."""

from datetime import date, datetime
from typing import NamedTuple

from collector_tui.domain.aging import BUCKETS, bucket, days_past_due
from collector_tui.domain.agreement import Agreement, Instalment
from collector_tui.domain.guard import Reached
from collector_tui.domain.queue import why


class QueueRow(NamedTuple):
    """One line of the queue. Amounts are minor units of `currency`; `sort_key` and `id` are its place."""

    id: int
    name: str
    currency: str
    overdue_cents: int
    balance_cents: int
    oldest_due: date | None
    bucket: int
    reason: str
    reason_on: date | None
    reason_text: str
    next_on: date | None
    sort_key: int | None
    hidden_by: str = ""

    def days(self, today: date) -> int:
        """Days past due of the oldest open item."""
        return days_past_due(self.oldest_due, today) if self.oldest_due else 0

    def why(self, today: date) -> str:
        """Why it is in the queue, or what keeps it out."""
        if not self.reason:
            return self.hidden_by
        return why(self.reason, self.reason_text, self.reason_on, self.oldest_due, today)


class Phone(NamedTuple):
    """A number of an account as kept; `also` names the others who are reached by it too."""

    id: int
    shown: str
    e164: str
    extension: str
    status: str
    is_opted_out: bool
    zones: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def reached(self) -> Reached:
        """What the contact guard has to know of it."""
        return Reached(self.e164, self.shown, self.status, self.is_opted_out, self.zones, self.extension)

    @property
    def others(self) -> str:
        """Who else is reached by it, in words; empty when nobody is."""
        first, rest = self.also[:2], self.also[2:]
        return ", ".join(first) + f" and {len(rest)} more" if rest else " and ".join(first)


class Email(NamedTuple):
    """An address of an account as kept."""

    address: str
    status: str
    is_opted_out: bool


class Invoice(NamedTuple):
    """One document of an account: what it was for, when it is due, and what of it is still open (or unused).

    `apart` says why it is not asked for with the others: “in dispute”, “on hold”, “arranged”; empty when it is.
    `method` is how a payment came.
    """

    entry_id: int
    number: str
    kind: str
    is_debit: bool
    issued_on: date
    due_on: date | None
    due_assumed: bool
    amount_cents: int
    residual_cents: int
    status: str
    apart: str = ""
    method: str = ""

    def days(self, today: date) -> int:
        """Days past due; zero for credits and for what is not open."""
        if not self.is_debit or not self.due_on or not self.residual_cents:
            return 0
        return days_past_due(self.due_on, today)

    def bucket(self, today: date) -> str:
        """The name of its aging bucket."""
        return BUCKETS[bucket(self.days(today))]


class TimelineLine(NamedTuple):
    """One thing that happened to an account."""

    at: datetime
    kind: str
    text: str


class Card(NamedTuple):
    """All that is shown of one account at a glance, and all that a draft and the guard need to know.

    `buckets_cents` are the residuals in the five aging buckets; `known_zone` is where the debtor is known to be.
    """

    id: int
    name: str
    currency: str
    kind: str
    address: str
    known_zone: str
    language: str
    terms_days: int
    buckets_cents: tuple[int, int, int, int, int]
    unapplied_cents: int
    overdue_cents: int
    balance_cents: int
    oldest_due: date | None
    row: QueueRow
    last_contact_on: date | None
    step_taken: int
    next_step: int | None
    next_step_on: date | None
    next_on: date | None
    next_what: str
    facts: tuple[tuple[str, str], ...]
    phones: tuple[Phone, ...]
    emails: tuple[Email, ...]
    invoices: tuple[Invoice, ...]
    timeline: tuple[TimelineLine, ...]
    agreements: tuple[Agreement, ...] = ()

    def fact(self, name: str) -> str:
        """A fact that is kept of the account; empty where it is not known."""
        return next((value for known, value in self.facts if known == name), "")

    @property
    def number(self) -> Phone | None:
        """The number that is called and texted: the first one in order, else the first there is."""
        usable = [phone for phone in self.phones if phone.status == "ok"]
        return usable[0] if usable else (self.phones[0] if self.phones else None)

    @property
    def text_number(self) -> Phone | None:
        """The number that is texted: the first in order that takes texts, else the one that is called."""
        usable = [p for p in self.phones if p.status == "ok" and p.e164 and not p.extension and not p.is_opted_out]
        return usable[0] if usable else self.number

    @property
    def email(self) -> Email | None:
        """The address that is written to: the first in order that takes emails, else the first one there is."""
        right = [one for one in self.emails if one.status == "ok"] or list(self.emails)
        return next((one for one in right if not one.is_opted_out), right[0] if right else None)

    @property
    def asked_cents(self) -> int:
        """What a contact asks for: what is overdue, else what comes due, less what has been paid and not applied.

        What is disputed, held or arranged is left out; of an arrangement a missed instalment is asked for.
        """
        apart = sum(invoice.residual_cents for invoice in self.open_debits if invoice.apart)
        asked = self.overdue_cents or sum(self.buckets_cents) - apart
        return max(asked - self.unapplied_cents, 0)

    @property
    def arrangement(self) -> Agreement | None:
        """The arrangement that runs: on track, or behind by an instalment."""
        return next((one for one in self.agreements if one.state in ("active", "behind")), None)

    @property
    def missed(self) -> tuple[Instalment, ...]:
        """The missed instalments of the arrangement that runs."""
        return self.arrangement.missed if self.arrangement else ()

    @property
    def asked_for(self) -> tuple[Invoice, ...]:
        """The open invoices and charges that may be asked for, oldest due first."""
        return tuple(invoice for invoice in self.open_debits if not invoice.apart)

    @property
    def open_debits(self) -> tuple[Invoice, ...]:
        """The open invoices and charges, oldest due first."""
        return tuple(invoice for invoice in self.invoices if invoice.is_debit and invoice.residual_cents)
