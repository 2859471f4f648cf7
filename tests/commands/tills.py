"""A till for the tests of money: every command on its day, and the book proved after each."""

from typing import Any

from .conftest import Ran, Shell

WORKED = """
[business]
name = "Harbor Print Co."
collector = "Sam"
phone = "212-555-0100"
country = "{country}"
currency = "{currency}"
timezone = "{zone}"

[work]
promise_tolerance_days = {tolerance}

[sms]
carrier = "simulator"
undo_seconds = 0
"""

ONE = ("77", "1,000.00", "2025-05-01")
"""The invoice that most of these tests begin with: number, amount, day it was due."""

FIGURES = ("current_cents", "1-30_cents", "31-60_cents", "61-90_cents", "90+_cents")


class Till:
    """Runs commands on a day, each of which has to succeed and to leave a sound book."""

    def __init__(self, run: Shell, tolerance: int = 1, country: str = "US") -> None:
        currency, zone = {"US": ("USD", "America/New_York"), "GB": ("GBP", "Europe/London")}[country]
        self.run = run
        run.config.write_text(WORKED.format(country=country, currency=currency, zone=zone, tolerance=tolerance))

    def on(self, day: str) -> None:
        """Go to ten in the morning of a day."""
        self.run.set_clock(f"{day}T10:00")

    def __call__(self, *arguments: str) -> Any:
        """The data of a command; the account's figures add up afterwards, and `check` agrees."""
        data = self.run.json(*arguments)
        self.prove()
        return data

    def prove(self) -> None:
        """The whole book agrees with its entries, and current + buckets − unapplied = outstanding."""
        proved = self.run("check")
        assert proved.status == 0, proved.out + proved.err
        aging = self.run.json("aging", "--by", "account")
        for line in [*aging["accounts"], *aging["currencies"].values()]:
            assert line["outstanding_cents"] == sum(line[name] for name in FIGURES) - line["unapplied_cents"]

    def refused(self, *arguments: str) -> str:
        """The one sentence with which a command is refused; nothing was printed as data, and nothing written."""
        before = self.run.snapshot()
        ran = self.run(*arguments)
        assert (ran.status, ran.out) == (1, ""), ran
        assert ran.err.count("\n") == 1 and ran.err.endswith((".\n", ")\n")), ran.err
        assert self.run.snapshot() == before
        self.prove()
        return ran.err.strip()

    def text(self, *arguments: str) -> Ran:
        """A command without --json, which has to succeed."""
        ran = self.run(*arguments)
        assert ran.status == 0, ran.err
        return ran

    def account(self, name: str, *invoices: tuple[str, str, str], facts: tuple[str, ...] = ()) -> None:
        """An account with invoices: number, amount, due day."""
        self("add", name, *facts)
        for number, amount, due in invoices:
            self("invoice", name, "--number", number, "--amount", amount, "--due", due, "--issued", due)

    def residuals(self, name: str) -> dict[str, int]:
        """What is open of each invoice."""
        shown = self.run.json("show", name)
        return {item["number"]: item["residual_cents"] for item in shown["invoices"] if item["kind"] == "invoice"}

    def aged(self, *arguments: str, currency: str = "USD") -> dict[str, int]:
        """The aging of one currency."""
        figures: dict[str, int] = self.run.json("aging", *arguments)["currencies"][currency]
        return figures
