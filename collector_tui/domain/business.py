"""Who collects: the business in whose name every contact is made, and its working rules."""

from pathlib import Path
from typing import Final, NamedTuple

NAMELESS: Final = "Nothing is sent to anybody while your business has no name: E on the desk names it."
"""Why nothing leaves by a real carrier or mail server: who writes has to say in whose name."""


class Business(NamedTuple):
    """The creditor as messages and letters name it; `timezone` is an IANA name, `country` and `currency` ISO codes."""

    name: str = ""
    collector: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    country: str = "US"
    currency: str = "USD"
    timezone: str = "UTC"
    payment_options: str = ""
    pay_link: str = ""


class WorkRules(NamedTuple):
    """How the collector wants to work: days an account is left alone after a contact, days a promise may slip.

    `payment_order` is the order in which money that nobody directed pays: the oldest first, or a row of costs, interest
    and principal.
    """

    minimum_interval_days: int = 3
    promise_tolerance_days: int = 1
    payment_order: str = "oldest"


class Practice(NamedTuple):
    """Whose invoices are collected, and by which rules: own ones (`first_party`) or those of others (`third_party`).

    `profiles` are rule packs added to those that the places of the debtor and the business bring by themselves;
    `default_debt_kind` (consumer or commercial) is taken where it is not known whether an account is a business.
    `home` is the folder of the configuration: the user's own rules, ladders and messages lie in folders beside it.
    """

    collector_kind: str = "first_party"
    profiles: tuple[str, ...] = ()
    default_debt_kind: str = "consumer"
    home: Path | None = None
