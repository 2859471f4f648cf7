"""`add`, `invoice`, `set`, `call`, `note`, `next`, `snooze` and `undo`: a day's work by script."""

import pytest

from .conftest import Shell


def test_add_begins_a_book_and_prints_the_id(run: Shell) -> None:
    facts = ("--phone", "212-555-0101", "--phone", "212-555-0199", "--email", "d@x.org", "--kind", "business")
    ran = run("add", "Dana", *facts, "--terms", "14")
    assert (ran.status, ran.out) == (0, "1\n")
    shown = run.json("show", "1")
    assert [phone["e164"] for phone in shown["phones"]] == ["+12125550101", "+12125550199"]
    assert shown["emails"] == [{"address": "d@x.org", "status": "ok", "opted_out": False}]
    assert shown["facts"] == {"kind": "business", "terms": "14"}
    assert run.json("add", "Second") == {"account_id": 2}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("",), "needs a name"),
        (("x" * 301,), "shorten it"),
        (("Dana", "--phone", "call me"), "is not a phone number"),
        (("Dana", "--email", "nowhere"), "is not an email address"),
        (("Dana", "--zone", "Mars"), "is not a time zone"),
        (("Dana", "--terms", "many"), "is not a number of days"),
    ],
)
def test_a_refused_account_leaves_no_book(run: Shell, arguments: tuple[str, ...], says: str) -> None:
    ran = run("add", *arguments)
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.err
    assert not run.book.exists()


def test_an_account_is_not_added_twice(desk: Shell) -> None:
    ran = desk("add", "dana  ALVAREZ")
    assert ran.status == 1
    assert "already" in ran.err


def test_an_invoice_by_hand(desk: Shell) -> None:
    made = desk.json("invoice", "Tidewater", "--number", "1090", "--amount", "1,200.50", "--due", "2026-11-01")
    assert made["number"] == "1090"
    shown = desk.json("show", "Tidewater")
    assert (shown["overdue_cents"], shown["in_queue"]) == (120050, True)
    again = desk("invoice", "Tidewater", "--number", "1090", "--amount", "5", "--due", "2026-11-01")
    assert again.status == 1


@pytest.mark.parametrize(
    ("amount", "due", "says"),
    [("12,5x", "eom", "is not an amount"), ("0", "eom", "more than nothing"), ("5", "someday", "is not a day")],
)
def test_a_wrong_invoice_changes_nothing(desk: Shell, amount: str, due: str, says: str) -> None:
    before = desk.snapshot()
    ran = desk("invoice", "Dana", "--number", "9", "--amount", amount, "--due", due)
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.err
    assert desk.snapshot() == before


@pytest.mark.parametrize("fact", ["opt-out", "opt_out"])
def test_facts_are_set_all_or_none(desk: Shell, fact: str) -> None:
    told = desk.json("set", "Dana", "phone=212-555-0177", f"{fact}=yes", "zone=America/Chicago")
    assert len(told["set"]) == 3
    shown = desk.json("show", "Dana")
    assert shown["opted_out"] and all(phone["opted_out"] for phone in shown["phones"])
    before = desk.snapshot()
    ran = desk("set", "Dana", "language=de", "shoe-size=44")
    assert ran.status == 1
    assert "is not a fact that is kept" in ran.err
    assert desk.snapshot() == before
    assert "language" not in desk.json("show", "Dana")["facts"]


def test_a_call_sets_the_next_action_by_rule(desk: Shell) -> None:
    logged = desk.json("call", "Dana", "--outcome", "voicemail", "--note", "tone friendly", "--minutes", "2.5")
    assert set(logged) >= {"call_id", "account_id", "outcome", "next_action"}
    assert (logged["account_id"], logged["outcome"]) == (1, "voicemail")
    action = {"kind": "action", "on": "2026-11-23", "at": None, "what": "call again after the voicemail"}
    assert logged["next_action"] == action
    assert [row["account"] for row in desk.json("queue")] == ["Chidi Okafor"]
    assert "tone friendly" in desk.json("show", "Dana")["timeline"][0]["text"]
    assert desk("undo").out == "undid: left a voicemail for Dana Alvarez\n"
    assert len(desk.json("queue")) == 2


def test_a_callback_has_its_hour(desk: Shell) -> None:
    ran = desk("call", "Chidi", "--outcome", "callback")
    assert ran.out.splitlines() == ["Chidi Okafor: callback", "next: call back as asked, 2026-11-23 10:00"]


