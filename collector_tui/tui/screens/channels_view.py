"""The channels screen as it is looked at: what is set up, and what was found of it, part by part as it becomes known."""

from asyncio import gather, to_thread
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, ScrollableContainer
from textual.events import Key, Resize
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from collector_tui.domain.carrier import Checked
from collector_tui.domain.refusal import Refused
from collector_tui.paths import asset
from collector_tui.tui.channel_words import carrier_words, facts, found_rows, mail_words, summed
from collector_tui.tui.channels import Look, Part, places_of
from collector_tui.tui.screens import channels_keys
from collector_tui.tui.text import stacked, styled, text
from collector_tui.tui.widgets.key_line import KeyLine
from collector_tui.tui.widgets.notice import LongNotice, NoticeLine

if TYPE_CHECKING:
    from collector_tui.tui.app import CollectorApp


class ChannelsView(Screen[bool]):
    """The part of the channels screen that only looks."""

    CSS_PATH = [asset("styles", "channels.tcss")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS = [*channels_keys.bindings()]

    notice = query_one(NoticeLine)
    pane = query_one(ScrollableContainer)

    def __init__(self, app: "CollectorApp") -> None:
        """Take the services from the app."""
        super().__init__()
        self.desk_app = app
        self.look = Look()
        self.is_left = False

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(id="who")
        with Horizontal(id="set"):
            yield Static(id="texts")
            yield Static(id="email")
        with ScrollableContainer(id="found", can_focus=False):
            yield Static()
        yield LongNotice()
        yield NoticeLine()
        yield KeyLine(channels_keys.line())

    def on_mount(self) -> None:
        """Look at everything, and count the seconds while that takes."""
        self.query_one("#texts").border_title = text("Texts")
        self.query_one("#email").border_title = text("Email")
        self.pane.border_title = text("What was looked at")
        self.action_look()
        self.set_interval(1, self._tick)

    def on_unmount(self) -> None:
        """Break off what is still being looked at."""
        self.leave_off()

    def leave_off(self) -> None:
        """Break off what is still being looked at, and show no more of it."""
        self.is_left = True
        self.look.close()

    def on_resize(self, _event: Resize) -> None:
        """Paint for the new width."""
        self.call_after_refresh(self.paint)

    def on_key(self, _event: Key) -> None:
        """A long notice has been read when the next key is pressed."""
        self.notice.fold()

    def _tick(self) -> None:
        if not self.look.is_over:
            self.paint()

    def paint(self) -> None:
        """Paint what is known by now."""
        look = self.look
        if self.is_left:
            return
        self.query_one("#who", Static).update(styled((" Channels   ", "bold"), summed(look)))
        if look.settings:
            for name, words in (("#texts", carrier_words), ("#email", mail_words)):
                box = self.query_one(name, Static)
                box.update(stacked(facts(words(look.settings, look.places), box.content_size.width)))
        rows = list(found_rows(look, self.pane.scrollable_content_region.width))
        self.pane.query_one(Static).update(stacked(rows))

    def action_look(self) -> None:
        """Look at everything anew; what was still being looked at is broken off."""
        self.look.close()
        self.look = Look()
        self.run_worker(self._look(self.look), group="look", exclusive=True)

    async def _look(self, look: Look) -> None:
        self.paint()
        try:
            look.wired = wired = await to_thread(self.desk_app.wire)
        except Refused as refusal:
            look.found = {"house": [Checked("config.toml", False, str(refusal))], "texts": [], "email": []}
            self.paint()
            return
        looking = wired.examining
        await gather(
            self._part(look, "house", looking.house),
            self._part(look, "texts", looking.texts),
            self._part(look, "email", looking.email),
            self._places(look),
        )

    async def _part(self, look: Look, part: Part, read: Callable[[], Sequence[Checked]]) -> None:
        """Look at one part, and show what was found as soon as it is known."""
        try:
            found = await to_thread(read)
        except Refused as refusal:
            found = [Checked(part, False, str(refusal))]
        look.found[part] = found
        if look is self.look:
            self.paint()

    async def _places(self, look: Look) -> None:
        config = self.desk_app.config
        look.places = await to_thread(places_of, config) if config else {}
        if look is self.look:
            self.paint()

    def action_scroll(self, how: str) -> None:
        """Scroll what was looked at."""
        getattr(self.pane, how)(animate=False)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        self.app.push_screen(channels_keys.key_help())
