"""Setting up by keys: who collects, in which name, and where."""

import tomllib

from sitting import at_desk, crowd, fill, make_desk, until
from textual.app import App
from textual.widgets import Input

from collector_tui.domain.business import Business, Practice
from collector_tui.tui.app import CollectorApp
from collector_tui.tui.screens.setup import setup_form


async def test_who_collects_is_asked_and_kept(desk, tmp_path):
    fill(desk, ["Dana Alvarez"])
    config = tmp_path / "config.toml"
    config.write_text('# mine\n[sms]\ncarrier = "none"\n', "utf-8")
    async with at_desk(desk, size=(120, 50), config=config) as pilot:
        await pilot.press("E")
        await until(pilot, "Whose invoices")
        await pilot.press("ctrl+u", *"both", "ctrl+s")
        await until(pilot, "write own or others")
        await pilot.press("ctrl+u", *"others", "ctrl+s")
        while pilot.app.return_value is None:
            await pilot.pause()
    assert (pilot.app.return_value, pilot.app.left.said) == ("again", "Kept: the desk works with it now.")
    kept = tomllib.loads(config.read_text("utf-8"))
    assert kept["rules"] == {"collector_kind": "third_party"}
    assert config.read_text("utf-8").startswith("# mine")


async def test_a_zone_is_asked_in_the_words_of_the_form_and_a_way_to_pay_is_kept(tmp_path):
    config = tmp_path / "config.toml"
    kept = []
    form = setup_form(Business(), Practice(), config)
    app = App()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(form, kept.append)
        await pilot.pause()
        shown = await until(pilot, "Other ways to pay")
        assert "Whose invoices" in shown
        zone = form.query_one("#field-timezone", Input)
        assert (zone.value, zone.placeholder) == ("", "e.g. America/New_York")
        zone.value = "New York"
        form.query_one("#field-pay_link", Input).value = "pay.example"
        await pilot.press("ctrl+s")
        await until(pilot, "did you mean America/New_York?")
        assert zone.has_focus
        assert not config.exists()
        zone.value = "America/New_York"
        form.query_one("#field-country", Input).value = "USA"
        await pilot.press("ctrl+s")
        await until(pilot, "write it like US")
        form.query_one("#field-country", Input).value = "US"
        await pilot.press("ctrl+s")
        while not kept:
            await pilot.pause()
    assert tomllib.loads(config.read_text("utf-8"))["business"] == {
        "timezone": "America/New_York",
        "pay_link": "pay.example",
    }


async def test_a_batch_on_its_way_and_a_notice_that_is_written_outlive_the_opening_anew(desk, tmp_path):
    crowd(desk, 3)
    config = tmp_path / "config.toml"
    async with at_desk(desk, size=(120, 50), config=config) as pilot:
        await pilot.press("b")
        await until(pilot, "Who gets a message")
        await pilot.press("y", "escape")
        await until(pilot, "batch: leaves in")
        pilot.app.batches.news = "We have moved."
        await pilot.press("E", "tab", "tab", "ctrl+u", *"Ann", "ctrl+s")
        while pilot.app.return_value is None:
            await pilot.pause()
    left = pilot.app.left
    desk.close()
    again = make_desk(tmp_path / "book.db")
    again.office.clock.forward(seconds=11)
    app = CollectorApp(again, config=config, before=left)
    async with app.run_test(size=(120, 50)) as pilot:
        await until(pilot, "3 in the outbox are on the way: O shows them.")
        assert pilot.app.batches.is_running
        assert pilot.app.batches.news == "We have moved."
        await until(pilot, "Batch: 3 of 3 gone")
        assert {one.state for one in again.messages.outbox()} <= {"accepted", "sent", "delivered"}


async def test_a_form_that_changes_nothing_keeps_the_desk(desk, tmp_path):
    fill(desk, ["Dana Alvarez"])
    async with at_desk(desk, config=tmp_path / "config.toml") as pilot:
        await pilot.press("E", "ctrl+s")
        await until(pilot, "Nothing was changed.")
    assert pilot.app.return_value is None
    assert not (tmp_path / "config.toml").exists()


async def test_a_desk_that_is_left_before_it_stands_ends_quietly(desk):
    async with at_desk(desk) as pilot:
        pilot.app.exit()
    pilot.app._settled()
    assert pilot.app.return_code == 0
