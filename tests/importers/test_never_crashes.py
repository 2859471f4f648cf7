import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.domain.document import ImportOptions, Reading, UnreadableFile
from collector_tui.importers import read

from .reports import HEADER, TODAY
from .test_quickbooks_online import CLASSIC


def outcome(data: bytes, options: ImportOptions) -> Reading | None:
    try:
        return read(data, "ledger.csv", options, TODAY)
    except UnreadableFile as refusal:
        assert str(refusal).endswith(".")
        return None


def assert_sound(reading: Reading) -> None:
    assert reading.documents == [] or reading.needs == []
    for document in reading.documents:
        assert 0 <= document.open_cents <= document.amount_cents
        assert document.amount_cents > 0
        assert document.account.strip()
        assert document.number or document.kind != "invoice"
    assert all(rejection.line > 0 and rejection.reason for rejection in reading.rejected + reading.skipped)


OPTIONS = st.builds(
    ImportOptions,
    date_order=st.sampled_from([None, "dmy", "mdy", "ymd"]),
    currency=st.sampled_from(["USD", "EUR", "JPY", "KWD"]),
    mapping=st.dictionaries(st.sampled_from(["account", "amount", "nothing"]), st.text(max_size=8), max_size=1),
)
LIKELY = st.sampled_from(
    ["Acme", "1041", "11/05/2026", "31.12.2026", "2026-02-30", "1,234.50", "1.234,50", "(5)", "-", "$", "Total", "Credit",
     '"', '"x', "x\ny", "\0", "\x1b[2J", "0", "-3", "EUR", "5 Nov 26", "T 9:99", "99999999999999999999"]
)  # fmt: skip
CELLS = st.one_of(LIKELY, st.text(max_size=12))
HEADERS = st.sampled_from(
    [
        HEADER,
        "Customer,Number,Type,Status,Currency,Due,Amount,Paid on,Phone",
        CLASSIC.splitlines()[4],
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), OPTIONS)
def test_arbitrary_bytes(data, options):
    reading = outcome(data, options)
    assert reading is None or reading.format


@settings(max_examples=300, deadline=None)
@given(HEADERS, st.lists(st.lists(CELLS, max_size=10), max_size=8), OPTIONS)
def test_arbitrary_text_in_arbitrary_cells(header, rows, options):
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    reading = outcome(f"{header}\n{buffer.getvalue()}".encode("utf-8", "replace"), options)
    if reading:
        assert_sound(reading)


@settings(max_examples=200, deadline=None)
@given(HEADERS, st.lists(st.lists(CELLS, max_size=10).map(",".join), max_size=8))
def test_arbitrary_text_not_even_quoted(header, rows):
    reading = outcome("\n".join([header, *rows]).encode("utf-8", "replace"), ImportOptions())
    if reading:
        assert_sound(reading)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(CLASSIC)), st.integers(0, 30), st.text(max_size=6), OPTIONS)
def test_a_quickbooks_report_damaged_anywhere(at, length, text, options):
    reading = outcome((CLASSIC[:at] + text + CLASSIC[at + length :]).encode("utf-8", "replace"), options)
    if reading:
        assert_sound(reading)
