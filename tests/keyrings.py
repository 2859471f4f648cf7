"""A stand-in for the package `keyring`, which is an extra: with a backend that works, is locked, lies or never answers."""

import threading
from types import ModuleType

import pytest

BROKEN = RuntimeError("locked, with the secret in its words: hunter2")


class Backend:
    """Keeps secrets in memory; what is named in `fails` raises instead."""

    def __init__(self, *fails: str, holds: str = "") -> None:
        self.fails, self.kept = set(fails), {"COLLECTOR_SMTP_PASSWORD": holds} if holds else {}
        self.stalls = threading.Event()
        self.stalls.set()

    def _meet(self, what: str) -> None:
        self.stalls.wait(5)
        if what in self.fails:
            raise BROKEN

    def get_password(self, service: str, name: str) -> str | None:
        self._meet("get")
        return self.kept.get(name)

    def set_password(self, service: str, name: str, value: str) -> None:
        self._meet("set")
        self.kept[name] = value

    def delete_password(self, service: str, name: str) -> None:
        self._meet("delete")
        del self.kept[name]


class Nothing(Backend):
    """What the package has where there is no keyring."""

    __module__ = "keyring.backends.fail"


class AsksOnTheTerminal(Backend):
    """A keyring in a file, as that of keyrings.alt."""

    @property
    def keyring_key(self) -> str:
        raise AssertionError("the terminal belongs to the desk")


def installed(patch: pytest.MonkeyPatch, backend: Backend) -> Backend:
    """Have this keyring on the machine."""
    package = ModuleType("keyring")
    package.get_keyring = lambda: backend
    for name in ("get_password", "set_password", "delete_password"):
        setattr(package, name, getattr(backend, name))
    patch.setitem(__import__("sys").modules, "keyring", package)
    return backend
