"""The inbox by keys: what came in, whose it is, and what is done about it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from desks import HOSTILE, HandCarrier
from sitting import at_desk, fill, make_desk, screen_text, until

from collector_tui.domain.carrier import Inbound
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key

DANA, EVE, STRANGER = "+12125550100", "+12125550101", "+12125550199"


def came_in(tmp_path, *texts: tuple[str, str], names: Sequence[str] = ("Dana Alvarez", "Eve Ltd")) -> Collecting:
    """A desk into which these texts came: numbers and words."""
    came = [Inbound(str(place), sender, words) for place, (sender, words) in enumerate(texts)]
    desk = replace(make_desk(tmp_path / "book.db"), carrier=HandCarrier(came=came))
    fill(desk, list(names))
    desk.delivery.round()
    return desk


def reply_of(desk: Collecting, sender: str):
    return next(reply for reply in desk.replies.inbox() if reply.sender == sender)


async def opened(pilot, words: str = "unread of") -> str:
    """Press the key, and wait for the list."""
    await pilot.press("i")
    return await until(pilot, words)


@pytest.mark.parametrize(
    ("has_carrier", "says"), [(True, "are fetched from the carrier"), (False, "No carrier is set")]
)
async def test_an_empty_inbox_says_so_and_how_replies_come(tmp_path, has_carrier, says):
    desk = make_desk(tmp_path / "book.db", with_carrier=has_carrier)
    fill(desk, ["Dana Alvarez"])
    async with at_desk(desk) as pilot:
        assert says in await opened(pilot, "No replies are here.")
        await pilot.press("x", "g", "t", "j", "enter", "escape")
        await until(pilot, "Queue · 1")


async def test_everything_that_came_is_listed_with_what_it_asks_for(tmp_path):
    words = "Can I pay half now and the other half when my sister has paid me back what she owes? " * 2
    desk = came_in(tmp_path, (DANA, "STOP"), (STRANGER, "who is this"), (EVE, words))
    async with at_desk(desk) as pilot:
        shown = await opened(pilot)
        assert "3 unread of 3" in shown
        assert "1 unread from unknown numbers" in shown
        assert "1 unknown sender" in pilot.app.desk.query_one("TopLine").render().plain.splitlines()[0]
        assert "nobody known" in shown
        assert "ends texts" in shown
        assert " ".join(shown.split()).count("when my sister has paid me back what she owes?") == 2
        await pilot.press("j")
        await until(pilot, "nobody is known under this number")


async def test_hostile_words_and_names_are_only_shown(tmp_path):
    desk = came_in(tmp_path, (DANA, HOSTILE), (EVE, "half \ud83d [/]\r\nsecond\x9b2J line"), names=[HOSTILE, "[red]"])
    async with at_desk(desk) as pilot:
        shown = await opened(pilot)
        assert "[red]" in shown
        assert "second<009B>2J line" in shown
        await pilot.press("j")
        shown = await until(pilot, "<202E>")
        assert "[@click=app.quit]x[/]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await pilot.press("enter")
        await until(pilot, "Queue · 2")
        assert pilot.app.desk.on_screen.card.name == desk.queue.card(reply_of(desk, DANA).account_id).name


async def test_a_read_reply_goes_down_and_the_next_one_comes_up(tmp_path):
    desk = came_in(tmp_path, (DANA, "first words"), (EVE, "second words"))
    async with at_desk(desk) as pilot:
        await opened(pilot)
        await pilot.press("x")
        await until(pilot, "Read: the reply of Eve Ltd.")
        assert pilot.app.screen.one.sender == DANA
        assert [(reply.sender, reply.is_read) for reply in desk.replies.inbox()] == [(DANA, False), (EVE, True)]
        await pilot.press("j", "x")
        await until(pilot, "It is read already.")


async def test_enter_goes_to_the_account(tmp_path):
    desk = came_in(tmp_path, (EVE, "hello"))
    async with at_desk(desk) as pilot:
        await pilot.press("G")
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, "Queue · 2")
        assert pilot.app.desk.on_screen.card.name == "Eve Ltd"


async def test_enter_goes_to_an_account_that_is_not_in_the_queue(tmp_path):
    desk = came_in(tmp_path, (EVE, "paid it"))
    desk.replies.read(reply_of(desk, EVE).id)
    eve = desk.queue.resolve("Eve Ltd").id
    desk.holding.hold(eve, "illness", "2w", form_key())
    async with at_desk(desk) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        assert "Eve Ltd is not in the queue" in await until(pilot, "1 found")
        assert pilot.app.desk.on_screen.card.id == eve
        await pilot.press("escape")
        await until(pilot, "Queue · 1")
        assert pilot.app.desk.on_screen.card.name == "Dana Alvarez"


async def test_nobody_can_be_gone_to_where_nobody_is_known_until_it_is_given_to_somebody(tmp_path):
    desk = came_in(tmp_path, (STRANGER, "it is me"))
    async with at_desk(desk) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, "g says whose reply it is")
        await pilot.press("g", *"nob")
        await until(pilot, "no account")
        await pilot.press("backspace", "backspace", "backspace", *"eve")
        await until(pilot, "it is Eve Ltd’s")
        await pilot.press("enter")
        await until(pilot, "The reply is Eve Ltd’s.")
        assert reply_of(desk, STRANGER).account == "Eve Ltd"


async def test_a_shared_number_asks_whose_reply_it_is(tmp_path):
    desk = came_in(tmp_path, (DANA, "mine"))
    bakery = desk.keeping.add_account("Bakery [of Dana]", facts={"phone": "(212) 555-0100"})
    async with at_desk(desk) as pilot:
        shown = await opened(pilot)
        assert "also the number of Bakery [of Dana]" in shown
        assert "shared number" in shown
        await pilot.press("g")
        await until(pilot, "another account: search")
        await pilot.press("enter")
        await until(pilot, "The reply is Bakery [of Dana]’s.")
        assert reply_of(desk, DANA).account_id == bakery


async def test_only_a_yes_texts_a_number_again_and_only_one_that_asked(tmp_path):
    desk = came_in(tmp_path, (DANA, "STOP"), (DANA, "START"))
    dana = desk.queue.resolve("Dana Alvarez").id
    async with at_desk(desk) as pilot:
        await opened(pilot)
        await pilot.press("j", "t")
        await until(pilot, "does not ask for texts again")
        await pilot.press("k", "t")
        await until(pilot, "Text it again?")
        await pilot.press("t", "enter", "escape")
        assert desk.queue.card(dana).phones[0].is_opted_out
        await pilot.press("t")
        await until(pilot, "Text it again?")
        await pilot.press("y")
        await until(pilot, f"{DANA} gets texts again.")
        assert not desk.queue.card(dana).phones[0].is_opted_out


async def test_a_reply_that_comes_meanwhile_comes_up_and_the_cursor_stays_on_its_own(tmp_path):
    desk = came_in(tmp_path, (DANA, "first words"))
    async with at_desk(desk) as pilot:
        await opened(pilot)
        desk.carrier.came.append(Inbound("9", EVE, "second words"))
        await until(pilot, "2 unread of 2")
        assert pilot.app.screen.one.sender == DANA
        await pilot.press("x")
        await until(pilot, "Read: the reply of Dana Alvarez.")


async def test_a_long_reply_is_read_to_its_end(tmp_path):
    desk = came_in(tmp_path, (DANA, "\n".join(f"line {n}" for n in range(40))))
    async with at_desk(desk) as pilot:
        assert "line 39" not in await opened(pilot)
        await pilot.press("space", "space", "space")
        await until(pilot, "line 39")
        await pilot.press("space")
        await until(pilot, "line 2")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
async def test_nothing_is_wider_than_the_screen(tmp_path, size):
    desk = came_in(tmp_path, *((DANA, f"reply {n} " + "東京 " * 60) for n in range(50)), names=["東京" * 30, "Eve"])
    async with at_desk(desk, size=size) as pilot:
        await opened(pilot)
        await pilot.press("G")
        await until(pilot, "reply 0")
        await pilot.press("home", "pagedown", "pageup")
        await until(pilot, "reply 49")
        assert len(screen_text(pilot).splitlines()) <= size[1]
