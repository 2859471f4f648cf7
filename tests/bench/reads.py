"""The book itself, without a screen: pages, totals, and what it takes to write a call down for good."""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key
from collector_tui.services.queueing import QueueFilter
from tests.bench import books

_TIMES = 300
_PAGE = 50


def medians(*jobs: Callable[[], object]) -> list[float]:
    """The median milliseconds of each job, all done in turn."""
    taken: list[list[float]] = [[] for _ in jobs]
    for count in range(_TIMES + 20):
        for index, job in enumerate(jobs):
            begun = time.perf_counter()
            job()
            if count >= 20:
                taken[index].append(1000 * (time.perf_counter() - begun))
    return [statistics.median(times) for times in taken]


def pages_and_totals(small: int, big: int) -> dict[str, tuple[float, float]]:
    """The milliseconds at the big book and at the small one: first page, a page in the middle, the top line."""
    books_open = [books.opened(books.book_of(count)) for count in (big, small)]
    try:
        first = medians(*(_page(collecting, None) for collecting in books_open))
        middle = medians(*(_page(collecting, _middle(collecting)) for collecting in books_open))
        totals = medians(*(collecting.queue.overview for collecting in books_open))
    finally:
        for collecting in books_open:
            collecting.close()
    return {name: (two[0], two[1]) for name, two in (("first", first), ("middle", middle), ("totals", totals))}


def _page(collecting: Collecting, after: tuple[int, int] | None) -> Callable[[], object]:
    return lambda: collecting.queue.page(QueueFilter(), after, _PAGE)


def _middle(collecting: Collecting) -> tuple[int, int]:
    length = collecting.queue.length(QueueFilter())
    row = collecting.queue.page_at(QueueFilter(), length // 2, 1, length)[0]
    assert row.sort_key is not None
    return row.sort_key, row.id


def durable_call(count: int) -> tuple[float, float]:
    """The milliseconds to log a call for good in a copy of a book, and to write and sync 4 KB beside it."""
    folder = Path(tempfile.mkdtemp(prefix="collector-bench-"))
    shutil.copy(books.book_of(count), folder / "book.db")
    collecting = books.opened(folder / "book.db")
    file = os.open(folder / "beside", os.O_WRONLY | os.O_CREAT)
    ids = iter(range(1, _TIMES + 100))

    def log() -> None:
        collecting.calls.log(next(ids), None, "voicemail", form_key(), inbound=True)

    def sync() -> None:
        os.write(file, bytes(4096))
        os.fdatasync(file)

    try:
        logged, synced = medians(log, sync)
        return logged, synced
    finally:
        os.close(file)
        collecting.close()
        shutil.rmtree(folder)
