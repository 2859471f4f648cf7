"""Restoring: the book as a backup has it, with every contact and opt-out that has come since."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from collector_tui.domain.refusal import BookTrouble, Refused
from collector_tui.services.office import Office
from collector_tui.store import engine, journal
from collector_tui.store.book import Book, Writing
from collector_tui.store.carrying import Carried, Carrying, doubt_waiting, is_ahead, lacking
from collector_tui.store.replacing import alone_with, book_before, copy_aside, put_in_its_place
from collector_tui.store.summaries import refresh

if TYPE_CHECKING:
    from collector_tui.services.collecting import Collecting


class Restored(NamedTuple):
    """What came of it: the instant of the backup's last journal line and its number, what was carried over and what is lacking.

    `doubted` messages were waiting and may have gone since; `kept` is where the replaced book lies, `is_known` whether it
    could be read.
    """

    as_of: str
    lines: int
    carried: Carried
    doubted: int
    lacking: tuple[str, ...]
    kept: Path | None
    is_known: bool


def restore(path: Path, backup: Path, open_at: Callable[[Path], "Collecting"]) -> Restored:
    """Put the book of a backup in the place of the one at `path`, which is kept among the backups.

    Raises Refused, with nothing changed, when a desk is open, the backup is no sound book, or it is of another one.
    """
    if backup.resolve() == path.resolve():
        raise Refused(f"{backup} is the book itself: name a backup of it.")
    with alone_with(path), copy_aside(backup, path) as aside:
        collecting = open_at(aside)
        try:
            if wrong := collecting.proving.differences():
                raise Refused(f"{backup} is not sound ({wrong[0]}): nothing was changed.")
            before = book_before(path)
            try:
                restored = Restoring(collecting.office).carry(before, backup)
            except BookTrouble:
                restored = Restoring(collecting.office).carry(None, backup)
            finally:
                if before:
                    before.close()
            kept = engine.backup_name(path, collecting.office.clock.now())
        finally:
            collecting.close()
        kept = kept.with_name(f"{kept.stem}-replaced{kept.suffix}")
        was_there = put_in_its_place(aside, path, kept)
    return restored._replace(kept=kept if was_there else None)


@dataclass(frozen=True)
class Restoring:
    """Making a restored book true again before it is worked in."""

    office: Office

    def carry(self, before: Book | None, backup: Path) -> Restored:
        """Carry over what has happened since from the book before; without one, what was waiting is in doubt.

        Raises Refused when the two are not the same book.
        """
        office, moment = self.office, self.office.moment()
        if before and before.book_id != office.book.book_id:
            raise Refused(
                f"{backup} is a backup of another book than the one at {before.path}: nothing was changed. "
                "With --book FILE it can be restored in a place of its own."
            )
        last = office.book.row("SELECT id, at FROM journal ORDER BY id DESC LIMIT 1") or (0, "")
        carried, doubted, missing = Carried(), 0, []
        with office.book.writing() as unit:
            certain = before is not None and is_ahead(before, unit)
            journal.append(unit, moment, None, "restore", f"restored from {backup.name}, as of journal line {last[0]}")
            if before:
                missing = lacking(unit, before)
                carried = Carrying(unit, moment, before).all()
            if not certain:
                doubted = doubt_waiting(unit, moment)
            _ask_deeply(unit)
            everybody = [row[0] for row in unit.all("SELECT id FROM account")]
            refresh(unit, everybody, moment.today, office.rules)
        return Restored(last[1], last[0], carried, doubted, tuple(missing), None, before is not None)


def _ask_deeply(unit: Writing) -> None:
    """Replies are asked for as far back as they are kept: somebody may have opted out since."""
    unit.run("DELETE FROM meta WHERE key = 'replies_deep_on'")
