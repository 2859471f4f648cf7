"""With `--now` the hour is made up: what would reach somebody for real waits, and the simulator works as ever."""

from pathlib import Path

import pytest
from gateways.provider import ACCOUNT, NUMBER, TOKEN, Provider

from collector_tui import wiring
from collector_tui.domain.mail import Mail
from collector_tui.settings import parse_settings

from .conftest import Shell


def test_no_text_is_handed_to_a_provider_and_it_is_said_why(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLECTOR_TWILIO_TOKEN", TOKEN)
    with Provider() as provider:
        desk.configure("twilio")
        desk.config.write_text(
            f'{desk.config.read_text()}from = "{NUMBER}"\n[sms.twilio]\naccount_sid = "{ACCOUNT}"\n'
            f'base_url = "{provider.url}"\n'
        )
        assert desk("send", "Dana").status == 0
        ran = desk("deliver")
        assert [one.method for one in provider.asked if one.method == "POST"] == []
    (row,) = desk.json("outbox")
    assert row["state"] == "queued"
    assert wiring.SET_CLOCK.rstrip(".") in ran.out + ran.err


def test_no_email_either(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    table = {"business": {"name": "Harbor"}, "email": {"host": "mail.example", "from": "a@b.example"}}
    mailer = wiring.mailer(parse_settings(table, config), config, clock_is_set=True)
    mailed = mailer.send("key", Mail("c@d.example", "hello", "hello"))
    assert (mailed.answer, mailed.says) == ("not_reached", wiring.SET_CLOCK)


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
    assert repr(wiring._twilio(settings, config)).startswith(f"Twilio('{sender}'")
