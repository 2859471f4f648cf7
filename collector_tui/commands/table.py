"""The commands that there are: each is declared in its module, and listed here once."""

from collections.abc import Mapping

from collector_tui.commands import (
    aging,
    agreeing,
    bartering,
    calling,
    charging,
    climbing,
    delivering,
    doctoring,
    drafting,
    forgiving,
    guarding,
    helping,
    holding,
    importing,
    inbox,
    keeping,
    lettering,
    messaging,
    outboxing,
    paying,
    planning,
    proving,
    queueing,
    reporting,
    restoring,
    showing,
    stating,
    undoing,
)
from collector_tui.commands.command import Command

_MODULES = (
    importing,
    keeping,
    queueing,
    aging,
    showing,
    stating,
    calling,
    planning,
    paying,
    charging,
    forgiving,
    bartering,
    agreeing,
    holding,
    drafting,
    climbing,
    guarding,
    messaging,
    outboxing,
    delivering,
    inbox,
    lettering,
    reporting,
    undoing,
    proving,
    restoring,
    doctoring,
    helping,
)

COMMANDS: Mapping[str, Command] = {command.name: command for module in _MODULES for command in module.COMMANDS}
"""Every command by its name, in the order in which the help lists them."""
