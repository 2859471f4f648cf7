"""Keeping the book by hand: new accounts, single invoices, and the facts about an account."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from collector_tui.domain.moment import Moment
from collector_tui.domain.money import LARGEST_CENTS, parse_amount, plain
from collector_tui.domain.party import party_of
from collector_tui.domain.phone import parse_phone
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import one_line
from collector_tui.domain.when import parse_day, written_day
from collector_tui.services.numbering import numbered
from collector_tui.services.office import Office, form_key
from collector_tui.store import accounts, acts, items, journal, ledger, optouts
from collector_tui.store.book import Writing
from collector_tui.store.card import shared
from collector_tui.store.summaries import refresh
from collector_tui.store.turning import renew
from collector_tui.timezones import zone_fault

_LONGEST_NAME = 300
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_MINUS = ("-", "−", "–")
_CURRENCY = re.compile(r"[A-Z]{3}")

FACTS: Mapping[str, str] = {
    "phone": "a phone number; the first one kept is called first, and one with a minus before it is taken off",
    "email": "an email address",
    "address": "the postal address",
    "zone": "where they are known to be, such as America/Chicago",
    "kind": "consumer or business",
    "language": "a language code, such as en",
    "terms": "days until an invoice without a due date is due",
    "consent": "what they agreed to: none, sms, call, email or all",
    "opt_out": "yes or no, for texts to all their numbers",
    "attorney": "who represents them; empty when nobody does",
    "contract_rate": "the interest agreed in the contract, in percent a year",
    "cease": "the day on which they asked in writing not to be contacted; empty when they did not",
    "bankruptcy": "pending with the day it was filed, or discharged",
    "inconvenient": "hours they asked to be left alone, such as Mon-Fri 09:00-17:00",
    "written_only": "yes when they want to be written to only",
    "ladder": "the ladder it climbs, by name (`collector ladder` lists them); empty for that of its kind",
    "intends": "what is really intended if nothing is paid: some of suit, agency, credit_report",
    "in_collection": "yes once your collection procedures have begun (New York City asks)",
}
"""The facts that `set` knows, and what each takes."""

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
                self._set(unit, moment, account_id, fact, value)
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
            told = [self._set(unit, moment, account_id, fact, value) for fact, value in _pairs(facts)]
            row = unit.one("SELECT name, (SELECT MAX(id) FROM journal) FROM account WHERE id = ?", (account_id,))
            if row and told:
                label = f"change of {row[0]} ({'; '.join(told)})"
                acts.record(unit, moment, "fact", account_id, account_id, label, form_key(), row[1])
            refresh(unit, [account_id], moment.today, self.office.rules)
        return told

    def _set(self, unit: Writing, moment: Moment, account_id: int, fact: str, value: str) -> str:
        fact, value = fact.strip().lower().replace("-", "_"), value.strip()
        if fact not in FACTS:
            raise Refused(f"“{fact}” is not a fact that is kept: use one of {', '.join(FACTS)}.")
        setters: dict[str, Callable[..., str]] = {"phone": self._phone, "email": self._email, "opt_out": self._opt_out}
        setter = setters.get(fact)
        words = setter(unit, moment, account_id, value) if setter else self._plain(unit, account_id, fact, value)
        journal.append(unit, moment, account_id, "fact", words)
        return words

    def shared_numbers(self, account_id: int) -> list[str]:
        """A sentence for each number of the account that others are reached by too."""
        phones = shared(self.office.book, account_id)
        return [f"{phone.shown} is also the number of {phone.others}." for phone in phones if phone.also]

    def _phone(self, unit: Writing, _moment: Moment, account_id: int, value: str) -> str:
        if value.startswith(_MINUS):
            return self._off(unit, account_id, value[1:].strip())
        number = parse_phone(value, self.office.business.country)
        if not number.e164:
            raise Refused(
                f"“{value}” is not a phone number that can be dialled: write it with its area or country code."
            )
        if not accounts.add_phone(unit, account_id, number):
            unit.run("UPDATE phone SET status = 'ok' WHERE account_id = ? AND shown = ?", (account_id, number.shown))
        return f"phone {number.shown}"

    def _off(self, unit: Writing, account_id: int, value: str) -> str:
        """Take a number off: it stays in the book as one that is not theirs, and an import does not bring it back."""
        number = parse_phone(value, self.office.business.country)
        kept = unit.all("SELECT id, shown, e164, extension, status FROM phone WHERE account_id = ?", (account_id,))
        meant = [
            row for row in kept if row[1] == number.shown or (row[2] and row[2:4] == (number.e164, number.extension))
        ]
        if not meant:
            theirs = ", ".join(row[1] for row in kept if row[4] == "ok")
            raise Refused(
                f"“{value}” is not a number of this account: {f'it has {theirs}' if theirs else 'it has none'}."
            )
        for row in meant:
            accounts.retire_phone(unit, row[0], "wrong")
        return f"phone {meant[0][1]} taken off"

    def _email(self, unit: Writing, _moment: Moment, account_id: int, value: str) -> str:
        if not _EMAIL.fullmatch(value):
            raise Refused(f"“{value}” is not an email address.")
        accounts.add_email(unit, account_id, value)
        return f"email {value}"

    def _opt_out(self, unit: Writing, moment: Moment, account_id: int, value: str) -> str:
        out = _yes(value)
        numbers = unit.all("SELECT e164 FROM phone WHERE account_id = ? AND e164 <> ''", (account_id,))
        if not numbers:
            raise Refused("There is no number to opt out: add one first.")
        for (e164,) in numbers:
            optouts.put(unit, e164, moment.at, "person") if out else optouts.lift(unit, e164)
        return "opted out of texts" if out else "opted in to texts again"

    def _plain(self, unit: Writing, account_id: int, fact: str, value: str) -> str:
        if fact == "zone":
            value = _zone(value)
        elif fact in _CHECKED:
            _check(fact, value)
        elif fact == "ladder" and value and value not in self.office.rules.ladders.by_name:
            names = ", ".join(self.office.rules.ladders.by_name)
            raise Refused(f"“{value}” is not a ladder: use one of {names}.")
        elif fact == "kind":
            value = _kind(value)
        elif fact == "terms":
            if not (value.isascii() and value.isdigit() and int(value) <= 365):
                raise Refused(f"“{value}” is not a number of days: give 0 to 365.")
            accounts.set_column(unit, account_id, "terms_days", int(value))
            return f"terms: {int(value)} days"
        if fact in accounts.COLUMN_FACTS:
            accounts.set_column(unit, account_id, fact, value)
        else:
            accounts.set_fact(unit, account_id, fact, value)
        return f"{fact.replace('_', ' ')}: {value or 'none'}"


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


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(zone_fault(value)) from None
    return value


def _kind(value: str) -> str:
    kind = party_of(value)
    if not kind:
        raise Refused(f"“{value}” is not a kind: use consumer or business.")
    return kind


_CHECKED = ("contract_rate", "cease", "bankruptcy", "inconvenient", "written_only", "in_collection", "intends")
"""Facts whose words are read by rules: a wrong one is told when it is set."""


def _check(fact: str, value: str) -> None:
    from collector_tui.domain.interest import parse_percent
    from collector_tui.domain.law.situating import read_bankruptcy, read_inconvenient
    from collector_tui.domain.vouching import read_intentions

    readers: dict[str, Callable[[str], object]] = {
        "contract_rate": parse_percent,
        "bankruptcy": read_bankruptcy,
        "inconvenient": read_inconvenient,
        "cease": date.fromisoformat,
        "written_only": _yes,
        "in_collection": _yes,
        "intends": read_intentions,
    }
    try:
        if value:
            readers[fact](value)
    except ValueError as error:
        hint = "write the day like 2026-11-20" if fact == "cease" else str(error)
        raise Refused(f"{fact.replace('_', ' ').capitalize()}: {hint}.") from None


def _yes(value: str) -> bool:
    if value.lower() in ("yes", "y", "true", "1"):
        return True
    if value.lower() in ("no", "n", "false", "0"):
        return False
    raise Refused(f"“{value}” is neither yes nor no.")
