"""Time zones come from the package that is pinned: a wrong or old copy on the system changes nothing."""

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from collector_tui.timezones import tzdata_version

ROOT = Path(__file__).resolve().parents[1]
STARTED = "from collector_tui.__main__ import main; main(['where', '--json']); "
ASKED = (
    "from datetime import datetime; from zoneinfo import ZoneInfo; "
    "print(datetime(2026, 11, 15, 12, tzinfo=ZoneInfo('America/Vancouver')).utcoffset().total_seconds() / 3600)"
)


@pytest.fixture
def wrong(tmp_path) -> dict[str, str]:
    """An environment whose system copy has the clocks of New York for Vancouver."""
    (tmp_path / "America").mkdir()
    zone = files("tzdata.zoneinfo.America").joinpath("New_York").read_bytes()
    (tmp_path / "America" / "Vancouver").write_bytes(zone)
    return {**os.environ, "PYTHONTZPATH": str(tmp_path), "PYTHONPATH": str(ROOT)}


def last_line(code: str, environment: dict[str, str]) -> str:
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()[-1]


def test_a_wrong_copy_on_the_system_would_be_believed(wrong):
    assert last_line(ASKED, wrong) == "-5.0"


def test_once_the_program_has_begun_it_is_not(wrong):
    assert last_line(STARTED + ASKED, wrong) == "-7.0", "Vancouver keeps its summer time since November 2026"


def test_a_zone_that_was_read_before_is_forgotten(wrong):
    assert last_line(f"{ASKED}; {STARTED}{ASKED}", wrong) == "-7.0"


def test_the_tests_have_the_same_zones_as_the_program():
    import zoneinfo

    assert zoneinfo.TZPATH == ()
    assert tzdata_version() >= "2026f"


def test_where_tells_which_zones_they_are():
    command = [sys.executable, "-m", "collector_tui", "where"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    plain = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    shape = subprocess.run([*command, "--json"], env=environment, capture_output=True, text=True, check=True).stdout
    assert f"tzdata {tzdata_version()}" in plain
    assert json.loads(shape)["tzdata"] == tzdata_version()
