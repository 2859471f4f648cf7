"""Gateways that are made when they are needed: what they lack is told, and not asked for at every turn."""

from datetime import UTC, datetime

import pytest
from desks import HandCarrier

from collector_tui.domain.mail import Mail
from collector_tui.domain.refusal import Refused
from collector_tui.gateways import later
from collector_tui.gateways.later import LaterCarrier, LaterMailer

LOCKED = "The Twilio token is missing."
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)


class Making:
    """Makes a gateway, unless the keyring is locked; counts how often it is asked to."""

    def __init__(self) -> None:
        self.times, self.is_locked, self.made = 0, True, HandCarrier()

    def __call__(self) -> HandCarrier:
        self.times += 1
        if self.is_locked:
            raise Refused(LOCKED)
        return self.made


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(later, "monotonic", lambda: seconds)


def test_a_secret_that_cannot_be_had_is_asked_for_again_after_five_minutes(monkeypatch):
    at(monkeypatch, 1000)
    making = Making()
    carrier = LaterCarrier("twilio", making)
    for _ in range(3):
        assert carrier.send("k", "+12125550101", "hello", NOON).says == LOCKED
        assert (carrier.replies(lambda _: False, NOON), carrier.trouble) == ([], LOCKED)
        assert carrier.find("k", "+12125550101", "hello", NOON, []).says == LOCKED
        assert (carrier.receipts(["a"]), carrier.cancel("a")) == ([], False)
    assert making.times == 1
    making.is_locked = False
    at(monkeypatch, 1299)
    assert carrier.send("k", "+12125550101", "hello", NOON).answer == "not_reached"
    at(monkeypatch, 1301)
    assert carrier.send("k", "+12125550101", "hello", NOON).answer == "accepted"
    assert making.times == 2


def test_so_does_a_mail_server(monkeypatch):
    at(monkeypatch, 1000)
    making = Making()
    mailer = LaterMailer("smtp", making)
    for _ in range(3):
        assert mailer.send("k", Mail("a@b.example", "", "")).says == LOCKED
    assert [one.says for one in mailer.check()] == [LOCKED]
    assert making.times == 1
    at(monkeypatch, 1301)
    mailer.check()
    assert making.times == 2


def test_what_is_made_after_it_was_closed_is_closed_too(monkeypatch):
    making = Making()
    making.is_locked = False
    closed: list[bool] = []
    making.made.close = lambda: closed.append(True)
    carrier = LaterCarrier("twilio", making)
    carrier.close()
    assert carrier.check()[0].ok
    assert closed == [True]
