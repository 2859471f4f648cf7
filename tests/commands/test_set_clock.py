"""With `--now` the hour is made up: what would reach somebody for real waits, and the simulator works as ever."""

from datetime import datetime
from pathlib import Path

import pytest
from gateways.provider import ACCOUNT, NUMBER, TOKEN, Provider

from collector_tui import wiring
from collector_tui.domain.mail import Mail
from collector_tui.services.clock import Clock
from collector_tui.settings import parse_settings

from .conftest import Shell


def twilio_at(desk: Shell, base_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLECTOR_TWILIO_TOKEN", TOKEN)
    desk.configure("twilio")
    desk.config.write_text(
        f'{desk.config.read_text()}from = "{NUMBER}"\n[sms.twilio]\naccount_sid = "{ACCOUNT}"\n'
        f'base_url = "{base_url}"\n'
    )


def test_no_text_is_handed_to_a_provider_and_it_is_said_why(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    twilio_at(desk, "https://provider.invalid", monkeypatch)
    assert desk("send", "Dana").status == 0
    ran = desk("deliver")
    (row,) = desk.json("outbox")
    assert row["state"] == "queued"
    assert wiring.SET_CLOCK.rstrip(".") in ran.out + ran.err


def test_a_provider_on_this_machine_is_for_trying_out_and_is_spoken_to(
    desk: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Provider(lambda: datetime.fromisoformat("2026-11-20T15:00:00+00:00")) as provider:
        twilio_at(desk, provider.url, monkeypatch)
        assert desk("send", "Dana").status == 0
        assert desk("deliver").status == 0
        (text,) = provider.texts
    assert desk.json("outbox")[0]["state"] in ("accepted", "sent")
    assert 0 < int(text.form["ValidityPeriod"]) <= 36_000, "it ends with the permitted hours of that day"


@pytest.mark.parametrize(("host", "says"), [("mail.example", wiring.SET_CLOCK), ("127.0.0.1", "")])
def test_no_email_either(tmp_path: Path, host: str, says: str) -> None:
    config, clock = tmp_path / "config.toml", Clock(datetime.fromisoformat("2026-11-20T15:00:00+00:00"))
    table = {"business": {"name": "Harbor"}, "email": {"host": host, "from": "a@b.example", "port": 1}}
    mailer = wiring.mailer(parse_settings(table, config), config, clock)
    mailed = mailer.send("key", Mail("c@d.example", "hello", "hello"))
    assert mailed.answer == "not_reached"
    assert (mailed.says == wiring.SET_CLOCK) == bool(says)


def test_the_simulator_works_as_ever(desk: Shell) -> None:
    desk.configure("simulator")
    assert desk("send", "Dana").status == 0
    assert desk("deliver").status == 0
    assert desk.json("outbox")[0]["state"] != "queued"


@pytest.mark.parametrize(
    ("written", "sender"),
    [("(212) 555-0100", "+12125550100"), ("+1 212 555 0100", "+12125550100"), ("HARBORPRINT", "HARBORPRINT")],
)
def test_the_number_texts_come_from_may_be_written_as_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, sender: str
) -> None:
    monkeypatch.setenv("COLLECTOR_TWILIO_TOKEN", TOKEN)
    config = tmp_path / "config.toml"
    sms = {"carrier": "twilio", "from": written, "twilio": {"account_sid": ACCOUNT}}
    settings = parse_settings({"business": {"name": "Harbor", "country": "US"}, "sms": sms}, config)
    assert repr(wiring._twilio(settings, config, Clock())).startswith(f"Twilio('{sender}'")
