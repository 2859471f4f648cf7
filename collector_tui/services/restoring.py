"""Restoring: the book as a backup has it, with every contact and opt-out that has come since."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from collector_tui.domain.refusal import Refused
from collector_tui.services.office import Office
from collector_tui.store import engine, journal
from collector_tui.store.book import Writing
from collector_tui.store.carried import Carried
from collector_tui.store.carrying import Carrying
from collector_tui.store.comparing import doubt_waiting, is_ahead, lacking
from collector_tui.store.former import Former
from collector_tui.store.replacing import alone_with, copy_aside, put_in_its_place, standing_still, whose
from collector_tui.store.summaries import refresh

if TYPE_CHECKING:
    from collector_tui.services.collecting import Collecting


class Restored(NamedTuple):
    """What came of it: the instant of the backup's last journal line and its number, what was carried over and what is lacking.

    `doubted` messages were waiting and may have gone since; `kept` is where the replaced book lies, `is_known` whether it
    opened, and `unread` what of it was damaged.
    """

    as_of: str
    lines: int
    carried: Carried
    doubted: int
    lacking: tuple[str, ...]
    kept: Path | None
    is_known: bool
    unread: tuple[str, ...]


def restore(path: Path, backup: Path, open_at: Callable[[Path], "Collecting"]) -> Restored:
    """Put the book of a backup in the place of the one at `path`, which is kept among the backups.

    Raises Refused, with nothing changed, when a program has the book open, the backup is no sound book, or it is of
    another one, and BookTrouble when the restored book cannot be written.
    """
    if backup.resolve() == path.resolve():
        raise Refused(f"{backup} is the book itself: name a backup of it.")
    with alone_with(path), copy_aside(backup, path) as aside:
        there = whose(path)
        if there not in ("", whose(aside)):
            raise Refused(
                f"{backup} is a backup of another book than the one at {path}: nothing was changed. "
                "With --book FILE it can be restored in a place of its own."
            )
        with standing_still(path, there) as former:
            collecting = open_at(aside)
            try:
                if wrong := collecting.proving.differences():
                    raise Refused(f"{backup} is not sound ({wrong[0]}): nothing was changed.")
                restored = Restoring(collecting.office).carry(former, backup)
                wanted = engine.backup_name(path, collecting.office.clock.now())
            finally:
                collecting.close()
            kept = engine.free(wanted.with_name(f"{wanted.stem}-replaced{wanted.suffix}"))
            was_there = put_in_its_place(aside, path, kept)
    return restored._replace(kept=kept if was_there else None)


@dataclass(frozen=True)
class Restoring:
    """Making a restored book true again before it is worked in."""

    office: Office

    def carry(self, former: Former | None, backup: Path) -> Restored:
        """Carry over what has happened since from the former book; without one, what was waiting is in doubt.

        What of it is damaged is left out; what cannot be written ends in a BookTrouble.
        """
        office, moment = self.office, self.office.moment()
        last = office.book.row("SELECT id, at FROM journal ORDER BY id DESC LIMIT 1") or (0, "")
        carried, doubted, missing = Carried(), 0, []
        with office.book.writing() as unit:
            certain = former is not None and is_ahead(former, unit)
            journal.append(unit, moment, None, "restore", f"restored from {backup.name}, as of journal line {last[0]}")
            if former:
                carried = Carrying(unit, moment, former, certain).all()
                missing = lacking(unit, former, carried)
            if not certain or (former and former.unread & _OF_MESSAGES):
                doubted = doubt_waiting(unit, moment)
            _ask_deeply(unit)
            everybody = [row[0] for row in unit.all("SELECT id FROM account")]
            refresh(unit, everybody, moment.today, office.rules)
        unread = tuple(sorted(former.unread)) if former else ()
        return Restored(last[1], last[0], carried, doubted, tuple(missing), None, former is not None, unread)


_OF_MESSAGES = {"message", "account"}
"""The tables without which it is not certain what has become of a message."""


def _ask_deeply(unit: Writing) -> None:
    """Replies are asked for as far back as they are kept: somebody may have opted out since."""
    unit.run("DELETE FROM meta WHERE key = 'replies_deep_on'")
