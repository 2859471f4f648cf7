"""Nobody is written to in no name: neither one by one nor in a batch, nor what was queued before a carrier was set up."""

from dataclasses import replace

import pytest
from desks import HandCarrier, debtor, opened, send, state_of

from collector_tui.domain.business import NAMELESS, Business
from collector_tui.domain.mail import Mail
from collector_tui.domain.refusal import Refused
from collector_tui.gateways.later import LaterCarrier, LaterMailer
from collector_tui.gateways.simulator import Simulator
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key


@pytest.fixture
def nameless(book_path, clock):
    """A business that has not said its name; the carrier is that of a test."""
    made = []

    def make(carrier) -> Collecting:
        desk = opened(book_path, clock, carrier)
        business = Business(country="US", timezone="America/New_York")
        desk = replace(desk, office=replace(desk.office, business=business))
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


def begin_batch(desk: Collecting) -> None:
    desk.batches.begin(desk.batches.due(), form_key())


def test_with_a_real_carrier_nothing_is_queued_and_one_sentence_says_what_to_do(nameless):
    desk = nameless(HandCarrier())
    dana = debtor(desk)
    for act in (lambda: send(desk, dana), lambda: begin_batch(desk)):
        with pytest.raises(Refused) as refusal:
            act()
        assert str(refusal.value) == NAMELESS
    assert (list(desk.messages.outbox()), desk.undo.coming().kind) == ([], "invoice")
    assert "E on the desk names it" in NAMELESS


def test_without_a_carrier_and_with_the_simulator_it_goes_on_as_before(nameless, tmp_path):
    waiting = nameless(None)
    dana = debtor(waiting)
    assert state_of(waiting, send(waiting, dana).message_id) == "queued"
    simulated = nameless(Simulator(tmp_path / "simulator"))
    debtor(simulated, "Eve Ltd", "(212) 555-0102", "1042")
    begin_batch(simulated)
    simulated.delivery.round()
    assert "queued" not in {one.state for one in simulated.messages.outbox()}


def test_what_was_queued_before_a_carrier_was_set_up_does_not_leave_in_no_name(nameless):
    desk, inner = nameless(None), HandCarrier()
    message = send(desk, debtor(desk)).message_id
    desk = nameless(LaterCarrier("twilio", lambda: inner, NAMELESS))
    desk.delivery.round()
    assert inner.taken == []
    (kept,) = desk.messages.outbox()
    assert (kept.id, kept.state, kept.error) == (message, "queued", NAMELESS)
    assert LaterMailer("smtp", lambda: None, NAMELESS).send("k", Mail("a@b.example", "", "")).says == NAMELESS


def test_doctor_says_so(nameless):
    row = nameless(HandCarrier()).examining.all()[0]
    assert (row.what, row.ok) == ("business", False)
    assert row.says.startswith(NAMELESS)
