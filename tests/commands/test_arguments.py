"""What can be typed: every command is documented, misuse ends with 2, and nothing heavy is loaded for it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from collector_tui import __version__
from collector_tui.commands.arguments import read_arguments
from collector_tui.commands.calling import OUTCOMES
from collector_tui.commands.keeping import COMMANDS as KEEPING
from collector_tui.commands.table import COMMANDS
from collector_tui.paths import asset
from collector_tui.services.facts import FACTS

from .conftest import Shell

OFFERED = (
    "import add invoice set queue search aging show statement call note next snooze pay bounce apply credit charge "
    "waive writeoff settle contra promise arrange hold release dispute draft lint ladder guard rules send outbox deliver inbox letter report undo "
    "check backup restore doctor where keys demo"
)


def test_exactly_what_is_built_is_offered() -> None:
    assert " ".join(COMMANDS) == OFFERED


@pytest.mark.parametrize("name", OFFERED.split())
def test_every_command_has_help(run: Shell, name: str) -> None:
    ran = run(name, "--help")
    assert ran.status == 0
    assert ran.err == ""
    assert COMMANDS[name].says.lower().split()[0] in ran.out.lower()
    assert "--json" in ran.out


def test_the_help_lists_every_command(run: Shell) -> None:
    out = run("--help").out
    assert all(f"    {name} " in out for name in COMMANDS)


def test_the_version(run: Shell) -> None:
    ran = run("--version")
    assert (ran.status, ran.out) == (0, f"collector {__version__}\n")


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "remit Dana --amount 3",
        "queue --limit 0",
        "queue --limit x",
        "queue --lim 3",
        "aging --as-of yesterday",
        "aging --as-of 2026-02-30",
        "aging --by month",
        "show",
        "import",
        "import x.csv --date-order ymmd",
        "import x.csv --currency dollars",
        "import x.csv --map amount",
        "add",
        "invoice Dana --number 1 --amount 2",
        "set Dana",
        "set Dana phone",
        "call Dana",
        "call Dana --outcome sneezed",
        "call Dana --outcome busy --minutes -3",
        "call Dana --outcome busy --minutes nan",
        "snooze Dana",
        "next Dana",
        "note Dana",
        "draft Dana --tone rude",
        "draft Dana --channel pigeon",
        "--bogus queue",
    ],
)
def test_misuse_ends_with_two_and_the_usage(desk: Shell, line: str) -> None:
    before = desk.snapshot()
    ran = desk(*line.split())
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith("usage: collector")
    assert desk.snapshot() == before


def test_a_usage_error_repeats_nothing_that_acts_on_the_terminal(run: Shell) -> None:
    ran = run("queue", "\x1b[2J\u202e")
    assert ran.status == 2
    assert "\x1b" not in ran.err and "\u202e" not in ran.err


def test_the_desk_is_wanted_without_a_command() -> None:
    assert read_arguments([]).opens_desk
    assert read_arguments(["--book", "x.db"]).opens_desk
    assert not read_arguments(["queue"]).opens_desk


@pytest.mark.parametrize(("answers", "opens"), [((True, True), True), ((True, False), False), ((False, True), False)])
def test_the_demo_opens_the_desk_only_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[bool, bool], opens: bool
) -> None:
    for stream, answer in zip((sys.stdin, sys.stdout), answers, strict=True):
        monkeypatch.setattr(stream, "isatty", lambda answer=answer: answer, raising=False)
    assert read_arguments(["demo"]).opens_desk is opens
    assert not read_arguments(["demo", "--json"]).opens_desk


def test_the_desk_without_a_terminal_says_what_works(run: Shell) -> None:
    ran = run()
    assert ran.status == 1
    assert "collector queue" in ran.err
    assert not run.book.exists()


def test_options_name_the_book_the_configuration_and_the_instant(run: Shell, tmp_path: Path) -> None:
    other, config = tmp_path / "other.db", tmp_path / "other.toml"
    config.write_text('[business]\ncurrency = "EUR"\ntimezone = "Europe/Berlin"\n')
    options = ("--book", other, "--config", config, "--now", "2026-05-31")
    assert run(*options, "add", "Kaufmann").status == 0
    assert other.exists() and not run.book.exists()
    assert run(*options, "show", "Kaufmann", "--json").data["timeline"][0]["at"] == "2026-05-30T22:00:00+00:00"
    assert run(*options, "aging", "--json").data["as_of"] == "2026-05-31"


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--now", "tomorrow", "is not an instant"),
        ("--config", "CONFIG", "carrier"),
        ("--book", ".", "is a folder"),
    ],
)
def test_a_wrong_global_option_is_one_sentence(desk: Shell, option: str, value: str, says: str) -> None:
    if value == "CONFIG":
        value = str(desk.file("bad.toml", '[sms]\ncarrier = "pigeon"\n'))
    ran = desk(option, value, "queue")
    assert ran.status == 1
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_outcomes_and_facts_are_those_of_the_services() -> None:
    table = tomllib.loads(asset("calls", "outcomes.toml").read_text("utf-8"))
    assert set(OUTCOMES) == {row["code"] for row in table["outcome"]}
    offered = {option.names[0].removeprefix("--").replace("-", "_") for option in KEEPING[0].options[2:]}
    assert offered == set(FACTS) - {"opt_out", "email_opt_out"}


def test_no_command_loads_the_screen_or_the_network() -> None:
    code = "import sys; from collector_tui.commands import table; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"textual", "rich", "requests", "peewee", "phonenumbers", "jinja2", "dateutil", "tomlkit", "platformdirs"}
    assert not heavy & set(loaded)


def test_opening_the_desk_does_not_even_look_at_the_commands() -> None:
    code = "import sys; from collector_tui.commands.arguments import read_arguments; read_arguments([]); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "argparse" not in loaded and "collector_tui.commands.table" not in loaded
