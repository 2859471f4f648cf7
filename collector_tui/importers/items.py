"""From one row of a report to one item: an invoice, a credit note or a payment."""

from dataclasses import dataclass, field
from datetime import date

from collector_tui.domain.document import Document, DocumentKind
from collector_tui.domain.party import party_of
from collector_tui.domain.text import folded, one_line
from collector_tui.importers.amounts import Amounts, is_plain
from collector_tui.importers.currencies import currency_in, is_currency, stated_currency
from collector_tui.importers.dates import Dates
from collector_tui.importers.headers import Columns
from collector_tui.importers.kinds import is_not_owed, is_paid, kind_of
from collector_tui.importers.records import Cells
from collector_tui.importers.whose import PLACED

LONGEST_NAME = 300
LONGEST_ADDRESS = 500
_ADDRESS = ("address", "street", "street_more", "city", "region", "zip", "country")
_ON_RECEIPT = ("due on receipt", "on receipt", "upon receipt", "due upon receipt", "sofort")


class LeftOut(Exception):
    """A row that is rightly not taken, and why; nothing is wrong with it."""


@dataclass(slots=True)
class Items:
    """Reads the items of one file. `signed` reports write every credit negative, so a positive one is an error."""

    columns: Columns
    dates: Dates
    amounts: Amounts
    currency: str
    signed: bool = False
    at: dict[str, int] = field(init=False)
    _kinds: dict[str, DocumentKind | None] = field(init=False, default_factory=dict)
    _usual: str = field(init=False, default="")
    _has_open: bool = field(init=False, default=False)
    _has_address: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.at = self.columns.at()
        self._has_open = "open" in self.columns.places
        self._has_address = not PLACED.isdisjoint(self.columns.places)
        titles = " ".join(self.columns.called(name) for name in ("amount", "open") if name in self.columns.places)
        self._usual = currency_in(titles, self.currency) or self.currency

    def item(self, line: int, cells: Cells) -> Document:
        """The item a row holds. Raises ValueError with a sentence when it cannot be taken, LeftOut when it need not."""
        at = self.at
        account, number = self._name(cells, "account"), self._name(cells, "number")
        if not account:
            raise ValueError("there is no customer" + self._in("account"))
        if (status := cells[at["status"]]) and is_not_owed(status):
            raise LeftOut(f"its status is “{one_line(status)}”")
        issued_on, settled_on = self._day(cells, "issued"), self._day(cells, "settled")
        due_on = self._due(cells, issued_on)
        currency = self._currency(cells)
        amount, still_open = self._figures(cells, currency, is_settled=settled_on is not None)
        kind = self._kind(cells[at["kind"]], amount)
        if not number and kind == "invoice":
            raise ValueError("there is no invoice number" + self._in("number"))
        if settled_on and still_open and self._has_open:
            settled_on = None
        return Document(
            account, number, kind, issued_on, due_on, abs(amount), abs(still_open), currency, line,
            settled_on, cells[at["phone"]].strip(), cells[at["email"]].strip(),
            party_of(cells[at["account_kind"]]), self._address(cells) if self._has_address else "",
        )  # fmt: skip

    def _in(self, name: str) -> str:
        return f" in “{self.columns.called(name)}”" if name in self.columns.places else f" ({name} has no column)"

    def _name(self, cells: Cells, name: str) -> str:
        text = one_line(cells[self.at[name]])
        if len(text) > LONGEST_NAME:
            raise ValueError(f"“{text[:40]}…”{self._in(name)} has {len(text):,} characters, more than {LONGEST_NAME}")
        return text

    def _address(self, cells: Cells) -> str:
        """The address in one line, from one column or from several; what the first says already is not repeated."""
        street, *parts, region, code, country = (
            ", ".join(filter(None, (one_line(line).strip(" ,") for line in cells[self.at[name]].splitlines())))
            for name in _ADDRESS
        )
        if not street and not any(cells[self.at[name]].strip() for name in ("street", "city", "zip")):
            return ""
        whole = street
        for part in (*parts, f"{region} {code}".strip(), country):
            if part and folded(part) not in folded(whole):
                whole += f", {part}" if whole else part
        return whole[:LONGEST_ADDRESS]

    def _day(self, cells: Cells, name: str) -> date | None:
        try:
            return self.dates.read(cells[self.at[name]])
        except ValueError as error:
            raise ValueError(f"{error}{self._in(name)}") from None

    def _due(self, cells: Cells, issued_on: date | None) -> date | None:
        try:
            return self._day(cells, "due")
        except ValueError:
            if folded(cells[self.at["due"]]) in _ON_RECEIPT:
                return issued_on
            raise

    def _currency(self, cells: Cells) -> str:
        at = self.at
        if stated := cells[at["currency"]].strip():
            return stated if is_currency(stated) else stated_currency(stated, self.currency)
        for cell in (cells[at["amount"]], cells[at["open"]]):
            if not is_plain(cell) and (found := currency_in(cell, self.currency)):
                return found
        return self._usual

    def _figures(self, cells: Cells, currency: str, *, is_settled: bool) -> tuple[int, int]:
        """What the item came to and what is open of it, both with the file's sign."""
        amount = self._figure(cells, "amount", currency)
        alike = cells[self.at["open"]] == cells[self.at["amount"]]
        still_open = amount if alike else self._figure(cells, "open", currency)
        if still_open is None:
            if amount is None:
                raise ValueError(
                    "there is no amount" + self._in("amount" if "amount" in self.columns.places else "open")
                )
            still_open = self._open_unsaid(cells, amount, is_settled=is_settled)
        if amount is None:
            amount = still_open
        if amount == 0 and still_open == 0:
            raise LeftOut("its amount is zero")
        if amount * still_open < 0 or abs(still_open) > abs(amount):
            raise ValueError(self._more_open_than_billed(cells))
        return amount, still_open

    def _more_open_than_billed(self, cells: Cells) -> str:
        still_open, amount = cells[self.at["open"]].strip(), cells[self.at["amount"]].strip()
        return f"“{still_open}”{self._in('open')} is more than “{amount}”{self._in('amount')}, or of the other sign"

    def _figure(self, cells: Cells, name: str, currency: str) -> int | None:
        text = cells[self.at[name]].strip()
        if not text:
            return None
        try:
            return self.amounts.read(text, currency)
        except ValueError as error:
            raise ValueError(f"{error}{self._in(name)}") from None

    def _open_unsaid(self, cells: Cells, amount: int, *, is_settled: bool) -> int:
        """What is open where the row does not say: all of it, unless the file says elsewhere that it is paid."""
        paid = is_paid(cells[self.at["status"]])
        if not self._has_open:
            return amount if is_settled or not paid else 0
        if is_settled or paid:
            return 0
        raise ValueError(f"nothing stands{self._in('open')}: what is still owed is not known")

    def _kind(self, cell: str, amount: int) -> DocumentKind:
        if cell not in self._kinds:
            self._kinds[cell] = kind_of(cell)
        stated = self._kinds[cell]
        if stated and self.signed and amount > 0:
            raise ValueError(f"a “{one_line(cell)}” with a positive amount is neither owed nor a credit")
        return stated or ("credit_note" if amount < 0 else "invoice")
