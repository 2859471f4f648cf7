"""What is set up on the desk holds at once: the whole program in a real terminal, with a provider on this machine."""

import subprocess
import sys
import time

import pytest
from gateways.provider import ACCOUNT, TOKEN, Provider
from terminal import Terminal

DAY = {"COLLECTOR_TWILIO_TOKEN": "", "COLLECTOR_NOW": ""}


@pytest.fixture
def provider():
    with Provider() as opened:
        yield opened


def began(home) -> str:
    """A book with two accounts of which no rule keeps the collector away at any hour."""
    book = str(home / "book.db")
    for name in ("Dana Alvarez", "Eve Ltd"):
        run = [
            sys.executable,
            "-m",
            "collector_tui",
            "--book",
            book,
            "--config",
            str(home / "collector" / "config.toml"),
        ]
        subprocess.run([*run, "add", name], check=True, capture_output=True)
        more = ["--number", name[:1], "--amount", "10", "--due", "2026-11-01"]
        subprocess.run([*run, "invoice", name, *more], check=True, capture_output=True)
    return book


def test_a_carrier_and_a_name_are_set_up_and_the_desk_works_with_them(tmp_path, provider):
    config = tmp_path / "collector" / "config.toml"
    config.parent.mkdir()
    config.write_text('# mine\n[business]\ntimezone = "America/New_York"\ncountry = "US"\n')
    desk = Terminal(tmp_path, COLLECTOR_BOOK=began(tmp_path), **DAY)
    desk.until("E sets up whose invoices you collect")
    desk.press("j", "P")
    desk.until("not set up: t does that")
    desk.press("t", "j", "\r")
    desk.until("Texts through Twilio")
    desk.press(ACCOUNT, "\t", TOKEN, "\t", "212 555 0100", "\t", provider.url, "\x13")
    desk.until("The secret is in secrets.toml")
    desk.until("Twilio accepts the account and its token.")
    desk.press("\x1b")
    shown = desk.until("Kept: the desk works with it now.")
    assert "until then nothing is sent." in " ".join(shown.split())
    assert "▌" in next(line for line in desk.shown.split("\n") if "Eve Ltd" in line)
    desk.press("E")
    desk.until("Name of the business")
    desk.press("\t", "Harbor Print Co.", "\x13")
    desk.until("Harbor Print Co.  ")
    shown = desk.until("Kept: the desk works with it now.")
    assert "our office" not in shown
    desk.press("P")
    desk.until("Twilio accepts the account and its token.")
    desk.press("s", "212 555 0177", "\r")
    desk.until("is on its way: look at that phone.")
    desk.press("\x1b", "q")
    assert desk.ends() == 0
    assert [text.to for text in provider.texts] == ["+12125550177"]
    assert provider.texts[0].text.startswith("Harbor Print Co.: ")
    assert TOKEN.encode() not in desk.raw
    assert (config.with_name("secrets.toml").stat().st_mode & 0o777, config.read_text()[:6]) == (0o600, "# mine")


def test_a_desk_that_is_opened_anew_still_has_the_outbox(tmp_path):
    config = tmp_path / "collector" / "config.toml"
    config.parent.mkdir()
    config.write_text('[business]\nname = "Harbor"\ntimezone = "America/New_York"\n[sms]\ncarrier = "simulator"\n')
    book = began(tmp_path)
    desk = Terminal(tmp_path, COLLECTOR_BOOK=book, **DAY)
    desk.until("Queue")
    time.sleep(1.2)
    desk.press("E")
    desk.until("Your name")
    desk.press("\t", "\t", "Sam", "\x13")
    desk.until("Kept: the desk works with it now.")
    time.sleep(1.5)
    desk.read()
    assert "Another desk has the outbox" not in desk.shown
    desk.press("q")
    assert desk.ends() == 0
    run = [sys.executable, "-m", "collector_tui", "--book", book, "check"]
    assert subprocess.run(run, check=False, capture_output=True).returncode == 0
