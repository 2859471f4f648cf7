"""A screen with a list and the one under the cursor in full: read anew every second, acted upon by its keys."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.events import Key
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from collector_tui.domain.refusal import Refused, Warned
from collector_tui.paths import asset
from collector_tui.tui.text import stacked, styled, text
from collector_tui.tui.widgets.key_line import KeyLine
from collector_tui.tui.widgets.notice import LongNotice, NoticeLine
from collector_tui.tui.widgets.row_list import Cells, Column, RowList

if TYPE_CHECKING:
    from collector_tui.tui.app import CollectorApp


class Numbered(Protocol):
    """Something that is listed."""

    @property
    def id(self) -> int:
        """Its number in the book."""


T = TypeVar("T", bound=Numbered)


_EXPLAINED = (
    ("enter", "Go to its account on the desk."),
    ("space", "Show more of a long text, and after its end its beginning."),
    ("j,down", "Go down."),
    ("k,up", "Go up."),
    ("pagedown,ctrl+f", "Go a page down."),
    ("pageup,ctrl+b", "Go a page up."),
    ("G,end", "Go to the last one."),
    ("question_mark,f1", "Show these keys."),
    ("escape,q", "Go back to the desk."),
)
"""What the keys of all such screens do."""


class ListScreen(Screen[int], Generic[T]):
    """Shows a list; left with the account to go to on the desk, or with nothing."""

    CSS_PATH = [asset("styles", "listing.tcss")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS = [
        Binding("j,down", "go(1)", show=False),
        Binding("k,up", "go(-1)", show=False),
        Binding("pagedown,ctrl+f", "page(1)", show=False),
        Binding("pageup,ctrl+b", "page(-1)", show=False),
        Binding("home", "go(-100000)", show=False),
        Binding("G,end", "go(100000)", show=False),
        Binding("space", "read_on", show=False),
        Binding("enter", "account", show=False),
        Binding("question_mark,f1", "help", show=False),
        Binding("escape,q", "back", show=False),
    ]

    called: ClassVar[str] = ""
    columns: ClassVar[Sequence[Column]] = ()
    keys: ClassVar[Sequence[tuple[str, str, str]]] = ()
    explained: ClassVar[Sequence[tuple[str, str]]] = ()
    """What the keys of its own do, for the help."""

    table = query_one(RowList)
    notice = query_one(NoticeLine)

    def __init__(self, app: "CollectorApp") -> None:
        """Take the services from the app."""
        super().__init__()
        self.desk_app, self.collecting = app, app.collecting
        self.rows: Sequence[T] = ()
        self._readings = 0
        self._detailed: Content | None = None

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(id="who")
        yield RowList(self.columns)
        yield Static(id="nothing")
        with ScrollableContainer(id="detail", can_focus=False):
            yield Static()
        yield LongNotice()
        yield NoticeLine()
        yield KeyLine(self.keys)

    async def on_mount(self) -> None:
        """Show what there is, and go on looking."""
        self.table.focus()
        await self.renew()
        self.set_interval(1, self._tick)

    def read(self) -> Sequence[T]:
        """What is listed; called in a thread."""
        raise NotImplementedError

    def cells(self, one: T) -> Cells:
        """One row of the list."""
        raise NotImplementedError

    def detail(self, one: T) -> tuple[Content, list[Content]]:
        """The one under the cursor in full: its title and its lines."""
        raise NotImplementedError

    def summed(self) -> str:
        """What there is, in figures."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What to say where nothing is listed."""
        raise NotImplementedError

    @property
    def one(self) -> T | None:
        """The one under the cursor."""
        return self.rows[self.table.cursor] if self.table.cursor < len(self.rows) else None

    def _tick(self) -> None:
        if self.is_current:
            self.run_worker(self.renew(), group="read", exclusive=True)

    async def renew(self, *, stay: bool = False) -> None:
        """Read anew; the cursor goes with the one it is on, or stays at its place. An older reading is not shown."""
        self._readings += 1
        reading = self._readings
        try:
            rows = await to_thread(self.read)
        except Refused as refusal:
            self.notice.say(str(refusal), refused=True)
            return
        if reading == self._readings and self.is_attached:
            before = self.one
            at = next((n for n, row in enumerate(rows) if before and row.id == before.id), None)
            self.rows = rows
            self._paint(self.table.cursor if at is None or stay else at)

    def _paint(self, cursor: int) -> None:
        self.set_class(not self.rows, "-empty")
        self.query_one("#who", Static).update(styled((f" {self.called}", "bold"), f"   {self.summed()}"))
        self.query_one("#nothing", Static).update(text(self.nothing(), lines=True))
        self.table.show([self.cells(one) for one in self.rows], max(0, min(cursor, len(self.rows) - 1)))
        self._paint_detail()

    def on_row_list_pointed(self, _event: RowList.Pointed) -> None:
        """Show the one under the cursor in full."""
        self._paint_detail()
        self.query_one("#detail").scroll_home(animate=False)

    def _paint_detail(self) -> None:
        title, rows = self.detail(self.one) if self.one else (Content(""), [])
        shown, pane = stacked(rows), self.query_one("#detail")
        pane.border_title = title
        if self._detailed is None or not shown.is_same(self._detailed):
            self._detailed = shown
            pane.query_one(Static).update(shown)

    def on_key(self, _event: Key) -> None:
        """A long notice has been read when the next key is pressed."""
        self.notice.fold()

    def refuse(self, words: str) -> None:
        """Say why a key does not act."""
        self.notice.say(words, refused=True)

    async def do(self, act: Callable[[], str], *, key: str = "", stay: bool = False) -> None:
        """Do something off the event loop, say what it did or why not, and show what there is now.

        Raises Warned when something has to be minded first.
        """
        try:
            said = await to_thread(act)
        except Warned:
            raise
        except Refused as refusal:
            self.refuse(str(refusal))
        else:
            self.notice.say(said, key=key)
        await self.renew(stay=stay)

    def ask(self, title: str, says: Content, go_on: Callable[[], Any]) -> None:
        """Ask for a yes, and go on after it."""
        from collector_tui.tui.screens.dialog import ConfirmScreen

        async def answered(yes: bool | None) -> None:
            if yes:
                await go_on()

        self.app.push_screen(ConfirmScreen(title, says), answered)

    def action_go(self, by: int) -> None:
        """Go down or up."""
        self.table.go(self.table.cursor + by)

    def action_page(self, by: int) -> None:
        """Go a page down or up."""
        self.table.go(self.table.cursor + by * self.table.page_size)

    def action_read_on(self) -> None:
        """Show more of a long text, and after its end its beginning."""
        pane = self.query_one("#detail")
        at_end = pane.scroll_offset.y >= pane.max_scroll_y
        pane.scroll_to(y=0 if at_end else pane.scroll_offset.y + pane.size.height - 1, animate=False)

    def action_help(self) -> None:
        """Show the keys."""
        from collector_tui.tui.screens.help import ScreenHelp

        self.app.push_screen(ScreenHelp(f"Keys of the {self.called.lower()}", [*self.explained, *_EXPLAINED]))

    def action_back(self) -> None:
        """Go back to the desk."""
        self.dismiss(None)
