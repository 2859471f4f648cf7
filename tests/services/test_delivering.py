"""Delivering: a text leaves once or not at all, and where that is not known, it says so."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from desks import HandCarrier, Killed, call, debtor, opened, send, state_of, why

from collector_tui.domain.carrier import Found, Inbound, Receipt
from collector_tui.domain.refusal import Refused, Warned
from collector_tui.services.office import form_key


@pytest.fixture
def dana(collecting) -> int:
    return debtor(collecting)


def provider_id(carrier: HandCarrier) -> str:
    return f"id-{carrier.taken[-1][0]}"


def delivered(collecting, carrier, account: int, state: str = "delivered") -> int:
    """Send a text and let the carrier say what became of it."""
    queued = send(collecting, account)
    collecting.delivery.round()
    carrier.later.append(Receipt(provider_id(carrier), state))
    collecting.delivery.round()
    return queued.message_id


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        ("accepted", "accepted", "contacted recently: rests until 2026-11-22"),
        ("rejected", "rejected", "text failed: carrier: rejected"),
        ("unknown", "unknown", "a text may or may not have gone: look into it"),
        ("not_reached", "queued", "contacted recently: rests until 2026-11-22"),
    ],
)
def test_every_answer_of_the_carrier_is_kept_and_shown(collecting, carrier, dana, answer, state, reason):
    carrier.answer = answer
    queued = send(collecting, dana)
    done = collecting.delivery.round()
    assert state_of(collecting, queued.message_id) == state
    assert why(collecting, dana) == reason
    assert done.accounts == {dana}
    assert collecting.proving.differences() == []


@pytest.mark.parametrize("answer", ["accepted", "rejected", "unknown"])
def test_what_was_answered_is_not_sent_a_second_time(collecting, carrier, dana, clock, answer):
    carrier.answer = answer
    send(collecting, dana)
    for _ in range(5):
        collecting.delivery.round()
        clock.forward(minutes=10)
    assert len(carrier.taken) == (0 if answer == "rejected" else 1)


def test_a_carrier_that_was_not_reached_is_tried_again_a_minute_later(collecting, carrier, dana, clock):
    carrier.answer = "not_reached"
    queued = send(collecting, dana)
    collecting.delivery.round()
    carrier.answer = "accepted"
    collecting.delivery.round()
    assert carrier.taken == []
    clock.forward(minutes=2)
    collecting.delivery.round()
    assert len(carrier.taken) == 1
    assert state_of(collecting, queued.message_id) == "accepted"


def test_a_program_killed_while_sending_says_unknown_and_never_sends_again(book_path, clock, carrier):
    services = opened(book_path, clock, carrier)
    dana = debtor(services)
    queued = send(services, dana)
    carrier.dies = True
    with pytest.raises(Killed):
        services.delivery.round()
    services.close()

    carrier.dies = False
    again = opened(book_path, clock, carrier)
    assert state_of(again, queued.message_id) == "sending"
    again.delivery.recover()
    assert state_of(again, queued.message_id) == "unknown"
    assert why(again, dana) == "a text may or may not have gone: look into it"
    for _ in range(3):
        again.delivery.round()
        again.delivery.recover()
    assert len(carrier.taken) == 1
    with pytest.raises(Refused, match="may have gone already"):
        send(again, dana)
    assert again.proving.differences() == []
    again.close()


def test_an_unknown_text_can_be_followed_by_another_once_somebody_has_decided(collecting, carrier, dana):
    carrier.answer = "unknown"
    send(collecting, dana)
    collecting.delivery.round()
    carrier.answer = "accepted"
    send(collecting, dana, again=True)
    collecting.delivery.round()
    assert len(carrier.taken) == 2
    assert why(collecting, dana) == "contacted recently: rests until 2026-11-22"


def test_a_text_waits_in_the_outbox_while_it_can_be_taken_back(book_path, clock, carrier):
    services = opened(book_path, clock, carrier, undo_seconds=30)
    send(services, debtor(services))
    services.delivery.round()
    assert carrier.taken == []
    clock.forward(seconds=31)
    services.delivery.round()
    assert len(carrier.taken) == 1
    services.close()


def test_amounts_that_changed_while_it_waited_hold_the_text_back_and_show_it(collecting, carrier, dana):
    queued = send(collecting, dana)
    collecting.keeping.add_invoice(dana, "1080", "642", "2026-10-02")
    done = collecting.delivery.round()
    assert carrier.taken == []
    assert state_of(collecting, queued.message_id) == "cancelled"
    assert "the figures in the book changed before it left" in why(collecting, dana)
    assert done.accounts == {dana}
    assert send(collecting, dana).recipient, "a true text may follow at once"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c, dana: c.keeping.set_facts(dana, {"opt_out": "yes"}),
        lambda c, dana: call(c, dana, "wrong_number"),
        lambda c, dana: call(c, dana, "not_in_service"),
    ],
)
def test_a_text_in_the_outbox_stays_there_when_its_number_must_not_be_used(collecting, carrier, dana, spoil):
    queued = send(collecting, dana)
    spoil(collecting, dana)
    collecting.delivery.round()
    assert carrier.taken == []
    assert state_of(collecting, queued.message_id) == "cancelled"


def test_a_text_that_would_leave_at_night_leaves_at_eight(book_path, clock, carrier):
    clock.set(datetime(2026, 11, 20, 1, 59, 50, tzinfo=UTC))
    services = opened(book_path, clock, carrier, undo_seconds=30)
    queued = send(services, debtor(services))
    clock.forward(minutes=1)
    services.delivery.round()
    assert (carrier.taken, state_of(services, queued.message_id)) == ([], "queued")
    clock.set(datetime(2026, 11, 20, 12, 59, 59, tzinfo=UTC))
    services.delivery.round()
    assert carrier.taken == []
    clock.forward(seconds=2)
    services.delivery.round()
    assert len(carrier.taken) == 1
    services.close()


def test_a_text_that_waited_for_a_day_is_not_sent_any_more(collecting, carrier, dana, clock):
    carrier.answer = "not_reached"
    queued = send(collecting, dana)
    collecting.delivery.round()
    carrier.answer = "accepted"
    clock.forward(hours=24)
    collecting.office.turn_day()
    collecting.delivery.round()
    assert carrier.taken == []
    assert state_of(collecting, queued.message_id) == "cancelled"
    assert "it had waited for a day" in why(collecting, dana)
    assert collecting.proving.differences() == []


def test_without_a_carrier_nothing_moves(book_path, clock):
    services = opened(book_path, clock, None)
    queued = send(services, debtor(services))
    assert services.delivery.round().waiting == 1
    assert state_of(services, queued.message_id) == "queued"
    services.close()


@pytest.mark.parametrize("final", ["delivered", "undelivered", "failed"])
@pytest.mark.parametrize("late", ["accepted", "sent", "delivered", "undelivered", "failed"])
def test_a_receipt_never_moves_a_finished_message(collecting, carrier, dana, final, late):
    message = delivered(collecting, carrier, dana, final)
    carrier.later.append(Receipt(provider_id(carrier), late))
    collecting.delivery.round()
    assert state_of(collecting, message) == final


def test_receipts_out_of_order_end_where_they_should(collecting, carrier, dana):
    queued = send(collecting, dana)
    collecting.delivery.round()
    carrier.later += [Receipt(provider_id(carrier), "delivered"), Receipt(provider_id(carrier), "sent")]
    collecting.delivery.round()
    collecting.delivery.round()
    assert state_of(collecting, queued.message_id) == "delivered"


def test_a_text_that_did_not_arrive_is_first_in_the_queue_and_no_step_of_the_ladder(collecting, carrier, dana):
    step = collecting.queue.card(dana).next_step
    delivered(collecting, carrier, dana, "undelivered")
    assert why(collecting, dana).startswith("text failed")
    assert collecting.queue.card(dana).next_step == step
    collecting.plans.done(dana, form_key())
    assert not why(collecting, dana).startswith("text failed"), "somebody has looked at it"


def test_a_reply_is_kept_once_and_brings_the_account_to_the_top(collecting, carrier, dana):
    delivered(collecting, carrier, dana)
    carrier.came.append(Inbound("r1", "+12125550101", "Can I pay half?"))
    for _ in range(3):
        collecting.delivery.round()
    assert why(collecting, dana) == "reply: “Can I pay half?”"
    lines = [line for line in collecting.queue.card(dana).timeline if line.kind == "reply"]
    assert len(lines) == 1


def test_a_reply_that_was_answered_is_out_of_the_way_until_the_answer_is_taken_back(collecting, carrier, dana):
    carrier.came.append(Inbound("r1", "+12125550101", "Can I pay half?"))
    collecting.delivery.round()
    call(collecting, dana, "right_party")
    assert not why(collecting, dana).startswith("reply")
    collecting.undo.undo()
    assert why(collecting, dana) == "reply: “Can I pay half?”"


def test_stop_ends_texts_to_every_account_with_that_number_and_holds_what_is_queued(collecting, carrier, dana):
    bakery = debtor(collecting, "Alvarez Bakery", number="7")
    queued = send(collecting, bakery)
    collecting.office.clock.forward(minutes=-1)
    carrier.came.append(Inbound("r1", "+12125550101", " Stop. "))
    carrier.answer = "not_reached"
    collecting.delivery.round()
    carrier.answer = "accepted"
    collecting.office.clock.forward(minutes=10)
    collecting.delivery.round()
    assert carrier.taken == []
    assert state_of(collecting, queued.message_id) == "cancelled"
    for account in (dana, bakery):
        with pytest.raises(Refused, match="has opted out of texts"):
            send(collecting, account)
    assert collecting.proving.differences() == []


def test_a_reply_from_a_number_nobody_knows_is_kept(collecting, carrier):
    carrier.came.append(Inbound("r1", "+15005550006", "who is this?"))
    assert collecting.delivery.round().told == ["Reply from +15005550006: “who is this?”"]
    assert collecting.office.book.rows("SELECT account_id, text FROM reply") == [(None, "who is this?")]


@pytest.mark.parametrize("text", ["\x00\x1b[2J", "\ud83d broken", "", "x" * 100_000, "[@click=app.quit]x[/]"])
def test_no_reply_however_strange_stops_the_round(collecting, carrier, dana, text):
    send(collecting, dana)
    collecting.delivery.round()
    carrier.came.append(Inbound("r1", "+12125550101", text))
    collecting.delivery.round()
    collecting.delivery.round()
    assert len(carrier.taken) == 1
    assert collecting.office.book.rows("SELECT COUNT(*) FROM reply") == [(1,)]
    assert collecting.proving.differences() == []


def test_a_text_that_has_left_is_not_taken_back_and_is_out_of_the_way(collecting, carrier, dana):
    collecting.plans.note(dana, "first", form_key())
    send(collecting, dana)
    collecting.delivery.round()
    with pytest.raises(Refused, match="The text to Dana Alvarez has left and cannot be taken back"):
        collecting.undo.undo()
    assert str(collecting.undo.undo()) == "note on Dana Alvarez"


def test_an_undo_that_is_refused_leaves_an_answered_reply_answered(collecting, carrier, dana):
    carrier.came.append(Inbound("r1", "+12125550101", "Can I pay half?"))
    collecting.delivery.round()
    with pytest.raises(Warned, match=r"has replied: .* Read it first"):
        send(collecting, dana)
    card = collecting.queue.card(dana)
    answer = collecting.drafts.own_words(card, "Half is a good start, Dana. Call Sam, 212-555-0100, to pay by card.")
    collecting.messages.send(card, answer, form_key())
    collecting.delivery.round()
    with pytest.raises(Refused, match="has left"):
        collecting.undo.undo()
    assert not why(collecting, dana).startswith("reply")
    assert collecting.proving.differences() == []


def test_the_simulator_marks_every_row_and_delivers(book_path, clock):
    from collector_tui.gateways.simulator import Simulator

    services = opened(book_path, clock, Simulator(book_path.with_name("memory")))
    dana = debtor(services, phone="(212) 555-0194")
    queued = send(services, dana)
    for _ in range(5):
        services.delivery.round()
    (message,) = services.messages.outbox()
    assert (message.id, message.state, message.simulated) == (queued.message_id, "delivered", True)
    assert services.queue.card(dana).phones[0].is_opted_out, "numbers that end in 94 answer STOP"
    assert all("(simulated)" in line.text for line in services.queue.card(dana).timeline if line.kind == "reply")
    services.close()


def test_the_hour_it_may_leave_again_is_the_debtors(collecting, carrier, clock):
    account = debtor(collecting, phone="(213) 555-0101")
    clock.set(datetime(2026, 11, 20, 4, 59, 59, tzinfo=UTC))
    queued = send(collecting, account)
    clock.forward(seconds=2)
    collecting.delivery.round()
    row = next(message for message in collecting.messages.outbox() if message.id == queued.message_id)
    assert row.leaves_at == datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    assert row.leaves_at - clock.now() < timedelta(hours=12)


def test_a_reply_that_comes_before_a_text_has_left_holds_it_back(collecting, carrier, dana):
    queued = send(collecting, dana)
    carrier.came.append(Inbound("r1", "+12125550101", "I cannot stop by today"))
    collecting.delivery.round()
    assert carrier.taken == []
    assert state_of(collecting, queued.message_id) == "cancelled"
    assert "a reply came before it left" in collecting.messages.outbox()[0].error
    assert why(collecting, dana) == "reply: “I cannot stop by today”"
    assert not collecting.queue.card(dana).phones[0].is_opted_out


def test_a_lost_text_that_the_carrier_has_is_adopted_and_sent_no_more(collecting, carrier, clock, dana):
    carrier.answer = "unknown"
    queued = send(collecting, dana)
    collecting.delivery.round()
    assert state_of(collecting, queued.message_id) == "unknown"
    carrier.found = Found("found", "SM1", "accepted")
    clock.forward(minutes=6)
    collecting.delivery.round()
    assert (state_of(collecting, queued.message_id), collecting.messages.outbox()[0].provider_id) == ("accepted", "SM1")
    carrier.later.append(Receipt("SM1", "delivered"))
    collecting.delivery.round()
    assert state_of(collecting, queued.message_id) == "delivered"
    assert len(carrier.taken) == 1


def test_a_lost_text_that_the_carrier_has_not_is_asked_for_three_times_and_never_sent_by_itself(
    collecting, carrier, dana
):
    carrier.answer = "unknown"
    queued = send(collecting, dana)
    carrier.found = Found("not_found")
    states = []
    for _ in range(5):
        collecting.delivery.round()
        states.append(state_of(collecting, queued.message_id))
    assert states == ["unknown", "unknown", "not_found", "not_found", "not_found"]
    assert len(carrier.taken) == 1
    assert collecting.proving.differences() == []


def test_a_carrier_is_asked_for_replies_at_its_own_pace_and_less_often_when_it_fails(collecting, carrier, clock):
    asked = []
    carrier.pause_seconds = 20
    carrier.replies = lambda *_: asked.append(clock.now()) or []  # type: ignore[method-assign, func-returns-value]
    for _ in range(61):
        collecting.delivery.round()
        clock.forward(seconds=1)
    assert len(asked) in (3, 4), "the clock goes on by itself a little"
    assert all(20 <= (after - before).total_seconds() < 23 for before, after in pairwise(asked))
    asked.clear()
    carrier.trouble = "it does not answer"
    for _ in range(20 + 40 + 80 + 160 + 8):
        collecting.delivery.round()
        clock.forward(seconds=1)
    waits = [(after - before).total_seconds() for before, after in pairwise(asked)]
    assert [wanted <= waited < wanted + 3 for waited, wanted in zip(waits, (40, 80, 160), strict=True)] == [True] * 3


def test_a_reply_from_a_number_written_as_at_home_finds_its_account(collecting, carrier, dana):
    carrier.came.append(Inbound("r1", "(212) 555-0101", "STOP"))
    collecting.delivery.round()
    assert collecting.queue.card(dana).phones[0].is_opted_out
    assert why(collecting, dana) == "reply: “STOP”"


def test_a_carrier_that_knows_at_once_that_it_failed_is_believed(collecting, carrier, dana):
    from dataclasses import replace as changed

    take = carrier.send
    carrier.send = lambda *told: changed(take(*told), state="failed")  # type: ignore[method-assign]
    queued = send(collecting, dana)
    collecting.delivery.round()
    assert state_of(collecting, queued.message_id) == "failed"


def test_what_did_not_arrive_is_sent_anew_once_in_its_own_words(collecting, carrier, dana):
    carrier.answer = "rejected"
    card = collecting.queue.card(dana)
    own = collecting.drafts.own_words(
        card, "Dana, shall we talk? Call Sam, 212-555-0100, about $1,284.50, due 1 Oct 2026."
    )
    queued = collecting.messages.send(card, own, form_key())
    collecting.delivery.round()
    carrier.answer = "accepted"
    again = collecting.resending.again(queued.message_id, form_key())
    with pytest.raises(Refused, match="sent anew already"):
        collecting.resending.again(queued.message_id, form_key())
    collecting.delivery.round()
    assert [text for _, _, text in carrier.taken] == [own.text]
    assert collecting.messages.outbox()[0].parent_id == queued.message_id
    assert state_of(collecting, again.message_id) == "accepted"
    with pytest.raises(Refused, match="is accepted: it is not sent a second time"):
        collecting.resending.again(again.message_id, form_key())


def test_a_text_that_was_called_back_at_the_carrier_comes_to_the_top_of_the_queue(collecting, carrier, dana):
    message = delivered(collecting, carrier, dana, "cancelled")
    assert state_of(collecting, message) == "cancelled"
    assert why(collecting, dana) == "text failed: cancelled at the carrier: it was not sent"
    assert collecting.proving.differences() == []


def test_a_lost_text_can_be_dropped(collecting, carrier, dana):
    carrier.answer = "unknown"
    queued = send(collecting, dana)
    collecting.delivery.round()
    assert collecting.resending.drop(queued.message_id) == "Dropped: the text to Dana Alvarez."
    assert state_of(collecting, queued.message_id) == "dropped"
    with pytest.raises(Refused, match="nothing to decide"):
        collecting.resending.drop(queued.message_id)
    assert collecting.proving.differences() == []


def test_a_reply_that_is_listed_again_costs_no_writing(collecting, carrier, dana, monkeypatch):
    carrier.came.append(Inbound("r1", "+12125550101", "Can I pay half?"))
    collecting.delivery.round()
    monkeypatch.setattr(type(collecting.office.book), "writing", None)
    assert collecting.delivery.round().told == []


def test_a_text_that_has_to_wait_over_a_weekend_is_put_off_and_not_dropped(book_path, clock, carrier):
    clock.set(datetime(2026, 11, 21, 1, 59, 50, tzinfo=UTC))
    services = opened(book_path, clock, carrier, undo_seconds=30)
    dana = debtor(services)
    services.keeping.set_facts(dana, {"inconvenient": "Sat 00:00-24:00; Sun 00:00-24:00"})
    queued = send(services, dana)
    for hours in (0, 20, 24):
        clock.forward(minutes=1, hours=hours)
        services.office.turn_day()
        services.delivery.round()
        assert (carrier.taken, state_of(services, queued.message_id)) == ([], "queued")
    clock.set(datetime(2026, 11, 23, 13, 0, 1, tzinfo=UTC))
    services.office.turn_day()
    services.delivery.round()
    assert len(carrier.taken) == 1
    services.close()


def test_a_text_that_says_due_today_does_not_leave_on_the_day_after(book_path, clock, carrier):
    clock.set(datetime(2026, 11, 20, 1, 59, 50, tzinfo=UTC))
    services = opened(book_path, clock, carrier, undo_seconds=30)
    dana = debtor(services, due="2026-11-19")
    queued = send(services, dana)
    assert "due today" in services.messages.outbox()[0].text
    for instant in (datetime(2026, 11, 20, 2, 1, tzinfo=UTC), datetime(2026, 11, 20, 13, 1, tzinfo=UTC)):
        clock.set(instant)
        services.office.turn_day()
        services.delivery.round()
    assert (carrier.taken, state_of(services, queued.message_id)) == ([], "cancelled")
    assert "would leave on another day" in why(services, dana)
    services.close()


def test_an_id_that_another_text_has_already_stops_nothing_and_is_given_up_in_the_end(collecting, carrier, clock):
    from dataclasses import replace as changed

    take = carrier.send
    carrier.send = lambda *told: changed(take(*told), provider_id="SM1")  # type: ignore[method-assign]
    first, second = (
        send(collecting, debtor(collecting, f"D{n}", f"(212) 555-010{n}", str(n))).message_id for n in (1, 2)
    )
    collecting.delivery.round()
    assert [state_of(collecting, one) for one in (first, second)] == ["accepted", "accepted"]
    carrier.later.append(Receipt("SM1", "delivered"))
    collecting.delivery.round()
    assert [state_of(collecting, one) for one in (first, second)] == ["delivered", "accepted"]
    clock.forward(hours=73)
    collecting.office.turn_day()
    collecting.delivery.round()
    assert state_of(collecting, second) == "no_receipt"
    assert collecting.proving.differences() == []


def test_a_text_without_a_receipt_is_given_up_after_three_days_and_not_before(collecting, carrier, dana, clock):
    queued = send(collecting, dana)
    collecting.delivery.round()
    for hours, state in ((71, "accepted"), (1.1, "no_receipt")):
        clock.forward(hours=hours)
        collecting.office.turn_day()
        collecting.delivery.round()
        assert state_of(collecting, queued.message_id) == state
    carrier.later.append(Receipt(provider_id(carrier), "delivered"))
    clock.forward(hours=2)
    collecting.delivery.round()
    assert state_of(collecting, queued.message_id) == "no_receipt", "a late word does not move it any more"
