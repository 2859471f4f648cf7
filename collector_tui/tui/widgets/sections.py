"""The sections of an open account: its papers, its past, what is agreed, and the people; each for any width."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from textual.content import Content

from collector_tui.domain.account import Card
from collector_tui.domain.agreed import told
from collector_tui.domain.agreement import Agreement, Instalment
from collector_tui.domain.columns import wrapped
from collector_tui.domain.money import plain
from collector_tui.domain.text import one_line, visible
from collector_tui.domain.when import short_day
from collector_tui.tui.text import right, styled, text
from collector_tui.tui.widgets import papers
from collector_tui.tui.widgets.account_card import times

_WHEN = 18
"""The columns that day and time take in the past."""


def papers_of(card: Card, today: date, width: int, _now: datetime, _zone: ZoneInfo) -> list[Content]:
    """Every document: the open ones first."""
    return papers.rows(card, today, width)


def past(card: Card, today: date, width: int, _now: datetime, zone: ZoneInfo) -> list[Content]:
    """Everything that happened, newest first."""
    rows = []
    for line in card.timeline:
        there = line.at.astimezone(zone)
        when = f"{short_day(there.date(), today):<11}{there:%H:%M}  "
        first, *more = wrapped(visible(one_line(line.text)), max(width - _WHEN - 2, 20))
        rows.append(styled((when, "$foreground-muted"), first))
        rows += [text(" " * _WHEN + words) for words in more]
    return rows


def agreed(card: Card, today: date, width: int, _now: datetime, _zone: ZoneInfo) -> list[Content]:
    """Promises, arrangements with their instalments, holds, disputes, offers and barter, newest first."""
    if not card.agreements:
        return [text("Nothing is agreed: o promise, a arrangement, h hold, d dispute.", "$foreground-muted")]
    rows = []
    for one in sorted(card.agreements, key=lambda each: each.line, reverse=True):
        rows.append(_agreement(one, card))
        rows += [_instalment(part, card, today) for part in one.instalments]
    return rows


def _agreement(one: Agreement, card: Card) -> Content:
    state = one.ending if one.kind == "dispute" and one.is_ended else one.state
    paid = f"  {plain(one.paid_cents, card.currency)} of {plain(one.amount_cents, card.currency)} paid"
    number = next((item.number for item in card.invoices if item.entry_id == one.entry_id), "")
    words = f"{number}: {told(one, card.currency)}" if number else told(one, card.currency)
    style = "bold $text-error" if one.state in ("broken", "partly kept", "behind", "expired") else "bold"
    has_paid = one.kind in ("promise", "arrangement", "offer")
    return styled(words, "  ", (state, style), paid if has_paid else "", f"  ({one.note})" if one.note else "")


def _instalment(part: Instalment, card: Card, today: date) -> Content:
    style = "$text-error" if part.state == "missed" else "$foreground-muted" if part.state == "paid" else ""
    paid = f"  {plain(part.paid_cents, card.currency)} paid" if 0 < part.paid_cents < part.amount_cents else ""
    day = short_day(part.due_on, today)
    amount = right(plain(part.amount_cents, card.currency), 12)
    return styled(f"   {part.number:>3}  {day:<10}{amount}  ", (part.state, style), paid)


def people(card: Card, _today: date, _width: int, now: datetime, _zone: ZoneInfo) -> list[Content]:
    """Numbers, addresses and what is known of them."""
    rows = []
    for phone in card.phones:
        state = {"ok": "", "wrong": "  wrong number"}.get(phone.status, "  not in service")
        out = "  no texts: opted out" if phone.is_opted_out else ""
        rows.append(
            styled(
                (phone.shown, "bold"),
                (state + out, "$text-error"),
                f"   {times(phone, card.known_zone, now)}",
                (f"  also {phone.others}" if phone.also else "", "$text-warning"),
            )
        )
    for email in card.emails:
        state = "" if email.status == "ok" else "  wrong address"
        out = "  no emails: opted out" if email.is_opted_out else ""
        rows.append(styled(email.address, (state + out, "$text-error")))
    known = {"kind": card.kind, "address": card.address, "language": card.language, **dict(card.facts)}
    rows += [
        styled((f"{name.replace('_', ' ')}  ", "$foreground-muted"), value) for name, value in known.items() if value
    ]
    return rows or [text("Nobody is known yet: e adds a phone, an email, an address.", "$text-warning")]


Section = Callable[[Card, date, int, datetime, ZoneInfo], list[Content]]

SECTIONS: Final[Mapping[str, tuple[str, Section]]] = {
    "papers": ("Papers", papers_of),
    "past": ("Past", past),
    "agreed": ("Agreed", agreed),
    "people": ("People", people),
}
"""The sections by name, in the order of their keys, each with its title."""


def tabs(chosen: str) -> Content:
    """The line that names the sections with their keys; the one that is shown stands out, and not in colour alone."""
    parts = []
    for key, (name, (title, _)) in enumerate(SECTIONS.items(), 1):
        parts.append(styled((f"[{key} {title}]", "bold reverse") if name == chosen else f" {key} {title} ", " "))
    return Content.assemble(*parts)
