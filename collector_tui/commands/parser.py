"""The parser of the command line: it takes no abbreviations, and what it repeats of the input is made harmless."""

import re
from argparse import ArgumentParser
from typing import Any, NoReturn

from collector_tui.commands.printing import complain

_BELOW_NOTHING = re.compile(r"-[0-9.,]+$")
"""What is a value and no option: an amount below nothing, which is refused in words, with a comma in it as well."""


class Parser(ArgumentParser):
    """argparse, with a usage error told like every other sentence."""

    def __init__(self, **settings: Any) -> None:
        """Begin; a script must not break when a new option makes an abbreviation ambiguous."""
        super().__init__(allow_abbrev=False, **settings)
        self._negative_number_matcher = _BELOW_NOTHING

    def error(self, message: str) -> NoReturn:
        """Say what cannot be understood and how it is written; exits with 2."""
        complain(f"{self.format_usage()}{self.prog}: {message}")
        self.exit(2)
