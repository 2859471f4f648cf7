"""The keys are declared once; footer, palette, help and README agree with them."""

from pathlib import Path

import pytest
from sitting import at_desk, fill, screen_text, until

from collector_tui.domain.refusal import Refused
from collector_tui.tui import keymap
from collector_tui.tui.screens.acts import FORMS
from collector_tui.tui.screens.queue import QueueScreen

CONTRACT = {
    "call": "c", "send": "s", "write": "m", "snooze": "z", "note": "n", "done": "x", "mark": "space", "undo": "u",
    "search": "slash", "filter": "f", "card": "v", "open": "enter", "colours": "t", "top": "g", "bottom": "G",
}  # fmt: skip


def test_the_keys_are_those_of_the_contract():
    keys = keymap.keys_of({})
    assert {name: keys[name].split(",")[0] for name in CONTRACT} == CONTRACT
    assert {"j", "down"} <= set(keys["down"].split(","))
    assert keys["help"] == "question_mark,f1"
    assert keys["palette"] == "colon,ctrl+p"
    assert "ctrl+q" in keys["leave"].split(",")


def test_every_command_has_an_action():
    names = {command.id: command.action.partition("(")[0] for command in keymap.COMMANDS}
    assert [one for one, action in names.items() if not hasattr(QueueScreen, f"action_{action}")] == []


def test_every_form_has_its_command():
    assert set(FORMS) == {command.id for command in keymap.COMMANDS if command.form}


def test_no_key_means_two_things():
    with pytest.raises(Refused, match=r"c is the key of both call and note"):
        keymap.keys_of({"note": "c"})


def test_an_unknown_command_in_the_users_keys_is_named():
    with pytest.raises(Refused, match="fly is not a command"):
        keymap.keys_of({"fly": "F"})


async def test_the_users_own_key_works_and_is_shown(desk):
    fill(desk, ["Dana Alvarez"])
    async with at_desk(desk, keys={"pay": "w"}) as pilot:
        assert "w Pay" in await until(pilot, "w Pay")
        await pilot.press("w")
        await until(pilot, "Payment from Dana Alvarez")


@pytest.mark.parametrize("width", [80, 120])
async def test_the_line_of_keys_fits(desk, width):
    async with at_desk(desk, size=(width, 24)) as pilot:
        line = pilot.app.desk.query_one("KeyLine")
        assert line.render().cell_length <= width


async def test_help_names_every_command(desk):
    async with at_desk(desk, size=(120, 90)) as pilot:
        await pilot.press("question_mark")
        shown = await until(pilot, "Keys")
        assert [c.id for c in keymap.COMMANDS if c.help.split()[0] not in shown] == []


async def test_the_palette_has_every_command(desk):
    async with at_desk(desk) as pilot:
        offered = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
    assert offered >= {c.title for c in keymap.COMMANDS if c.id not in ("palette", "back")}


def test_the_readme_has_the_keys():
    readme = Path(__file__).parents[2] / "README.md"
    assert keymap.as_markdown() in readme.read_text("utf-8")


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["down", "down", "up"], 1),
        (["j", "j", "k"], 1),
        (["end"], 49),
        (["G", "home"], 0),
        (["G", "g"], 0),
        (["pagedown"], 10),
        (["pagedown", "pagedown", "pageup"], 10),
        (["G", "down"], 49),
        (["up"], 0),
    ],
)
async def test_the_moving_keys_bring_the_cursor_and_the_account(desk, keys, place):
    ids = fill(desk, [f"Customer {n}" for n in range(50)])
    async with at_desk(desk) as pilot:
        page = pilot.app.desk.table.page_size
        await pilot.press(*keys)
        await pilot.pause()
        wanted = page if place == 10 else place
        assert pilot.app.desk.table.cursor == wanted
        assert pilot.app.desk.on_screen.card.id == ids[wanted]
        assert f"Customer {wanted} " in screen_text(pilot)


async def test_an_open_account_is_scrolled_by_the_moving_keys(desk):
    (account,) = fill(desk, ["Dana Alvarez"])
    for n in range(40):
        desk.plans.note(account, f"note {n}", f"key {n}")
    async with at_desk(desk) as pilot:
        await pilot.press("2", "pagedown", "j")
        await pilot.pause()
        assert pilot.app.desk.view.scroll_offset.y > 5
        await pilot.press("enter")
        await until(pilot, "Queue · 1")


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_opens_and_finds_a_command(desk, key):
    fill(desk, ["Dana Alvarez"])
    async with at_desk(desk) as pilot:
        await pilot.press(key)
        await until(pilot, "Search for commands")
        await pilot.press(*"snooze")
        await until(pilot, "Hide the account until a day")
        await pilot.press("enter")
        assert "18 dec" in await until(pilot, "Snooze until")


async def test_help_is_scrolled_by_the_moving_keys(desk):
    async with at_desk(desk) as pilot:
        await pilot.press("question_mark")
        assert "Leave the desk" not in await until(pilot, "Keys")
        await pilot.press("G")
        await until(pilot, "Leave the desk")
        await pilot.press("g")
        await until(pilot, "Open the call sheet")
