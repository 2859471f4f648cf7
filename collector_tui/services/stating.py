"""Stating: what an account owes and how it came to that, as of any day, on the screen or on paper."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from collector_tui.domain.moment import stamp
from collector_tui.domain.press import Press
from collector_tui.domain.refusal import BookTrouble, Refused
from collector_tui.domain.statement import Statement, draw_up
from collector_tui.domain.statement_json import shape
from collector_tui.domain.statement_text import as_text
from collector_tui.domain.text import visible
from collector_tui.domain.when import parse_past_day, written_day
from collector_tui.services.office import Office
from collector_tui.services.papers import write_paper
from collector_tui.store import statements


@dataclass(frozen=True)
class Stating:
    """Drawing up statements of account; nothing here changes the book. `press` makes the one that prints them."""

    office: Office
    press: Callable[[], Press] | None = None

    def statement(self, account_id: int, as_of: str | None = None, since: str | None = None) -> Statement:
        """The statement of an account as of a day (today if none is given), from its first entry on or since a day.

        Raises Refused when a day is not one or lies ahead, and BookTrouble when the figures do not agree.
        """
        today = self.office.moment().today
        day = _past_day(as_of, today) if as_of else today
        first = _past_day(since, today) if since else None
        if first and first > day:
            raise Refused(f"The statement would begin on {written_day(first)} and end on {written_day(day)}.")
        debtor = statements.debtor(self.office.book, account_id)
        entries, was_later = statements.entries_upto(self.office.book, account_id, day, self._end_of(day))
        made = draw_up(self.office.business, debtor, day, first, entries, was_entered_later=was_later)
        if made.balance_cents != made.outstanding_cents:
            raise BookTrouble(
                f"The entries of {visible(debtor.name)} do not agree with what is open: run `collector check`."
            )
        return made

    def write(self, statement: Statement, target: Path, *, replace: bool = False) -> None:
        """Write a statement by the file's ending: .pdf, .json, or anything else as text.

        Raises Refused when it cannot be written, or would go over another file that may not be replaced.
        """
        content = self._content(statement, target.suffix.lower())
        write_paper(target, content, book=self.office.book.path, replace=replace)

    def pdf(self, statement: Statement) -> bytes:
        """A statement on paper.

        Raises Refused where there is nothing to print with.
        """
        if self.press is None:
            raise Refused("There is no press for a PDF here: name a file that ends in .txt or .json.")
        return self.press().statement(statement)

    def _content(self, statement: Statement, ending: str) -> bytes:
        if ending == ".json":
            return _json(statement).encode()
        if ending != ".pdf":
            return as_text(statement).encode()
        return self.pdf(statement)

    def _end_of(self, day: date) -> str:
        """The instant at which a day was over where the business is, as the book writes it."""
        return stamp(datetime.combine(day + timedelta(days=1), time(), self.office.zone))


def _past_day(text: str, today: date) -> date:
    try:
        day = parse_past_day(text, today)
    except ValueError as error:
        raise Refused(f"{error}.") from None
    if day > today:
        raise Refused(f"{written_day(day)} lies ahead: a statement can be made up to today.")
    return day


def _json(statement: Statement) -> str:
    """The data as text in which no character can act on a terminal."""
    data = shape(statement)
    written = json.dumps(data, ensure_ascii=False, indent=2)
    return (written if visible(written, lines=True) == written else json.dumps(data, indent=2)) + "\n"
