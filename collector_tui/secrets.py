"""Secrets: from the environment, the keyring, or a file that only its owner can read; never anywhere else."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

from collector_tui import desktop_keyring
from collector_tui.domain.refusal import Refused
from collector_tui.private_file import write_privately

TWILIO_TOKEN = "COLLECTOR_TWILIO_TOKEN"
SMSGATE_PASSWORD = "COLLECTOR_SMSGATE_PASSWORD"
SMTP_PASSWORD = "COLLECTOR_SMTP_PASSWORD"

_FILE = "secrets.toml"


def secret(name: str, config: Path) -> str:
    """The secret of that name, or nothing; a file `secrets.toml` beside the configuration comes last.

    Raises Refused when that file can be read by others, or cannot be read at all. The secret is in no sentence.
    """
    return os.environ.get(name, "") or desktop_keyring.fetch(name) or _from_file(name, config.with_name(_FILE))


def where(name: str, config: Path) -> str:
    """Where the secret is kept, for the collector to know; empty where there is none."""
    if os.environ.get(name):
        return "the environment"
    if desktop_keyring.fetch(name):
        return "the keyring"
    return _FILE if _from_file(name, config.with_name(_FILE)) else ""


def keep(name: str, value: str, config: Path) -> str:
    """Keep a secret in the keyring, else in `secrets.toml`; returns the sentence that says where it is.

    Raises Refused when it can be kept nowhere. The secret is in no sentence.
    """
    path, came = config.with_name(_FILE), desktop_keyring.put(name, value)
    if came == "has another":
        raise Refused(f"The keyring has another one and does not let go of it: take {name} out of it first.")
    if came == "kept":
        with suppress(Refused):
            _write(path, name, None)
        said = "The secret is in the keyring"
    else:
        _write(path, name, value)
        why = "The secret" if came == "no keyring" else "The keyring is locked or does not work, so the secret"
        said = f"{why} is in {path.name} beside {config.name}, which only you can read"
    if os.environ.get(name):
        said += f"; but {name} in the environment comes first"
    return f"{said}."


def _write(path: Path, name: str, value: str | None) -> None:
    """Put a secret into the file, or with None take it out; every other line stays."""
    import tomlkit

    document = _lines(path)
    if value is not None:
        document[name] = value
    elif name in document:
        document.remove(name)
    else:
        return
    write_privately(path, tomlkit.dumps(document))


def _lines(path: Path) -> Any:
    """The file as it is, with its comments; one that others can read is taken too, for it is about to be written anew."""
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        return tomlkit.parse(path.read_text("utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (ParseError, UnicodeDecodeError):
        raise Refused(f"{path} cannot be read as TOML: mend or delete it, then try again.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None


def _from_file(name: str, path: Path) -> str:
    import tomllib

    try:
        mode = path.stat().st_mode
    except OSError:
        return ""
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise Refused(f"{path} can be read by others: `chmod 600` it, then start again.")
    try:
        found = tomllib.loads(path.read_text("utf-8")).get(name, "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Refused(f'{path} cannot be read as TOML: write lines like {name} = "...".') from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    if not isinstance(found, str):
        raise Refused(f"{path}: {name} must be text in quotes.")
    return found
