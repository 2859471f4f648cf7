"""The demo: a print shop's book with half a year behind it, made through the same services a real one is.

What is in it is told by `assets/sample/accounts.toml`, in days from the day it is opened, so that it is never stale.
"""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from collector_tui.domain.business import Business
from collector_tui.domain.carrier import Carrier
from collector_tui.domain.refusal import BookTrouble
from collector_tui.services.demo_past import DemoPast
from collector_tui.store.opening import open_book

DEMO_BUSINESS = Business(
    name="Harbor Print Co.",
    collector="Sam Rivera",
    phone="212-555-0100",
    email="sam@harborprint.example",
    address="20 Pier Lane, New York, NY 10013",
    timezone="America/New_York",
    pay_link="pay.harborprint.example",
)
"""Whose book the demo is."""


def make_demo(path: Path, now: datetime, carrier_for: Callable[[Path], Carrier]) -> None:
    """Make the demo's book at a path, its past ending at `now`; it is there whole or not at all.

    `carrier_for` makes the simulated carrier of a book. Raises BookTrouble when there is no room for it.
    """
    making = path.with_name(f".{path.name}.making")
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700, parents=True)
        draft = making / path.name
        _fill(draft, now, carrier_for(draft))
        _move_in(draft, path)
    except OSError as error:
        raise BookTrouble(f"The demo cannot be made at {path}: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _move_in(draft: Path, path: Path) -> None:
    """Put the finished book in its place: its companions first, so that a book that is there is complete."""
    for left_over in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + left_over).unlink(missing_ok=True)
    for file in draft.parent.iterdir():
        if file != draft:
            file.replace(path.with_name(file.name))
    draft.replace(path)


def _fill(draft: Path, now: datetime, carrier: Carrier) -> None:
    """Live through half a year in a new book."""
    book, _ = open_book(draft, create=True)
    try:
        with book.writing() as unit:
            unit.run("INSERT INTO meta VALUES ('demo', 'yes')")
        DemoPast(book, now, DEMO_BUSINESS, carrier).live()
    finally:
        book.close()
