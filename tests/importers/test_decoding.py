import zipfile
from io import BytesIO

import pytest

from collector_tui.importers import decoding

from .reports import HEADER, one, refusal, taken

ROW = "Café Añejo,17,2026-10-01,2026-11-01,742.00,742.00\n"
FILE = f"{HEADER}\n{ROW}"


def zipped() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("xl/workbook.xml"), "<workbook/>")
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_utf8_file_is_read_without_a_word(encoding):
    reading = taken(FILE.encode(encoding))
    assert reading.documents[0].account == "Café Añejo"
    assert reading.warnings == []


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-32", "UTF-32")],
)
def test_another_encoding_is_read_and_named(encoding, named):
    reading = taken(FILE.encode(encoding))
    assert reading.documents[0].account == "Café Añejo"
    assert [named in warning for warning in reading.warnings] == [True]


def test_utf8_mark_on_a_windows_file_keeps_the_first_header():
    reading = taken(b"\xef\xbb\xbf" + FILE.encode("cp1252"))
    assert reading.documents[0].account == "Café Añejo"
    assert reading.columns["account"] == "Customer"


def test_stray_nul_bytes_are_left_out_and_said():
    reading = taken(FILE.replace("17", "1\x007").encode())
    assert reading.documents[0].number == "17"
    assert reading.warnings == ["The file holds 1 NUL bytes; they were left out."]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "ledger.csv is empty"),
        (b" \r\n\t\n", "ledger.csv is empty"),
        (b"\xef\xbb\xbf", "ledger.csv is empty"),
        (zipped(), "is a zip file, as Excel workbooks (.xlsx) are, whatever its name"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "is an old Excel workbook (.xls)"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"<html><table><tr><td>Customer</td></tr></table>", "is a web page or XML"),
        (bytes(range(256)) * 20, "is not a text file"),
    ],
)
def test_what_is_no_csv_is_named_with_what_to_do(data, says):
    sentence = refusal(data)
    assert says in sentence
    assert "CSV" in sentence or "export the report again" in sentence


def test_a_file_of_unlikely_size_is_refused(monkeypatch):
    monkeypatch.setattr(decoding, "LARGEST_BYTES", 1_000_000)
    assert refusal(b"a" * 1_000_001).startswith("ledger.csv has 1 MB, and at most 1 MB can be read")


def test_terminal_escapes_in_names_are_kept_for_the_screen_to_show():
    name = "ACME [/b]\x1b[2J\u202eevil"
    assert one(f"{HEADER}\n{name},1,,2026-11-01,5,5\n").account == name
