"""Long outages and clocks that jump: the rounds go on, and a STOP that cannot be read holds the texts back."""

from datetime import timedelta

import pytest
from desks import THURSDAY, HandCarrier, debtor, opened, send, state_of

from collector_tui.domain.carrier import Inbound
from collector_tui.services.pulse import Pulse


def test_an_outage_may_last_for_days(collecting, carrier, clock):
    carrier.pause_seconds, carrier.trouble, carrier.answer = 20, "the phone cannot be reached.", "not_reached"
    send(collecting, debtor(collecting))
    for _ in range(400):
        clock.forward(minutes=10)
        collecting.delivery.round()
    assert collecting.delivery.trouble == "the phone cannot be reached."
    carrier.trouble = ""
    clock.forward(minutes=5)
    collecting.delivery.round()
    assert collecting.delivery.trouble == ""


def test_a_clock_that_was_set_back_makes_everything_due():
    now, pulse = THURSDAY, Pulse()
    pulse.rest(now, 20, failed=False)
    assert not pulse.is_due(now + timedelta(seconds=19))
    assert pulse.is_due(now - timedelta(hours=3))


@pytest.mark.parametrize(("answers_stop", "sent"), [(True, 1), (False, 0)])
def test_no_text_leaves_from_ones_own_phone_while_a_stop_could_not_be_read(book_path, clock, answers_stop, sent):
    carrier = HandCarrier(answers_stop=answers_stop, pause_seconds=20, trouble="the app may not read texts.")
    services = opened(book_path, clock, carrier)
    queued = send(services, debtor(services))
    for _ in range(5):
        clock.forward(minutes=1)
        services.delivery.round()
    assert len(carrier.taken) == sent
    carrier.trouble = ""
    carrier.came.append(Inbound("r1", "+12125550101", "STOP"))
    clock.forward(minutes=6)
    services.delivery.round()
    assert len([words for _, _, words in carrier.taken if "no more texts" not in words]) == sent
    assert services.queue.card(1).phones[0].is_opted_out
    assert state_of(services, queued.message_id) == ("accepted" if answers_stop else "cancelled")
    services.close()


def test_a_short_hiccup_of_ones_own_phone_holds_nothing_up(book_path, clock):
    carrier = HandCarrier(answers_stop=False, pause_seconds=20)
    services = opened(book_path, clock, carrier)
    services.delivery.round()
    carrier.trouble = "no answer in time."
    send(services, debtor(services))
    clock.forward(seconds=30)
    services.delivery.round()
    assert len(carrier.taken) == 1
    services.close()


def test_a_mailbox_that_is_refused_for_now_does_not_stop_the_others(book_path, clock):
    from dataclasses import replace

    from collector_tui.domain.mail import Mailed
    from collector_tui.services.office import form_key

    class Picky:
        name, simulated = "smtp", False

        def __init__(self):
            self.taken = []

        def send(self, key, mail):
            if mail.to.startswith("full"):
                return Mailed("not_reached", says="450 mailbox full", code=450)
            self.taken.append(mail.to)
            return Mailed("accepted")

        def close(self):
            pass

    mailer = Picky()
    services = replace(opened(book_path, clock), mailer=mailer)
    for number, name in enumerate(("full1", "full2", "ann", "bo", "cy")):
        account = debtor(services, name.title(), "", f"N{number}")
        services.keeping.set_facts(account, {"email": f"{name}@example.com"})
        card = services.queue.card(account)
        services.messages.send(card, services.drafts.draft(card, channel="email"), form_key())
    services.delivery.round()
    assert mailer.taken == ["ann@example.com", "bo@example.com", "cy@example.com"]
    services.close()


def test_a_carrier_that_is_down_for_hours_is_told_of_once(collecting, carrier, clock):
    carrier.answer = "not_reached"
    send(collecting, debtor(collecting))
    told = []
    for _ in range(60):
        told += collecting.delivery.round().told
        clock.forward(minutes=5)
    lines = [line for line in collecting.queue.whole(1).timeline if "not reached" in line.text]
    assert (len(lines), len(told)) == (1, 1)
    carrier.answer = "accepted"
    clock.forward(minutes=40)
    assert collecting.delivery.round().told == ["Text to Dana Alvarez: taken by the carrier"]
