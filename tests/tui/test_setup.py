"""Setting up by keys: who collects, in which name, and where."""

import tomllib

from sitting import at_desk, fill, until
from textual.app import App
from textual.widgets import Input

from collector_tui.domain.business import Business, Practice
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
        await until(pilot, "holds from the next start")
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
