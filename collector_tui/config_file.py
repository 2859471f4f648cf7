"""config.toml as a file: settings are written into it, and everything else in it stays as the user wrote it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector_tui.domain.refusal import Refused
from collector_tui.private_file import write_privately
from collector_tui.settings import parse_settings

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Changes = Mapping[str, Mapping[str, str | int]]
"""New values by their names, by section: `{"sms": {"carrier": "twilio"}, "sms.twilio": {"account_sid": "AC…"}}`."""


def write_settings(path: Path, changes: Changes) -> None:
    """Write some settings into the file, all of them or none.

    Raises Refused when one of them cannot be right, and when the file cannot be read or written.
    """
    if changes:
        write_privately(path, changed(path, changes))


def changed(path: Path, changes: Changes) -> str:
    """The file as it would be with some settings changed: a configuration in which nothing is wrong.

    Raises Refused with what is wrong.
    """
    import tomllib

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    document = _read(path)
    try:
        for section, values in changes.items():
            table = _section(document, section, path)
            for name, value in values.items():
                table[name] = value
        words = tomlkit.dumps(document)
        written = tomllib.loads(words)
    except (TOMLKitError, ValueError):
        raise Refused(f"{path} cannot be changed from here: write {_named(changes)} into it by hand.") from None
    parse_settings(written, path)
    return words


def _named(changes: Changes) -> str:
    return " and ".join(f"[{section}] {', '.join(values)}" for section, values in changes.items())


def _read(path: Path) -> "TOMLDocument":
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        return tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    except (ParseError, UnicodeDecodeError) as error:
        raise Refused(f"{path} cannot be read as TOML: {error}.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None


def _section(document: "TOMLDocument", section: str, path: Path) -> Any:
    """A section of the file, such as `sms.twilio`; a new one where there is none."""
    import tomlkit
    from tomlkit.items import InlineTable

    table: Any = document
    for name in section.split("."):
        if name not in table:
            table[name] = tomlkit.inline_table() if isinstance(table, InlineTable) else tomlkit.table()
        table = table[name]
        if not isinstance(table, Mapping):
            raise Refused(f"{path}: {name} must be a section, written [{section}].")
    return table
