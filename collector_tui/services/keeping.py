"""Keeping the book by hand: new accounts, single invoices, and the facts about an account."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from collector_tui.domain.money import LARGEST_CENTS, parse_amount, plain
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import one_line
from collector_tui.domain.when import parse_day, written_day
from collector_tui.services.facts import set_fact
from collector_tui.services.numbering import numbered
from collector_tui.services.office import Office, form_key
from collector_tui.store import accounts, acts, items, journal, ledger
from collector_tui.store.card import shared
from collector_tui.store.summaries import refresh
from collector_tui.store.turning import renew

_LONGEST_NAME = 300
_CURRENCY = re.compile(r"[A-Z]{3}")

Facts = Mapping[str, str] | Iterable[tuple[str, str]]
"""Facts and their values; as pairs where one comes several times, such as two phone numbers."""


@dataclass(frozen=True)
class Keeping:
    """What is entered by hand; the journal has a line for each."""

    office: Office

    def add_account(self, name: str, currency: str = "", facts: Facts = ()) -> int:
        """Make an account and return its id.

        Raises Refused when the name is empty, too long, or taken.
        """
        name = one_line(name)
        if not name:
            raise Refused("An account needs a name.")
        if len(name) > _LONGEST_NAME:
            raise Refused(f"The name has {len(name)} characters, {_LONGEST_NAME} are kept: shorten it.")
        currency = (currency or self.office.business.currency).upper()
        if not _CURRENCY.fullmatch(currency):
            raise Refused(f"“{currency}” is not a currency: give its three letters, such as USD.")
        moment = self.office.moment()
        with self.office.book.writing() as unit:
            account_id = accounts.add(unit, moment, name, currency)
            line = journal.append(unit, moment, account_id, "account", f"account added: {name}")
            acts.record(unit, moment, "account", account_id, account_id, f"new account {name}", form_key(), line)
            for fact, value in _pairs(facts):
                set_fact(self.office, unit, moment, account_id, fact, value)
            refresh(unit, [account_id], moment.today, self.office.rules)
        return account_id

    def add_invoice(self, account_id: int, number: str, amount: str, due: str, issued: str = "") -> int:
        """Enter an invoice by hand and return its entry's id.

        Raises Refused with a sentence when the amount or a date is not one, or the number is taken.
        """
        moment = self.office.moment()
        if not one_line(number):
            raise Refused("An invoice needs a number.")
        with self.office.book.writing() as unit:
            row = unit.one("SELECT currency, name FROM account WHERE id = ?", (account_id,))
            if row is None:
                raise Refused(f"There is no account with the id {account_id}.")
            cents = _amount(amount, row[0])
            due_on, issued_on = _invoice_days(due, issued, moment.today)
            numbered(number)
            if items.has_document(unit, account_id, number, 1):
                raise Refused(f"Invoice {one_line(number)} is in the book already: nothing was entered.")
            words = f"invoice {one_line(number)}: {plain(cents, row[0])}, due {written_day(due_on)}"
            line = journal.append(unit, moment, account_id, "invoice", words)
            new = ledger.NewEntry(
                account_id, "invoice", 1, cents, issued_on, number=number, due_on=due_on, is_document=True
            )
            entry = ledger.book(unit, moment, new, line)
            label = f"invoice {one_line(number)} of {row[1]}"
            acts.record(unit, moment, "invoice", account_id, entry, label, form_key(), line)
            renew(unit, moment, [account_id], self.office.rules)
        return entry

    def add_account_with_invoice(
        self, name: str, facts: Mapping[str, str], invoice: tuple[str, str, str] | None
    ) -> int:
        """Make an account with its first invoice (number, amount, due), both or neither."""
        with self.office.book.writing():
            account_id = self.add_account(name, facts=facts)
            if invoice:
                self.add_invoice(account_id, *invoice)
        return account_id

    def set_facts(self, account_id: int, facts: Facts) -> list[str]:
        """Set facts of an account, all or none; returns a sentence for each.

        Raises Refused when one is not known or its value is not right.
        """
        moment = self.office.moment()
        with self.office.book.writing() as unit:
            told = [set_fact(self.office, unit, moment, account_id, fact, value) for fact, value in _pairs(facts)]
            row = unit.one("SELECT name, (SELECT MAX(id) FROM journal) FROM account WHERE id = ?", (account_id,))
            if row and told:
                label = f"change of {row[0]} ({'; '.join(told)})"
                acts.record(unit, moment, "fact", account_id, account_id, label, form_key(), row[1])
            refresh(unit, [account_id], moment.today, self.office.rules)
        return told

    def shared_numbers(self, account_id: int) -> list[str]:
        """A sentence for each number of the account that others are reached by too."""
        phones = shared(self.office.book, account_id)
        return [f"{phone.shown} is also the number of {phone.others}." for phone in phones if phone.also]


def _pairs(facts: Facts) -> Iterable[tuple[str, str]]:
    return facts.items() if isinstance(facts, Mapping) else facts


def _amount(text: str, currency: str) -> int:
    try:
        cents = parse_amount(text, currency)
    except ValueError as error:
        raise Refused(f"{error}.") from None
    if not 0 < cents <= LARGEST_CENTS:
        raise Refused("An invoice is for more than nothing: nothing was entered.")
    return cents


def _invoice_days(due: str, issued: str, today: date) -> tuple[date, date]:
    try:
        due_on = parse_day(due, today, nearest=True)
        issued_on = parse_day(issued, today, nearest=True) if issued else min(due_on, today)
    except ValueError as error:
        raise Refused(f"{error}.") from None
    if issued_on > due_on:
        raise Refused(f"The invoice would be due before it was issued ({written_day(issued_on)}): check the dates.")
    if due_on > today + timedelta(days=3660):
        raise Refused(f"{written_day(due_on)} is more than ten years away: check the due date.")
    return due_on, issued_on
