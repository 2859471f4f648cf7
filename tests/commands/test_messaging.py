"""`draft`, `lint`, `send`, `outbox` and `deliver`: what is written, what it costs, and that it goes once."""

import csv
import json
import subprocess
import sys

import pytest

from collector_tui.store.driver import sqlite3

from .conftest import Shell, shared

DRAFT = {
    "text", "channel", "tone", "approach", "encoding", "units", "segments", "tone_score", "tone_phrases", "findings",
}  # fmt: skip
MESSAGE = {
    "id", "account", "to", "state", "text", "segments", "queued_at", "provider_id", "error", "simulated",
}  # fmt: skip
FIRST_TONE = "polite"


def test_a_draft_names_what_is_owed(desk: Shell) -> None:
    draft = desk.json("draft", "Dana")
    assert set(draft) >= DRAFT
    assert (draft["channel"], draft["tone"], draft["approach"]) == ("sms", FIRST_TONE, "empathetic")
    assert "$1,284.50" in draft["text"] and "1041" in draft["text"]
    assert isinstance(draft["tone_score"], int)
    assert all(phrase in draft["text"] for phrase in draft["tone_phrases"])
    assert draft["tone_phrases"] != []
    assert desk("draft", "Dana").out == draft["text"] + "\n"


def test_tones_and_steps_differ(desk: Shell) -> None:
    texts = {tone: desk.json("draft", "Dana", "--tone", tone)["text"] for tone in ("friendly", "firm", "final")}
    assert len(set(texts.values())) == 3
    by_number, by_name = (desk.json("draft", "Dana", "--step", step) for step in ("7", "Final Notice"))
    assert by_number == by_name
    assert (by_number["tone"], by_number["step"]) == ("final", "final notice")
    ran = desk("draft", "Dana", "--step", "eleven")
    assert ran.status == 1
    assert "7 final notice" in ran.err


def test_all_overdue_invoices_are_counted(run: Shell) -> None:
    lines = "".join(f"Ann,{n},2026-09-01,2026-10-01,10.00\n" for n in range(1, 31))
    assert run("import", run.file("x.csv", "Customer,Invoice #,Invoice Date,Due Date,Amount\n" + lines)).status == 0
    draft = run.json("draft", "Ann")
    assert "30 invoices" in draft["text"] and "$300.00" in draft["text"]


def test_a_draft_needs_no_number_but_says_so(desk: Shell) -> None:
    (finding,) = [f for f in desk.json("draft", "Tidewater")["findings"] if f["level"] == "block"]
    assert finding["rule"] == "no_number"
    assert set(finding) == {"level", "rule", "found", "says"}


def test_who_owes_nothing_gets_no_draft(desk: Shell) -> None:
    assert desk("add", "Nobody").status == 0
    ran = desk("draft", "Nobody")
    assert (ran.status, ran.out) == (1, "")
    assert "owes nothing" in ran.err


@pytest.mark.parametrize(
    ("stdin", "text", "units"),
    [
        (b"Hello\n", "Hello", 5),
        (b"Hello\n\n", "Hello\n", 6),
        (b"a\r\n", "a\r", 2),
        (b"a\r", "a\r", 2),
        (b"a\tb\0c", "a\tb\0c", 5),
        (b"", "", 0),
        ("€".encode(), "€", 2),
    ],
)
def test_lint_takes_the_bytes_as_they_are(run: Shell, stdin: bytes, text: str, units: int) -> None:
    linted = run.json("lint", stdin=stdin)
    assert set(linted) >= DRAFT
    assert (linted["text"], linted["units"]) == (text, units)
    assert not run.book.exists()


