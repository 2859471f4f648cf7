"""Replies: what is done with them is the newest act, and can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from desks import call, debtor, send, state_of, why

from collector_tui.domain.carrier import Inbound
from collector_tui.domain.refusal import Refused

DANA, STRANGER = "+12125550101", "+15005550006"


@pytest.fixture
def came(collecting, carrier):
    """Let texts come in; the id of the last one is returned."""

    def come(sender: str, *texts: str) -> int:
        for text in texts:
            carrier.came.append(Inbound(f"r{len(carrier.came)}", sender, text, collecting.office.clock.now()))
            collecting.delivery.round()
        return max(reply.id for reply in collecting.replies.inbox())

    return come


def test_a_reply_that_was_read_by_mistake_is_unread_again(collecting, came):
    dana = debtor(collecting)
    reply = came(DANA, "Can I pay half?")
    collecting.replies.read(reply)
    assert not why(collecting, dana).startswith("reply")
    assert str(collecting.undo.undo()) == "reading of the reply of Dana Alvarez"
    assert why(collecting, dana) == "reply: “Can I pay half?”"
    assert collecting.proving.differences() == []


def test_a_reply_of_nobody_known_can_be_unread_again_too(collecting, came):
    reply = came(STRANGER, "who is this?")
    collecting.replies.read(reply)
    assert collecting.replies.unread() == 0
    collecting.undo.undo()
    assert collecting.replies.unread() == 1


def test_reading_twice_is_one_act(collecting, came):
    debtor(collecting)
    reply = came(DANA, "Can I pay half?")
    collecting.replies.read(reply)
    assert "read already" in collecting.replies.read(reply)
    collecting.undo.undo()
    assert str(collecting.undo.coming().label).startswith("invoice")


def test_texts_that_were_begun_again_by_mistake_end_again_everywhere(collecting, came):
    dana, bakery = debtor(collecting), debtor(collecting, "Alvarez Bakery", number="7")
    start = came(DANA, "STOP", "START")
    assert collecting.queue.card(dana).phones[0].is_opted_out, "a START is for a person to confirm"
    collecting.replies.opt_in(start)
    assert not collecting.queue.card(bakery).phones[0].is_opted_out
    assert str(collecting.undo.undo()) == f"opt-in of {DANA}"
    assert all(collecting.queue.card(one).phones[0].is_opted_out for one in (dana, bakery))
    assert why(collecting, dana).startswith("reply")
    assert collecting.proving.differences() == []


@pytest.mark.parametrize(
    ("text", "may_begin"),
    [("START", True), ("unstop", True), ("Yes", True), ("yes please call me", False), ("ok", False)],
)
def test_only_a_word_that_asks_for_texts_lets_them_begin_again(collecting, came, text, may_begin):
    dana = debtor(collecting)
    reply = came(DANA, "STOP", text)
    if may_begin:
        collecting.replies.opt_in(reply)
    else:
        with pytest.raises(Refused, match="has not asked for texts again"):
            collecting.replies.opt_in(reply)
    assert collecting.queue.card(dana).phones[0].is_opted_out != may_begin


def test_yes_from_somebody_who_gets_texts_is_an_answer_and_no_wish(collecting, came):
    dana = debtor(collecting)
    reply = came(DANA, "Yes")
    with pytest.raises(Refused, match="has not asked"):
        collecting.replies.opt_in(reply)
    assert why(collecting, dana) == "reply: “Yes”"


def test_giving_a_reply_and_dropping_a_text_stand_and_are_out_of_the_way(collecting, carrier, came):
    dana = debtor(collecting)
    reply = came(STRANGER, "it is Dana, from my new phone")
    collecting.replies.give_to(reply, dana)
    with pytest.raises(Refused, match=r"reply given to Dana Alvarez stays: in the inbox"):
        collecting.undo.undo()
    call(collecting, dana, "no_answer")
    carrier.answer = "unknown"
    queued = send(collecting, debtor(collecting, "Bo", "(212) 555-0102", "9"))
    collecting.delivery.round()
    collecting.resending.drop(queued.message_id)
    with pytest.raises(Refused, match=r"dropping of the text to Bo stays: whether it had gone is not known"):
        collecting.undo.undo()
    assert state_of(collecting, queued.message_id) == "dropped"
    assert collecting.proving.differences() == []


@pytest.fixture
def own_phone(carrier):
    """The carrier is a phone of one's own: it confirms nothing by itself."""
    carrier.answers_stop = False
    return carrier


def test_a_stop_at_ones_own_phone_is_confirmed_once_and_by_nothing_else(collecting, own_phone, came):
    dana, bakery = debtor(collecting), debtor(collecting, "Alvarez Bakery", number="7")
    came(DANA, "STOP")
    collecting.delivery.round()
    assert [text for _, _, text in own_phone.taken] == [
        "Harbor Print Co.: you will get no more texts from us. Reply START if you want them again."
    ]
    came(DANA, "stop", "STOP ALL")
    collecting.delivery.round()
    assert len(own_phone.taken) == 1
    assert "reply: “STOP ALL”" in (why(collecting, dana), why(collecting, bakery))
    assert collecting.proving.differences() == []


def test_a_provider_that_confirms_by_itself_is_not_doubled(collecting, carrier, came):
    debtor(collecting)
    came(DANA, "STOP")
    collecting.delivery.round()
    assert carrier.taken == []


def test_a_confirmation_answers_at_once_at_any_hour(collecting, own_phone, came, clock):
    debtor(collecting)
    clock.set(datetime(2026, 11, 20, 3, tzinfo=UTC))
    came(DANA, "STOP")
    assert len(own_phone.taken) == 1


def test_a_confirmation_that_cannot_leave_in_five_minutes_does_not_leave(collecting, own_phone, came, clock):
    debtor(collecting)
    own_phone.answer = "not_reached"
    came(DANA, "STOP")
    own_phone.answer = "accepted"
    clock.forward(minutes=6)
    collecting.delivery.round()
    assert own_phone.taken == []


def test_a_reply_that_the_phone_took_before_the_text_was_queued_holds_it_back_all_the_same(collecting, carrier, clock):
    dana = debtor(collecting)
    earlier = clock.now() - timedelta(minutes=5)
    queued = send(collecting, dana)
    carrier.came.append(Inbound("r1", DANA, "Paid this morning", earlier))
    collecting.delivery.round()
    assert (carrier.taken, state_of(collecting, queued.message_id)) == ([], "cancelled")


def test_a_reply_that_was_read_before_does_not_hold_a_text_back_whatever_its_clock_says(
    collecting, carrier, came, clock
):
    dana = debtor(collecting)
    carrier.came.append(Inbound("r0", DANA, "Tomorrow!", clock.now() + timedelta(hours=2)))
    collecting.delivery.round()
    collecting.replies.read(1)
    send(collecting, dana)
    collecting.delivery.round()
    assert len(carrier.taken) == 1


def test_a_text_to_another_number_of_ours_counts_where_it_is_from_somebody_in_the_book(collecting, came, carrier):
    dana = debtor(collecting)
    carrier.came += [
        Inbound("x1", STRANGER, "is the shop open?", is_elsewhere=True),
        Inbound("x2", DANA, "STOP", is_elsewhere=True),
    ]
    collecting.delivery.round()
    assert [one.text for one in collecting.replies.inbox()] == ["STOP"]
    assert collecting.queue.card(dana).phones[0].is_opted_out
