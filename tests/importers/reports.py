"""What the importer tests share: reading a small CSV written in the test, and the sample files."""

from datetime import date
from pathlib import Path

import pytest

from collector_tui.domain.document import Document, ImportOptions, Reading, UnreadableFile
from collector_tui.importers import read

TODAY = date(2026, 11, 20)
SHARED = Path(__file__).resolve().parents[3] / "shared"

HEADER = "Customer,Invoice #,Invoice Date,Due Date,Amount,Open Balance"


def taken(text: str | bytes, **options) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return read(data, "ledger.csv", ImportOptions(**options), TODAY)


def one(text: str | bytes, **options) -> Document:
    reading = taken(text, **options)
    assert [rejection.reason for rejection in reading.rejected] == []
    (document,) = reading.documents
    return document


def refusal(text: str | bytes, **options) -> str:
    with pytest.raises(UnreadableFile) as caught:
        taken(text, **options)
    return str(caught.value)


def reasons(rejections) -> dict[int, str]:
    return {rejection.line: rejection.reason for rejection in rejections}


def shared_file(path: str) -> bytes:
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"{path} is not beside this checkout")
    return file.read_bytes()
