"""Bad files and bad books: one sentence that says what to do, exit 1, and nothing changed."""

import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from collector_tui import __main__
from collector_tui.store import engine
from collector_tui.store.driver import sqlite3

from .conftest import EXPORT, Shell, shared


def _zip(run: Shell) -> Path:
    path = run.home / "workbook.csv"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/workbook.xml", "<x/>")
    return path


BAD_FILES: dict[str, tuple[Callable[[Shell], Path], str]] = {
    "missing": (lambda run: run.home / "nowhere.csv", "check the name"),
    "folder": (lambda run: run.home, "name a file in it"),
    "empty": (lambda run: run.file("empty.csv", b""), "is empty"),
    "only spaces": (lambda run: run.file("blank.csv", b" \n\n"), "is empty"),
    "zip named csv": (_zip, "save it as CSV"),
    "no amount column": (lambda _: shared("exports/bad_no_amount_column.csv"), "--map amount=HEADER"),
    "header only": (lambda run: run.file("header.csv", EXPORT.splitlines()[0]), "no row that can be used"),
    "no rows": (lambda run: run.file("prose.csv", "Dear Sir,\nplease pay.\n"), "--map"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_one_sentence_and_no_book(run: Shell, kind: str) -> None:
    make, says = BAD_FILES[kind]
    ran = run("import", make(run))
    assert ran.status == 1
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert not run.book.exists()
    assert not run.book.parent.exists() or list(run.book.parent.iterdir()) == []


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_changes_nothing_in_a_book(desk: Shell, kind: str) -> None:
    before = desk.snapshot()
    assert desk("import", BAD_FILES[kind][0](desk)).status == 1
    assert desk.snapshot() == before


@pytest.mark.parametrize(
    "line", ["queue", "aging", "show x", "note x y", "undo", "check", "backup", "deliver", "outbox"]
)
def test_without_a_book_nothing_but_a_beginning_makes_one(run: Shell, line: str) -> None:
    ran = run(*line.split())
    assert (ran.status, ran.out) == (1, "")
    assert "collector demo" in ran.err
    assert not run.book.exists()


@contextmanager
def _locked(book: Path) -> Iterator[None]:
    other = sqlite3.connect(book, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


def test_a_locked_book_is_read_but_not_written(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_BUSY_MS", 100)
    before = desk.json("show", "Dana")
    with _locked(desk.book):
        for line in (("note", "Dana", "x"), ("call", "Dana", "--outcome", "busy"), ("import", desk.home / "open.csv")):
            ran = desk(*line)
            assert (ran.status, ran.out) == (1, "")
            assert "is locked by another program" in ran.err
        assert len(desk.json("queue")) == 2
    assert desk.json("show", "Dana") == before


def test_a_lock_that_ends_in_time_is_waited_for(desk: Shell) -> None:
    other = sqlite3.connect(desk.book, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.5, other.rollback)
    timer.start()
    try:
        assert desk("note", "Dana", "x").status == 0
    finally:
        timer.join()
        other.close()


def test_a_newer_book_is_left_alone(desk: Shell) -> None:
    with sqlite3.connect(desk.book) as other:
        other.execute(f"PRAGMA user_version = {engine.VERSION + 1}")
    other.close()
    before = desk.snapshot()
    for line in (("queue",), ("add", "New"), ("import", desk.home / "open.csv")):
        ran = desk(*line)
        assert (ran.status, ran.out) == (1, "")
        assert "update Collector" in ran.err
    assert desk.snapshot() == before


@pytest.mark.parametrize("harm", ["deleted", "emptied"])
@pytest.mark.parametrize("line", [("queue",), ("add", "New"), ("import", "open.csv"), ("check",)])
def test_a_book_that_was_lost_is_not_begun_anew(desk: Shell, harm: str, line: tuple[str, ...]) -> None:
    if harm == "deleted":
        desk.book.unlink()
    else:
        desk.book.write_bytes(b"")
    line = tuple(str(desk.home / part) if part.endswith(".csv") else part for part in line)
    ran = desk(*line)
    assert (ran.status, ran.out) == (1, "")
    assert "put it or a backup back" in ran.err
    assert not desk.book.exists() or desk.book.read_bytes() == b""


@pytest.mark.parametrize("content", [b"not a database at all" * 20, b"SQLite format 3\0" + bytes(200)])
def test_another_file_is_not_taken_for_a_book(run: Shell, content: bytes) -> None:
    run.book.parent.mkdir()
    run.book.write_bytes(content)
    ran = run("add", "Dana")
    assert (ran.status, ran.out) == (1, "")
    assert "name another file" in ran.err
    assert run.book.read_bytes() == content


def test_a_damaged_book_is_one_sentence(desk: Shell) -> None:
    with desk.book.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)
    ran = desk("queue")
    assert ran.status == 1
    assert "damaged" in ran.err
    assert "Traceback" not in ran.err


def test_an_empty_file_without_a_mark_becomes_the_book(run: Shell) -> None:
    run.book.parent.mkdir()
    run.book.touch()
    assert run("add", "Dana").status == 0
    assert run("check").status == 0


def test_a_mark_that_never_held_a_line_does_not_stand_in_the_way(run: Shell) -> None:
    from collector_tui.store.opening import open_book

    open_book(run.book, create=True)[0].close()
    run.book.unlink()
    open_book(run.book, create=True)[0].close()
    run.book.unlink()
    assert run("add", "Dana").status == 0
    assert run("check").status == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(run: Shell) -> None:
    run.book.parent.mkdir()
    run.book.parent.chmod(0o500)
    ran = run("add", "Dana")
    assert ran.status == 1
    assert "cannot be made" in ran.err


def test_a_folder_that_cannot_be_made(run: Shell) -> None:
    run.file("wall", "")
    ran = run("--book", run.home / "wall" / "collector.db", "add", "Dana")
    assert ran.status == 1
    assert "Name another place" in ran.err or "name another place" in ran.err


def test_read_only_reads_and_writes_nothing(desk: Shell) -> None:
    before = desk.snapshot()
    assert desk("--read-only", "queue").status == 0
    assert desk("--read-only", "check").status == 0
    for line in (("note", "Dana", "x"), ("add", "New"), ("undo",), ("import", desk.home / "open.csv")):
        ran = desk("--read-only", *line)
        assert (ran.status, ran.out) == (1, "")
        assert "read-only" in ran.err
    assert desk.snapshot() == before


def test_read_only_begins_no_book(run: Shell) -> None:
    ran = run("--read-only", "add", "Dana")
    assert ran.status == 1
    assert "read-only" in ran.err
    assert not run.book.exists()


def test_a_book_without_its_mark_opens_with_one_notice(desk: Shell) -> None:
    desk.book.with_name("collector.db.mark").unlink()
    ran = desk("queue", "--json")
    assert len(ran.data) == 2
    assert "came without its mark" in ran.err
    assert desk("queue").err == ""


@pytest.mark.parametrize(
    ("fault", "status", "says"),
    [
        (KeyboardInterrupt(), 130, ""),
        (ZeroDivisionError("Dana Alvarez owes 5"), 1, "Collector failed (ZeroDivisionError in "),
        (OSError(28, "No space left on device"), 1, "No space left on device"),
    ],
)
def test_what_nobody_thought_of_is_one_sentence(
    desk: Shell, monkeypatch: pytest.MonkeyPatch, fault: BaseException, status: int, says: str
) -> None:
    def fail(*_args: object) -> int:
        raise fault

    monkeypatch.setattr(__main__, "_command", fail)
    ran = desk("queue")
    assert (ran.status, ran.out) == (status, "")
    assert says in ran.err
    assert "Dana" not in ran.err and "Traceback" not in ran.err
