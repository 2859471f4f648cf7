"""Secrets: from the environment, the keyring, or a file that only its owner can read; never anywhere else."""

import os
import stat
from pathlib import Path

from collector_tui.domain.refusal import Refused

TWILIO_TOKEN = "COLLECTOR_TWILIO_TOKEN"
SMSGATE_PASSWORD = "COLLECTOR_SMSGATE_PASSWORD"
SMTP_PASSWORD = "COLLECTOR_SMTP_PASSWORD"

_SERVICE = "collector"


def secret(name: str, config: Path) -> str:
    """The secret of that name, or nothing; a file `secrets.toml` beside the configuration comes last.

    Raises Refused when that file can be read by others, or cannot be read at all. The secret is in no sentence.
    """
    return os.environ.get(name, "") or _from_keyring(name) or _from_file(name, config.with_name("secrets.toml"))


def where(name: str, config: Path) -> str:
    """Where the secret is kept, for the collector to know; empty where there is none."""
    if os.environ.get(name):
        return "the environment"
    if _from_keyring(name):
        return "the keyring"
    return "secrets.toml" if _from_file(name, config.with_name("secrets.toml")) else ""


def _from_keyring(name: str) -> str:
    """From the desktop's keyring, where the package for it is installed and there is one."""
    try:
        import keyring
    except ImportError:
        return ""
    try:
        return keyring.get_password(_SERVICE, name) or ""
    except Exception:
        return ""


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
