"""The desktop's keyring, where there is one that can be used: it is asked for a limited time, and nothing it does is raised."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final, Literal, TypeVar

T = TypeVar("T")
Put = Literal["kept", "no keyring", "failed", "has another"]
"""What came of keeping a secret: the last is that an older one is still there, and would be found instead."""

SECONDS = 20.0
"""How long it is waited for the keyring: it may be asking on the desktop to be unlocked."""

_SERVICE = "collector"

_UNANSWERED: Final = list[Thread]()
"""The question that was not waited for any longer."""


def fetch(name: str) -> str:
    """The secret of that name; nothing where the keyring does not have it, or cannot be asked."""
    return _in_time(lambda: _found(_usable(), name), "")


def put(name: str, value: str) -> Put:
    """Keep a secret; only what can be read back counts as kept."""
    return _in_time(lambda: _put(name, value), "failed")


def _put(name: str, value: str) -> Put:
    keyring = _usable()
    if keyring is None:
        return "no keyring"
    if _is_done(lambda: keyring.set_password(_SERVICE, name, value)) and _found(keyring, name) == value:
        return "kept"
    if _found(keyring, name):
        _is_done(lambda: keyring.delete_password(_SERVICE, name))
    return "has another" if _found(keyring, name) else "failed"


def _found(keyring: Any, name: str) -> str:
    found = keyring.get_password(_SERVICE, name) if keyring else ""
    return found if isinstance(found, str) else ""


def _is_done(act: Callable[[], object]) -> bool:
    try:
        act()
    except Exception:
        return False
    return True


def _usable() -> Any:
    """The package, where it is installed and has a keyring; one that asks for its password on the terminal is none.

    The desk has the terminal: such a question would never be seen.
    """
    try:
        import keyring
    except ImportError:
        return None
    backend = keyring.get_keyring()
    first = type(next(iter(getattr(backend, "backends", ())), backend))
    is_none = first.__module__ in ("keyring.backends.fail", "keyring.backends.null")
    return None if is_none or hasattr(first, "keyring_key") else keyring


def _in_time(act: Callable[[], T], otherwise: T) -> T:
    """What comes of asking; something else when that takes too long or fails, as in a keyring that is locked or broken.

    While an earlier question is still not answered no other is asked.
    """
    if any(asking.is_alive() for asking in _UNANSWERED):
        return otherwise
    answers = SimpleQueue[T]()

    def ask() -> None:
        try:
            answers.put(act())
        except Exception:
            answers.put(otherwise)

    asking = Thread(target=ask, daemon=True)
    asking.start()
    try:
        return answers.get(timeout=SECONDS)
    except Empty:
        _UNANSWERED[:] = [asking]
        return otherwise
