"""Grounds: what the book knows of an account, against which a text about it is read."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the book can vouch for when a text about an account is read.

    `true` are the grounds that are recorded (suit, agency, credit_report, interest, fee, last, urgency); `amounts_cents`
    and `dates` are all that may be named, `asked_cents` is what is asked now, in minor units of `currency`. Words in
    `names` (the account's, the business's, the collector's) are names and nothing else; `numbers` are those of its
    invoices, as they are written. A text that does not demand, such as a notice, speaks of prices, terms and days of its
    own: they are not held against the account, and it need not name amount, date and way to pay.
    """

    today: date
    currency: str
    true: frozenset[str] = frozenset()
    amounts_cents: frozenset[int] = frozenset()
    dates: frozenset[date] = frozenset()
    asked_cents: int = 0
    names: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    demands: bool = True
