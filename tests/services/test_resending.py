"""Sending anew: once, in words that are still true, and taken back to where it stood."""

from datetime import timedelta

import pytest
from desks import THURSDAY, HandCarrier, debtor, opened, send, state_of, why

from collector_tui.domain.carrier import Found
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import form_key
from collector_tui.store.book import Book


@pytest.fixture
def dana(collecting) -> int:
    return debtor(collecting)


def lost(collecting, carrier: HandCarrier, account: int) -> int:
    """A text of which nobody knows whether it went."""
    carrier.answer = "unknown"
    queued = send(collecting, account)
    collecting.delivery.round()
    carrier.answer = "accepted"
    return queued.message_id


def refused(collecting, carrier: HandCarrier, account: int, tone: str = "polite") -> int:
    """A text that the carrier did not take."""
    carrier.answer = "rejected"
    card = collecting.queue.card(account)
    queued = collecting.messages.send(card, collecting.drafts.draft(card, tone=tone), form_key(), minded=True)
    collecting.delivery.round()
    carrier.answer = "accepted"
    return queued.message_id


@pytest.mark.parametrize("what", ["again", "drop"])
def test_a_text_that_is_found_at_the_carrier_at_that_very_moment_is_not_decided_about(
    collecting, carrier, clock, dana, book_path, monkeypatch, what
):
    message = lost(collecting, carrier, dana)
    other = opened(book_path, clock, carrier)
    carrier.found = Found("found", "SM1")
    clock.forward(minutes=6)
    writing, ours = Book.writing, collecting.office.book

    def after_the_other(book):
        if book is ours:
            monkeypatch.setattr(Book, "writing", writing)
            other.delivery.round()
        return writing(book)

    monkeypatch.setattr(Book, "writing", after_the_other)
    with pytest.raises(Refused, match="is accepted"):
        if what == "again":
            collecting.resending.again(message, form_key(), minded=True)
        else:
            collecting.resending.drop(message)
    collecting.delivery.round()
    assert (len(carrier.taken), state_of(collecting, message)) == (1, "accepted")
    assert len(collecting.messages.outbox()) == 1
    other.close()


def test_what_said_due_today_is_written_anew_when_it_is_late(collecting, carrier, clock):
    account = debtor(collecting, due="2026-11-19")
    message = refused(collecting, carrier, account)
    assert "due today" in collecting.messages.outbox()[0].text
    clock.forward(days=5)
    collecting.office.turn_day()
    written = collecting.resending.anew(message).text
    assert "(due 19 Nov 2026)" in written
    collecting.resending.again(message, form_key(), minded=True)
    collecting.delivery.round()
    ((_, _, text),) = carrier.taken
    assert text == written
    assert "due today" not in text


def test_what_names_a_day_that_has_passed_is_written_anew(collecting, carrier, clock, dana):
    message = refused(collecting, carrier, dana, tone="firm")
    assert "by 26 Nov 2026" in collecting.messages.outbox()[0].text
    clock.forward(days=20)
    collecting.office.turn_day()
    assert "26 Nov" not in collecting.resending.anew(message).text


def test_what_is_still_true_goes_in_its_own_words(collecting, carrier, clock, dana):
    message = refused(collecting, carrier, dana, tone="firm")
    clock.forward(days=1)
    collecting.office.turn_day()
    assert collecting.resending.anew(message).text == collecting.messages.outbox()[0].text


@pytest.mark.parametrize(("tone", "left"), [("firm", 0), ("polite", 1)])
def test_a_text_does_not_leave_after_the_day_it_names_to_answer_by(collecting, carrier, clock, dana, tone, left):
    card, at = collecting.queue.card(dana), THURSDAY + timedelta(days=9)
    draft = collecting.drafts.draft(card, tone=tone)
    queued = collecting.messages.send(card, draft, form_key(), minded=True, at=at)
    clock.forward(days=9, minutes=1)
    collecting.office.turn_day()
    collecting.delivery.round()
    assert len(carrier.taken) == left
    if not left:
        assert state_of(collecting, queued.message_id) == "cancelled"
        assert "26 Nov 2026, which it names as a day to come, has passed: send it anew" in why(collecting, dana)


def test_own_words_to_somebody_who_owes_nothing_leave(collecting, carrier, clock):
    account = collecting.keeping.add_account("Bo", facts={"phone": "(212) 555-0102"})
    card = collecting.queue.card(account)
    own = collecting.drafts.own_words(card, "Thank you for your call, Bo. Sam, 212-555-0100")
    collecting.messages.send(card, own, form_key(), minded=True)
    collecting.delivery.round()
    assert len(carrier.taken) == 1


@pytest.mark.parametrize("found", ["unknown", "not_found"])
def test_taking_a_resend_back_leaves_the_doubt_about_the_first_one(collecting, carrier, clock, dana, found):
    message = lost(collecting, carrier, dana)
    carrier.found = Found(found)
    for _ in range(4):
        clock.forward(minutes=6)
        collecting.delivery.round()
    before = state_of(collecting, message)
    collecting.resending.again(message, form_key(), minded=True)
    assert state_of(collecting, message) == "dropped"
    collecting.undo.undo()
    assert (before, state_of(collecting, message)) == (found, "unknown")
    assert why(collecting, dana) == "a text may or may not have gone: look into it"
    with pytest.raises(Refused, match="may have gone already"):
        send(collecting, dana)
    assert collecting.proving.differences() == []
    collecting.resending.again(message, form_key(), minded=True)
    collecting.delivery.round()
    assert len(carrier.taken) == 2


def test_taking_back_a_resend_of_what_certainly_did_not_go_leaves_that_as_it_was(collecting, carrier, dana):
    message = refused(collecting, carrier, dana)
    collecting.resending.again(message, form_key(), minded=True)
    collecting.undo.undo()
    assert state_of(collecting, message) == "rejected"


def test_what_was_sent_anew_on_its_last_day_is_not_sent_so_on_the_next(collecting, carrier, clock, dana):
    message = refused(collecting, carrier, dana, tone="firm")
    clock.forward(days=7)
    collecting.office.turn_day()
    carrier.answer = "rejected"
    again = collecting.resending.again(message, form_key(), minded=True)
    collecting.delivery.round()
    assert "by 26 Nov 2026" in collecting.messages.outbox()[0].text
    clock.forward(days=1)
    collecting.office.turn_day()
    assert "26 Nov" not in collecting.resending.anew(again.message_id).text
