"""`guard` and `rules`: the verdict with its reasons, and the guard tried on vectors made outside the project."""

import pytest

from .conftest import Shell, shared

ROW = (
    "id,profile,collector_kind,debt_kind,party,tz_evidence,at_utc,at_local,at_local_tz,weekday,channel,prior,flags,"
    "expected,rule_ids,citation,confidence,note\n"
)


def test_every_vector_that_is_settled_gets_its_verdict_and_its_rule(run: Shell) -> None:
    tried = run.json("rules", "test", shared("vectors/guard.csv"))
    assert (tried["passed"], tried["failed"]) == (93, 0)
    assert len(tried["rows"]) == 98
    assert tried["open_questions"] == ["E16", "F61", "G08", "G12", "G53"]
    assert set(tried["rows"][0]) >= {"id", "verdict", "rules"}


def test_a_row_that_is_wrong_is_counted_and_the_file_was_read_all_the_same(run: Shell) -> None:
    row = "X1,US-FED,third_party,consumer,consumer,addr:America/New_York,2026-12-02T02:00:00Z,2026-12-01T21:00:00,"
    row += "America/New_York,Tue,call,,,allow,,15 USC 1692c,high,\n"
    path = run.file("own.csv", ROW + row)
    tried = run.json("rules", "test", path)
    assert (tried["passed"], tried["failed"], tried["rows"][0]["verdict"]) == (0, 1, "block")
    assert "X1: expected allow, the guard says block (US.REGF.6b1.HOURS)" in run("rules", "test", path).out


@pytest.mark.parametrize("content", ["", "nothing\n", ROW + "X1,US-FED\n", b"\xff\xfe\x00"])
def test_a_file_that_is_none_is_one_sentence(run: Shell, content: str | bytes) -> None:
    ran = run("rules", "test", run.file("bad.csv", content))
    assert ran.status in (0, 1)
    assert "Traceback" not in ran.err
    if ran.status == 1:
        assert "bad.csv" in ran.err


def test_the_rules_are_listed_with_their_source(run: Shell) -> None:
    rules = run.json("rules", "list")
    assert len({rule["pack"] for rule in rules}) >= 19
    assert all(rule["citation"] and rule["source"] and rule["verified_on"] for rule in rules)
    shown = run("rules", "show", "US-FL")
    assert "559.72(17)" in shown.out
    assert "not legal advice" in shown.err
    assert run("rules", "show", "US-ZZ").status == 1


def test_a_pack_of_ones_own_is_checked_when_it_is_loaded(run: Shell) -> None:
    (run.home / "rules").mkdir()
    run.file("rules/mine.toml", 'id = "MINE"\ntitle = "Mine"\nverified_on = 2026-11-20\n[[rule]]\nid = "MINE.1"\n')
    ran = run("rules", "list")
    assert ran.status == 1
    assert "mine.toml" in ran.err
    assert "MINE.1" in ran.err


def test_the_verdict_has_its_shape(desk: Shell) -> None:
    verdict = desk.json("guard", "Dana", "--channel", "call", "--at", "2026-11-20T21:30")
    assert verdict["verdict"] == "warn"
    assert verdict["reasons"][0]["rule"] == "US.BP.HOURS"
    assert verdict["next_allowed"] == "2026-11-21T13:00:00+00:00"
    assert verdict["candidate_zones"] == ["America/New_York"]
    assert desk.json("guard", "Dana", "--channel", "letter")["verdict"] == "allow"
    assert desk("guard", "Dana", "--channel", "call", "--at", "soon").status == 1
    assert desk("guard", "Dana", "--channel", "pigeon").status == 2


def test_a_block_is_set_aside_by_a_typed_reason_only(desk: Shell) -> None:
    desk("set", "Dana", "address=1 Main St, Miami, FL 33101")
    desk.set_clock("2026-11-20T21:30")
    ran = desk("send", "Dana")
    assert (ran.status, ran.out) == (1, "")
    assert "FL" in desk("guard", "Dana", "--channel", "sms").out
    assert desk("send", "Dana", "--override", "he asked for it tonight").status == 0
    timeline = desk.json("show", "Dana")["timeline"]
    assert any("he asked for it tonight" in line["text"] for line in timeline)


def test_a_broken_pack_of_ones_own_is_told_before_the_book_is_worked_in(desk: Shell) -> None:
    (desk.home / "rules").mkdir()
    pack = 'id = "MINE"\ntitle = "Mine"\nverified_on = 2026-11-20\n'
    desk.file("rules/mine.toml", pack)
    assert desk("queue").status == 0
    desk.file("rules/mine.toml", pack + "[[rule]]\n")
    ran = desk("queue")
    assert (ran.status, ran.out) == (1, "")
    assert "mine.toml" in ran.err
