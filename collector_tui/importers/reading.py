"""One file in, one reading out: recognise the report, settle dates and amounts, take the rows."""

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from collector_tui.domain.document import ImportOptions, Reading, Rejection
from collector_tui.domain.party import party_of
from collector_tui.domain.text import one_line
from collector_tui.importers import generic, quickbooks_online
from collector_tui.importers.amounts import amounts_of
from collector_tui.importers.date_order import order_of
from collector_tui.importers.dates import Dates
from collector_tui.importers.harvest import Harvest, Progress, counted
from collector_tui.importers.headers import header_key, listed
from collector_tui.importers.items import Items
from collector_tui.importers.table import Table, table_of
from collector_tui.importers.whose import unused


def read(data: bytes, filename: str, options: ImportOptions, today: date, progress: Progress | None = None) -> Reading:
    """What an accounting export says: its documents, the rows left behind and why, and what has to be asked.

    Raises UnreadableFile with a sentence for the person when nothing in the file can be used.
    """
    with _no_collection():
        return _read(data, filename, options, today, progress)


@contextmanager
def _no_collection() -> Iterator[None]:
    """A large file makes a million small objects, none in a cycle: looking for cycles would take half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(data: bytes, filename: str, options: ImportOptions, today: date, progress: Progress | None) -> Reading:
    table = table_of(data, filename, options.mapping)
    is_quickbooks = quickbooks_online.is_quickbooks_online(table)
    report = quickbooks_online if is_quickbooks else generic
    order = order_of(table.values("issued", "due", "settled"), options.date_order, report.USUAL_ORDER)
    dates = Dates(order.order, today, options.date_order)
    amounts = amounts_of(table.values("amount", "open"), options.currency)
    harvest = Harvest(Items(table.columns, dates, amounts, options.currency, signed=is_quickbooks))
    for broken in table.broken:
        harvest.reject(broken.line, broken.cells, broken.reason)
    warnings = table.warnings + _advice(table)
    if not order.need:
        layout = report.Layout(table.columns)
        for line, cells in counted(table, progress):
            layout.row(harvest, line, cells)
        warnings += layout.finish(harvest)
        warnings += [] if is_quickbooks else _unused(table)
    return Reading(
        format=report.FORMAT,
        source=_source(table, report.FORMAT, report.company(table)),
        as_of=options.as_of or report.as_of(table, dates),
        documents=harvest.documents,
        rejected=sorted(harvest.rejected, key=_line),
        skipped=sorted(harvest.skipped, key=_line),
        warnings=warnings,
        needs=[order.need] if order.need else [],
        columns=table.columns.found(),
    )


def _advice(table: Table) -> list[str]:
    if "number" in table.columns.places:
        return []
    return [
        "No column holds the invoice number, and an invoice is not taken without one: the header has "
        f"{listed(table.columns.headers)}. --map number=HEADER names the column."
    ]


def _unused(table: Table) -> list[str]:
    """What such a file holds besides and is not taken: words that are no kind of account, and whole columns."""
    odd = sorted(value for value in table.values("account_kind") if not party_of(value))
    words = f"“{one_line(odd[0])[:60]}” in “{table.columns.called('account_kind')}”" if odd else ""
    names = unused(table.columns, table.rows)
    return [
        *([f"{words} is neither business nor consumer: the kind is left open."] if odd else []),
        *([f"Not used: {', '.join(names)}."] if names else []),
    ]


def _source(table: Table, report: str, company: str) -> str:
    """The same for two exports of one report, whatever the files are called."""
    named = "\n".join([report, company, *map(header_key, table.columns.headers)])
    return f"{report}:{hashlib.sha256(named.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _line(rejection: Rejection) -> int:
    return rejection.line
