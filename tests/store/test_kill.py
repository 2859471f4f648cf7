"""kill -9 at any instant: what was acknowledged is there, nothing is half there, and nothing is sent twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from desks import THURSDAY, debtor, opened, state_of

from collector_tui.services.clock import SetClock
from collector_tui.store.mark import read_mark

WORKER = Path(__file__).with_name("worker.py")
PLACES = os.pathsep.join(str(folder) for folder in WORKER.parents[1:3])
KILLS, SHELVES = 50, 2


def killed(book: Path, what: str, acts: int, after: float) -> list[list[str]]:
    """Start the worker, wait for so many acts and then so many seconds, kill it; returns what it had acknowledged."""
    command = [sys.executable, str(WORKER), str(book), what]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    worker = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": PLACES}, **pipes, bufsize=0)
    first = worker.stdout.readline()
    assert first == b"ready -\n", worker.communicate()[1].decode()
    heard = b"".join(worker.stdout.readline() for _ in range(acts))
    time.sleep(after)
    worker.send_signal(signal.SIGKILL)
    said, complained = worker.communicate()
    assert worker.returncode == -signal.SIGKILL, complained.decode()
    whole = heard + said[: said.rfind(b"\n") + 1]
    return [line.split() for line in whole.decode().splitlines()]


@pytest.mark.parametrize("shelf", range(SHELVES))
def test_every_acknowledged_act_outlives_the_program(book_path, shelf):
    chance = random.Random(shelf)
    services = opened(book_path, SetClock(THURSDAY))
    debtor(services)
    services.close()
    acknowledged: list[tuple[str, str]] = []
    for _ in range(KILLS):
        acknowledged += [
            (kind, key) for kind, key in killed(book_path, "ACTS", chance.randint(0, 4), chance.uniform(0, 0.03))
        ]
        mark = read_mark(book_path)
        services = opened(book_path, SetClock(THURSDAY))
        assert services.notice == "", "the mark was never ahead of the book, and never torn"
        rows = services.office.book.rows
        assert mark.journal_id <= rows("SELECT MAX(id) FROM journal")[0][0]
        booked = dict(rows("SELECT form_key, kind FROM act"))
        assert [key for kind, key in acknowledged if kind != "undo" and key not in booked] == []
        services.close()
    services = opened(book_path, SetClock(THURSDAY))
    rows = services.office.book.rows
    kinds = Counter(kind for kind, _ in acknowledged)
    assert {"note", "call", "import", "undo"} <= set(kinds)
    notes = [text for (text,) in rows("SELECT text FROM note")]
    assert Counter(notes) == Counter(key for (key,) in rows("SELECT form_key FROM act WHERE kind = 'note'"))
    numbers = {number for (number,) in rows("SELECT number FROM entry")}
    assert {key for kind, key in acknowledged if kind == "import"} <= numbers
    assert len(numbers) - 1 == rows("SELECT COUNT(*) FROM act WHERE kind = 'import'")[0][0]
    assert services.proving.differences() == []
    services.close()


def test_no_text_is_sent_twice_and_none_is_said_to_have_gone_that_has_not(book_path):
    chance = random.Random(3)
    services = opened(book_path, SetClock(THURSDAY))
    for number in range(400):
        debtor(services, f"Debtor {number:03}", f"(212) 555-{number:04}", f"N{number}")
    services.close()
    queued: set[int] = set()
    for _ in range(20):
        queued |= {
            int(message)
            for kind, message in killed(book_path, "SENDS", chance.randint(0, 2), chance.uniform(0, 0.05))
            if kind == "queued"
        }
    services = opened(book_path, SetClock(THURSDAY))
    services.delivery.recover()
    memory = [json.loads(line) for line in book_path.with_name("memory").read_text().splitlines()]
    begun = [text for text in memory if text["looks"] == 0]
    assert begun and set(Counter(text["id"] for text in begun).values()) == {1}, "no message went twice"
    taken = Counter(text["to"] for text in begun)
    twice = {number for number, times in taken.items() if times > 1}
    assert {number[-2:] for number in twice} <= {"91"}, "a second one goes only where the first did not arrive"
    outbox = {message.id: message for message in services.messages.outbox(1000)}
    assert queued <= set(outbox)
    sent = {text["id"] for text in begun}
    gone = {one for one, message in outbox.items() if f"SIM{message.key(services.office.book.book_id)}" in sent}
    said_gone = {message.id for message in outbox.values() if message.state in ("accepted", "sent", "delivered")}
    assert said_gone <= gone
    assert {state_of(services, message) for message in gone - said_gone} <= {"unknown", "undelivered"}
    assert {message.state for message in outbox.values()} <= {
        "queued",
        "accepted",
        "sent",
        "delivered",
        "unknown",
        "not_found",
        "rejected",
        "undelivered",
    }
    assert services.proving.differences() == []
    services.close()
