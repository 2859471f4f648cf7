"""What was typed: the global options, the command, and the command's own values."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from collector_tui import __version__, paths

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from collector_tui.commands.command import Command

_ABOUT = "A desk for the person who collects a small business's overdue invoices. Without a command it opens the desk."
_FOOT = (
    "ACCOUNT is an id, an exact name, or a part of a name that only one account has. "
    "`collector COMMAND --help` says what a command takes; `collector demo` shows it all on an invented business."
)


class Invocation(SimpleNamespace):
    """One call of `collector`; the values of the command's own options are attributes too."""

    command: str | None = None
    book: str | None = None
    config: str | None = None
    now: str | None = None
    read_only: bool = False
    json: bool = False

    @property
    def opens_desk(self) -> bool:
        """Whether the full-screen desk is wanted; the demo opens it wherever there is a terminal."""
        if self.command == "demo":
            return not self.json and sys.stdin.isatty() and sys.stdout.isatty()
        return self.command is None

    @property
    def book_path(self) -> Path:
        """The book that is meant: as named, else the demo's for the demo, else the usual one."""
        if named := self.book or os.environ.get("COLLECTOR_BOOK"):
            return paths.real(Path(named).expanduser())
        return paths.real(paths.demo_book() if self.command == "demo" else paths.default_book())

    def for_demo(self) -> "Invocation":
        """The same call, but of the demo in its own place, whatever book was named."""
        return Invocation(**{**vars(self), "command": "demo", "book": str(paths.demo_book())})

    @property
    def config_path(self) -> Path:
        """The configuration that is meant: as named, else the usual one."""
        named = self.config or os.environ.get("COLLECTOR_CONFIG")
        return Path(named).expanduser().absolute() if named else paths.default_config()


def read_arguments(arguments: list[str]) -> Invocation:
    """Read a command line; exits with 2 and the usage when it cannot be understood.

    Where only the desk is wanted, the commands are not even loaded: its start is waited for.
    """
    invocation = _desk_only(arguments)
    return invocation if invocation is not None else _understood(arguments)


def _desk_only(arguments: list[str]) -> Invocation | None:
    """The call when it names no command but the demo; None when there is anything else to be understood."""
    given: dict[str, object] = {}
    rest = list(arguments)
    while rest and rest[0].startswith("--"):
        name, equals, value = rest.pop(0).partition("=")
        if name == "--read-only" and not equals:
            given["read_only"] = True
        elif name in ("--book", "--config", "--now") and (equals or (rest and not rest[0].startswith("-"))):
            given[name[2:]] = value if equals else rest.pop(0)
        else:
            return None
    if rest not in ([], ["demo"]):
        return None
    return Invocation(**given, **({"command": "demo"} if rest else {}))


def _understood(arguments: list[str]) -> Invocation:
    """The call, once everything that its command needs is there."""
    from collector_tui.commands.table import COMMANDS

    parser, own = _parser()
    invocation = parser.parse_args(arguments, Invocation())
    command = COMMANDS.get(invocation.command or "")
    if command and command.lacks and (said := command.lacks(invocation)):
        own[command.name].error(said)
    return invocation


def _parser() -> "tuple[ArgumentParser, dict[str, ArgumentParser]]":
    """The parser of the whole line, and those of the commands by their names."""
    from collector_tui.commands.parser import Parser
    from collector_tui.commands.table import COMMANDS

    parser = Parser(prog="collector", description=_ABOUT, epilog=_FOOT)
    parser.add_argument("--version", action="version", version=f"collector {__version__}")
    parser.add_argument("--book", metavar="FILE", help="the book to work in (or COLLECTOR_BOOK)")
    parser.add_argument("--config", metavar="FILE", help="the configuration to read (or COLLECTOR_CONFIG)")
    parser.add_argument(
        "--now",
        metavar="INSTANT",
        help="work as if it were this day or instant, sending nothing for real (or COLLECTOR_NOW)",
    )
    parser.add_argument("--read-only", action="store_true", help="change nothing in the book")
    listed = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    return parser, {command.name: _describe(command, listed) for command in COMMANDS.values()}


def _describe(command: "Command", listed: Any) -> "ArgumentParser":
    """Give one command its parser."""
    about = command.says[0].upper() + command.says[1:] + "."
    parser: ArgumentParser = listed.add_parser(command.name, help=command.says, description=about)
    for each in command.options:
        parser.add_argument(*each.names, help=each.says, **each.settings)
    parser.add_argument("--json", action="store_true", help="print the data as JSON, for scripts")
    return parser
