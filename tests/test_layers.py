"""The layers hold, and the contracts that say so would see it if they did not."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINTER = Path(sysconfig.get_path("scripts")) / "lint-imports"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the tree in a folder, which is the only one it can see."""
    command = [sys.executable, str(LINTER), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder)})


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """A copy of the package and its contracts."""
    folder = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "collector_tui", folder / "collector_tui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_is_kept():
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(
    ("layer", "imported"),
    [
        ("tui", "collector_tui.store.book"),
        ("tui", "collector_tui.gateways.simulator"),
        ("tui", "collector_tui.importers.reading"),
        ("tui", "peewee"),
        ("commands", "requests"),
        ("commands", "collector_tui.store.queue"),
        ("commands", "textual"),
        ("services", "collector_tui.gateways.simulator"),
        ("services", "peewee"),
        ("services", "textual"),
        ("services", "collector_tui.tui"),
        ("importers", "collector_tui.store.book"),
        ("importers", "collector_tui.services.office"),
        ("gateways", "collector_tui.store.book"),
        ("store", "collector_tui.services.office"),
        ("store", "textual"),
        ("domain", "peewee"),
        ("domain", "sqlite3"),
        ("domain", "collector_tui.store.book"),
        ("domain", "collector_tui.paths"),
    ],
)
def test_a_wrong_import_is_seen(tree, layer, imported):
    planted = tree / "collector_tui" / layer / "planted.py"
    planted.write_text(f'"""A wrong import, for this test only."""\n\nimport {imported}\n')
    try:
        result = lint(tree)
    finally:
        planted.unlink()
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout
    assert f"collector_tui.{layer}.planted -> {imported.partition('.')[0]}" in result.stdout
