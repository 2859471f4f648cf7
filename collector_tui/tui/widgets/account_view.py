"""The account in full, in the place of the queue: every paper, the whole past, scrolled by the moving keys."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from collector_tui.domain.account import Card
from collector_tui.domain.guard import Verdict
from collector_tui.domain.when import short_day
from collector_tui.tui.text import stacked, text
from collector_tui.tui.widgets.account_card import invoice_rows, number_rows, summary


class AccountView(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Shows everything the book has of one account."""

    def compose(self) -> ComposeResult:
        """One page of lines."""
        yield Static(id="whole")

    def show(self, card: Card, today: date, verdict: Verdict | None, now: datetime, zone: ZoneInfo) -> None:
        """Paint the account as of now."""
        width = max(self.content_size.width or self.app.size.width - 4, 20)
        self.border_title = text(card.name)
        rows = [*summary(card, today), *number_rows(card, verdict, now)]
        rows += [text(f"email {email.address}", "$foreground-muted") for email in card.emails]
        rows += [text(f"address {card.address}", "$foreground-muted")] if card.address else []
        rows += [Content(""), text("Papers", "bold"), *invoice_rows(card, today, width)]
        rows += [Content(""), text("Past", "bold"), *_past(card, today, zone)]
        self.query_one("#whole", Static).update(stacked(rows))
        self.scroll_home(animate=False)


def _past(card: Card, today: date, zone: ZoneInfo) -> list[Content]:
    rows = []
    for line in card.timeline:
        there = line.at.astimezone(zone)
        rows.append(text(f"{short_day(there.date(), today):<11}{there:%H:%M}  {' '.join(line.text.split())}"))
    return rows
