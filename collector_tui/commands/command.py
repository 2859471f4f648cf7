"""What a command is: its name, what it does in one line, what it takes, and whether it needs the book."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command: its names, its help, and what else argparse has to know."""

    names: tuple[str, ...]
    says: str
    settings: Mapping[str, Any]


def option(*names: str, says: str, **settings: Any) -> Option:
    """An argument, written the way argparse takes it."""
    return Option(names, says, settings)


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `run` is handed the open book's services (or None) and returns the exit status.

    `lacks` says what is missing of what was typed, or does not go together, where that is more than argparse can tell.
    """

    name: str
    says: str
    run: Callable[[Any, "Invocation"], int]
    options: tuple[Option, ...] = ()
    needs_book: bool = True
    creates_book: bool = False
    lacks: "Callable[[Invocation], str] | None" = None

    def opens_book(self, invocation: "Invocation") -> bool:
        """Whether this call needs the book: whoever names an account does."""
        return self.needs_book or getattr(invocation, "account", None) is not None


ACCOUNT = option("account", metavar="ACCOUNT", says="an id, a name, or a part of a name that only one account has")


def day(text: str) -> date:
    """An ISO date; for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date: write it like 2026-11-20") from None


def count(text: str) -> int:
    """A whole number from 1 on; for argparse."""
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text):
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1 on")


def currency(text: str) -> str:
    """Three letters; for argparse."""
    if len(text) == 3 and text.isascii() and text.isalpha():
        return text.upper()
    raise argparse.ArgumentTypeError(f"“{text}” is not a currency: give its three letters, such as USD")


def pair(text: str) -> tuple[str, str]:
    """A name and a value with `=` between them; for argparse."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"“{text}” is not NAME=VALUE")
    return name.strip(), value
