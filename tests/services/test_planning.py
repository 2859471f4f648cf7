"""Notes, next actions, snoozes and being done for today: each is one act, and each can be taken back."""

import pytest
from desks import HOSTILE, call, debtor, figures_of, why

from collector_tui.domain.refusal import Refused
from collector_tui.services.office import form_key
from collector_tui.services.queueing import QueueFilter
from collector_tui.store.acts import accounts_worked


@pytest.fixture
def dana(collecting) -> int:
    return debtor(collecting)


def in_queue(collecting) -> list[int]:
    return [row.id for row in collecting.queue.page(QueueFilter(), None, 100)]


def test_a_snoozed_account_leaves_the_queue_and_comes_back_on_its_day(collecting, dana, clock):
    assert collecting.plans.snooze(dana, "3d", form_key()) == "Dana Alvarez is back on Sun 22 Nov"
    assert in_queue(collecting) == []
    clock.forward(days=2)
    collecting.office.turn_day()
    assert in_queue(collecting) == []
    clock.forward(days=1)
    collecting.office.turn_day()
    assert why(collecting, dana) == "back from snooze"


def test_a_next_action_brings_the_account_back_with_its_words(collecting, dana, clock):
    assert collecting.plans.set_next(dana, "mon", "ask Ann for the remittance", form_key()) == (
        "Dana Alvarez: ask Ann for the remittance on Mon 23 Nov"
    )
    assert in_queue(collecting) == []
    clock.forward(days=4)
    collecting.office.turn_day()
    assert why(collecting, dana) == "ask Ann for the remittance"


def test_done_for_today_names_what_comes_next(collecting, dana):
    step = collecting.queue.card(dana).next_step
    name = collecting.office.ladder(collecting.queue.card(dana)).steps[step].name
    assert collecting.plans.done(dana, form_key()) == f"Dana Alvarez: {name} on Sun 22 Nov"
    assert in_queue(collecting) == []


def test_a_later_plan_replaces_an_earlier_one_and_gives_way_to_it_when_taken_back(collecting, dana):
    collecting.plans.set_next(dana, "fri", "first", form_key())
    between = figures_of(collecting, dana)
    collecting.plans.snooze(dana, "2w", form_key())
    assert why(collecting, dana) == "snoozed until 2026-12-03"
    collecting.undo.undo()
    assert figures_of(collecting, dana) == between


@pytest.mark.parametrize("what", ["note", "set_next", "snooze", "done", "call"])
def test_each_act_is_taken_back_to_the_very_figures_before(collecting, dana, what):
    before = figures_of(collecting, dana)
    acts = {
        "note": lambda: collecting.plans.note(dana, "called twice", form_key()),
        "set_next": lambda: collecting.plans.set_next(dana, "2d", "", form_key()),
        "snooze": lambda: collecting.plans.snooze(dana, "eom", form_key()),
        "done": lambda: collecting.plans.done(dana, form_key()),
        "call": lambda: call(collecting, dana, "voicemail"),
    }
    acts[what]()
    collecting.undo.undo()
    assert figures_of(collecting, dana) == before
    assert collecting.queue.overview().worked == 0
    assert collecting.proving.differences() == []


def test_undo_goes_back_step_by_step_and_names_each(collecting, dana):
    collecting.plans.note(dana, "one", form_key())
    collecting.plans.snooze(dana, "3d", form_key())
    call(collecting, dana, "voicemail")
    assert [str(collecting.undo.undo()) for _ in range(3)] == [
        "left a voicemail for Dana Alvarez", "snooze of Dana Alvarez", "note on Dana Alvarez",
    ]  # fmt: skip
    assert str(collecting.undo.undo()).startswith("invoice ")
    with pytest.raises(Refused, match="Dana Alvarez stays: an account is never deleted"):
        collecting.undo.undo()
    with pytest.raises(Refused, match="There is nothing to undo"):
        collecting.undo.undo()
    assert collecting.queue.card(dana).balance_cents == 0
    assert collecting.proving.differences() == []


def test_facts_stand_and_are_named_when_undo_comes_to_them(collecting, dana):
    collecting.keeping.set_facts(dana, {"kind": "consumer"})
    with pytest.raises(Refused, match=r"change of Dana Alvarez \(kind: consumer\) is not taken back: set it anew"):
        collecting.undo.undo()
    assert collecting.queue.card(dana).kind == "consumer"


def test_an_invoice_that_was_undone_can_be_entered_again(collecting, dana):
    collecting.keeping.add_invoice(dana, "7", "10", "2026-10-02")
    before = collecting.queue.aging("2026-11-01", by_account=True)
    assert str(collecting.undo.undo()) == "invoice 7 of Dana Alvarez"
    collecting.keeping.add_invoice(dana, "7", "10", "2026-10-02")
    assert collecting.queue.aging("2026-11-01", by_account=True) == before
    assert collecting.proving.differences() == []


@pytest.mark.parametrize("form", ["note", "snooze", "set_next", "done"])
def test_a_form_books_once_however_often_it_is_sent(collecting, dana, form):
    key = form_key()
    forms = {
        "note": lambda: collecting.plans.note(dana, "called twice", key),
        "snooze": lambda: collecting.plans.snooze(dana, "3d", key),
        "set_next": lambda: collecting.plans.set_next(dana, "3d", "call", key),
        "done": lambda: collecting.plans.done(dana, key),
    }
    forms[form]()
    extent = collecting.proving.extent()
    forms[form]()
    assert collecting.proving.extent() == extent


@pytest.mark.parametrize(
    ("refused", "says"),
    [
        (lambda plans, dana: plans.note(dana, "  \n ", form_key()), "The note is empty"),
        (lambda plans, dana: plans.snooze(dana, "today", form_key()), "is not ahead"),
        (lambda plans, dana: plans.snooze(dana, "whenever", form_key()), "is not a day"),
        (lambda plans, dana: plans.set_next(dana, "2026-11-18", "", form_key()), "has passed"),
        (lambda plans, dana: plans.note(99, "x", form_key()), "no account with the id 99"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(collecting, dana, refused, says):
    extent = collecting.proving.extent()
    with pytest.raises(Refused, match=says):
        refused(collecting.plans, dana)
    assert collecting.proving.extent() == extent


def test_hostile_words_are_kept_to_the_letter(collecting, dana):
    collecting.plans.note(dana, HOSTILE, form_key())
    assert collecting.queue.card(dana).timeline[0].text == HOSTILE
    assert collecting.proving.differences() == []


def test_being_done_with_an_account_that_waits_plans_what_was_agreed(collecting, dana):
    collecting.agreeing.promise(dana, "10", "mon", form_key())
    assert collecting.plans.done(dana, form_key()) == "Dana Alvarez: promise of 10.00 falls due on Mon 23 Nov"


def test_an_agreement_noted_today_is_work_done_and_a_payment_is_not(collecting, dana):
    today = str(collecting.queue.moment().today)
    collecting.paying.pay(dana, "1", form_key())
    assert accounts_worked(collecting.office.book, today)[0] == 0
    collecting.agreeing.promise(dana, "10", "mon", form_key())
    assert accounts_worked(collecting.office.book, today)[0] == 1
