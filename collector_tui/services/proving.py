"""Proving and saving: the book checked against itself, and copied."""

from dataclasses import dataclass
from pathlib import Path

from collector_tui.domain.refusal import BookTrouble
from collector_tui.services.office import Office
from collector_tui.store import engine, proof
from collector_tui.store.mark import mark_path


@dataclass(frozen=True)
class Proving:
    """Looking after the book."""

    office: Office

    def differences(self) -> list[str]:
        """A sentence for each thing in the book that does not hold; empty when it is sound."""
        return list(proof.differences(self.office.book, self.office.rules))

    def extent(self) -> tuple[int, int]:
        """How many journal lines and accounts the book has."""
        return proof.extent(self.office.book)

    def backup(self, target: Path | None = None) -> Path:
        """Write a verified copy of the book and return where it is.

        Raises BookTrouble when it cannot be written or is there already.
        """
        book = self.office.book
        target = target or engine.backup_name(book.path, self.office.clock.now())
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise BookTrouble(f"The folder {target.parent} cannot be made: {error.strerror}.") from None
        book.copy_to(target)
        return target

    def places(self) -> dict[str, Path]:
        """Where the book, its mark and its backups lie."""
        path = self.office.book.path
        return {"book": path, "mark": mark_path(path), "backups": path.with_name("backups")}
