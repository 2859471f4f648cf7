"""The desk: the queue on the left, the account and its next message on the right."""

from asyncio import to_thread
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key, Resize
from textual.getters import query_one
from textual.screen import Screen

from collector_tui.domain.account import Card
from collector_tui.domain.aging import BUCKETS
from collector_tui.domain.approach import Approach
from collector_tui.domain.guard import Verdict
from collector_tui.domain.ladder import Step
from collector_tui.domain.message import Draft
from collector_tui.domain.refusal import Refused
from collector_tui.domain.tone import Tone
from collector_tui.services.office import form_key
from collector_tui.services.queueing import Overview
from collector_tui.tui.text import text
from collector_tui.tui.widgets.account_card import AccountCard
from collector_tui.tui.widgets.key_line import KeyLine
from collector_tui.tui.widgets.message_pane import MessagePane, elsewhere
from collector_tui.tui.widgets.notice import LongNotice, NoticeLine
from collector_tui.tui.widgets.queue_table import QueueTable
from collector_tui.tui.widgets.top_line import TopLine
from collector_tui.tui.window import QueueWindow

if TYPE_CHECKING:
    from collector_tui.tui.app import CollectorApp
    from collector_tui.tui.widgets.account_view import AccountView
    from collector_tui.tui.widgets.search_line import SearchLine

REASONS = {
    "reply": "replies to read",
    "send_failed": "texts that failed",
    "send_unknown": "texts that may have gone",
    "promise_broken": "broken promises",
    "instalment_missed": "missed instalments",
    "callback": "callbacks",
    "action": "next actions",
    "step": "notices due",
    "overdue": "the rest of the overdue",
}
"""The reasons in the queue's order, as the filter names them."""

_MOST_COUNTED = 1000
"""How many accounts outside the queue are counted at most."""

WIDE = 100
"""From this many columns on the account card stands beside the queue."""


class OnScreen(NamedTuple):
    """The account on the screen: its card, its draft (or why there is none), and the verdicts on a call and a text.

    `key` is the form key of the draft: what is sent from here is sent once. `step` is the next one on the ladder.
    """

    card: Card
    draft: Draft | None
    nothing: str
    call: Verdict
    sms: Verdict
    key: str
    step: Step | None


