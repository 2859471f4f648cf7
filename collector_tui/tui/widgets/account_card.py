"""The account card: who owes, what, since when, where they are and what time it is there, and what happened last."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from textual.content import Content

from collector_tui.domain.account import Card, Phone, TimelineLine
from collector_tui.domain.aging import BUCKETS
from collector_tui.domain.guard import Verdict, is_open
from collector_tui.domain.money import plain
from collector_tui.domain.text import one_line
from collector_tui.domain.when import short_day, shown_day
from collector_tui.tui.text import fitted, styled, text
from collector_tui.tui.widgets import papers
from collector_tui.tui.widgets.lines import Lines

_MOST_AGREED = 3
_FAILED = ("broken", "partly kept", "behind", "expired", "to confirm")


class AccountCard(Lines):
    """Shows one account; repainted in place."""

    def show(self, card: Card | None, today: date, verdict: Verdict | None, now: datetime, zone: ZoneInfo) -> None:
        """Paint the card as of now; with None the place stays empty."""
        width, height = self.content_size.width, self.content_size.height
        if card is None or width < 10:
            self.paint([], Content(""))
            return
        rows = [*summary(card, today), *number_rows(card, verdict, now), *agreed_rows(card, today), Content("")]
        invoices = invoice_rows(card, today, width)
        room = max(height - len(rows) - 6, 2)
        rows += invoices[:room]
        if len(invoices) > room:
            rows[-1] = text(f"and {len(invoices) - room + 1} more: Enter opens the account", "$foreground-muted")
        rows += [Content(""), *timeline_rows(card.timeline, today, zone, width)]
        title = text(fitted(card.name, max(width - 4, 8)).rstrip())
        self.paint([row.truncate(width) for row in rows[:height]], title)


def summary(card: Card, today: date) -> list[Content]:
    """What is owed, how late, and the flags that matter before any contact."""
    currency = f" {card.currency}" if card.currency != "USD" else ""
    days = card.row.days(today)
    late = styled((f"{days} days", "bold"), f"  {BUCKETS[card.row.bucket]}") if days else text("not overdue")
    rows = [styled((plain(card.balance_cents, card.currency), "bold"), f"{currency} owed  ",
                   (plain(card.overdue_cents, card.currency), "bold $text-warning"), " overdue  ", late)]  # fmt: skip
    flags = [card.kind] if card.kind else []
    flags += [f"{name}: {value}" for name, value in card.facts if value]
    if card.unapplied_cents:
        flags.append(f"credit {plain(card.unapplied_cents, card.currency)} not applied")
    next_on = f"next: {card.next_what}, {shown_day(card.next_on, today)}" if card.next_on else card.row.hidden_by
    rows.append(styled((next_on, "$foreground-muted"), "   " if flags else "", ("  ".join(flags), "$text-accent")))
    return rows


def number_rows(card: Card, verdict: Verdict | None, now: datetime) -> list[Content]:
    """Each number with the time it is there, and whether it may be called."""
    if not card.phones:
        email = f", m writes to {card.email.address}" if card.email and card.email.status == "ok" else ""
        return [text(f"no phone number: e adds one{email}", "$text-warning")]
    rows = []
    for phone in card.phones[:3]:
        good = phone.status == "ok"
        state = "" if good else " wrong number" if phone.status == "wrong" else " not in service"
        out = "  no texts: opted out" if phone.is_opted_out else ""
        style = "bold" if good else "strike $foreground-muted"
        rows.append(
            styled(
                (phone.shown, style),
                (state + out, "$text-error"),
                f"   {times(phone, card.known_zone, now)}" if good else "",
                (f"  also {phone.others}" if phone.also else "", "$text-warning"),
            )
        )
    if verdict is not None:
        rows += verdict_rows(verdict)
    return rows


def verdict_rows(verdict: Verdict) -> list[Content]:
    """Whether they may be called now; if not until when by their own clock, and why."""
    if verdict.effect == "allow":
        return [text("may be called", "$text-success")]
    style = "$text-error" if verdict.effect == "block" else "$text-warning"
    word = "not to be called" if verdict.effect == "block" else "asks before a call"
    until = ""
    if verdict.next_allowed and verdict.zones:
        until = f" until {verdict.next_allowed.astimezone(ZoneInfo(verdict.zones[0])):%a %H:%M} there"
    return [text(word + until, f"bold {style}"), text(verdict.says, style)]


def agreed_rows(card: Card, today: date) -> list[Content]:
    """What waits or has failed, newest first: a promise with what has come of it, an arrangement with its next part."""
    if not card.agreements:
        return []
    from collector_tui.domain.agreed import told

    rows = []
    for one in reversed(card.agreements):
        if one.is_ended or one.entry_id or one.state in ("kept", "completed", "taken", "ended"):
            continue
        words = told(one, card.currency)
        if one.kind == "arrangement":
            part = next(iter(one.missed), one.coming)
            words = (
                f"arrangement: {part.number} of {len(one.instalments)} due {short_day(part.due_on, today)}"
                if part
                else words
            )
        style = "$text-warning" if one.state in _FAILED else "$text-accent"
        paid = f"  {plain(one.paid_cents, card.currency)} paid" if one.paid_cents else ""
        rows.append(styled((words, style), f"  {one.state}{paid}"))
    return rows[:_MOST_AGREED]


def times(phone: Phone, known_zone: str, now: datetime) -> str:
    """The time where the debtor is, or the span of times where he could be.

    >>> from datetime import UTC
    >>> times(Phone(1, "", "", "", "ok", False, ("America/New_York",)), "", datetime(2026, 11, 20, 15, tzinfo=UTC))
    '10:00 New York'
    """
    zones = (known_zone,) if known_zone else phone.zones
    if not zones:
        return "time there unknown"
    there = sorted({now.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for zone in zones})
    if len(there) == 1:
        return f"{there[0]:%H:%M} {zones[0].rpartition('/')[2].replace('_', ' ')}"
    closed = sum(not is_open(zone, now) for zone in zones)
    return f"{there[0]:%H:%M} to {there[-1]:%H:%M} there, {len(zones)} zones" + (f", {closed} closed" if closed else "")


def invoice_rows(card: Card, today: date, width: int) -> list[Content]:
    """The papers, the open ones first."""
    return papers.rows(card, today, width)


def timeline_rows(lines: Sequence[TimelineLine], today: date, zone: ZoneInfo, width: int) -> list[Content]:
    """The past, newest first, one line each; a text's way through the carrier is left to the open account."""
    rows = []
    for line in lines:
        if line.kind == "carrier":
            continue
        there = line.at.astimezone(zone)
        day = f"{there:%H:%M}" if there.date() == today else short_day(there.date(), today)
        rows.append(
            styled((fitted(day, 10), "$foreground-muted"), fitted(one_line(line.text), max(width - 10, 10)).rstrip())
        )
    return rows
