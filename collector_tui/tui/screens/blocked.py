"""What stands in the way of a contact: the rule, where it is written, until when, and what may be done instead."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from collector_tui.domain.guard import Verdict
from collector_tui.domain.when import shown_day
from collector_tui.tui.screens.dialog import AskScreen, Dialog
from collector_tui.tui.text import stacked, styled, text

_NOT_ADVICE = "Collector knows some rules and is no lawyer: this is a help, not legal advice."


class Choice(NamedTuple):
    """What the collector chose: to do it at an instant, or now for a typed reason."""

    at: datetime | None
    reason: str = ""


class BlockScreen(Dialog[Choice]):
    """Names the rules and offers what they leave: later, or now with a reason where a reason may set them aside."""

    BINDINGS = [
        Binding("l", "later", "Later", show=False),
        Binding("r", "reason", "Reason", show=False),
    ]

    def __init__(self, title: str, verdict: Verdict, now: datetime, zone: ZoneInfo) -> None:
        """Show a verdict that blocks; `zone` is the collector's own."""
        super().__init__()
        self.title_words = title
        keys = ["l later, at that time"] if verdict.next_allowed else []
        keys += ["r now, with a reason"] if verdict.is_overridable else []
        self.keys_words = "   ".join([*keys, "Esc leaves it"])
        self._verdict, self._now, self._zone = verdict, now, zone

    def parts(self) -> ComposeResult:
        """Each rule with its source, the next permitted time, and what is left."""
        yield Static(stacked(list(self._rows())))

    def _rows(self) -> list[Content]:
        rows = []
        for refusal in self._verdict.refusals:
            rows.append(text(refusal.says, "bold $text-error" if refusal.effect == "block" else "$text-warning"))
            source = f"{refusal.rule}, {refusal.citation}" if refusal.citation else refusal.rule
            rows.append(text(f"  {source}", "$foreground-muted"))
            if refusal.still_allowed:
                rows.append(text(f"  still allowed: {refusal.still_allowed}"))
        rows.append(Content(""))
        rows.append(styled(("Permitted from: ", "bold"), self._when()))
        if not self._verdict.is_overridable:
            rows.append(text("No reason sets this aside.", "$text-error"))
        rows += [text(note, "$foreground-muted") for note in self._verdict.notes]
        return [*rows, text(_NOT_ADVICE, "$foreground-muted")]

    def _when(self) -> str:
        """The next permitted instant in the debtor's time and in the collector's."""
        at = self._verdict.next_allowed
        if at is None:
            return "no day brings it by itself"
        here = at.astimezone(self._zone)
        own = f"{shown_day(here.date(), self._now.astimezone(self._zone).date())} {here:%H:%M} here"
        zone = self._verdict.zones[0] if self._verdict.zones else ""
        if not zone or ZoneInfo(zone) == self._zone:
            return own
        return f"{at.astimezone(ZoneInfo(zone)):%H:%M} in {zone.rpartition('/')[2].replace('_', ' ')}, {own}"

    def action_later(self) -> None:
        """Choose the next permitted instant."""
        if self._verdict.next_allowed:
            self.dismiss(Choice(self._verdict.next_allowed))

    def action_reason(self) -> None:
        """Ask for the reason, where one may set the rules aside."""
        if self._verdict.is_overridable:
            screen = AskScreen(
                "Why all the same? The reason is kept in the journal", "such as: they asked for this call"
            )
            self.app.push_screen(screen, self._because)

    def _because(self, reason: str | None) -> None:
        if reason:
            self.dismiss(Choice(None, reason))