@pytest.mark.parametrize("outcome", ["wrong_number", "not_in_service"])
def test_a_wrong_number_is_neither_called_nor_texted_again(desk: Shell, outcome: str) -> None:
    assert desk("call", "Dana", "--outcome", outcome).status == 0
    before = desk.snapshot()
    for line in (("call", "Dana", "--outcome", "right_party"), ("send", "Dana")):
        ran = desk(*line)
        assert (ran.status, ran.out) == (1, "")
        assert "not used any more" in ran.err
    assert desk.snapshot() == before
    assert any(finding["level"] == "block" for finding in desk.json("draft", "Dana")["findings"])
    assert desk("set", "Dana", "phone=212-555-0188").status == 0
    assert desk("call", "Dana", "--outcome", "right_party").status == 0


def test_a_number_can_be_named(desk: Shell) -> None:
    assert desk("set", "Dana", "phone=212-555-0188").status == 0
    assert desk("call", "Dana", "--outcome", "wrong_number", "--phone", "(212) 555-0188").status == 0
    assert [phone["status"] for phone in desk.json("show", "Dana")["phones"]] == ["ok", "wrong"]
    ran = desk("call", "Dana", "--outcome", "busy", "--phone", "212-555-9999")
    assert ran.status == 1
    assert "is not a number of Dana Alvarez" in ran.err


def test_a_call_outside_the_hours_is_warned_of_by_the_house_and_refused_by_law(desk: Shell) -> None:
    desk.set_clock("2026-11-20T21:00")
    ran = desk("call", "Dana", "--outcome", "voicemail")
    assert ran.status == 0
    assert "It is 21:00 on Fri 20 Nov in New York: open 08:00–21:00" in ran.err
    desk("set", "Dana", "address=1 Main St, Miami, FL 33101")
    ran = desk("call", "Dana", "--outcome", "right_party")
    assert (ran.status, ran.out) == (1, "")
    assert "may not be called now" in ran.err
    assert desk("call", "Dana", "--outcome", "right_party", "--inbound").status == 0
    assert desk.json("show", "Dana")["phones"][0]["status"] == "ok"


def test_notes_plans_and_snoozes(desk: Shell) -> None:
    assert desk.json("note", "Dana", " ask for the manager ")["note"] == "ask for the manager"
    action = desk.json("next", "Dana", "--on", "mon", "--what", "send the copies")["next_action"]
    assert (action["on"], action["what"], action["kind"]) == ("2026-11-23", "send the copies", "action")
    assert desk.json("snooze", "Chidi", "--until", "3d")["until"] == "2026-11-23"
    assert desk.json("queue") == []
    rows = {row["account"]: row["reason"] for row in desk.json("queue", "--all")}
    assert rows["Dana Alvarez"] == "next action on 2026-11-23: send the copies"
    assert rows["Chidi Okafor"] == "snoozed until 2026-11-23"
    desk.set_clock("2026-11-23T10:00")
    assert {row["reason_code"] for row in desk.json("queue")} == {"action"}
    labels = [desk.json("undo")["undid"] for _ in range(3)]
    assert labels == ["snooze of Chidi Okafor", "next action of Dana Alvarez", "note on Dana Alvarez"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("note", "Dana", "  "), "The note is empty"),
        (("next", "Dana", "--on", "someday"), "is not a day"),
        (("next", "Dana", "--on", "2026-11-01"), "has passed"),
        (("next", "Dana", "--on", "yesterday"), "has passed"),
        (("snooze", "Dana", "--until", "today"), "is not ahead"),
    ],
)
def test_a_refused_plan_changes_nothing(desk: Shell, line: tuple[str, ...], says: str) -> None:
    before = desk.snapshot()
    ran = desk(*line)
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.err
    assert desk.snapshot() == before


def test_undo_names_what_it_undid_until_there_is_nothing_left(desk: Shell) -> None:
    assert desk("undo").out == "undid: import of open.csv\n"
    ran = desk("undo")
    assert (ran.status, ran.out, ran.err) == (1, "", "There is nothing to undo.\n")


def test_a_number_of_two_accounts_is_told_beside_the_data(desk: Shell) -> None:
    ran = desk("add", "Grace Adams", "--phone", "212 555 0101")
    assert (ran.out.count("\n"), ran.err) == (1, "(212) 555-0101 is also the number of Dana Alvarez.\n")
    ran = desk("set", "Grace", "phone=212 555 0177")
    assert (ran.status, ran.err) == (0, "(212) 555-0101 is also the number of Dana Alvarez.\n")
    ran = desk("set", "Grace", "phone=-212 555 0101")
    assert (ran.out, ran.err) == ("Grace Adams: phone (212) 555-0101 taken off\n", "")
    assert desk("set", "Grace", "language=en").err == ""


def test_a_misspelt_setting_is_told_beside_the_data(desk: Shell) -> None:
    desk.config.write_text(desk.config.read_text() + "[work]\nminimum_interval_day = 5\n")
    ran = desk("queue", "--json")
    assert (ran.status, ran.err) == (0, "config.toml: [work] minimum_interval_day is not known and has no effect.\n")
