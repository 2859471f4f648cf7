"""Looking around: the account that is on the screen is never mistaken for another, and nothing is cut or left blank."""

from datetime import date

import pytest
from sitting import at_desk, fill, make_desk, screen_text, until

from collector_tui.services.office import form_key
from collector_tui.services.queueing import Overview, Tally
from collector_tui.tui import keymap
from collector_tui.tui.widgets.top_line import TopLine

NAMES = ["Dana Alvarez", "Eve Ltd", "Chidi Okafor"]


@pytest.mark.parametrize("close", ["enter", "escape"])
@pytest.mark.parametrize(("size", "before"), [((120, 40), ()), ((80, 24), ("v",))])
async def test_the_card_is_there_after_an_open_account_is_closed(desk, close, size, before):
    fill(desk, NAMES)
    async with at_desk(desk, size=size) as pilot:
        await pilot.press(*before, "enter", close)
        await until(pilot, "may be called")


@pytest.mark.parametrize("keys", [("enter", "escape", "escape"), ("escape",)])
async def test_after_a_search_the_cursor_is_on_the_account_that_was_found(desk, keys):
    fill(desk, NAMES)
    async with at_desk(desk) as pilot:
        await pilot.press("slash", *"chidi")
        await until(pilot, "1 found")
        await pilot.press(*keys)
        await until(pilot, "Queue · 3")
        await pilot.pause(0.2)
        assert pilot.app.desk.on_screen.card.name == "Chidi Okafor"


async def test_a_search_says_what_it_is_and_whose_account_comes_after_it(desk):
    eve = fill(desk, NAMES)[1]
    desk.holding.hold(eve, "illness", "2w", form_key())
    async with at_desk(desk) as pilot:
        await pilot.press("slash", *"eve", "enter")
        await until(pilot, "Search: eve")
        await pilot.press("escape", "escape")
        await until(pilot, "Now: Dana Alvarez.")


async def test_after_an_act_that_takes_the_account_out_the_next_one_is_named(desk):
    fill(desk, NAMES)
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("h", *"ill", "enter", *"2w", "ctrl+s")
        await until(pilot, "Now: Eve Ltd.")
        await pilot.press("x")
        await until(pilot, "Now: Chidi Okafor.")
        assert pilot.app.desk.on_screen.card.name == "Chidi Okafor"


async def test_undo_asks_before_it_takes_back_what_was_done_before_the_desk_was_opened(desk, tmp_path):
    dana = fill(desk, NAMES)[0]
    desk.paying.pay(dana, "400", form_key())
    async with at_desk(desk) as pilot:
        await pilot.press("u")
        await until(pilot, "This takes back, done today: payment of 400.00 from Dana Alvarez.")
        await pilot.press("u", "enter", "n")
        assert desk.queue.card(dana).balance_cents == 160_000
        await pilot.press("u", "y")
        await until(pilot, "Undid: payment of 400.00")
        await pilot.press("n", *"later", "enter")
        await until(pilot, "u takes it back")
        await pilot.press("u")
        await until(pilot, "Undid: note")
    assert desk.queue.card(dana).balance_cents == 200_000


async def test_a_long_notice_is_shown_whole_until_the_next_key(desk):
    fill(desk, NAMES)
    async with at_desk(desk) as pilot:
        words = "Payment of 541.35: 100.50 to MB 1 (paid in full), 440.85 to 1000. Offer taken: 60.15 written off."
        pilot.app.desk.notice.say(words, key="u takes it back")
        shown = await until(pilot, "60.15 written off")
        assert "s sends" in shown
        assert "u takes it back" in shown
        await pilot.press("j")
        await pilot.pause(0.1)
        assert "60.15" not in screen_text(pilot)


async def test_an_empty_queue_says_what_can_be_done(desk):
    dana = fill(desk, NAMES[:1])[0]
    desk.holding.hold(dana, "illness", "2w", form_key())
    async with at_desk(desk) as pilot:
        await until(pilot, "Nobody is due now. 1 account waits: / finds them")
        await pilot.press("p")
        await until(pilot, "There is no account here")
        await pilot.press("slash", *"dana", "enter")
        await until(pilot, "Search: dana")
        assert "There is no account here" not in screen_text(pilot)


