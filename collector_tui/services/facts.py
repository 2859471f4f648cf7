"""Facts of an account, set by hand: what is kept, what each takes, and what is wrong with a value."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from collector_tui.domain.mailbox import parse_mailbox
from collector_tui.domain.moment import Moment
from collector_tui.domain.party import party_of
from collector_tui.domain.phone import parse_phone
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import Office
from collector_tui.store import accounts, journal, optouts
from collector_tui.store.book import Row, Writing
from collector_tui.timezones import zone_fault

_MINUS = ("-", "−", "–")

FACTS: Mapping[str, str] = {
    "phone": "a phone number; the first one kept is called first, and one with a minus before it is taken off",
    "email": "an email address; one with a minus before it is taken off",
    "address": "the postal address",
    "zone": "where they are known to be, such as America/Chicago",
    "kind": "consumer or business",
    "language": "a language code, such as en",
    "terms": "days until an invoice without a due date is due",
    "consent": "what they agreed to: none, sms, call, email or all",
    "opt_out": "yes or no, for texts to all their numbers",
    "email_opt_out": "yes or no, for emails to all their addresses",
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

_CHECKED = ("contract_rate", "cease", "bankruptcy", "inconvenient", "written_only", "in_collection", "intends")
"""Facts whose words are read by rules: a wrong one is told when it is set."""


def set_fact(office: Office, unit: Writing, moment: Moment, account_id: int, fact: str, value: str) -> str:
    """Set one fact of an account, with its journal line; returns what was set, in words.

    Raises Refused when it is not known or its value is not right.
    """
    fact, value = fact.strip().lower().replace("-", "_"), value.strip()
    if fact not in FACTS:
        raise Refused(f"“{fact}” is not a fact that is kept: use one of {', '.join(FACTS)}.")
    words = _SETTERS.get(fact, _plain)(_Setting(office, unit, moment, account_id, fact), value)
    journal.append(unit, moment, account_id, "fact", words)
    return words


class _Setting(NamedTuple):
    """A fact that is being set: where, when and of whom."""

    office: Office
    unit: Writing
    moment: Moment
    account_id: int
    fact: str


def _phone(to: _Setting, value: str) -> str:
    if value.startswith(_MINUS):
        return _phone_off(to, value[1:].strip())
    number = parse_phone(value, to.office.business.country)
    if not number.e164:
        raise Refused(f"“{value}” is not a phone number that can be dialled: write it with its area or country code.")
    if not accounts.add_phone(to.unit, to.account_id, number):
        sql = "UPDATE phone SET status = 'ok' WHERE account_id = ? AND shown = ?"
        to.unit.run(sql, (to.account_id, number.shown))
    return f"phone {number.shown}"


def _phone_off(to: _Setting, value: str) -> str:
    """Take a number off: it stays in the book as one that is not theirs, and an import does not bring it back."""
    number = parse_phone(value, to.office.business.country)
    sql = "SELECT id, shown, e164, extension, status FROM phone WHERE account_id = ?"
    kept = to.unit.all(sql, (to.account_id,))
    meant = [row for row in kept if row[1] == number.shown or (row[2] and row[2:4] == (number.e164, number.extension))]
    if not meant:
        theirs = ", ".join(row[1] for row in kept if row[4] == "ok")
        raise Refused(f"“{value}” is not a number of this account: {f'it has {theirs}' if theirs else 'it has none'}.")
    for row in meant:
        accounts.retire_phone(to.unit, row[0], "wrong")
    return f"phone {meant[0][1]} taken off"


def _email(to: _Setting, value: str) -> str:
    off = value.startswith(_MINUS)
    try:
        address = parse_mailbox(value[1:] if off else value).address
    except ValueError as error:
        raise Refused(f"{error}.") from None
    if off and not accounts.retire_email(to.unit, to.account_id, address):
        raise Refused(f"{address} is not an address of this account.")
    if not off and not accounts.add_email(to.unit, to.account_id, address):
        accounts.set_email(to.unit, to.account_id, address, "ok")
    return f"email {address}{' taken off' if off else ''}"


def _opt_out(to: _Setting, value: str) -> str:
    numbers = to.unit.all("SELECT e164 FROM phone WHERE account_id = ? AND e164 <> ''", (to.account_id,))
    if not numbers:
        raise Refused("There is no number to opt out: add one first.")
    return _opted(to, _yes(value), "texts", numbers)


def _email_opt_out(to: _Setting, value: str) -> str:
    addresses = to.unit.all("SELECT address FROM email WHERE account_id = ?", (to.account_id,))
    if not addresses:
        raise Refused("There is no email address to opt out: add one first.")
    return _opted(to, _yes(value), "emails", addresses)


def _opted(to: _Setting, out: bool, what: str, addresses: list[Row]) -> str:
    """Take these off what is sent, whoever has them, or let them be written to again."""
    for (address,) in addresses:
        if out:
            optouts.put(to.unit, address, to.moment.at, "person")
        else:
            optouts.lift(to.unit, address)
    return f"opted out of {what}" if out else f"opted in to {what} again"


def _plain(to: _Setting, value: str) -> str:
    fact = to.fact
    if fact == "zone":
        value = _zone(value)
    elif fact in _CHECKED:
        _check(fact, value)
    elif fact == "ladder" and value and value not in to.office.rules.ladders.by_name:
        names = ", ".join(to.office.rules.ladders.by_name)
        raise Refused(f"“{value}” is not a ladder: use one of {names}.")
    elif fact == "kind":
        value = _kind(value)
    elif fact == "terms":
        if not (value.isascii() and value.isdigit() and int(value) <= 365):
            raise Refused(f"“{value}” is not a number of days: give 0 to 365.")
        accounts.set_column(to.unit, to.account_id, "terms_days", int(value))
        return f"terms: {int(value)} days"
    if fact in accounts.COLUMN_FACTS:
        accounts.set_column(to.unit, to.account_id, fact, value)
    else:
        accounts.set_fact(to.unit, to.account_id, fact, value)
    return f"{fact.replace('_', ' ')}: {value or 'none'}"


_SETTERS: Mapping[str, Callable[[_Setting, str], str]] = {
    "phone": _phone,
    "email": _email,
    "opt_out": _opt_out,
    "email_opt_out": _email_opt_out,
}
"""The facts that are not kept as the words they are."""


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
