"""A statement as plain text of 80 columns: for a terminal, a mail, a printer."""

from collections.abc import Collection, Sequence

from collector_tui.domain.aging import BUCKETS
from collector_tui.domain.columns import GAP, places, row, wrapped
from collector_tui.domain.money import plain
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
from collector_tui.domain.text import visible
from collector_tui.domain.when import written_day

WIDTH = 80
_LABEL = 9
_LEAST_WORDS = 10

Rows = list[tuple[str, ...]]


def as_text(statement: Statement) -> str:
    """The whole statement, ending in a line feed; every character in it is harmless on a terminal."""
    blocks = [
        [TITLE.upper()],
        _head(statement),
        wrapped(headline(statement), WIDTH),
        _entries(statement),
        _open_items(statement),
        _unapplied(statement),
        _aging(statement),
        _pay(statement),
        [line for remark in remarks(statement) for line in wrapped(remark, WIDTH)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(statement: Statement) -> list[str]:
    debtor = statement.debtor
    to = [*shown_lines(debtor.name), *shown_lines(debtor.address)]
    labelled = [
        ("From", creditor(statement)),
        ("To", to),
        ("Account", [str(debtor.id)]),
        ("Period", [period(statement)]),
        ("Currency", [debtor.currency]),
    ]
    return [line for label, values in labelled for line in _labelled(label, values)]


def _labelled(label: str, values: list[str]) -> list[str]:
    lines = [line for value in values for line in wrapped(value, WIDTH - _LABEL)]
    labels = [label] + [""] * (len(lines) - 1)
    return [f"{shown:{_LABEL}}{line}" for shown, line in zip(labels, lines, strict=True)] if lines else []


def _entries(statement: Statement) -> list[str]:
    currency = statement.debtor.currency
    rows: Rows = []
    if statement.since:
        rows.append(("", brought_forward(statement), "", "", plain(statement.opening_cents, currency)))
    for line in statement.lines:
        rows += _line(line, currency)
    if not rows:
        return [NO_ENTRIES]
    sums = (statement.debit_cents, statement.credit_cents, statement.balance_cents)
    total = (written_day(statement.as_of), "Balance", *(plain(cents, currency) for cents in sums))
    return _table(("Date", "Entry", "Debit", "Credit", "Balance"), rows, total, words=1, right=(2, 3, 4))


def _line(line: Line, currency: str) -> Rows:
    debit, credit = (plain(cents, currency) if cents else "" for cents in (line.debit_cents, line.credit_cents))
    first = (written_day(line.on), visible(line.words), debit, credit, plain(line.balance_cents, currency))
    parts = [f"- {plain(part.amount_cents, currency)} to {visible(part.words)}" for part in line.parts]
    return [first, *(("", part, "", "", "") for part in parts)]


def _open_items(statement: Statement) -> list[str]:
    currency = statement.debtor.currency
    rows: Rows = [
        (
            visible(item.words) + (" (in dispute)" if item.is_disputed else ""),
            written_day(item.due_on),
            str(item.days or ""),
            plain(item.amount_cents, currency),
            plain(item.residual_cents, currency),
        )
        for item in statement.open_items
    ]
    if not rows:
        return []
    total = ("In all", "", "", "", plain(sum(statement.buckets_cents), currency))
    headers = ("Open", "Due", "Days late", "Amount", "Still open")
    return _table(headers, rows, total, words=0, right=(2, 3, 4))


def _unapplied(statement: Statement) -> list[str]:
    currency = statement.debtor.currency
    rows: Rows = [
        (
            visible(credit.words),
            written_day(credit.on),
            plain(credit.amount_cents, currency),
            plain(credit.residual_cents, currency),
        )
        for credit in statement.unapplied
    ]
    if not rows:
        return []
    total = ("In all", "", "", plain(statement.unapplied_cents, currency))
    headers = ("Not applied yet", "Date", "Amount", "Still unused")
    return _table(headers, rows, total, words=0, right=(2, 3))


def _aging(statement: Statement) -> list[str]:
    currency = statement.debtor.currency
    figures = [
        (name if name == "Current" else f"{name} days late", cents)
        for name, cents in zip(BUCKETS, statement.buckets_cents, strict=True)
    ]
    figures += [("Not applied yet", -statement.unapplied_cents)] if statement.unapplied_cents else []
    rows: Rows = [(name, plain(cents, currency)) for name, cents in figures]
    totals = [("Outstanding", plain(statement.outstanding_cents, currency))]
    if statement.disputed_cents:
        totals.append(("of which disputed", plain(statement.disputed_cents, currency)))
    return _table((f"Aging on {written_day(statement.as_of)}", ""), rows, *totals, words=None, right=(1,))


def _pay(statement: Statement) -> list[str]:
    ways = how_to_pay(statement)
    return [line for way in ways for line in wrapped(way, WIDTH)]


def _table(
    headers: tuple[str, ...],
    rows: Rows,
    *totals: tuple[str, ...],
    words: int | None,
    right: Collection[int],
) -> list[str]:
    """Rows between rules, with their sums under them; the column of words takes what the others leave."""
    widths = _widths([headers, *rows, *totals], words)
    rule = "-" * (sum(widths) + len(GAP) * (len(widths) - 1))
    body, sums = ([line for cells in part for line in row(cells, widths, right)] for part in (rows, totals))
    return [*row(headers, widths, right), rule, *body, rule, *sums]


def _widths(rows: Sequence[Sequence[str]], words: int | None) -> list[int]:
    widths = [max(map(places, column)) for column in zip(*rows, strict=True)]
    if words is not None:
        room = WIDTH - len(GAP) * (len(widths) - 1) - sum(widths) + widths[words]
        widths[words] = max(_LEAST_WORDS, room)
    return widths
