"""What a short form asks for: its lines, what each can take, and the act they make."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from collector_tui.domain.money import parse_amount
from collector_tui.domain.refusal import Refused
from collector_tui.domain.when import parse_day, written_day
from collector_tui.services.acting import Done
from collector_tui.tui.screens.naming import shortly

Values = Mapping[str, str]
Check = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a form: `words` are those it can take, of which the beginning is enough; `check` refuses the others."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    words: Sequence[str] = ()
    check: Check | None = None

    def taken(self, typed: str) -> str:
        """What was meant by what was typed.

        Raises Refused when the line takes one of some words, and it is none of them, or could be several.
        """
        meant = typed.strip()
        if self.words and meant:
            meant = self._word(meant)
        elif self.check and meant:
            try:
                self.check(meant)
            except ValueError as error:
                raise Refused(f"{error}.") from None
        return meant

    def _word(self, typed: str) -> str:
        """The one word that begins so; case, spaces, underscores and hyphens are alike, and quotes are left out."""
        meant = _alike(typed.strip("\"'“”«»"))
        found = [word for word in self.words if _alike(word).startswith(meant)]
        exact = [word for word in found if _alike(word) == meant]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if found:
            raise Refused(f"{self.label}: “{typed}” could be {shortly(found)}.")
        raise Refused(f"{self.label}: “{typed}” is none of {shortly(self.words)}.")


def _alike(words: str) -> str:
    return " ".join(words.lower().replace("_", " ").replace("-", " ").split())


def spaced(words: Sequence[str]) -> tuple[str, ...]:
    """Words as they are shown: with spaces.

    >>> spaced(["late_fee"])
    ('late fee',)
    """
    return tuple(word.replace("_", " ") for word in words)


@dataclass(frozen=True, slots=True)
class Form:
    """An act with what it asks for; `needed` are the lines without which nothing can be tried."""

    title: str
    parts: Sequence[Part]
    act: Callable[[Values, str], Done]
    about: Sequence[str] = ()
    needed: Sequence[str] = ()


def amount(currency: str) -> Check:
    """Checks that an amount of money is typed."""

    def check(typed: str) -> None:
        if parse_amount(typed, currency) <= 0:
            raise ValueError("The amount has to be more than nothing")

    return check


def past(today: date) -> Check:
    """Checks that a day is typed that has come."""

    def check(typed: str) -> None:
        day = parse_day(typed, today, nearest=True)
        if day > today:
            raise ValueError(f"{written_day(day)} is still to come: give today or a day before it")

    return check


def coming(today: date) -> Check:
    """Checks that a day is typed that has not passed."""

    def check(typed: str) -> None:
        day = parse_day(typed, today, nearest=False)
        if day < today:
            raise ValueError(f"{written_day(day)} has passed: give a day to come")

    return check
