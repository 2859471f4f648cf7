"""The desk in a real terminal: the first morning, the signals that end it, and what never reaches the terminal."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import Terminal

POINTER = re.compile(rb"\x1b\]22;[a-z]*\x07")
"""What Textual itself says of the mouse pointer."""

NOW = "2026-11-20T10:00:00-05:00"


def collector(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command of the same installation."""
    own = {"XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home), "COLLECTOR_NOW": NOW, **environment}
    return subprocess.run(
        [sys.executable, "-m", "collector_tui", *arguments],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_morning_in_a_real_terminal(tmp_path):
    (tmp_path / "collector").mkdir()
    (tmp_path / "collector" / "config.toml").write_text("[sms]\nundo_seconds = 3\n")
    book = tmp_path / "collector" / "demo" / "demo.db"
    desk = Terminal(tmp_path, "demo", COLLECTOR_NOW=NOW)
    desk.until("s sends")
    before = json.loads(collector(tmp_path, "--book", str(book), "queue", "--json").stdout)
    desk.press("c", "v", "\r")
    desk.until("Left a voicemail for")
    desk.until("s sends")
    desk.press("s")
    desk.until("leaves in")
    desk.press("u")
    desk.until("Undid: text to")
    desk.press("s")
    desk.until("delivered")
    desk.press("z", "f", "r", "i", "\r")
    desk.until("is back on Fri 27 Nov")
    desk.press("/", *"tidew")
    desk.until("1 found")
    desk.press("\r", "q")
    assert desk.ends() == 0
    assert desk.raw.rstrip().endswith(b"\x1b[?2004l") or b"\x1b[?1049l" in desk.raw, "the terminal is as it was"

    first, second, third = (row["account_id"] for row in before[:3])
    outbox = json.loads(collector(tmp_path, "--book", str(book), "outbox", "--json").stdout)
    assert [(row["state"], row["simulated"]) for row in outbox[:2]] == [("delivered", True), ("cancelled", False)]
    assert {row["account_id"] for row in outbox[:2]} == {second}
    timeline = json.loads(collector(tmp_path, "--book", str(book), "show", str(first), "--json").stdout)["timeline"]
    assert "Left a voicemail" in timeline[0]["text"]
    snoozed = json.loads(collector(tmp_path, "--book", str(book), "show", str(third), "--json").stdout)
    assert snoozed["in_queue"] is False
    assert "2026-11-27" in snoozed["why"]
    assert collector(tmp_path, "--book", str(book), "check").returncode == 0

    again = Terminal(tmp_path, "demo", COLLECTOR_NOW=NOW)
    again.until("3 of 39 worked")
    again.press("q")
    assert again.ends() == 0


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_leaves_the_terminal_and_the_book_as_they_should_be(tmp_path, name):
    book = str(tmp_path / "book.db")
    collector(tmp_path, "--book", book, "add", "Dana Alvarez", "--phone", "212-555-0101")
    collector(tmp_path, "--book", book, "invoice", "Dana", "--number", "1", "--amount", "10", "--due", "2026-11-01")
    desk = Terminal(tmp_path, COLLECTOR_NOW=NOW, COLLECTOR_BOOK=book)
    desk.until("Dana Alvarez")
    desk.press("n", *"remember")
    os.kill(desk.pid, getattr(signal, name))
    if name == "SIGINT":
        desk.press("\x1b", "\x1b", "q")
    desk.ends()
    assert b"\x1b[?1049l" in desk.raw, "the alternate screen is left"
    assert collector(tmp_path, "--book", book, "check").returncode == 0
    assert not Path(book + "-wal").exists() or Path(book + "-wal").stat().st_size == 0


def test_no_control_byte_of_the_data_reaches_the_terminal(tmp_path):
    book = str(tmp_path / "book.db")
    hostile = "X\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202eY\u200b"
    assert collector(tmp_path, "--book", book, "add", hostile, "--phone", "212-555-0101").returncode == 0
    collector(tmp_path, "--book", book, "invoice", "1", "--number", hostile, "--amount", "10", "--due", "2026-11-01")
    collector(tmp_path, "--book", book, "note", "1", hostile)
    desk = Terminal(tmp_path, size=(120, 40), COLLECTOR_NOW=NOW, COLLECTOR_BOOK=book)
    desk.until("52;c;aGk=")
    for keys in (
        "\r",
        "\x1b",
        "c",
        "\x1b",
        "n",
        "\x1b",
        "m",
        "\x1b",
        "s",
        "u",
        "x",
        "u",
        "/",
        "52",
        "\x1b",
        "?",
        "\x1b",
    ):
        desk.press(keys)
    desk.press("q")
    assert desk.ends() == 0
    for bytes_of_data in (b"\x1b]52", b"\x07", "\u202e".encode(), "\u200b".encode(), "\x9b".encode()):
        assert bytes_of_data not in POINTER.sub(b"", desk.raw)


def test_without_a_terminal_it_says_what_to_do(tmp_path):
    done = collector(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == "The desk needs a terminal: use a command such as `collector queue`, or see `collector --help`.\n"
    )


def test_a_second_desk_says_that_the_first_has_the_outbox(tmp_path):
    book = str(tmp_path / "book.db")
    (tmp_path / "collector").mkdir()
    (tmp_path / "collector" / "config.toml").write_text('[sms]\ncarrier = "simulator"\n')
    collector(tmp_path, "--book", book, "add", "Dana Alvarez")
    first = Terminal(tmp_path, size=(120, 30), COLLECTOR_NOW=NOW, COLLECTOR_BOOK=book)
    first.until("Queue")
    import time

    time.sleep(1.5)
    second = Terminal(tmp_path, size=(120, 30), COLLECTOR_NOW=NOW, COLLECTOR_BOOK=book)
    second.until("Another desk has the outbox")
    for desk in (first, second):
        desk.press("q")
        assert desk.ends() == 0


def test_what_is_lacking_is_said_first(tmp_path):
    book = str(tmp_path / "book.db")
    collector(tmp_path, "--book", book, "add", "Dana Alvarez", "--phone", "212-555-0101")
    collector(tmp_path, "--book", book, "invoice", "Dana", "--number", "1", "--amount", "10", "--due", "2026-11-01")
    desk = Terminal(tmp_path, COLLECTOR_NOW=NOW, COLLECTOR_BOOK=book)
    desk.until("E sets up whose invoices you collect")
    desk.press("q")
    assert desk.ends() == 0
    desk = Terminal(tmp_path, "--read-only", COLLECTOR_NOW=NOW, COLLECTOR_BOOK=book)
    desk.until("nothing can be changed")
    desk.press("x")
    desk.until("The book was opened read-only")
    desk.press("q")
    assert desk.ends() == 0
