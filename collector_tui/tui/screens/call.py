"""The call sheet: all that is needed while the phone rings, one key for how it ended, and what comes next."""

import re
import time
from asyncio import to_thread

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from collector_tui.domain.account import Card
from collector_tui.domain.call import NextAction, Outcome
from collector_tui.domain.guard import Verdict
from collector_tui.domain.money import plain
from collector_tui.domain.refusal import Refused
from collector_tui.domain.when import parse_day, parse_time, shown_day
from collector_tui.paths import asset
from collector_tui.services.calling import Logged
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key
from collector_tui.tui.screens.dialog import Dialog, Line
from collector_tui.tui.text import stacked, styled, text
from collector_tui.tui.widgets.account_card import invoice_rows, number_rows, summary, timeline_rows

_HOUR = re.compile(r"[0-9]+:[0-9]*|[0-9]{1,2}(?::[0-9]+)?[ap]m", re.IGNORECASE)
_WIDTH = 72
_MOST_INVOICES, _MOST_CONTACTS = 4, 3
_CONTACTS = ("call", "sms", "receipt", "reply", "note")
"""What counts as a contact on the sheet: not the imports, and not a text's way through the carrier."""

_LINES = {"note": "Note", "what": "What comes next", "when": "When: 3d, fri, 2 dec, fri 10:00, 2 dec 3pm"}


