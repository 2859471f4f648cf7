"""Importing: a file read, shown as it would be booked, and booked whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from collector_tui.domain.document import ImportOptions, Reading, Rejection, UnreadableFile
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import Office
from collector_tui.store import acts, imports, journal
from collector_tui.store.book import Writing
from collector_tui.store.imports import Imported

__all__ = ["ImportOptions", "Imported", "Importing", "Preview", "Reading", "Rejection"]

Progress = Callable[[str, int, int], None]
"""Told as an import goes on: what is being done, how far, of how much."""


@dataclass(frozen=True)
class Preview:
    """What a file holds and what importing it would do; nothing is written yet."""

    reading: Reading
    filename: str
    as_of: date
    result: Imported


class _OnlyLooking(Exception):
    """Ends the transaction of a preview, so that nothing of it is kept."""


def _no_progress(_what: str, _done: int, _total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Importing:
    """Taking in what the accounting package exported."""

    office: Office

    def read(self, path: Path, options: ImportOptions, progress: Progress = _no_progress) -> Reading:
        """Read a file.

        Raises Refused with the sentence when it cannot be imported.
        """
        from collector_tui import importers

        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise Refused(f"There is no file {path}: check the name.") from None
        except IsADirectoryError:
            raise Refused(f"{path} is a folder: name a file in it.") from None
        except OSError as error:
            raise Refused(f"{path} cannot be read: {error.strerror or error}.") from None
        try:
            today = self.office.moment().today
            return importers.read(data, path.name, options, today, lambda n, total: progress("reading", n, total))
        except UnreadableFile as error:
            raise Refused(str(error)) from None

    def preview(self, path: Path, options: ImportOptions, progress: Progress = _no_progress) -> Preview:
        """Read a file and work out what booking it would do, without keeping any of it."""
        reading = self.read(path, options, progress)
        if reading.needs or not reading.documents:
            nothing = Imported(0, 0, 0, 0, 0, 0, 0, 0, [], [])
            return Preview(reading, path.name, self._as_of(reading), nothing)
        results: list[Imported] = []
        try:
            with self.office.book.writing() as unit:
                results.append(self._apply(unit, reading, path.name, progress))
                raise _OnlyLooking
        except _OnlyLooking:
            pass
        return Preview(reading, path.name, self._as_of(reading), results[0])

    def book(self, reading: Reading, filename: str, key: str, progress: Progress = _no_progress) -> Imported:
        """Book a file that was read, as one act.

        Raises Refused when something has to be asked first, or no row can be used.
        """
        if reading.needs:
            raise Refused(" ".join(reading.needs))
        if not reading.documents:
            first = (
                f" The first: line {reading.rejected[0].line}, {reading.rejected[0].reason}."
                if reading.rejected
                else ""
            )
            raise Refused(f"{filename} has no row that can be used: nothing was imported.{first}")
        moment = self.office.moment()
        with self.office.book.writing() as unit:
            if acts.booked(unit, key):
                raise Refused(f"{filename} was imported by this form already: nothing was booked twice.")
            result = self._apply(unit, reading, filename, progress)
            words = (
                f"imported {filename}: {result.new} new, {result.changed} changed, {len(result.gone)} no longer open"
            )
            line = journal.append(unit, moment, None, "import", words)
            acts.record(unit, moment, "import", None, result.import_id, f"import of {filename}", key, line)
        return result

    def _as_of(self, reading: Reading) -> date:
        return reading.as_of or self.office.moment().today

    def _apply(self, unit: Writing, reading: Reading, filename: str, progress: Progress) -> Imported:
        office = self.office
        return imports.apply(
            unit,
            office.moment(),
            reading,
            filename,
            self._as_of(reading),
            office.business.country,
            office.rules,
            lambda done, total: progress("booking", done, total),
        )
