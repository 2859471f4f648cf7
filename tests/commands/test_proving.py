"""`check`, `backup`, `where`, `keys` and `demo`, and what is printed whatever the data holds."""

import io
import json
import sys
from pathlib import Path

import pytest

from collector_tui import __main__
from collector_tui.commands import printing
from collector_tui.commands.arguments import Invocation
from collector_tui.commands.progress import ProgressBar
from collector_tui.commands.table import COMMANDS
from collector_tui.store.driver import sqlite3

from .conftest import Shell

HOSTILE = "A\x1b]0;x\x07B\x7f\x85\u202eC\u200bD [red]"


def test_a_sound_book_says_what_it_holds(desk: Shell) -> None:
    ran = desk("check")
    assert (ran.status, ran.out) == (0, "sound: 4 journal lines, 3 accounts\n")
    assert desk.json("check") == {"sound": True, "differences": [], "journal_lines": 4, "accounts": 3}


def test_a_difference_is_printed_and_exits_with_one(desk: Shell) -> None:
    with sqlite3.connect(desk.book) as other:
        other.execute("UPDATE account SET overdue_cents = overdue_cents + 1 WHERE id = 1")
    other.close()
    ran = desk("check")
    assert ran.status == 1
    assert "account 1" in ran.out
    assert desk("check", "--json").data["sound"] is False


def test_a_backup_opens_and_is_not_written_over(desk: Shell) -> None:
    target = desk.home / "safe" / "copy.db"
    assert desk.json("backup", target) == {"backup": str(target)}
    assert target.stat().st_mode & 0o777 == 0o600
    assert len(desk("--book", str(target), "queue", "--json").data) == 2
    ran = desk("backup", target)
    assert (ran.status, ran.out) == (1, "")
    assert "is there already" in ran.err
    usual = Path(desk("backup").out.strip())
    assert usual.exists() and usual.parent == desk.book.with_name("backups")


def test_where_needs_no_book(run: Shell) -> None:
    places = run.json("where")
    assert places["book"] == str(run.book)
    assert places["config"] == str(run.config)
    assert set(places) == {"book", "config", "data", "demo", "backups", "exists", "tzdata"}
    assert (places["exists"]["book"], places["exists"]["config"]) == (False, True)
    assert "not there" in run("where").out
    assert not run.book.exists()


def test_keys_prints_the_rows_it_is_handed(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("c", "Call", "Open the call sheet."), ("s", "Send", "Send the message.")]
    assert COMMANDS["keys"].run(None, Invocation(keymap=rows, json=False)) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["c", "Call", "Open", "the", "call", "sheet."]
    assert COMMANDS["keys"].run(None, Invocation(keymap=rows, json=True)) == 0
    assert json.loads(capsys.readouterr().out)[1] == {"keys": "s", "title": "Send", "help": "Send the message."}


def test_the_demo_is_built_and_says_what_to_try(run: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran = run("demo")
    assert ran.status == 0, ran.err
    assert str(run.book) in ran.out and "draft NAME" in ran.out
    assert len(run.json("queue")) > 5
    assert run("check").status == 0
    assert run.json("demo") == {"book": str(run.book)}


def test_the_demo_never_takes_a_real_book(desk: Shell) -> None:
    """The book that is named for every call is left alone; one named for the demo is refused."""
    before = desk.book.read_bytes()
    ran = desk("demo")
    assert ran.status == 0
    assert str(desk.book) not in ran.out
    assert desk.book.read_bytes() == before
    ran = desk("--book", str(desk.book), "demo")
    assert ran.status == 1
    assert "is a real book" in ran.err


def test_nothing_in_the_data_acts_on_the_terminal(desk: Shell) -> None:
    account = desk.json("add", HOSTILE, "--phone", "212-555-0103")["account_id"]
    assert desk("invoice", str(account), "--number", HOSTILE, "--amount", "5", "--due", "2026-11-01").status == 0
    assert desk("note", str(account), HOSTILE).status == 0
    assert desk("send", str(account), "--text", HOSTILE).status == 0
    lines = [
        ("queue",), ("queue", "--all"), ("show", str(account)), ("aging", "--by", "account"), ("outbox",),
        ("search", "A"), ("draft", str(account)), ("call", str(account), "--outcome", "busy"), ("undo",),
        ("note", str(account), "x"), ("search", HOSTILE), ("show", HOSTILE + "?"),
    ]  # fmt: skip
    for line in lines:
        for as_json in ((), ("--json",)):
            ran = desk(*line, *as_json)
            assert not set("\x1b\x07\x7f\x85\u202e\u200b") & set(ran.out + ran.err), line
    assert [row["text"] for row in desk.json("outbox")] == [HOSTILE]


def test_json_keeps_letters_readable_and_escapes_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    data = {"name": "Café 付款 \U000e0041\x9b\ud800"}
    printing.give(data)
    out = capsys.readouterr().out
    assert "Café 付款 \\udb40\\udc41\\u009b\\ud800" in out
    assert json.loads(out) == data


def test_output_is_utf8_whatever_the_locale(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    bytes_out = io.BytesIO()
    desk("add", "Café Añejo \U0001f600")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(bytes_out, encoding="ascii"))
        assert __main__.main(["search", "Añejo"]) == 0
        sys.stdout.flush()
        assert "Café Añejo \U0001f600" in bytes_out.getvalue().decode()


def test_wide_letters_keep_the_columns(capsys: pytest.CaptureFixture[str]) -> None:
    printing.table(("Name", "Days"), [("付款", "1"), ("Ann", "20")], right=(1,))
    assert capsys.readouterr().out.splitlines() == ["Name  Days", "付款     1", "Ann     20"]


def test_the_progress_bar_is_plain_and_only_for_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("collector_tui.commands.progress._PATIENCE", -1)
    silent = ProgressBar()
    silent("reading", 1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    bar = ProgressBar()
    bar("reading", 1, 2)
    bar.clear()
    err = capsys.readouterr().err
    assert "50 %" in err and "\x1b" not in err and "\n" not in err
    assert err.endswith("\r")
