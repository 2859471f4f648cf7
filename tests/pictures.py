"""Makes the README's pictures from the running desk: `python -m tests.pictures`; with `--check` says which are stale.

The demo is built at a fixed instant in a temporary folder, so the same program makes the same pictures.
"""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from collector_tui.domain.business import WorkRules
from collector_tui.gateways.simulator import Simulator
from collector_tui.paths import asset
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.demo import DEMO_BUSINESS, make_demo
from collector_tui.services.office import open_office
from collector_tui.store.opening import open_book
from collector_tui.tui.app import CollectorApp

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
PICTURES: dict[str, tuple[tuple[int, int], list[str]]] = {
    "desk": ((120, 36), ["j", "j"]),
    "desk-80x24": ((80, 24), ["j", "j"]),
    "call": ((80, 24), ["j", "j", "j", "c"]),
    "payment": ((120, 36), ["j", "j", "p", *"500"]),
    "write": ((110, 28), [*["j"] * 7, "m"]),
    "account": ((120, 30), [*["j"] * 8, "enter", "3"]),
}
"""Each picture: the size of the terminal, and the keys that lead to it."""


async def take(name: str) -> str:
    """One picture as SVG."""
    size, keys = PICTURES[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        make_demo(path, NOW, lambda book: Simulator(book.with_name(book.name + ".simulator")))
        book, _ = open_book(path)
        office = open_office(book, SetClock(NOW), DEMO_BUSINESS, WorkRules())
        app = CollectorApp(Collecting(office, None, 10))
        async with app.run_test(size=size) as pilot:
            await pilot.pause(0.3)
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.1)
            await pilot.pause(0.8 if "m" in keys else 0)  # a text is read through beside the screen
            picture = app.export_screenshot(simplify=True)
        book.close()
    return picture


def main() -> int:
    """Write the pictures, or only compare them."""
    stale = []
    for name in PICTURES:
        picture, path = asyncio.run(take(name)), asset("pictures", f"{name}.svg")
        if not path.exists() or path.read_text("utf-8") != picture:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(picture, "utf-8")
    if stale:
        print("stale:" if "--check" in sys.argv else "written:", ", ".join(stale))
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
