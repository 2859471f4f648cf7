"""What is shipped: every module and every asset, and nothing of the tests."""

import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    """The wheel, built here and now."""
    builders = pytest.importorskip("hatchling.builders.wheel")
    folder = tmp_path_factory.mktemp("dist")
    built = next(builders.WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
    return zipfile.ZipFile(built)


def files(folder: str) -> set[str]:
    return {
        str(path.relative_to(ROOT / folder))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_asset_is_shipped_to_the_letter(wheel):
    assert files("assets")
    for name in files("assets"):
        assert wheel.read(f"collector_tui/assets/{name}") == (ROOT / "assets" / name).read_bytes()


def test_every_module_is_shipped(wheel):
    shipped = {name.removeprefix("collector_tui/") for name in wheel.namelist()}
    assert files("collector_tui") <= shipped


def test_nothing_else_is_shipped(wheel):
    others = {name.split("/")[0] for name in wheel.namelist()} - {"collector_tui"}
    assert all(name.endswith(".dist-info") for name in others)
    assert not [name for name in wheel.namelist() if "test" in name or "__pycache__" in name or name.endswith(".db")]


def test_both_names_of_the_command_are_installed(wheel):
    (entry,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    scripts = wheel.read(entry).decode()
    assert "collector = collector_tui.__main__:main" in scripts
    assert "collector-tui = collector_tui.__main__:main" in scripts
