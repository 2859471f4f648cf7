"""Setting up by keys: who collects, in which name, and where."""

import tomllib

from sitting import at_desk, fill, until


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
