"""The command line as it is used: `run("queue", "--json")` over a book, a configuration and a clock of the test's own."""

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from collector_tui.__main__ import main

SHARED = Path(__file__).resolve().parents[3] / "shared"

CONFIG = """
[business]
name = "Harbor Print Co."
collector = "Sam"
phone = "212-555-0100"
country = "US"
currency = "USD"
timezone = "America/New_York"

[sms]
carrier = "{carrier}"
undo_seconds = {undo_seconds}
"""

EXPORT = """Customer,Invoice #,Invoice Date,Due Date,Amount,Open Balance,Phone
Dana Alvarez,1041,2026-07-03,2026-08-02,1284.50,1284.50,(212) 555-0101
Dana Alvarez,1080,2026-10-31,2026-11-20,642.00,642.00,
Chidi Okafor,1071,2026-10-20,2026-11-10,500.00,500.00,(212) 555-0102
Tidewater Yoga,1081,2026-11-15,2026-12-15,880.00,880.00,
"""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Shell:
    """Runs `collector` in this process, the way a shell would."""

    def __init__(self, home: Path, patch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str]) -> None:
        self.home, self._patch, self._captured = home, patch, captured
        self.book = home / "books" / "collector.db"
        self.config = home / "config.toml"
        patch.setenv("COLLECTOR_BOOK", str(self.book))
        patch.setenv("COLLECTOR_CONFIG", str(self.config))
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        self.set_clock("2026-11-20T10:00")
        self.configure()

    def configure(self, carrier: str = "none", undo_seconds: int = 0) -> None:
        self.config.write_text(CONFIG.format(carrier=carrier, undo_seconds=undo_seconds))

    def set_clock(self, instant: str) -> None:
        self._patch.setenv("COLLECTOR_NOW", instant)

    def __call__(self, *arguments: str | Path, stdin: bytes = b"") -> Ran:
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self._captured.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        out, err = self._captured.readouterr()
        return Ran(status, out, err)

    def json(self, *arguments: str | Path, stdin: bytes = b"") -> Any:
        """The data of a command that has to succeed."""
        ran = self(*arguments, "--json", stdin=stdin)
        assert ran.status == 0, ran.err
        return ran.data

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.home / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def snapshot(self) -> bytes:
        """All bytes of the book and its mark."""
        return self.book.read_bytes() + self.book.with_name("collector.db.mark").read_bytes()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """`collector` on Friday 20 November 2026, ten in the morning in New York; there is no book yet."""
    return Shell(tmp_path, monkeypatch, capsys)


@pytest.fixture
def desk(run: Shell) -> Shell:
    """The same with a book: three accounts, two of them overdue and with a number."""
    assert run("import", run.file("open.csv", EXPORT)).status == 0
    return run


def shared(path: str) -> Path:
    """A file of the sample data beside the checkout; the test is skipped where there is none."""
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"{path} is not beside this checkout")
    return file
