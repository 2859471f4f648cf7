"""A full disk, a locked book, an error in the middle: one clear sentence, and nothing half-done."""

import os
import subprocess
import threading
from pathlib import Path

import pytest
from desks import account_named, aging, debtor, export, figures_of, item, opened, take_in

from collector_tui.domain.refusal import BookTrouble, Refused
from collector_tui.services.office import form_key
from collector_tui.store import engine
from collector_tui.store.driver import sqlite3
from collector_tui.store.mark import mark_path
from collector_tui.store.opening import open_book


@pytest.fixture
def small_disk(tmp_path: Path):
    """A disk of two megabytes, where this user may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_on_a_full_disk_the_sentence_names_it_reading_goes_on_and_writing_comes_back(small_disk, clock):
    services = opened(small_disk / "collector.db", clock)
    account = debtor(services)
    filler = small_disk / "filler"
    file = os.open(filler, os.O_WRONLY | os.O_CREAT)
    with pytest.raises(OSError, match="No space"):
        while True:
            os.write(file, b"x" * 4096)
    os.close(file)
    kept = 0
    with pytest.raises(BookTrouble, match="The disk is full: nothing was saved"):
        while kept < 2000:
            services.plans.note(account, "x" * 500, form_key())
            kept += 1
    before = services.office.book.rows("SELECT COUNT(*) FROM note")
    assert before == [(kept,)]
    assert services.queue.card(account).overdue_cents == 128_450
    filler.unlink()
    services.plans.note(account, "after", form_key())
    assert services.office.book.rows("SELECT COUNT(*) FROM note") == [(kept + 1,)]
    assert services.proving.differences() == []
    services.close()


def test_a_large_import_on_a_full_disk_is_not_half_booked(small_disk, clock):
    services = opened(small_disk / "collector.db", clock)
    take_in(services, item("1"))
    before = aging(services)
    many = [item(str(number), account=f"Account {number}") for number in range(20_000)]
    with pytest.raises(BookTrouble, match="disk is full"):
        services.imports.book(export(*many), "many.csv", form_key())
    assert aging(services) == before
    assert services.proving.differences() == []
    services.close()


def test_a_book_another_program_holds_is_told_and_works_when_it_is_let_go(collecting, monkeypatch):
    account = debtor(collecting)
    book = collecting.office.book
    book._opened_for_writing().connection().execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(book.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BookTrouble, match="is locked by another program: close it there, or wait"):
        collecting.plans.note(account, "x", form_key())
    assert collecting.queue.card(account).name == "Dana Alvarez", "reading goes on"
    other.execute("ROLLBACK")
    other.close()
    assert collecting.plans.note(account, "x", form_key()) == "noted on Dana Alvarez"


@pytest.mark.parametrize("error", [Refused("no"), sqlite3.OperationalError("disk I/O error"), KeyboardInterrupt()])
def test_an_error_in_the_middle_of_an_act_leaves_nothing_of_it(collecting, error):
    account = debtor(collecting)
    before, extent = figures_of(collecting, account), collecting.proving.extent()
    with pytest.raises(BaseException) as caught, collecting.office.book.writing() as unit:
        unit.run("UPDATE account SET name = 'half done' WHERE id = ?", (account,))
        collecting.plans.snooze(account, "3d", form_key())
        raise error
    assert isinstance(caught.value, BookTrouble if isinstance(error, sqlite3.Error) else type(error))
    assert (figures_of(collecting, account), collecting.proving.extent()) == (before, extent)
    collecting.plans.snooze(account, "3d", form_key())
    assert collecting.proving.differences() == []


def test_a_statement_the_book_refuses_takes_the_whole_act_with_it(collecting):
    account = debtor(collecting)
    extent = collecting.proving.extent()
    with pytest.raises(BookTrouble, match="append-only"), collecting.office.book.writing() as unit:
        collecting.plans.note(account, "x", form_key())
        unit.run("DELETE FROM journal")
    assert collecting.proving.extent() == extent
    assert collecting.office.book.rows("SELECT COUNT(*) FROM note") == [(0,)]


def test_reading_goes_on_while_an_act_is_being_written_and_sees_none_of_it(collecting):
    account = debtor(collecting)
    before = figures_of(collecting, account)
    with collecting.office.book.writing():
        collecting.plans.snooze(account, "3d", form_key())
        seen: list[object] = []
        reader = threading.Thread(target=lambda: seen.append(figures_of(collecting, account)))
        reader.start()
        reader.join(timeout=5)
        assert seen == [before]
    assert figures_of(collecting, account) != before


def test_a_mark_that_cannot_be_written_is_told_before_anything_is(book_path, clock):
    services = opened(book_path, clock)
    account = debtor(services)
    services.close()
    services = opened(book_path, clock)
    mark_path(book_path).unlink()
    mark_path(book_path).mkdir()
    extent = services.proving.extent()
    with pytest.raises(BookTrouble, match="mark cannot be written"):
        services.plans.note(account, "x", form_key())
    assert services.proving.extent() == extent
    services.close()


def test_an_account_and_its_first_invoice_come_together_or_not_at_all(collecting):
    with pytest.raises(Refused):
        collecting.keeping.add_account_with_invoice("Dana Alvarez", {}, ("1041", "no amount", "2026-10-01"))
    with pytest.raises(Refused, match="no account"):
        account_named(collecting, "Dana Alvarez")


def test_a_library_that_does_not_keep_the_pragmas_is_refused(collecting):
    connection = collecting.office.book._opened_for_writing().connection()
    connection.execute("PRAGMA synchronous = 0")
    with pytest.raises(BookTrouble, match=r"ignores synchronous=2 \(it says 0\)"):
        engine.verify(connection, read_only=False)


def test_a_book_that_was_replaced_before_the_first_word_is_written_is_not_written_to(book_path, tmp_path):
    from desks import THURSDAY, opened

    from collector_tui.services.clock import SetClock

    services = opened(book_path, SetClock(THURSDAY))
    services.keeping.add_account("Dana Alvarez")
    backup = services.proving.backup(tmp_path / "backup.db")
    services.close()
    desk, _ = open_book(book_path)
    backup.replace(book_path)
    with pytest.raises(BookTrouble, match="was replaced by another book meanwhile"), desk.writing():
        raise AssertionError("nothing is written")
    desk.close()