def test_lint_agrees_with_every_vector(run: Shell) -> None:
    with shared("vectors/sms_segments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 20
    for row in rows:
        linted = run.json("lint", stdin=row["text"].encode() + b"\n")
        wanted = row["text"], row["encoding"], int(row["units"]), int(row["segments"])
        assert (linted["text"], linted["encoding"], linted["units"], linted["segments"]) == wanted, row["note"]


def test_lint_refuses_what_is_no_text(run: Shell) -> None:
    ran = run("lint", stdin=b"caf\xe9")
    assert (ran.status, ran.out) == (1, "")
    assert "not UTF-8" in ran.err


def test_lint_for_an_account_looks_at_its_number(desk: Shell) -> None:
    assert desk.json("lint", "--account", "Tidewater", stdin=b"Hello")["findings"][0]["rule"] == "no_number"
    assert {one["level"] for one in desk.json("lint", "--account", "Dana", stdin=b"Hello")["findings"]} == {"advise"}
    assert desk("lint", "--account", "Nemo", stdin=b"Hello").status == 1


def test_without_a_carrier_a_text_waits_and_that_is_said(desk: Shell) -> None:
    ran = desk("send", "Dana", "--json")
    assert ran.status == 0
    assert set(ran.data) >= MESSAGE
    assert (ran.data["state"], ran.data["to"], ran.data["simulated"]) == ("queued", "+12125550101", False)
    assert "nothing is sent" in ran.err and str(desk.config) in ran.err
    delivered = desk("deliver", "--json")
    assert (delivered.status, delivered.data["moved"], delivered.data["waiting"]) == (0, [], 1)
    assert "nothing is sent" in delivered.err
    assert [row["state"] for row in desk.json("outbox")] == ["queued"]


def test_a_text_is_delivered_once(desk: Shell) -> None:
    desk.configure("simulator")
    sent = desk.json("send", "Dana")
    assert sent["text"] == desk.json("outbox")[0]["text"]
    moved = desk("deliver").out.splitlines()
    assert moved[0].startswith("Text to Dana Alvarez: taken by the carrier")
    assert moved[-1] == "Text to Dana Alvarez: delivered (simulated)"
    (row,) = desk.json("outbox")
    assert (row["state"], row["simulated"]) == ("delivered", True)
    assert row["provider_id"]
    assert desk.json("deliver")["moved"] == []
    memory = desk.book.with_name("collector.db.simulator").read_text().splitlines()
    assert len({json.loads(line)["id"] for line in memory}) == 1


def test_a_second_text_on_one_day_is_refused_unless_asked_for_again(desk: Shell) -> None:
    desk.configure("simulator")
    assert desk("send", "Dana").status == 0
    assert "on its way already" in desk("send", "Dana").err
    assert desk("deliver").status == 0
    ran = desk("send", "Dana", "--text", "One more thing")
    assert (ran.status, ran.out) == (1, "")
    assert "--again" in ran.err
    assert desk.json("send", "Dana", "--text", "One more thing", "--again")["text"] == "One more thing"


def test_a_text_can_be_taken_back_until_it_leaves(desk: Shell) -> None:
    desk.configure("simulator")
    assert desk("send", "Dana").status == 0
    assert desk.json("undo") == {"undid": "text to Dana Alvarez"}
    assert desk.json("deliver")["moved"] == []
    assert desk("send", "Dana").status == 0
    assert desk("deliver").status == 0
    ran = desk("undo")
    assert ran.status == 1
    assert "has left" in ran.err


def test_deliver_waits_for_the_undo_window(desk: Shell) -> None:
    desk.configure("simulator", undo_seconds=1)
    ran = desk("send", "Dana")
    assert "For 1 seconds" in ran.err and "collector undo" in ran.err
    assert "Text to Dana Alvarez: delivered" in desk("deliver").out
    assert desk.json("outbox")[0]["state"] == "delivered"


@pytest.mark.parametrize(("ending", "state"), [("90", "rejected"), ("91", "undelivered"), ("93", "queued")])
def test_what_goes_wrong_is_told_and_comes_to_the_top(desk: Shell, ending: str, state: str) -> None:
    desk.configure("simulator")
    assert desk("add", "Faulty", "--phone", f"212-555-01{ending}").status == 0
    assert desk("invoice", "Faulty", "--number", "1", "--amount", "10", "--due", "2026-11-01").status == 0
    assert desk("send", "Faulty").status == 0
    assert "Faulty" in desk("deliver").out
    assert desk.json("outbox")[0]["state"] == state
    if state != "queued":
        assert desk.json("queue")[0]["account"] == "Faulty"


def test_stop_opts_out(desk: Shell) -> None:
    desk.configure("simulator")
    assert desk("add", "Stopper", "--phone", "212-555-0194").status == 0
    assert desk("invoice", "Stopper", "--number", "1", "--amount", "10", "--due", "2026-11-01").status == 0
    assert desk("send", "Stopper").status == 0
    assert "Reply from Stopper: “STOP”" in desk("deliver").out
    assert desk.json("show", "Stopper")["opted_out"]
    ran = desk("send", "Stopper", "--again")
    assert ran.status == 1
    assert "opted out" in ran.err


@pytest.mark.parametrize(
    ("text", "says"), [("", "The text is empty"), ("x" * 1601, "shorten it")], ids=["empty", "too long"]
)
def test_a_text_no_carrier_takes_is_refused(desk: Shell, text: str, says: str) -> None:
    ran = desk("send", "Dana", "--text", text)
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.err
    assert desk.json("outbox") == []


def test_outside_the_hours_nothing_is_queued(desk: Shell) -> None:
    desk.set_clock("2026-11-21T07:59")
    ran = desk("send", "Dana")
    assert ran.status == 1
    assert "It is 07:59 on Sat 21 Nov in New York: open 08:00–21:00. Nothing was sent" in ran.err
    assert desk.json("outbox") == []
    assert desk("send", "Dana", "--anyway").status == 0


def test_what_was_being_sent_when_the_program_ended_is_unknown_and_never_sent_again(desk: Shell) -> None:
    desk.configure("simulator")
    assert desk("send", "Dana").status == 0
    with sqlite3.connect(desk.book) as other:
        other.execute("UPDATE message SET state = 'sending'")
    other.close()
    assert "may have gone or not" in desk("deliver").out
    assert [row["state"] for row in desk.json("outbox")] == ["unknown"]
    assert desk.json("deliver")["moved"] == []
    assert not desk.book.with_name("collector.db.simulator").exists()
    assert desk.json("queue")[0]["reason_code"] == "send_unknown"


HOLDER = """
import sys
from pathlib import Path
from collector_tui.store.sender_lock import SenderLock
lock = SenderLock(Path(sys.argv[1]))
print(lock.claim(), flush=True)
sys.stdin.read()
"""


def test_two_programs_never_send_at_once_and_a_killed_one_leaves_the_right_behind(desk: Shell) -> None:
    desk.configure("simulator")
    assert desk("send", "Dana").status == 0
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(desk.book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout and holder.stdout.readline() == "True\n"
        ran = desk("deliver")
        assert (ran.status, ran.out) == (0, "")
        assert "is sending from this book" in ran.err
        assert desk.json("outbox")[0]["state"] == "queued"
    finally:
        holder.kill()
        holder.communicate()
    assert desk("deliver").status == 0
    assert desk.json("outbox")[0]["state"] == "delivered"
