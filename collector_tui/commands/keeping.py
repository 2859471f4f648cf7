"""`add`, `invoice` and `set`: what is entered by hand."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from collector_tui.commands.command import ACCOUNT, Command, currency, option, pair
from collector_tui.commands.printing import complain, give, say

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting

_FACTS = {
    "phone": "a phone number; may be given several times, the first is called first",
    "email": "an email address; may be given several times",
    "address": "the postal address",
    "zone": "where they are known to be, such as America/Chicago",
    "kind": "consumer or business",
    "language": "a language code, such as en",
    "terms": "days until an invoice without a due date is due",
    "consent": "what they agreed to: none, sms, call, email or all",
    "attorney": "who represents them",
    "contract_rate": "the interest agreed in the contract, in percent a year",
    "cease": "the day on which they asked in writing not to be contacted",
    "bankruptcy": "pending with the day it was filed, or discharged",
    "inconvenient": "hours they asked to be left alone, such as Mon-Fri 09:00-17:00",
    "written_only": "yes when they want to be written to only",
    "ladder": "the ladder it climbs, by name (`collector ladder` lists them)",
    "intends": "what is really intended if nothing is paid: some of suit, agency, credit_report",
    "in_collection": "yes once your collection procedures have begun (New York City asks)",
}
"""What can be told of an account while it is added; `set` knows opt-out as well."""


def add(collecting: "Collecting", invocation: "Invocation") -> int:
    """Add an account and print its id."""
    account_id = collecting.keeping.add_account(invocation.name, invocation.currency or "", _told(invocation))
    if invocation.json:
        give({"account_id": account_id})
    else:
        say(str(account_id))
    _tell_shared(collecting, account_id, [fact for fact, _ in _told(invocation)])
    return 0


def _tell_shared(collecting: "Collecting", account_id: int, facts: Iterable[str]) -> None:
    """Say who else has a number, when a number was spoken of."""
    if "phone" in {fact.strip().lower() for fact in facts}:
        for words in collecting.keeping.shared_numbers(account_id):
            complain(words)


def _told(invocation: "Invocation") -> Iterator[tuple[str, str]]:
    for fact in _FACTS:
        for value in getattr(invocation, fact) or ():
            yield fact, value


def invoice(collecting: "Collecting", invocation: "Invocation") -> int:
    """Enter one invoice."""
    row = collecting.queue.resolve(invocation.account)
    entry = collecting.keeping.add_invoice(
        row.id, invocation.number, invocation.amount, invocation.due, invocation.issued
    )
    if invocation.json:
        give({"account_id": row.id, "account": row.name, "invoice_id": entry, "number": invocation.number})
    else:
        say(f"invoice {invocation.number} of {row.name} is in the book")
    return 0


def set_facts(collecting: "Collecting", invocation: "Invocation") -> int:
    """Set facts of an account: all of them, or none when one is not right."""
    row = collecting.queue.resolve(invocation.account)
    told = collecting.keeping.set_facts(row.id, invocation.facts)
    if invocation.json:
        give({"account_id": row.id, "account": row.name, "set": told})
    else:
        for words in told:
            say(f"{row.name}: {words}")
    _tell_shared(collecting, row.id, [fact for fact, _ in invocation.facts])
    return 0


COMMANDS = (
    Command(
        "add",
        "add an account by hand and print its id",
        add,
        (
            option("name", metavar="ACCOUNT", says="the name of the new account"),
            option("--currency", type=currency, metavar="C", says="its currency, such as USD"),
            *(
                option(f"--{fact.replace('_', '-')}", action="append", metavar=fact[0].upper(), says=says)
                for fact, says in _FACTS.items()
            ),
        ),
        creates_book=True,
    ),
    Command(
        "invoice",
        "enter an invoice by hand",
        invoice,
        (
            ACCOUNT,
            option("--number", required=True, metavar="N", says="the invoice number"),
            option("--amount", required=True, metavar="A", says="what it is for, such as 1,284.50"),
            option("--due", required=True, metavar="D", says="when it is due: 2026-12-18, eom, 30d"),
            option("--issued", default="", metavar="D", says="when it was issued (usually today)"),
        ),
    ),
    Command(
        "set",
        "set facts about an account",
        set_facts,
        (
            ACCOUNT,
            option(
                "facts",
                nargs="+",
                type=pair,
                metavar="FACT=VALUE",
                says=f"{', '.join(_FACTS)} or opt-out (yes or no, for texts); phone=-NUMBER takes a number off",
            ),
        ),
    ),
)
