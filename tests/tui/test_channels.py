"""The channels by keys: looked at, set up and tried, against a provider and mail servers on this machine."""

import asyncio
import time
import tomllib
from pathlib import Path

import pytest
from gateways.provider import ACCOUNT, NUMBER, PASSWORD, TOKEN, Provider, answer
from mailservers import PASSWORD as MAIL_PASSWORD
from mailservers import STALL, USER, Post
from sitting import at_desk, fill, screen_text, until

from collector_tui import wiring
from collector_tui.domain.business import Business, Practice, WorkRules
from collector_tui.services.clock import Clock
from collector_tui.services.collecting import Collecting
from collector_tui.services.examining import Examining
from collector_tui.services.office import open_office
from collector_tui.settings import read_settings
from collector_tui.store.opening import open_book
from collector_tui.tui.app import CollectorApp
from collector_tui.tui.channels import Wired

HARBOR = Business(name="Harbor Print Co.", collector="Sam", phone="212-555-0100", timezone="America/New_York")
OWN = "212 555 0177"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    for name in ("COLLECTOR_TWILIO_TOKEN", "COLLECTOR_SMSGATE_PASSWORD", "COLLECTOR_SMTP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def provider():
    with Provider() as opened:
        yield opened


class Home:
    """A collector's own folder, and the desk in it as the program opens it."""

    def __init__(self, folder: Path) -> None:
        self.config, self.secrets = folder / "config.toml", folder / "secrets.toml"
        self.config.write_text("# mine\n")
        self._book = folder / "book.db"
        self.collecting: Collecting | None = None

    def open(self, business: Business = HARBOR, practice: Practice | None = None, *, read_only: bool = False):
        """The services by what is set up now."""
        settings = read_settings(self.config)
        book, _ = open_book(self._book, create=not read_only, read_only=read_only)
        office = open_office(book, Clock(), business, WorkRules(), practice)
        named = settings.__class__(**{**vars(settings), "business": business})
        gateways = wiring.carrier(named, self._book, self.config, Clock()), wiring.mailer(named, self.config, Clock())
        self.collecting = Collecting(office, gateways[0], 10, mailer=gateways[1])
        return self.collecting

    def wire(self) -> Wired:
        settings = read_settings(self.config)
        named = settings.__class__(**{**vars(settings), "business": self.collecting.office.business})
        gateways = wiring.carrier(named, self._book, self.config, Clock()), wiring.mailer(named, self.config, Clock())
        return Wired(settings, Examining(self.collecting.office, *gateways))

    def sitting(self, size: tuple[int, int] = (80, 24), **how: object):
        """Sit at the desk."""
        collecting = self.collecting or self.open(**how)
        return at_desk(collecting, size=size, config=self.config, wire=self.wire)

    def table(self) -> dict:
        return tomllib.loads(self.config.read_text())


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def set_up_twilio(home: Home, provider: Provider, more: str = "") -> None:
    """Texts go through the provider on this machine, with the right token."""
    home.config.write_text(
        f'[sms]\ncarrier = "twilio"\nfrom = "{NUMBER}"\n[sms.twilio]\naccount_sid = "{ACCOUNT}"\n'
        f'base_url = "{provider.url}"\n{more}'
    )
    home.secrets.write_text(f'COLLECTOR_TWILIO_TOKEN = "{TOKEN}"\n')
    home.secrets.chmod(0o600)


async def typed(pilot, *lines: str) -> None:
    """Fill a form line by line; a line that is None stays as it is."""
    for at, line in enumerate(lines):
        if line is not None:
            pilot.app.focused.value = line
        await pilot.press("enter" if at < len(lines) - 1 else "ctrl+s")


async def chosen(pilot, name: str) -> None:
    """Choose a carrier."""
    await pilot.press("t")
    await until(pilot, "How texts leave")
    down = ["smsgate", "twilio", "simulator", "none"].index(name)
    await pilot.press("home", *["j"] * down, "enter")


@SIZES
async def test_a_wrong_token_is_told_then_the_right_one_is_kept_and_a_text_arrives(home, provider, size):
    async with home.sitting(size) as pilot:
        await pilot.press("P")
        shown = await until(pilot, "nothing is sent by itself yet")
        assert "not set up: t does that" in shown
        await chosen(pilot, "twilio")
        await until(pilot, "Texts through Twilio")
        await typed(pilot, ACCOUNT, "wrong-token-1", "(212) 555-0100", provider.url)
        shown = await until(pilot, "does not accept the token", 20)
        assert "mend" in shown
        assert "1 to mend" in shown
        assert home.table()["sms"] == {
            "carrier": "twilio",
            "from": NUMBER,
            "twilio": {"account_sid": ACCOUNT, "base_url": provider.url},
        }
        await chosen(pilot, "twilio")
        shown = await until(pilot, "kept in secrets.toml; empty keeps it")
        assert ACCOUNT in shown
        await typed(pilot, None, TOKEN, None, None)
        shown = await until(pilot, "everything is in order")
        assert "Twilio accepts the account and its token." in shown
        assert "The balance is 12.34 USD." in shown
        await pilot.press("s")
        await until(pilot, "your own phone number")
        await pilot.press(*OWN)
        await until(pilot, "a test text to (212) 555-0177")
        await pilot.press("enter")
        await until(pilot, "is on its way: look at that phone.")
        (text,) = provider.texts
        assert (text.to, text.text.partition(":")[0]) == ("+12125550177", "Harbor Print Co.")
        for secret in ("wrong-token-1", TOKEN):
            assert secret not in screen_text(pilot)
    assert home.secrets.stat().st_mode & 0o777 == 0o600
    assert tomllib.loads(home.secrets.read_text()) == {"COLLECTOR_TWILIO_TOKEN": TOKEN}
    assert home.config.read_text().startswith("# mine")
    assert TOKEN not in home.config.read_text()


async def test_another_number_for_texts_is_kept_with_what_becomes_of_replies_to_the_old_one(home, provider):
    set_up_twilio(home, provider)
    async with home.sitting((120, 40)) as pilot:
        await pilot.press("P")
        await until(pilot, "belongs to the account")
        await chosen(pilot, "twilio")
        await typed(pilot, None, None, "212 555 0199", None)
        await until(pilot, f"Replies to {NUMBER} are now read once a day")
    assert home.table()["sms"]["from"] == "+12125550199"


async def test_what_is_typed_for_a_secret_is_never_seen(home, provider):
    seen = []
    async with home.sitting() as pilot:
        await pilot.press("P")
        await until(pilot, "nothing is sent by itself yet")
        await chosen(pilot, "twilio")
        await until(pilot, "Texts through Twilio")
        await pilot.press("enter")
        line = pilot.app.focused
        await pilot.press(*"Tok3n!x")
        seen.append(screen_text(pilot))
        await pilot.press("shift+home", "ctrl+c", "ctrl+x")
        assert (line.value, pilot.app.clipboard) == ("", "")
        await pilot.press(*"Tok3n!x", "ctrl+s")
        seen.append(await until(pilot, "The account SID is missing"))
        assert repr(pilot.app.screen).find("Tok3n") == -1
        await typed(pilot, ACCOUNT, None, NUMBER, provider.url)
        seen.append(await until(pilot, "Kept. The secret is in secrets.toml"))
        seen.append(await until(pilot, "does not accept the token"))
        await chosen(pilot, "twilio")
        seen.append(await until(pilot, "empty keeps it"))
    assert [shown for shown in seen if "Tok3n" in shown] == []
    assert "•••••••" in seen[0]


async def test_the_phone_is_set_up_with_what_its_app_shows(home, provider):
    async with home.sitting() as pilot:
        await pilot.press("P")
        await until(pilot, "nothing is sent by itself yet")
        await chosen(pilot, "smsgate")
        await typed(pilot, "", "sms", PASSWORD)
        await until(pilot, "The phone’s address is missing")
        await typed(pilot, provider.url.removeprefix("http://"), "sms", "wrong-word")
        await until(pilot, "The phone does not accept the user name and the")
        await chosen(pilot, "smsgate")
        await typed(pilot, None, None, PASSWORD)
        await until(pilot, "The phone accepts the user name and the")
    assert home.table()["sms"] == {"carrier": "smsgate", "smsgate": {"base_url": provider.url, "username": "sms"}}


async def test_a_mail_server_is_set_up_and_a_test_arrives(home, harbour):
    post = Post()
    with harbour.serving(post, auth_require_tls=False) as port:
        async with home.sitting() as pilot:
            await pilot.press("P")
            await until(pilot, "nothing is sent by itself yet")
            await pilot.press("e")
            await until(pilot, "Mail server for sending")
            await typed(pilot, "127.0.0.1", "no port", "ssl", "sam", USER, "wrong")
            await until(pilot, "The port is a number")
            await typed(pilot, str(port))
            await until(pilot, "starttls or tls (none only")
            await typed(pilot, "none")
            await until(pilot, "“sam” is not an email address")
            await typed(pilot, "sam@harbor.example")
            shown = await until(pilot, "refuses the login of", 20)
            assert "mend" in shown
            await pilot.press("e")
            await until(pilot, "kept in secrets.toml; empty keeps it")
            await typed(pilot, None, None, None, None, None, MAIL_PASSWORD)
            await until(pilot, "everything is in order", 20)
            await pilot.press("s")
            await until(pilot, "your own phone number")
            await pilot.press(*"sam@home.example", "enter")
            await until(pilot, "is on its way: look into that mailbox")
    (mail,) = post.mails
    assert mail.rcpt_tos == ["sam@home.example"]
    assert b"Harbor Print Co." in mail.content
    email = {"host": "127.0.0.1", "security": "none", "username": USER, "port": port, "from": "sam@harbor.example"}
    assert home.table()["email"] == email


async def test_what_is_set_up_is_handed_to_a_desk_that_is_opened_anew(home):
    ids = fill(home.open(), ["Dana Alvarez", "Eve Ltd", "Finn AG"])
    async with home.sitting() as pilot:
        await pilot.press("j", "space", "k", "P")
        await until(pilot, "nothing is sent by itself yet")
        await chosen(pilot, "simulator")
        await until(pilot, "delivers inside this machine")
        await pilot.press("escape")
        while pilot.app.return_value is None:
            await pilot.pause(0.02)
    assert pilot.app.return_value == "again"
    left = pilot.app.left
    assert (left.account_id, left.marked) == (ids[1], {ids[1]})
    home.collecting.close()
    collecting = home.open()
    app = CollectorApp(collecting, config=home.config, wire=home.wire, before=left)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await until(pilot, "Kept: the desk works with it now.")
        assert "1 marked" in shown
        assert pilot.app.desk.on_screen.card.id == ids[1]
        assert collecting.carrier.name == "simulator"


async def test_a_look_that_changes_nothing_keeps_the_desk(home):
    fill(home.open(), ["Dana Alvarez"])
    async with home.sitting() as pilot:
        await pilot.press("P")
        await until(pilot, "nothing is sent by itself yet")
        await chosen(pilot, "twilio")
        await pilot.press("escape", "e", "escape", "s", "escape", "r", "escape")
        await until(pilot, "Queue · 1")
    assert pilot.app.return_value is None
    assert home.config.read_text() == "# mine\n"


async def test_escape_leaves_at_once_while_something_does_not_answer(home, provider, harbour):
    with harbour.saying(STALL) as port:
        set_up_twilio(home, provider, f'[email]\nhost = "127.0.0.1"\nport = {port}\nfrom = "s@h.example"\n')
        provider.next(*[lambda connection: time.sleep(8)] * 3)
        fill(home.open(), ["Dana Alvarez"])
        began = time.monotonic()
        async with home.sitting() as pilot:
            await pilot.press("P")
            shown = await until(pilot, "looking … 1 s")
            assert "Nothing waits" in shown
            await pilot.press("escape")
            await until(pilot, "Queue · 1")
        assert time.monotonic() - began < 5
        home.collecting.carrier.close()
        await asyncio.wait_for(asyncio.get_running_loop().shutdown_default_executor(), 3)
        home.collecting.close()


async def test_looking_again_breaks_off_what_is_under_way(home, provider):
    set_up_twilio(home, provider)
    provider.next(*[lambda connection: time.sleep(8)] * 3)
    async with home.sitting() as pilot:
        await pilot.press("P")
        await until(pilot, "looking … 1 s")
        provider.next()
        await pilot.press("r")
        await until(pilot, "Twilio accepts the account and its token.", 4)
        await until(pilot, "everything is in order")


HOSTILE = [
    answer(401, {"code": 20003, "message": "[@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \u202e" + "long " * 400}),
    answer(200, b"\x00\xff<html>" * 90),
    answer(500, {"message": "a.\nb.\nc.\r\n\x9b2J"}),
    b"\x00" * 500,
]


@SIZES
@pytest.mark.parametrize("said", HOSTILE, ids=["markup", "bytes", "lines", "no http"])
async def test_a_hostile_answer_is_one_sentence(home, provider, said, size):
    set_up_twilio(home, provider)
    provider.next(*[said] * 6)
    async with home.sitting(size) as pilot:
        await pilot.press("P")
        shown = await until(pilot, "1 to mend", 12)
        lines = shown.split("\n")
        assert not [mark for mark in "\x00\x07\x1b\x9b\u202e" if mark in shown]
        assert sum("mend" in line for line in lines) == 2
        assert len(lines) == size[1]
        assert max(map(len, lines)) <= size[0]
        assert pilot.app.is_running


@SIZES
async def test_everything_set_up_fits(home, provider, harbour, size):
    with harbour.saying("220 mx\r\n") as port:
        home.config.write_text(
            f'[sms]\ncarrier = "twilio"\nfrom = "{NUMBER}"\n[sms.twilio]\naccount_sid = "{ACCOUNT}"\n'
            f'base_url = "{provider.url}"\n[email]\nhost = "127.0.0.1"\nport = {port}\nusername = "{"u" * 50}"\n'
            f'from = "a.very.long.name.of.a.person@a-very-long-name-of-a-business.example"\n'
        )
        async with home.sitting(size) as pilot:
            await pilot.press("P")
            shown = await until(pilot, "to mend", 12)
            assert "missing" in shown
            assert "This desk" in shown
            assert "t Texts   e Email   s Send a test   r Look again   ? Keys   Esc Desk" in shown
            await pilot.press("G")
            assert "[email]" in await until(pilot, "Email")
            await pilot.press("question_mark")
            await until(pilot, "Keys of the channels")


async def test_the_demo_shows_its_simulator_and_sets_up_nothing(desk):
    async with at_desk(desk, size=(80, 24)) as pilot:
        await pilot.press("P")
        shown = await until(pilot, "The simulator delivers inside this machine")
        assert "for trying out" in shown
        for key in ("t", "e"):
            await pilot.press("r", key)
            await until(pilot, "The demo has a set-up of its own: leave it and open your own book.")
        await pilot.press("s")
        await until(pilot, "your own phone number")
        await pilot.press(*OWN, "enter")
        await until(pilot, "The simulator took a test text to (212) 555-0177: nobody gets it.")
        await pilot.press("escape")
        await pilot.pause()
        assert desk.carrier.check()
    assert pilot.app.return_value is None


async def test_read_only_sets_up_nothing(home):
    home.open().close()
    home.collecting = None
    async with home.sitting(read_only=True) as pilot:
        for keys in (["P", "t"], ["e"], ["escape", "E"]):
            await pilot.press(*keys)
            await until(pilot, "opened read-only: nothing is set up")
    assert home.config.read_text() == "# mine\n"


async def test_a_configuration_that_was_broken_meanwhile_is_told(home):
    async with home.sitting() as pilot:
        home.config.write_text("[sms")
        await pilot.press("P")
        await until(pilot, "cannot be read as TOML")
        await pilot.press("t")
        await until(pilot, "Mend config.toml first.")


async def test_without_a_name_nothing_is_tried_and_it_is_said_who_gives_it(home, provider):
    set_up_twilio(home, provider)
    fill(home.open(Business(timezone="UTC", country="US")), ["Dana Alvarez"])
    async with home.sitting() as pilot:
        await pilot.press("P")
        await until(pilot, "1 to mend")
        await pilot.press("s")
        await until(pilot, "your own phone number")
        await pilot.press(*OWN, "enter")
        await until(pilot, "Nothing is sent to anybody while your business has no name")
        await pilot.press("escape", "escape")
        await until(pilot, "Queue · 1")
    assert provider.texts == []


@pytest.mark.parametrize("words", ["twilio", "smsgate", "email: set", "doctor"])
async def test_the_palette_finds_it(desk, words):
    async with at_desk(desk) as pilot:
        await pilot.press("colon")
        await until(pilot, "Search for commands")
        await pilot.press(*words)
        await until(pilot, "Set up how texts and emails leave")
        await pilot.press("enter")
        await until(pilot, "What was looked at")


async def test_a_test_that_is_on_its_way_does_not_keep_the_screen(home, provider):
    set_up_twilio(home, provider)
    fill(home.open(), ["Dana Alvarez"])
    async with home.sitting() as pilot:
        await pilot.press("P")
        await until(pilot, "everything is in order")
        provider.next(*[lambda connection: time.sleep(8)] * 3)
        await pilot.press("s", *OWN, "enter")
        await until(pilot, "Sending a test")
        await pilot.pause(0.3)
        await pilot.press("escape")
        await until(pilot, "Queue · 1", 2)
        home.collecting.carrier.close()


async def test_secrets_that_others_can_read_are_told_and_mended_by_keeping_a_new_one(home, provider):
    set_up_twilio(home, provider)
    home.secrets.chmod(0o644)
    async with home.sitting() as pilot:
        await pilot.press("P")
        shown = await until(pilot, "1 to mend")
        assert "can be read by others" in " ".join(shown.split())
        assert "cannot be read" in shown
        await chosen(pilot, "twilio")
        await until(pilot, "Auth token: empty keeps the one there is")
        await typed(pilot, None, TOKEN, None, None)
        await until(pilot, "everything is in order")
    assert home.secrets.stat().st_mode & 0o777 == 0o600
