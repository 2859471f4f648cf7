"""A desk over a real book, driven by keys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from collector_tui.domain.business import Business, WorkRules
from collector_tui.gateways.simulator import Simulator
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import open_office
from collector_tui.store.opening import open_book
from collector_tui.tui.app import CollectorApp

MORNING = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
"""Friday, 10:00 in New York."""


def make_desk(path: Path, *, undo_seconds: int = 10, with_carrier: bool = True) -> Collecting:
    """Services over a new or known book, at a clock that is moved by hand."""
    book, notice = open_book(path, create=True)
    business = Business(name="Harbor Print Co.", collector="Sam", phone="212-555-0100", timezone="America/New_York")
    office = open_office(book, SetClock(MORNING), business, WorkRules())
    carrier = Simulator(path.with_name("simulator")) if with_carrier else None
    return Collecting(office, carrier, undo_seconds, notice)


def fill(collecting: Collecting, names: list[str], due: str = "2026-11-01") -> list[int]:
    """Accounts with a number and one invoice each, overdue unless said otherwise, the first with the largest amount."""
    ids = []
    for place, name in enumerate(names):
        account_id = collecting.keeping.add_account(name, facts={"phone": f"(212) 555-01{place:02}"})
        collecting.keeping.add_invoice(account_id, f"10{place:02}", str(2000 - place), due, "2026-10-01")
        ids.append(account_id)
    return ids


def crowd(collecting: Collecting, count: int) -> list[int]:
    """So many accounts whose first notice is due."""
    with collecting.office.book.writing():
        return fill(collecting, [f"Customer {place:02}" for place in range(count)])


@asynccontextmanager
async def at_desk(collecting: Collecting, size: tuple[int, int] = (80, 24), **more: object) -> AsyncIterator[Pilot]:
    """Sit at the desk until the block ends; its first account is on the screen."""
    app = CollectorApp(collecting, **more)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield pilot


def screen_text(pilot: Pilot) -> str:
    """What can be read on the screen now, line by line."""
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


async def until(pilot: Pilot, words: str, seconds: float = 8) -> str:
    """Wait until some words can be read, and return the whole screen."""
    for _ in range(int(seconds * 20)):
        await pilot.pause(0.05)
        if words in (shown := screen_text(pilot)):
            return shown
    raise AssertionError(f"“{words}” never came up on:\n{shown}")
