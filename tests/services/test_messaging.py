"""Queueing a text: what was on the screen is what goes, once, and only while it is still true."""

import pytest
from desks import call, debtor, figures_of, item, send, state_of, take_in

from collector_tui.domain.refusal import ChangedSinceDrafted, Refused, SentToday
from collector_tui.services.office import form_key


@pytest.fixture
def dana(collecting) -> int:
    return debtor(collecting)


def test_the_words_on_the_screen_are_the_words_that_go(collecting, carrier, dana):
    card = collecting.queue.card(dana)
    draft = collecting.drafts.draft(card, "firm")
    collecting.messages.send(card, draft, form_key())
    collecting.delivery.round()
    assert [(to, text) for _, to, text in carrier.taken] == [("+12125550101", draft.text)]
    assert "$1,284.50" in draft.text
    assert "1041" in draft.text


def test_a_text_is_a_contact_and_a_step_of_the_ladder(collecting, dana):
    first = collecting.queue.card(dana).next_step
    send(collecting, dana)
    card = collecting.queue.card(dana)
    assert (card.next_step, card.row.hidden_by) == (first + 1, "contacted recently: rests until 2026-11-22")
    collecting.undo.undo()
    assert collecting.queue.card(dana).next_step == first


def test_a_text_taken_back_in_time_leaves_no_mark_on_the_account(collecting, carrier, dana):
    before = figures_of(collecting, dana)
    send(collecting, dana)
    assert str(collecting.undo.undo()) == "text to Dana Alvarez"
    collecting.delivery.round()
    assert carrier.taken == []
    assert figures_of(collecting, dana) == before
    assert collecting.proving.differences() == []


def test_figures_that_changed_since_the_draft_stop_the_text(collecting, carrier, dana):
    card = collecting.queue.card(dana)
    draft = collecting.drafts.draft(card)
    collecting.keeping.add_invoice(dana, "1080", "1", "2026-10-02")
    with pytest.raises(ChangedSinceDrafted, match="look again"):
        collecting.messages.send(card, draft, form_key())
    assert collecting.messages.outbox() == []


def test_a_second_text_while_the_first_is_on_its_way_is_refused_even_when_confirmed(collecting, dana):
    send(collecting, dana)
    for again in (False, True):
        with pytest.raises(Refused, match="on its way already: nothing was sent twice"):
            send(collecting, dana, again=again)


def test_a_second_text_on_the_same_day_has_to_be_confirmed(collecting, carrier, dana, clock):
    send(collecting, dana)
    collecting.delivery.round()
    with pytest.raises(SentToday, match="was sent a text today"):
        send(collecting, dana)
    send(collecting, dana, again=True)
    collecting.delivery.round()
    assert len(carrier.taken) == 2


def test_the_same_key_queues_one_text(collecting, carrier, dana):
    key = form_key()
    first = send(collecting, dana, key)
    assert send(collecting, dana, key).message_id == first.message_id
    collecting.delivery.round()
    assert send(collecting, dana, key).message_id == first.message_id
    assert len(carrier.taken) == 1


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda c, dana, clock: c.keeping.set_facts(dana, {"opt_out": "yes"}), "has opted out of texts"),
        (lambda c, dana, clock: call(c, dana, "wrong_number"), "is a wrong number"),
        (lambda c, dana, clock: clock.forward(hours=12), "open 08:00–21:00"),
        (
            lambda c, dana, clock: c.keeping.set_facts(dana, {"zone": "Asia/Tokyo"}),
            "It is 00:00 on Fri 20 Nov in Tokyo",
        ),
    ],
)
def test_who_may_not_be_texted_is_not_and_the_reason_is_told(collecting, dana, clock, spoil, says):
    spoil(collecting, dana, clock)
    with pytest.raises(Refused, match=says):
        send(collecting, dana)
    assert collecting.messages.outbox() == []


def test_without_a_number_nothing_is_queued(collecting):
    account = debtor(collecting, "No Phone Inc", phone="")
    with pytest.raises(Refused, match="no number that can be used"):
        send(collecting, account)


def test_who_opted_out_on_one_account_is_opted_out_on_all(collecting):
    first, second = debtor(collecting, "Dana Alvarez"), debtor(collecting, "Alvarez Bakery", number="7")
    collecting.keeping.set_facts(first, {"opt_out": "yes"})
    third = debtor(collecting, "Alvarez Estate", number="8")
    for account in (second, third):
        with pytest.raises(Refused, match="has opted out of texts"):
            send(collecting, account)
    collecting.keeping.set_facts(second, {"opt_out": "no"})
    assert send(collecting, first).recipient == "(212) 555-0101"


def test_who_owes_nothing_is_not_written_to(collecting):
    account = collecting.keeping.add_account("Dana Alvarez", facts={"phone": "(212) 555-0101"})
    with pytest.raises(Refused, match="owes nothing"):
        collecting.drafts.draft(collecting.queue.card(account))


@pytest.mark.parametrize(("text", "says"), [("  ", "text is empty"), ("x" * 1601, "carriers take 1600")])
def test_own_words_no_carrier_takes_are_refused(collecting, dana, text, says):
    with pytest.raises(Refused, match=says):
        collecting.drafts.own_words(collecting.queue.card(dana), text)


def test_a_message_names_as_many_invoices_as_there_are(collecting):
    take_in(collecting, *(item(str(number), 1_000) for number in range(1, 31)))
    card = collecting.queue.card(collecting.queue.resolve("Acme").id)
    text = collecting.drafts.draft(card).text
    assert "$300.00" in text
    assert "30 invoices" in text, "the card shows twelve of them, the debtor owes thirty"


def test_what_is_undone_after_a_text_was_held_back_is_told_truly(collecting, carrier, dana):
    queued = send(collecting, dana)
    collecting.keeping.add_invoice(dana, "1080", "642", "2026-10-02")
    collecting.delivery.round()
    assert state_of(collecting, queued.message_id) == "cancelled"
    assert str(collecting.undo.undo()) == "invoice 1080 of Dana Alvarez"
    assert str(collecting.undo.undo()) == "text to Dana Alvarez"
    assert carrier.taken == []
    assert collecting.proving.differences() == []
