"""The writing screen as it is looked at: what can be chosen, the words, and all there is to know of them."""

from asyncio import to_thread
from typing import NamedTuple, get_args

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.events import DescendantFocus, Key
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static, TextArea
from textual.worker import WorkType

from collector_tui.domain.approach import Approach
from collector_tui.domain.money import plain
from collector_tui.domain.tone import Tone
from collector_tui.paths import asset
from collector_tui.services.messaging import Queued
from collector_tui.tui.proofing import Proofing
from collector_tui.tui.screens.writing_keys import bindings, line
from collector_tui.tui.text import styled, text
from collector_tui.tui.widgets.key_line import KeyLine
from collector_tui.tui.widgets.notice import LongNotice, NoticeLine
from collector_tui.tui.widgets.proof_pane import ProofPane
from collector_tui.tui.widgets.slider import Slider
from collector_tui.tui.widgets.word_area import WordArea, harmless
from collector_tui.tui.writing import CHANNELS, Row, Sheet

ROWS: tuple[Row, ...] = get_args(Row)
UNDO = "Ctrl-z brings your words back"


class Written(NamedTuple):
    """How the writing screen was left: with a text queued, with a step done by hand, or with a tone and an approach."""

    tone: Tone | None = None
    approach: Approach | None = None
    queued: Queued | None = None
    done: str = ""


class Paper(Screen[Written]):
    """Everything that is on the writing screen and how it is painted; nothing on it is lost, sent or kept by looking."""

    CSS_PATH = asset("styles", "writing.tcss")
    BINDINGS = [*bindings()]
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    words = query_one(WordArea)
    pane = query_one(ProofPane)
    notice = query_one(NoticeLine)

    def __init__(self, sheet: Sheet) -> None:
        """Show a message as it was begun."""
        super().__init__()
        self.sheet, self.collecting = sheet, sheet.collecting
        self.drafted = harmless(sheet.draft.text) if sheet.draft else ""
        """The words as they were drafted last."""
        self.proofing = Proofing(sheet.collecting)
        self._row: Row = "tone"

    def compose(self) -> ComposeResult:
        """The account, the three rows, the words with what there is to know of them, and the keys."""
        yield Static(id="who")
        for row in ROWS:
            yield Slider(row, self.choose, cell=12 if row == "tone" else 0)
        with Container(id="paper"):
            yield WordArea(self.drafted, highlight_cursor_line=False)
            yield Static(id="refused")
            yield ProofPane()
        yield LongNotice()
        yield NoticeLine()
        yield KeyLine([])

    def on_mount(self) -> None:
        """Begin on the row of tones."""
        self.to_rows()
        self.paint()
        self.prove()

    @property
    def is_own(self) -> bool:
        """Whether the words are not those that were drafted."""
        return self.words.text != self.drafted

    def paint(self) -> None:
        """Paint what is chosen, and the words or why there are none."""
        sheet = self.sheet
        self.query_one("#who", Static).update(self._who())
        for row in ROWS:
            self._slider(row).show(sheet.choices(row), sheet.at(row), sheet.own(row))
        if sheet.draft is None and self.words.has_focus:
            self.to_rows()
        refused = self.query_one("#refused", Static)
        refused.update(text(sheet.refusal if sheet.draft is None else "", "$text-warning"))
        refused.display, self.words.display = sheet.draft is None, sheet.draft is not None
        refused.border_title = self.words.border_title = self._title()
        self._paint_keys()

    def _who(self) -> Content:
        """Whose message it is, what is owed and how late, and which step it would take."""
        card, today = self.sheet.card, self.collecting.office.moment().today
        late = f"   {days} days" if (days := card.row.days(today)) else ""
        owed = f"{plain(card.overdue_cents, card.currency)} overdue{late}" if card.overdue_cents else "not overdue"
        step = self.collecting.drafts.step_of(card)
        following = f"next step: {step.name}" if step else "every step is taken" if card.overdue_cents else ""
        told = styled((f" Write to {card.name}", "bold"), (f"   {owed}   {following}", "$foreground-muted"))
        return told.truncate(self.app.size.width, ellipsis=True)

    def _title(self) -> Content:
        """The channel, what the message is on the ladder, whether the words are one's own, and what goes with it."""
        name = CHANNELS[self.sheet.channel]
        place = f" · {self.sheet.place}" if self.sheet.draft else ""
        own = (" · your own words", "bold $text-accent") if self.sheet.draft and self.is_own else ""
        files = ", ".join(one.name for one in self.sheet.attached) if self.sheet.channel == "email" else ""
        return styled((name[:1].upper() + name[1:], "bold"), place, own, f" · with {files}" if files else "")

    def _paint_keys(self) -> None:
        keys = line(self.app.size.width, in_words=self.words.has_focus, channel=self.sheet.channel)
        self.query_one(KeyLine).offer(keys)

    def _slider(self, row: Row) -> Slider:
        return self.query_one(f"#slider-{row}", Slider)

    def to_rows(self) -> None:
        """Go to the row that was last chosen in."""
        self.go_to(self._row)

    def go_to(self, row: Row | None) -> None:
        """Go to a row, or into the words; at once, so that the next key is theirs however fast it comes."""
        self._row = row or self._row
        self.set_focus(self._slider(row) if row else self.words)

    def on_resize(self) -> None:
        """Take the width there is."""
        self.query_one("#who", Static).update(self._who())
        self._paint_keys()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the keys of where one is."""
        if isinstance(event.widget, Slider) and event.widget is self.focused:
            self._row = event.widget.row
        self._paint_keys()

    def on_key(self, _event: Key) -> None:
        """A long notice has been read when the next key is pressed."""
        self.notice.fold()

    def choose(self, row: Row, at: int) -> None:
        """Choose something in a row, and draft the message as it is chosen now."""
        was_own = self.is_own
        self.sheet.choose(row, at)
        self.redrafted(was_own=was_own)

    def redrafted(self, *, was_own: bool) -> None:
        """Put the new draft in the place of the words; own words are an undo away, and a notice says so."""
        draft = self.sheet.draft
        if draft is not None:
            self.drafted = harmless(draft.text)
            if was_own:
                self.notice.say("Drafted anew in the place of your words.", key=UNDO)
            else:
                self.notice.clear()
            if self.is_own:
                self.words.rewrite(self.drafted)
        self.paint()
        self.prove()

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Read the words as they stand now."""
        self.notice.fold()
        self.words.border_title = self._title()
        self.prove()

    def prove(self) -> None:
        """Read the words through beside the typing; what was still being read is old."""
        card, drafted, draft = self.sheet.card, self.drafted, self.sheet.read(self.words.text)
        if draft is None:
            self.workers.cancel_group(self, "prove")
            self.pane.show(None)
            return

        async def read() -> None:
            self.pane.show(await to_thread(self.proofing.status, card, draft, drafted))

        work: WorkType[None] = read
        self.run_worker(work, group="prove", exclusive=True)
