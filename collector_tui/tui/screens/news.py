"""The notice to many: news is written once, and it is seen at once how it would read."""

from asyncio import sleep, to_thread
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static, TextArea

from collector_tui.domain.batch import Batch
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import one_line
from collector_tui.paths import asset
from collector_tui.services.queueing import QueueFilter
from collector_tui.tui.screens.dialog import Dialog
from collector_tui.tui.text import styled, text
from collector_tui.tui.widgets.word_area import WordArea

if TYPE_CHECKING:
    from collector_tui.tui.app import CollectorApp

_REST_BEFORE_READING = 0.15
"""Seconds without a key before it is shown how the notice reads."""

_FIELDS = (
    "Whole sentences: a greeting and how to reply are put around them. "
    "{{ name }} becomes who it goes to, {{ business }} becomes you."
)

_TRIED = 20
"""How many accounts are tried to find one that would get it."""


class NewsScreen(Dialog[Batch]):
    """Asks for news and lists who gets it; left with Escape the words are kept for the next time."""

    CSS_PATH = [asset("styles", "dialog.tcss"), asset("styles", "news.tcss")]
    BINDINGS = [Binding("ctrl+s", "list", "List", show=False)]
    title_words = "Notice to many"
    keys_words = "Ctrl-S lists who gets it   Esc leaves, the words are kept"

    def __init__(self, app: "CollectorApp", marked: list[int]) -> None:
        """Write to the marked accounts, or where none is marked to all there are."""
        super().__init__()
        self._desk_app, self._collecting, self._marked = app, app.collecting, marked
        self._is_listing = False

    def parts(self) -> ComposeResult:
        """To whom, the words, what may stand in them, and how they would read."""
        yield Static(id="to")
        yield WordArea(self._desk_app.batches.news, id="news", soft_wrap=True)
        yield Static(text(_FIELDS, "$foreground-muted"), id="fields")
        yield Static(id="reads")

    async def on_mount(self) -> None:
        """Say to how many it would go, and go on where the writing was left."""
        news = self.query_one(WordArea)
        news.move_cursor(news.document.end)
        news.focus()
        everybody = await to_thread(self._everybody)
        self.query_one("#to", Static).update(_to(len(self._marked), everybody))

    def _everybody(self) -> int:
        queue = self._collecting.queue
        return queue.length(QueueFilter()) + len(queue.outside(None))

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Show how it reads, once the typing rests."""
        self._desk_app.batches.news = self.query_one(WordArea).text
        self.run_worker(self._read(), group="read", exclusive=True)

    async def _read(self) -> None:
        await sleep(_REST_BEFORE_READING)
        news = self.query_one(WordArea).text
        if not news.strip():
            self._say("")
            return
        try:
            one = await to_thread(self._first, news)
        except Refused as refusal:
            self._say(str(refusal), "$text-warning")
        else:
            self._say(one, "$text-success")

    def _first(self, news: str) -> str:
        """How the news reads to the first account it goes to."""
        queue = self._collecting.queue
        some = queue.page(QueueFilter(), None, _TRIED) or queue.outside(_TRIED)
        batch = self._collecting.batches.notice(news, self._marked[:_TRIED] or [one.id for one in some])
        for one in batch.going:
            size = f"{one.segments} segment{'' if one.segments == 1 else 's'}" if one.segments else "an email"
            return f"To {one.card.name}, {size}: {one_line(one.draft.text)}"
        return " ".join(f"{one.account} gets none: {one.why}" for one in batch.left_out[:1])

    def _say(self, words: str, style: str = "") -> None:
        self.query_one("#reads", Static).update(text(words, style))

    async def action_list(self) -> None:
        """List who gets it; what cannot be used is told, and the words stay."""
        if self._is_listing:
            return
        self._is_listing = True
        self.workers.cancel_group(self, "read")
        news, marked = self.query_one(WordArea).text, self._marked or None
        self._say("Listing who gets it …", "$foreground-muted")
        self.run_worker(self._list(news, marked), group="list")

    async def _list(self, news: str, marked: list[int] | None) -> None:
        try:
            batch = await self._desk_app.batches.listed(lambda: self._collecting.batches.notice(news, marked))
        except Refused as refusal:
            self._is_listing = False
            self._say(str(refusal), "$text-error")
        else:
            self.dismiss(batch)


def _to(marked: int, everybody: int) -> Content:
    """To whom it goes, in words."""
    if marked:
        return styled("To the ", (f"{marked:,} marked", "bold"), " account." if marked == 1 else " accounts.")
    return styled("To all ", (f"{everybody:,} accounts", "bold"), ", whether they owe or not; opt-outs are kept.")