@pytest.mark.parametrize("words", ["waive", "release", "withdraw", "recover", "decide"])
async def test_the_palette_finds_what_a_command_is_also_called(desk, words):
    async with at_desk(desk) as pilot:
        titles = " ".join(command.title.lower() for command in pilot.app.get_system_commands(pilot.app.screen))
    assert words in titles
    assert any(words in name.lower() for command in keymap.COMMANDS for name in command.also)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_paper_says_how_money_came_and_what_became_of_it(desk, size):
    dana = fill(desk, NAMES[:1])[0]
    desk.paying.pay(dana, "100", form_key(), method="cheque", reference="4711")
    desk.paying.pay(dana, "50", form_key(), unapplied=True)
    desk.paying.bounce(desk.paying.pay(dana, "70", form_key(), method="card").id, form_key())
    desk.forgiving.write_off(dana, "too small", form_key(), invoices=["1000"], amount="10")
    async with at_desk(desk, size=size) as pilot:
        await pilot.press("1")
        if size[0] == 80:
            await pilot.press("G")
        shown = await until(pilot, "[1 Papers]" if size[0] == 120 else "write-off")
        rows = {" ".join(line.split()).strip("│ ") for line in shown.splitlines()}
    text = "\n".join(rows)
    for words in ("payment cheque 4711", "unapplied 50.00", "used up", "returned", "write-off"):
        assert words in text
    assert "no number payment" not in text


async def test_a_long_line_of_the_past_goes_on_under_its_text(desk):
    dana = fill(desk, NAMES[:1])[0]
    desk.plans.note(
        dana, "They said that the cheque went out on Monday, and that the second box never came.", form_key()
    )
    async with at_desk(desk) as pilot:
        await pilot.press("2")
        shown = await until(pilot, "They said that")
        lines = shown.splitlines()
        first = next(at for at, line in enumerate(lines) if "They said" in line)
        assert lines[first + 1].startswith(" " * 18)
        assert lines[first + 1].strip()


async def test_a_statement_has_its_eighty_columns_and_all_the_keys(desk):
    dana = fill(desk, NAMES[:1])[0]
    for number in range(40):
        desk.keeping.add_invoice(dana, f"G {number:03}", "10", "2026-11-05", "2026-10-01")
    async with at_desk(desk) as pilot:
        await pilot.press("T")
        shown = await until(pilot, "STATEMENT OF ACCOUNT")
        assert "-" * 80 in shown.splitlines()
        await pilot.press("G")
        await until(pilot, "Outstanding")
        for key, words in (("g", "STATEMENT"), ("end", "Outstanding"), ("home", "STATEMENT")):
            await pilot.press(key)
            await until(pilot, words)
        await pilot.press("pagedown")
        await pilot.pause(0.1)
        assert "STATEMENT" not in screen_text(pilot)


@pytest.mark.parametrize("width", [80, 88, 100, 120])
@pytest.mark.parametrize("cents", [0, 123_45, 9_876_543_210_00])
async def test_nothing_in_the_top_line_is_cut_inside_a_word(desk, width, cents):
    fill(desk, NAMES)
    tallies = tuple(Tally(currency, (cents,) * 5, cents * 4, 0) for currency in ("USD", "EUR")) if cents else ()
    overview = Overview(tallies, 3, 14, 0, True, (("USD", 123_456_00),), 2)
    async with at_desk(desk, size=(width, 24)) as pilot:
        line = pilot.app.desk.query_one(TopLine)
        line.show("A Rather Long Name of a Printing Company Incorporated", date(2026, 11, 20), overview, width)
        await pilot.pause()
        first, second = screen_text(pilot).splitlines()[:2]
    assert first.rstrip().endswith("2 orphans")
    figures = {"0", "123", "494", "9,876,543,210", "39,506,172,840"}
    names = {"+1", "1-30", "31-60", "61-90", "90+"}
    assert {word for word in second.split() if word[-1].isdigit() or word[0] in "+9"} <= figures | names
    assert max(len(first), len(second)) <= width


def test_a_fresh_desk_has_nothing_to_undo_that_is_its_own(tmp_path):
    assert make_desk(tmp_path / "other.db").undo.coming() is None


async def test_who_else_has_the_number_stands_beside_it(desk):
    first, second, _ = fill(desk, NAMES)
    desk.keeping.set_facts(second, {"phone": desk.queue.card(first).phones[0].shown})
    async with at_desk(desk, size=(120, 40)) as pilot:
        await until(pilot, "(212) 555-0100   10:00 New York  also Eve Ltd")
