"""`collector` as a process of its own: beside another one, with a closed pipe, a full device, and a key pressed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Shell

COLLECTOR = (sys.executable, "-m", "collector_tui")
CHECKOUT = Path(__file__).resolve().parents[2]


def started(*arguments: str, **settings) -> subprocess.Popen[str]:
    usual = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    usual |= {"env": os.environ | {"PYTHONPATH": str(CHECKOUT)}, "encoding": "utf-8"}
    return subprocess.Popen((*COLLECTOR, *arguments), **(usual | settings))


def test_two_that_begin_a_book_at_once_make_one_book(run: Shell) -> None:
    both = [started("add", name) for name in ("Ann", "Bob")]
    ended = [(process.communicate(), process.returncode) for process in both]
    kept = {row["account"] for row in run.json("queue", "--all")}
    assert kept
    for name, ((_, err), status) in zip(("Ann", "Bob"), ended, strict=True):
        assert (name in kept) == (status == 0), err
        assert status == 0 or "cannot be made" in err
    assert run("check").status == 0
    assert {path.name for path in run.book.parent.iterdir()} == {"collector.db", "collector.db.mark"}


def test_a_reader_that_leaves_early_is_no_trouble(desk: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = started("show", "Dana", "--json", stdout=writing)
    os.close(writing)
    assert process.communicate()[1] == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_that_cannot_be_written_is_one_sentence(desk: Shell) -> None:
    with Path("/dev/full").open("w") as full:
        process = started("queue", stdout=full)
        err = process.communicate()[1]
    assert process.returncode == 1
    assert "No space left" in err and err.count("\n") == 1


def test_an_interrupt_ends_quietly(desk: Shell) -> None:
    desk.configure("simulator", undo_seconds=60)
    assert desk("send", "Dana").status == 0
    process = started("deliver")
    while not desk.book.with_name("collector.db.sender").exists():
        time.sleep(0.02)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (130, "", "")
    assert desk.json("outbox")[0]["state"] == "queued"


def test_the_locale_does_not_matter(desk: Shell) -> None:
    assert desk("add", "Café Añejo").status == 0
    process = started("search", "anejo", env=os.environ | {"PYTHONPATH": str(CHECKOUT), "LC_ALL": "C"})
    assert "Café Añejo" in process.communicate()[0]
