"""Opening a book: one that is lost, emptied, swapped or old is never taken for the real one without a word."""

import os
import shutil
import stat
from pathlib import Path

import pytest
from desks import call, debtor, opened, send

from collector_tui.domain.refusal import BookTrouble
from collector_tui.services.office import form_key
from collector_tui.store import engine
from collector_tui.store.driver import sqlite3
from collector_tui.store.mark import mark_path, read_mark
from collector_tui.store.opening import open_book


@pytest.fixture
def path(book_path, clock) -> Path:
    """A closed book with a few journal lines in it."""
    services = opened(book_path, clock)
    debtor(services)
    services.close()
    return book_path


def work_on(path: Path, clock) -> None:
    """Write more, and close."""
    services = opened(path, clock)
    debtor(services, "Brightside", number="2")
    services.close()


def refusal(path: Path, **how) -> str:
    with pytest.raises(BookTrouble) as caught:
        open_book(path, **how)
    return str(caught.value)


def test_a_book_is_not_made_unasked(tmp_path):
    path = tmp_path / "new" / "collector.db"
    assert "There is no book at" in refusal(path)
    assert list(tmp_path.iterdir()) == []


def test_a_new_book_opens_without_a_notice(tmp_path):
    for _ in range(2):
        book, notice = open_book(tmp_path / "new" / "collector.db", create=True)
        book.close()
        assert notice == ""


def test_a_deleted_book_is_not_begun_anew(path):
    path.unlink()
    assert "is gone, though it held" in refusal(path, create=True)
    assert not path.exists()


def test_an_emptied_book_is_not_filled_anew(path):
    path.write_bytes(b"")
    assert "is empty, though it held" in refusal(path, create=True)
    assert path.read_bytes() == b""


def test_another_book_in_its_place_is_refused(path, tmp_path, clock):
    other = tmp_path / "other" / "collector.db"
    work_on(other, clock)
    shutil.copy(other, path)
    assert "is another book than the one that was here" in refusal(path)


def test_an_older_copy_in_its_place_is_refused(path, tmp_path, clock):
    old = shutil.copy(path, tmp_path / "old.db")
    work_on(path, clock)
    shutil.copy(old, path)
    assert "is older than what was last saved: it lacks journal line" in refusal(path)


def test_a_book_whose_log_was_lost_in_a_crash_is_refused(path, tmp_path, clock):
    services = opened(path, clock)
    debtor(services, "Brightside", number="2")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in (path, mark_path(path)):
        shutil.copy(name, crashed)
    with_log = tmp_path / "with log"
    shutil.copytree(path.parent, with_log)
    services.close()
    assert "Put the newest copy back together with its -wal file" in refusal(crashed / path.name)
    book, notice = open_book(with_log / path.name)
    assert (notice, book.row("SELECT COUNT(*) FROM account")) == ("", (2,))
    book.close()


def test_what_was_refused_can_be_put_back(path, tmp_path):
    kept = shutil.move(path, tmp_path / "kept.db")
    refusal(path, create=True)
    shutil.move(kept, path)
    book, notice = open_book(path)
    assert notice == ""
    book.close()


def test_a_book_copied_without_its_mark_opens_with_one_notice(path):
    mark_path(path).unlink()
    book, notice = open_book(path)
    book.close()
    assert "came without its mark" in notice
    book, notice = open_book(path)
    book.close()
    assert notice == ""


@pytest.mark.parametrize("torn", [b"", b"half a line", b"\xff\xfe\x00", b"a 1 b 0123456789abcdef\n"])
def test_a_torn_mark_costs_one_notice_and_no_work(path, torn, clock):
    mark_path(path).write_bytes(torn)
    book, notice = open_book(path)
    book.close()
    assert "came without its mark" in notice
    work_on(path, clock)


@pytest.mark.parametrize("torn", [b"half a line", b"\xff\xfe\x00"])
def test_a_torn_mark_still_says_that_there_was_a_book(path, torn):
    mark_path(path).write_bytes(torn)
    path.unlink()
    assert "is gone" in refusal(path, create=True)
    assert not path.exists()


def test_the_mark_follows_every_act_and_is_never_ahead(book_path, clock):
    services = opened(book_path, clock)
    account = debtor(services)
    for number in range(5):
        services.plans.note(account, f"note {number}", form_key())
        (last,) = services.office.book.row("SELECT MAX(id) FROM journal")
        assert read_mark(book_path).journal_id == last
    services.close()


def test_a_book_from_a_newer_program_is_refused_untouched(path):
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {engine.VERSION + 1}")
    raw.close()
    before = path.read_bytes()
    assert "is from a newer Collector" in refusal(path)
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE t (a)")
    raw.close()
    assert "is a database of another program" in refusal(path)


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\0", bytes(range(256)) * 16, b"\0" * 5000])
def test_a_file_that_is_no_database_is_refused_untouched(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert "is not a book" in refusal(path, create=True)
    assert path.read_bytes() == content


def test_a_folder_is_refused(tmp_path):
    assert "is a folder: name a file" in refusal(tmp_path, create=True)


def test_a_path_through_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    assert "is not a folder" in refusal(tmp_path / "file" / "collector.db", create=True)


def test_a_book_that_was_cut_short_is_told_to_be_damaged(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BookTrouble, match=r"damaged|is older than"):
        book, _ = open_book(path)
        book.rows("SELECT * FROM journal")
        book.rows("PRAGMA integrity_check")
        pytest.fail(f"half a book was read: {book.rows('PRAGMA integrity_check')}")


def test_a_book_opened_read_only_refuses_to_write_and_is_not_touched(path):
    before = path.read_bytes()
    book, _ = open_book(path, read_only=True)
    with pytest.raises(BookTrouble, match="opened read-only"), book.writing():
        pass
    book.close()
    assert path.read_bytes() == before


def test_no_file_is_open_to_others_after_a_whole_day(tmp_path, clock, carrier):
    old = os.umask(0)
    try:
        folder = tmp_path / "data" / "collector"
        services = opened(folder / "collector.db", clock, carrier)
        account = debtor(services)
        call(services, account, "voicemail")
        send(services, account)
        services.delivery.round()
        services.proving.backup()
        services.proving.backup(tmp_path / "data" / "elsewhere.db")
        while_open = list((tmp_path / "data").rglob("*"))
        services.close()
    finally:
        os.umask(old)
    assert any(path.name.endswith("-wal") for path in while_open)
    for path in [*while_open, *(tmp_path / "data").rglob("*")]:
        if path.exists():
            mode = stat.S_IMODE(path.stat().st_mode)
            allowed = 0o700 if path.is_dir() else 0o600
            assert mode & ~allowed == 0 or path == tmp_path / "data", f"{path} has mode {mode:o}"
