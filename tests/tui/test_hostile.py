"""Names that try to be markup, commands or escape sequences are only ever text."""

import pytest
from sitting import at_desk, fill, screen_text, until

HOSTILE = [
    "ACME [closed]",
    "Bob [/foo]",
    "[@click=app.quit]q[/]",
    "owes [b more",
    "evil\x1b]0;owned\x07\x1b[2J",
    "csi\x9b2J and \x85",
    "abc\u202egnp.exe",
    "zero\u200bwidth\u2066x\u2069",
    "$evil [$x] :smiley:",
    "N" * 300,
    "付款提醒株式会社",
]
ACTING = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0), 0x200B, 0x202E, 0x2066, 0x2069)]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_hostile_name_is_text_on_every_screen(desk, name, size):
    (account,) = fill(desk, [name])
    desk.plans.note(account, name, "note")
    async with at_desk(desk, size=size) as pilot:
        for keys in (["v"], ["v", "enter"], ["escape", "c"], ["escape", "n"], ["escape", "e"], ["escape", "plus"],
                     ["escape", "m"], ["escape", "s"], ["u"], ["x"], ["u"]):  # fmt: skip
            await pilot.press(*keys)
            await pilot.pause()
            shown = screen_text(pilot)
            assert not [mark for mark in ACTING if mark in shown.replace("\n", "")], keys
        assert pilot.app.is_running


async def test_brackets_are_shown_as_they_are_written(desk):
    fill(desk, HOSTILE[:4])
    async with at_desk(desk, size=(140, 40)) as pilot:
        shown = await until(pilot, "Queue · 4")
        assert all(name in shown for name in HOSTILE[:4])


async def test_a_reply_that_is_hostile_is_text_too(desk):
    from collector_tui.domain.carrier import Inbound

    (account,) = fill(desk, ["Dana Alvarez"])
    desk.carrier.replies = lambda *_: [Inbound("1", "+12125550100", "[@click=app.quit]\x1b]52;c;aGk=\x07 pay\u202e")]
    async with at_desk(desk, size=(120, 40)) as pilot:
        shown = await until(pilot, "reply:")
        assert "\x1b" not in shown
        assert "[@click=app.quit]" in shown
    assert desk.queue.card(account).row.reason == "reply"