class CallScreen(Dialog[str]):
    """One call. Opening it writes nothing; Space or an outcome does."""

    CSS_PATH = [asset("styles", "dialog.tcss"), asset("styles", "call.tcss")]
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    BINDINGS = [Binding("space", "start", "Start the timer", show=False)]

    def __init__(self, collecting: Collecting, card: Card, verdict: Verdict, script: str, override: str = "") -> None:
        """Prepare the sheet for an account; `override` is the reason for which a block is set aside."""
        super().__init__()
        self.title_words = f"Call {card.name}"
        self.keys_words = "Space starts the timer   a letter ends the call   Esc leaves"
        self._collecting, self._card, self._verdict, self._script = collecting, card, verdict, script
        self._today = collecting.office.moment().today
        self._key, self._override = form_key(), override
        self._begun: float | None = None
        self._seconds: int | None = None
        self._logged: Logged | None = None
        self._refusal = ""
        for outcome in collecting.calls.outcomes:
            self._bindings.bind(outcome.key, f"end('{outcome.code}')", outcome.label, show=False)

    def parts(self) -> ComposeResult:
        """What is known, what to say, how it can end; then the note and what comes next."""
        yield Static(self._facts(), id="facts")
        yield Static(text(self._script, lines=True), id="script")
        yield Static(self._endings(), id="endings")
        yield Static(self._clock(), id="clock")
        with Vertical(id="after"):
            for name, label in _LINES.items():
                yield Static(text(label, "$foreground-muted"), classes="label")
                yield Line(id=name)
            yield Static(id="wrong")

    def on_mount(self) -> None:
        """Let the clock run."""
        self.set_interval(1, lambda: self.query_one("#clock", Static).update(self._clock()))

    def _facts(self) -> Content:
        office, card = self._collecting.office, self._card
        rows = [*summary(card, self._today)[:1], *number_rows(card, self._verdict, office.clock.now())]
        invoices = invoice_rows(card, self._today, _WIDTH)
        rows += [Content(""), *invoices[:_MOST_INVOICES]]
        if len(invoices) > _MOST_INVOICES:
            rest = sum(item.residual_cents for item in card.open_debits[_MOST_INVOICES:])
            more = f"and {len(invoices) - _MOST_INVOICES} more, {plain(rest, card.currency)}"
            rows.append(text(more, "$foreground-muted"))
        contacts = [line for line in card.timeline if line.kind in _CONTACTS][:_MOST_CONTACTS]
        rows += [Content(""), *timeline_rows(contacts, self._today, office.zone, _WIDTH)] if contacts else []
        return stacked(rows)

    def _endings(self) -> Content:
        pieces = [
            styled((outcome.key, "bold $text-accent"), f" {outcome.label}")
            for outcome in self._collecting.calls.outcomes
        ]
        rows = []
        for start in range(0, len(pieces), 3):
            row = Content("")
            for piece in pieces[start : start + 3]:
                row = row + piece + Content(" " * max(25 - piece.cell_length, 1))
            rows.append(row)
        return stacked(rows)

    def _clock(self) -> Content:
        if self._refusal:
            return text(self._refusal, "bold $text-error")
        if self._logged:
            return text(f"{self._ended().label}. Enter saves, Tab goes through the lines.", "bold $text-success")
        if self._begun is None:
            return text("The timer stands: Space starts it and counts the call.", "$foreground-muted")
        seconds = int(time.monotonic() - self._begun)
        return text(f"On the phone {seconds // 60}:{seconds % 60:02}", "bold $text-warning")

    def _ended(self) -> Outcome:
        if self._logged is None:
            raise LookupError("the call has not ended")
        return self._collecting.office.outcomes[self._logged.outcome]

    def _number(self) -> int | None:
        return self._card.number.id if self._card.number else None

    async def action_start(self) -> None:
        """Start the timer; from here on the call counts, whatever happens."""
        if self._begun is not None or self._logged:
            return
        try:
            await to_thread(
                lambda: self._collecting.calls.begin(self._card.id, self._number(), self._key, override=self._override)
            )
        except Refused as refusal:
            self._refuse(refusal)
            return
        self._begun = time.monotonic()
        self.query_one("#clock", Static).update(self._clock())

    async def action_end(self, outcome: str) -> None:
        """Write down how the call ended, with the next action its rule sets; both can still be changed."""
        if self._begun is not None and self._seconds is None:
            self._seconds = int(time.monotonic() - self._begun)
        await self._log(outcome, None)
        if self._logged:
            self._show_next()

    async def _log(self, outcome: str, next_action: NextAction | None) -> bool:
        note = self.query_one("#note", Input).value
        try:
            self._logged = await to_thread(
                lambda: self._collecting.calls.log(
                    self._card.id,
                    self._number(),
                    outcome,
                    self._key,
                    note=note,
                    next_action=next_action,
                    seconds=self._seconds,
                    override=self._override,
                )
            )
        except Refused as refusal:
            self._refuse(refusal)
            return False
        return True

    def _refuse(self, refusal: Refused) -> None:
        self._refusal = str(refusal)
        self.query_one("#clock", Static).update(self._clock())

    def _show_next(self) -> None:
        """Show what comes next in lines that can be edited."""
        action = self._logged.next_action if self._logged else None
        if action:
            self.query_one("#what", Input).value = action.what
            self.query_one("#when", Input).value = f"{shown_day(action.on, self._today)} {action.at}".strip()
        self.add_class("-ended")
        self.query_one("#note", Input).focus()
        self.query_one("#clock", Static).update(self._clock())
        self.query_one("#window").border_subtitle = text(
            "Enter saves   Esc drops the changes: the call itself is logged"
        )

    async def on_input_submitted(self) -> None:
        """Save the note and what comes next, and go back to the queue."""
        if self._logged is None:
            return
        try:
            action = self._edited()
        except ValueError as error:
            self.query_one("#wrong", Static).update(text(str(error), "$text-error"))
            return
        note = self.query_one("#note", Input).value.strip()
        if (note or action != self._logged.next_action) and not await self._log(self._logged.outcome, action):
            return
        self.action_leave()

    def _edited(self) -> NextAction:
        """The next action as it stands in the lines."""
        rule = self._ended().next_action(self._today)
        words = self.query_one("#when", Input).value.split()
        at = parse_time(words.pop()) if len(words) > 1 and _HOUR.fullmatch(words[-1]) else ""
        day = parse_day(" ".join(words), self._today)
        if day < self._today:
            raise ValueError(f"{shown_day(day, self._today)} has passed: give today or a later day")
        return NextAction(rule.kind, day, self.query_one("#what", Input).value.strip() or rule.what, at)

    def action_leave(self) -> None:
        """Go back: with the words of what was logged, or with nothing when nothing was."""
        if self._logged and self._logged.next_action:
            action = self._logged.next_action
            said = f"{self._ended().label} for {self._card.name}; next: {action.what}, {shown_day(action.on, self._today)}."
            self.dismiss(said)
        elif self._begun is not None:
            self.dismiss(f"The call counts; how it ended is to be noted: {self._card.name}.")
        else:
            self.dismiss(None)
