"""What a desk leaves to the one that is opened in its place, so that nobody loses the thread."""

from dataclasses import dataclass

from collector_tui.tui.batch_run import Run


@dataclass(frozen=True, slots=True)
class Handover:
    """What was done, where the cursor stood, what was marked, and what was on its way."""

    said: str
    account_id: int | None = None
    marked: frozenset[int] = frozenset()
    news: str = ""
    """A notice that is being written."""
    run: Run | None = None
    """A batch that is on its way: it goes on, and is watched again."""
