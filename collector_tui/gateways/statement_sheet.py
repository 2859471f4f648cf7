"""How a statement of account is laid out on paper."""

from typing import Any

from reportlab.platypus import KeepTogether, Paragraph, Spacer  # type: ignore[import-untyped]

from collector_tui.domain.aging import BUCKETS
from collector_tui.domain.money import plain, spoken
from collector_tui.domain.statement import Line, Statement
from collector_tui.domain.statement_words import (
    NO_ENTRIES,
    TITLE,
    brought_forward,
    creditor,
    headline,
    how_to_pay,
    period,
    remarks,
    shown_lines,
)
from collector_tui.domain.when import written_day
from collector_tui.gateways.fonts import literal
from collector_tui.gateways.paper import ACCENT, MARGIN, QUIET, print_story, sheet_of, style
from collector_tui.gateways.ruled import beside, figures, ruled, section

_TITLE = style(16, bold=True, colour=ACCENT, right=True)
_NAME, _TEXT = style(11, bold=True), style()
_SMALL, _SMALL_RIGHT = style(7.5, colour=QUIET), style(7.5, colour=QUIET, right=True)
_OWED = style(17, bold=True, right=True)
_PART, _REMARK = style(7.5, colour=QUIET, before=2), style(7.5, colour=QUIET, before=12)


def statement_sheet(statement: Statement) -> bytes:
    """The statement as a PDF, on the paper that is used where the business is."""
    sheet = sheet_of(statement.business.country)
    wide = sheet[0] - 2 * MARGIN
    story = [
        _letterhead(statement, wide),
        Spacer(0, 16),
        _addressed(statement, wide),
        Spacer(0, 14),
        _entries(statement, wide),
        *_open_items(statement, wide),
        *_unapplied(statement, wide),
        *_closing(statement, wide),
    ]
    name, day = statement.debtor.name, written_day(statement.as_of)
    return print_story(
        story,
        sheet=sheet,
        title=f"{TITLE}: {name}, {day}",
        author=statement.business.name,
        foot=f"{TITLE}  ·  account {statement.debtor.id}  ·  {day}",
    )


def _letterhead(statement: Statement, wide: float) -> Any:
    """Who sends it on the left, what it is on the right, and a rule under both."""
    first, *rest = creditor(statement) or [""]
    left = [Paragraph(literal(first), _NAME), *(Paragraph(literal(line), _SMALL) for line in rest)]
    right = [Paragraph(TITLE, _TITLE), Spacer(0, 3), Paragraph(period(statement), _SMALL_RIGHT)]
    return beside(left, right, wide, is_ruled=True)


def _addressed(statement: Statement, wide: float) -> Any:
    """Whom it is for on the left, what it comes to on the right."""
    debtor = statement.debtor
    left = [
        Paragraph("ACCOUNT", _SMALL),
        *(Paragraph(literal(line), _NAME) for line in shown_lines(debtor.name)),
        *(Paragraph(literal(line), _TEXT) for line in shown_lines(debtor.address)),
        Paragraph(f"Account number {debtor.id}", _SMALL),
    ]
    right = [
        Paragraph(f"BALANCE IN {literal(debtor.currency)}", _SMALL_RIGHT),
        Paragraph(literal(spoken(statement.outstanding_cents, debtor.currency)), _OWED),
        Paragraph(literal(headline(statement)), _SMALL_RIGHT),
    ]
    return beside(left, right, wide)


def _entries(statement: Statement, wide: float) -> Any:
    """Every entry with the balance after it; under a credit, what it pays."""
    currency = statement.debtor.currency
    rows = [_entry(line, currency) for line in statement.lines]
    if statement.since:
        opening = plain(statement.opening_cents, currency)
        rows.insert(0, ["", Paragraph(brought_forward(statement), _TEXT), "", "", opening])
    if not rows:
        rows = [["", Paragraph(NO_ENTRIES, _TEXT), "", "", ""]]
    sums = (statement.debit_cents, statement.credit_cents, statement.balance_cents)
    total = [written_day(statement.as_of), "Balance", *(plain(cents, currency) for cents in sums)]
    headers = ["Date", "Entry", "Debit", "Credit", "Balance"]
    return ruled(headers, rows, total, wide, words=1, right_from=2)


def _entry(line: Line, currency: str) -> list[Any]:
    debit, credit = (plain(cents, currency) if cents else "" for cents in (line.debit_cents, line.credit_cents))
    paid = [f"{plain(part.amount_cents, currency)} to {part.words}" for part in line.parts]
    words = [Paragraph(literal(line.words), _TEXT), *(Paragraph(literal(one), _PART) for one in paid)]
    return [written_day(line.on), words, debit, credit, plain(line.balance_cents, currency)]


def _open_items(statement: Statement, wide: float) -> list[Any]:
    """The invoices and charges of which something is owed, with their age."""
    currency = statement.debtor.currency
    rows = [
        [
            Paragraph(literal(item.words) + (" <b>(in dispute)</b>" if item.is_disputed else ""), _TEXT),
            written_day(item.due_on),
            str(item.days or ""),
            BUCKETS[item.bucket],
            plain(item.amount_cents, currency),
            plain(item.residual_cents, currency),
        ]
        for item in statement.open_items
    ]
    if not rows:
        return []
    total = ["In all", "", "", "", "", plain(sum(statement.buckets_cents), currency)]
    headers = ["Invoice or charge", "Due", "Days late", "Age", "Amount", "Still open"]
    title = f"Open on {written_day(statement.as_of)}"
    return [*section(title), ruled(headers, rows, total, wide, words=0, right_from=2)]


def _unapplied(statement: Statement, wide: float) -> list[Any]:
    """The credits that are not set against any invoice yet."""
    currency = statement.debtor.currency
    rows = [
        [
            Paragraph(literal(credit.words), _TEXT),
            written_day(credit.on),
            plain(credit.amount_cents, currency),
            plain(credit.residual_cents, currency),
        ]
        for credit in statement.unapplied
    ]
    if not rows:
        return []
    total = ["In all", "", "", plain(statement.unapplied_cents, currency)]
    headers = ["Payment or credit", "Date", "Amount", "Not applied"]
    return [*section("Not applied to any invoice yet"), ruled(headers, rows, total, wide, words=0, right_from=2)]


def _closing(statement: Statement, wide: float) -> list[Any]:
    """The aging, how to pay, and what else has to be known."""
    pay = [Paragraph(literal(way), _TEXT) for way in how_to_pay(statement)]
    return [
        KeepTogether([*section("Aging by due date"), _aging(statement, wide)]),
        *([KeepTogether([*section("How to pay"), *pay])] if pay else []),
        *(Paragraph(literal(remark), _REMARK) for remark in remarks(statement)),
    ]


def _aging(statement: Statement, wide: float) -> Any:
    names = ["Current", *(f"{name} days" for name in BUCKETS[1:]), "Not applied", "Outstanding"]
    cents = [*statement.buckets_cents, -statement.unapplied_cents, statement.outstanding_cents]
    if statement.disputed_cents:
        names.append("of it disputed")
        cents.append(statement.disputed_cents)
    return figures(names, [plain(one, statement.debtor.currency) for one in cents], wide)
