"""Only one program at a time sends from a book."""

import subprocess
import sys
from pathlib import Path

import pytest

from collector_tui.domain.refusal import BookTrouble
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
