"""The demo's money and agreements: an event of the sample data, such as `pay` or `promise`, told to the service it is of.

What the data says to an event are the words of the service's method; only days and invoices are said relatively.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from collector_tui.services.acting import Done
from collector_tui.services.collecting import Collecting

_DEALS: Final[Mapping[str, Callable[[Collecting], Callable[..., Done]]]] = {
    "pay": lambda desk: desk.paying.pay,
    "charge": lambda desk: desk.charging.charge,
    "waive": lambda desk: desk.charging.waive,
    "write_off": lambda desk: desk.forgiving.write_off,
    "promise": lambda desk: desk.agreeing.promise,
    "arrange": lambda desk: desk.agreeing.arrange,
    "hold": lambda desk: desk.holding.hold,
    "dispute": lambda desk: desk.holding.dispute,
    "offer": lambda desk: desk.forgiving.settle,
    "barter": lambda desk: desk.bartering.agree,
}
_DAYS: Final = ("by", "first", "until")


@dataclass(frozen=True)
class DemoDeals:
    """Books events of money and agreements; `numbers` are the invoices of each account, the oldest first."""

    desk: Collecting
    day_of: Callable[[int], date]
    numbers: Mapping[str, Sequence[str]]

    def knows(self, what: str) -> bool:
        """Whether an event is one of money or agreements."""
        return what == "bounce" or what in _DEALS

    def book(self, name: str, account: int, what: str, said: Mapping[str, Any], key: str) -> None:
        """Book an event of the account of that name; a bounce is of its newest payment."""
        words = {word: self._meant(name, word, value) for word, value in said.items()}
        if what == "bounce":
            self.desk.paying.bounce(self.desk.paying.payments(account)[0][0], key, **words)
        else:
            _DEALS[what](self.desk)(account, key=key, **words)

    def _meant(self, name: str, word: str, value: Any) -> Any:
        if word in _DAYS:
            return self.day_of(value).isoformat()
        if word == "invoice":
            return self.numbers[name][value - 1]
        if word == "invoices":
            return [self.numbers[name][place - 1] for place in value]
        return value