class Desk(Screen[None]):
    """What is on the desk and how it is painted; looking around and acting build on it."""

    top_line = query_one(TopLine)
    table = query_one(QueueTable)
    card_pane = query_one(AccountCard)
    message = query_one(MessagePane)
    notice = query_one(NoticeLine)

    def __init__(self, app: "CollectorApp") -> None:
        """Take the services and the keys from the app."""
        super().__init__()
        self.desk_app = app
        self.collecting = app.collecting
        self._bindings = app.desk_bindings()
        self._keys = app.footer_keys()
        self.today = self.collecting.office.moment().today
        self.window = QueueWindow(self.collecting.queue)
        self.on_screen: OnScreen | None = None
        self.tone: Tone | None = None
        self.approach: Approach | None = None
        """Another tone and approach than the step's, chosen for the account on the screen."""
        self.is_open = False
        """Whether the account stands open in the place of the queue."""
        self.view: AccountView | None = None
        self.search_line: SearchLine | None = None

    def compose(self) -> ComposeResult:
        """Lay the desk out; the front of the queue is read before the first paint."""
        is_narrow = self.app.size.width < WIDE
        self.set_class(is_narrow, "-narrow")
        self.set_class(is_narrow, "-folded")
        self.window.begin()
        yield TopLine()
        with Container(id="body"):
            yield QueueTable(self.window, self.today, self.collecting.office.business.currency)
            yield AccountCard()
            yield MessagePane()
        yield LongNotice()
        yield NoticeLine()
        yield KeyLine(self._keys)

    def on_mount(self) -> None:
        """Paint the queue at once, and the first account's card and message right after it."""
        self.table.focus()
        self.paint_overview(self.collecting.queue.overview())
        self.call_after_refresh(self.show_account)
        if self.collecting.notice and self.desk_app.before is None:
            self.call_after_refresh(self.notice.say, self.collecting.notice)

    def on_resize(self, _event: Resize) -> None:
        """Paint for the new width once it is laid out; a narrow desk has the card folded."""
        is_narrow = self.app.size.width < WIDE
        if is_narrow != self.has_class("-narrow"):
            self.set_class(is_narrow, "-narrow")
            self.set_class(is_narrow, "-folded")
            self.remove_class("-unfolded")
        self.call_after_refresh(self._repaint)

    async def _repaint(self) -> None:
        await self.show_overview()
        self.paint_account()

    async def show_overview(self) -> None:
        """Paint the top line and the table's title."""
        self.paint_overview(await to_thread(self.collecting.queue.overview))

    def paint_overview(self, overview: Overview) -> None:
        """Paint the top line and the title for an overview that was read."""
        self.set_class(not overview.has_accounts, "-empty")
        if not overview.has_accounts and not self.query("#welcome"):
            from collector_tui.tui.widgets.welcome import Welcome

            self.query_one("#body").mount(Welcome(id="welcome"))
        self.table.border_title = text(self.queue_title())
        office = self.collecting.office
        self.top_line.show(office.business.name, self.today, overview, self.app.size.width)

    def queue_title(self) -> str:
        """What the list is of, and how many."""
        window, marked = self.window, len(self.table.marked)
        shown = window.shown
        parts = [f"Search · {window.length} found for “{window.found}”" if window.found else f"Queue · {window.length}"]
        if shown:
            names = [REASONS.get(shown.reason, shown.reason), shown.currency]
            names.append(BUCKETS[shown.bucket] if shown.bucket is not None else "")
            parts.append(f"only {' '.join(filter(None, names))}")
        return " · ".join(parts + ([f"{marked} marked"] if marked else []))

    async def go(self, index: int) -> None:
        """Bring the cursor to an account and show it, in one paint."""
        await self.table.go(index)
        self.tone = self.approach = None
        self.show_account()

    async def on_queue_table_chosen(self, event: QueueTable.Chosen) -> None:
        """Go to the line that was clicked."""
        await self.go(event.index)

    def show_account(self) -> None:
        """Read the account under the cursor, draft its message, and paint both.

        This reads on the event loop on purpose: a few rows by their keys, a third of a millisecond at any size, in a
        book whose readers never wait for a writer. A thread would cost two frames before the account stands.
        """
        row = self.table.row
        self.on_screen = self._read(row.id) if row else None
        if self.on_screen:
            self.notice.withdraw("There is no account")
        self.paint_account()

    def _read(self, account_id: int) -> OnScreen:
        """Everything about one account that the desk shows."""
        from collector_tui.services import contacting

        collecting = self.collecting
        card = collecting.queue.whole(account_id) if self.is_open else collecting.queue.card(account_id)
        draft, nothing = None, ""
        try:
            draft = collecting.drafts.draft(card, self.tone, approach=self.approach)
        except Refused as refusal:
            nothing = str(refusal)
        call = contacting.look(collecting.office, card, "call", card.number)
        words = draft.text if draft else ""
        sms = contacting.look(collecting.office, card, "sms", card.text_number, words)
        return OnScreen(card, draft, nothing, call, sms, form_key(), collecting.drafts.step_of(card))

    def paint_account(self) -> None:
        """Paint the card and the message of the account that was read."""
        shown, office = self.on_screen, self.collecting.office
        now, zone = office.clock.now(), office.zone
        card, call = (shown.card, shown.call) if shown else (None, None)
        if self.view is not None and self.is_open and card:
            self.view.show(card, self.today, call, now, zone)
        elif self.card_pane.display:
            self.card_pane.show(card, self.today, call, now, zone)
        draft, sms, nothing = (shown.draft, shown.sms, shown.nothing) if shown else (None, None, self._nobody())
        aside = elsewhere(shown.step, card, self.today) if shown and card else ""
        self.message.show(card, draft, sms, nothing, aside)

    def _nobody(self) -> str:
        """What can be done where no account is on the screen."""
        if self.window.found:
            return f"Nothing has “{self.window.found}” in it. Esc shows the queue again."
        if self.window.shown:
            return "Nobody in this part of the queue is due now. Esc shows the whole queue, f another part."
        waiting = len(self.collecting.queue.outside(_MOST_COUNTED + 1))
        if not waiting:
            return ""
        number = f"More than {_MOST_COUNTED:,}" if waiting > _MOST_COUNTED else str(waiting)
        wait = "account waits" if waiting == 1 else "accounts wait"
        return (
            f"Nobody is due now. {number} {wait}: / finds them by name or invoice, "
            "Enter and 1 to 4 then show all there is. I imports, A adds an account."
        )

    def on_key(self, _event: Key) -> None:
        """A long notice has been read when the next key is pressed."""
        self.notice.fold()

    def new_day(self) -> None:
        """The day has turned while the desk was open."""
        self.today = self.table.today = self.collecting.office.moment().today

    async def renew(self, account_id: int | None = None) -> None:
        """Show what the book says now, with the cursor on an account if it is still there.

        Where another one has come up in its place, the notice says whose it is: nobody acts on the wrong one.
        """
        before = self.on_screen
        await self.table.renew(account_id)
        self.tone = self.approach = None
        self.show_account()
        if before and self.on_screen and self.on_screen.card.id != before.card.id:
            self.notice.add(f"Now: {self.on_screen.card.name}.")
        await self.show_overview()
