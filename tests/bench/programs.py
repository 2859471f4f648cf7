"""The programs that are run side by side: the product over books of two sizes, and the anchors."""

import compileall
import sys
from dataclasses import dataclass
from pathlib import Path

from collector_tui.services.queueing import QueueFilter
from tests.bench import anchors, books

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Program:
    """What is run, under which name, and a text that is seen once it stands."""

    name: str
    command: tuple[str, ...]
    marker: str


def anchor(kind: str, rows: int = 0) -> Program:
    """One of the reference programs."""
    name = f"{kind} {rows}" if rows else kind
    return Program(name, (sys.executable, "-m", "tests.bench.anchors", kind, str(rows)), anchors.MARKERS[kind])


def product(count: int) -> Program:
    """The desk over a book of that many accounts; the name in its first row is what has to be seen."""
    path = books.book_of(count)
    collecting = books.opened(path)
    first = collecting.queue.page(QueueFilter(), None, 1)[0].name.split()[0]
    collecting.close()
    command = (sys.executable, "-m", "collector_tui", "--book", str(path), "--now", books.NOW.isoformat())
    return Program(f"desk {count}", command, first[:10])


def compile_all() -> None:
    """Compile what is measured, as installing it does: a start without bytecode takes four times as long."""
    for folder in ("collector_tui", "tests/bench"):
        compileall.compile_dir(ROOT / folder, quiet=1)
