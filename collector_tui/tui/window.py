"""The part of the queue that is in memory: the rows around what is painted, read by keyset from the index."""

from asyncio import to_thread
from collections.abc import Sequence

from collector_tui.domain.account import QueueRow
from collector_tui.services.queueing import QueueFilter, Queueing

CHUNK = 128
"""How many rows are read at a time: two screens and more, so that scrolling seldom waits."""

_MOST = 4 * CHUNK


class QueueWindow:
    """A contiguous run of the queue's rows; `first` is the index of the first one held, `length` of the whole."""

    def __init__(self, queue: Queueing) -> None:
        """Begin empty."""
        self._queue = queue
        self.shown = QueueFilter()
        self.found: str = ""
        self.length = 0
        self.first = 0
        self.rows: list[QueueRow] = []

    def row(self, index: int) -> QueueRow | None:
        """The row at an index, if it is in memory."""
        place = index - self.first
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def holds(self, top: int, bottom: int) -> bool:
        """Whether all rows from `top` up to `bottom` are in memory."""
        top, bottom = max(top, 0), min(bottom, self.length)
        return top >= bottom or (self.first <= top and bottom <= self.first + len(self.rows))

    def index_of(self, account_id: int) -> int | None:
        """Where an account is, if it is in memory."""
        return next((self.first + n for n, row in enumerate(self.rows) if row.id == account_id), None)

    async def place(self, account_id: int) -> int | None:
        """Where an account is, in memory or not; None when it is not in the queue."""
        held = self.index_of(account_id)
        return held if held is not None or self.found else await to_thread(self._place, account_id)

    def _place(self, account_id: int) -> int | None:
        row = self._queue.one(account_id)
        return self._queue.place_of(self.shown, row) if row and row.sort_key is not None else None

    def begin(self) -> None:
        """Read the front of the queue, at once: for the first paint."""
        self.length = self._queue.length(self.shown)
        self.first, self.rows = 0, self._queue.page(self.shown, None, CHUNK)

    async def cover(self, top: int, bottom: int) -> None:
        """Bring the rows from `top` up to `bottom` into memory."""
        if self.found or self.holds(top, bottom):
            return
        await to_thread(self._cover, max(top, 0), min(bottom, self.length))

    def _cover(self, top: int, bottom: int) -> None:
        end = self.first + len(self.rows)
        if self.rows and self.first <= top <= end < bottom <= end + CHUNK:
            self._extend(self._queue.page(self.shown, _key(self.rows[-1]), CHUNK))
        elif self.rows and self.first - CHUNK <= top < self.first <= bottom <= end:
            before = self._queue.page(self.shown, _key(self.rows[0]), min(CHUNK, self.first), back=True)
            self.rows = (before[::-1] + self.rows)[:_MOST]
            self.first -= len(before)
        elif bottom >= self.length - CHUNK // 2:
            tail = self._queue.page(self.shown, None, CHUNK, back=True)[::-1]
            self.first, self.rows = self.length - len(tail), tail
        else:
            start = max(top - CHUNK // 2, 0)
            self.first, self.rows = start, self._queue.page_at(self.shown, start, CHUNK, self.length)

    def _extend(self, more: list[QueueRow]) -> None:
        rows = self.rows + more
        dropped = max(len(rows) - _MOST, 0)
        self.rows, self.first = rows[dropped:], self.first + dropped

    async def renew(self) -> None:
        """Read the same part again after something changed."""
        await to_thread(self._renew)

    def _renew(self) -> None:
        if self.found:
            self._hold(self._queue.search(self.found))
            return
        self.length = self._queue.length(self.shown)
        size = max(len(self.rows), CHUNK)
        if self.first == 0 or not self.rows:
            self.first, self.rows = 0, self._queue.page(self.shown, None, size)
            return
        head = self.rows[0]
        rows = self._queue.page(self.shown, (head.sort_key or 0, head.id - 1), size)
        if not rows:
            rows = self._queue.page(self.shown, None, size, back=True)[::-1]
        self.rows = rows
        self.first = self._queue.place_of(self.shown, rows[0]) if rows else 0

    async def search(self, words: str) -> None:
        """Hold what a search finds instead of the queue; no words bring the queue back."""
        self.found = words
        if words:
            self._hold(await to_thread(self._queue.search, words))
        else:
            await to_thread(self.begin)

    async def filter(self, shown: QueueFilter) -> None:
        """Show another part of the queue, from its front."""
        self.shown, self.found = shown, ""
        await to_thread(self.begin)

    def _hold(self, rows: Sequence[QueueRow]) -> None:
        self.first, self.rows, self.length = 0, list(rows), len(rows)


def _key(row: QueueRow) -> tuple[int, int]:
    return (row.sort_key or 0, row.id)
