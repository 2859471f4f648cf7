"""Only one program at a time sends from a book."""

import subprocess
import sys
from pathlib import Path

import pytest

from collector_tui.domain.refusal import BookTrouble
from collector_tui.store.opening import open_book
from collector_tui.store.sender_lock import SenderLock

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from collector_tui.store.sender_lock import SenderLock
lock = SenderLock(Path(sys.argv[1]))
print(lock.claim(), flush=True)
time.sleep(60)
"""


def test_the_second_to_ask_does_not_get_the_right_until_the_first_lets_go(tmp_path):
    first, second = SenderLock(tmp_path / "b.db"), SenderLock(tmp_path / "b.db")
    assert first.claim()
    assert first.claim(), "who has it keeps it"
    assert not second.claim()
    first.release()
    assert second.claim()
    second.release()


def test_a_program_that_was_killed_lets_go(tmp_path):
    book = tmp_path / "b.db"
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(book)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "True\n"
    mine = SenderLock(book)
    assert not mine.claim()
    other.kill()
    other.communicate()
    assert mine.claim()
    mine.release()


def test_a_lock_that_cannot_be_made_says_so(tmp_path):
    with pytest.raises(BookTrouble, match="cannot be made"):
        SenderLock(tmp_path / "nowhere" / "b.db").claim()


def test_a_book_called_by_a_link_has_the_same_lock_and_mark(tmp_path):
    book, link, shelf = tmp_path / "b.db", tmp_path / "link.db", tmp_path / "shelf"
    link.symlink_to(book)
    shelf.symlink_to(tmp_path, target_is_directory=True)
    opened, _ = open_book(link, create=True)
    assert opened.path == book
    mine = SenderLock(opened.path)
    assert mine.claim()
    for name in (book, link, shelf / "b.db", shelf / "link.db"):
        other, notice = open_book(name)
        assert (other.path, notice) == (book, "")
        assert not SenderLock(other.path).claim() and not SenderLock(name).claim()
        other.close()
    mine.release()
    opened.close()
    assert {path.name for path in tmp_path.iterdir()} >= {"b.db", "b.db.mark", "b.db.sender"}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("link.db.")]


def test_a_link_that_leads_nowhere_is_refused_in_a_sentence(tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(link)
    with pytest.raises(BookTrouble, match="leads nowhere"):
        open_book(link, create=True)
