"""Calling: a call counts from its first moment, its ending sets what comes next, and all of it can be taken back."""

import pytest
from desks import TODAY, call, debtor, figures_of, send, why

from collector_tui.domain.call import NextAction
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import form_key


@pytest.fixture
def dana(collecting) -> int:
    return debtor(collecting)


def number_of(collecting, account: int):
    return collecting.queue.card(account).number


def calls_of(collecting, account: int):
    return collecting.office.book.rows("SELECT outcome, undone FROM call WHERE account_id = ? ORDER BY id", (account,))


def test_looking_at_the_call_sheet_writes_nothing(collecting, dana):
    before = collecting.proving.extent()
    collecting.drafts.script(collecting.queue.card(dana))
    assert collecting.proving.extent() == before


def test_a_call_that_was_begun_counts_even_if_the_program_ends(collecting, dana):
    collecting.calls.begin(dana, number_of(collecting, dana).id, form_key())
    assert calls_of(collecting, dana) == [("unfinished", 0)]
    assert why(collecting, dana) == "note how the call ended"


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("right_party", "next action on 2026-11-23: see whether what was agreed has happened"),
        ("voicemail", "next action on 2026-11-23: call again after the voicemail"),
        ("no_answer", "next action on 2026-11-20: call again: no answer last time"),
        ("callback", "next action on 2026-11-20: call back as asked"),
        ("hung_up", "next action on 2026-11-23: write instead of calling"),
        ("wrong_number", "next action on 2026-11-20: find another number"),
    ],
)
def test_the_outcome_sets_the_next_action_by_rule(collecting, dana, outcome, words):
    call(collecting, dana, outcome)
    assert why(collecting, dana) == words


def test_what_was_agreed_in_the_call_goes_before_the_rule(collecting, dana, clock):
    agreed = NextAction("callback", TODAY, "call back as asked", "16:30")
    collecting.calls.log(dana, number_of(collecting, dana).id, "callback", form_key(), next_action=agreed)
    assert why(collecting, dana) == "callback at 16:30"


def test_pressing_the_key_again_logs_one_call(collecting, dana):
    key = form_key()
    for _ in range(3):
        call(collecting, dana, "voicemail", key)
    assert calls_of(collecting, dana) == [("voicemail", 0)]


def test_an_outcome_can_be_corrected_and_the_last_word_counts(collecting, dana):
    key = form_key()
    collecting.calls.begin(dana, number_of(collecting, dana).id, key)
    call(collecting, dana, "voicemail", key)
    call(collecting, dana, "no_answer", key)
    assert calls_of(collecting, dana) == [("no_answer", 0)]
    assert why(collecting, dana) == "next action on 2026-11-20: call again: no answer last time"
    assert collecting.proving.differences() == []


def test_a_call_taken_back_restores_what_was_planned_before(collecting, dana):
    collecting.plans.set_next(dana, "fri", "ask for the cheque number", form_key())
    before = figures_of(collecting, dana)
    call(collecting, dana, "callback")
    assert figures_of(collecting, dana) != before
    assert str(collecting.undo.undo()) == "call back later for Dana Alvarez"
    assert figures_of(collecting, dana) == before
    assert calls_of(collecting, dana) == [("callback", 1)]
    assert collecting.proving.differences() == []


def test_a_call_whose_outcome_was_corrected_is_taken_back_whole(collecting, dana):
    before, key = figures_of(collecting, dana), form_key()
    for outcome in ("voicemail", "wrong_number", "right_party"):
        call(collecting, dana, outcome, key)
    collecting.undo.undo()
    assert figures_of(collecting, dana) == before
    assert str(collecting.undo.undo()).startswith("invoice "), "the call was one step, however often it was corrected"


@pytest.mark.parametrize(("outcome", "says"), [("wrong_number", "wrong number"), ("not_in_service", "not in service")])
def test_a_wrong_or_dead_number_is_neither_called_nor_texted_again(collecting, dana, outcome, says):
    call(collecting, dana, outcome)
    with pytest.raises(Refused, match=says):
        call(collecting, dana, "voicemail")
    with pytest.raises(Refused, match=says):
        collecting.calls.begin(dana, number_of(collecting, dana).id, form_key())
    with pytest.raises(Refused, match=says):
        send(collecting, dana)


def test_another_number_is_called_once_the_first_is_wrong(collecting, dana):
    collecting.keeping.set_facts(dana, {"phone": "(212) 555-0102"})
    call(collecting, dana, "wrong_number")
    assert number_of(collecting, dana).shown == "(212) 555-0102"
    call(collecting, dana, "voicemail")


def test_a_number_is_good_again_when_the_call_is_corrected_or_taken_back(collecting, dana):
    key = form_key()
    call(collecting, dana, "wrong_number", key)
    call(collecting, dana, "voicemail", key)
    assert number_of(collecting, dana).status == "ok"
    call(collecting, dana, "not_in_service")
    collecting.undo.undo()
    assert number_of(collecting, dana).status == "ok"


def test_an_account_without_any_number_can_still_have_a_call_logged(collecting):
    account = debtor(collecting, "No Phone Inc", phone="")
    call(collecting, account, "right_party")
    assert calls_of(collecting, account) == [("right_party", 0)]


def test_nobody_is_called_at_night_but_they_may_call(collecting, dana, clock):
    collecting.keeping.set_facts(dana, {"address": "1 Main St, Miami, FL 33101"})
    clock.forward(hours=12)
    with pytest.raises(Refused, match="It is 22:00 on Thu 19 Nov in New York"):
        call(collecting, dana, "voicemail")
    phone = number_of(collecting, dana).id
    collecting.calls.log(dana, phone, "right_party", form_key(), inbound=True)
    assert calls_of(collecting, dana) == [("right_party", 0)]


def test_an_unknown_outcome_is_refused_with_those_there_are(collecting, dana):
    with pytest.raises(Refused, match="voicemail, no_answer, busy"):
        call(collecting, dana, "shouted")
    assert calls_of(collecting, dana) == []


def test_an_account_that_is_not_there_is_refused(collecting):
    with pytest.raises(Refused, match="no account with the id 99"):
        collecting.calls.begin(99, None, form_key())
