"""Calling back a text that still waits in the collector's own phone, over real HTTP."""

import pytest
from desks import THURSDAY, HandCarrier, debtor, opened, send, state_of, why
from gateways.provider import Provider

from collector_tui.domain.refusal import Refused
from collector_tui.services.clock import SetClock


def test_a_text_that_waits_in_the_phone_is_called_back_and_is_no_failure(book_path):
    clock = SetClock(THURSDAY)
    with Provider(clock.now) as provider:
        services = opened(book_path, clock, provider.smsgate(now=clock.now))
        dana = debtor(services)
        first = why(services, dana)
        queued = send(services, dana)
        services.delivery.round()
        assert state_of(services, queued.message_id) == "accepted"
        assert "Called back" in services.recalling.call_back(queued.message_id)
        assert state_of(services, queued.message_id) == "cancelled"
        assert provider.texts[0].status == "Cancelled"
        assert why(services, dana) == first, "it counts as no contact, and as no failure"
        with pytest.raises(Refused, match="it is cancelled"):
            services.recalling.call_back(queued.message_id)
        assert services.proving.differences() == []
        services.close()


def test_what_the_phone_has_sent_is_not_called_back(book_path):
    clock = SetClock(THURSDAY)
    with Provider(clock.now) as provider:
        services = opened(book_path, clock, provider.smsgate(now=clock.now))
        queued = send(services, debtor(services))
        services.delivery.round()
        provider.advance()
        with pytest.raises(Refused, match="has sent it already, or gives nothing back"):
            services.recalling.call_back(queued.message_id)
        assert state_of(services, queued.message_id) == "accepted"
        services.close()


def test_a_provider_gives_nothing_back(collecting, carrier: HandCarrier):
    queued = send(collecting, debtor(collecting))
    with pytest.raises(Refused, match="it is queued"):
        collecting.recalling.call_back(queued.message_id)
    collecting.delivery.round()
    with pytest.raises(Refused, match="gives nothing back"):
        collecting.recalling.call_back(queued.message_id)
