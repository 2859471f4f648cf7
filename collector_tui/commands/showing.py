"""`show`: all that the book holds of one account."""

from datetime import date
from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import ACCOUNT, Command
from collector_tui.commands.printing import give, say, table
from collector_tui.domain.money import plain, spoken

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.account import Card, Email, Invoice, Phone
    from collector_tui.services.collecting import Collecting
    from collector_tui.services.office import Office

_NO_DOCUMENT = ("adjustment", "reversal")
"""What the book enters by itself so that a document stands where a file says; the document's status tells of it."""


def show(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print one account: why it is in the queue or out of it, its figures, numbers, documents and past."""
    card = collecting.queue.whole(collecting.queue.resolve(invocation.account).id)
    if invocation.json:
        give(_shape(card, collecting.office))
    else:
        _print(card, collecting.office)
    return 0


def _shape(card: "Card", office: "Office") -> dict[str, Any]:
    today = office.moment().today
    return {
        "account_id": card.id,
        "account": card.name,
        "currency": card.currency,
        "balance_cents": card.balance_cents,
        "overdue_cents": card.overdue_cents,
        "unapplied_cents": card.unapplied_cents,
        "in_queue": bool(card.row.reason),
        "why": card.row.why(today),
        "phones": [_phone(phone) for phone in card.phones],
        "emails": [_email(email) for email in card.emails],
        "opted_out": any(phone.is_opted_out for phone in card.phones),
        "invoices": [_document(item, today) for item in _documents(card)],
        "promises": [],
        "arrangements": [],
        "holds": [],
        "ladder": _ladder(card, office),
        "next_action": {"on": _iso(card.next_on), "what": card.next_what} if card.next_on else None,
        "facts": _facts(card),
        "timeline": [{"at": line.at.isoformat(), "kind": line.kind, "text": line.text} for line in card.timeline],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _phone(phone: "Phone") -> dict[str, Any]:
    return {
        "number": phone.shown,
        "e164": phone.e164,
        "extension": phone.extension,
        "status": phone.status,
        "opted_out": phone.is_opted_out,
        "zones": list(phone.zones),
    }


def _email(email: "Email") -> dict[str, Any]:
    return {"address": email.address, "status": email.status, "opted_out": email.is_opted_out}


def _documents(card: "Card") -> "list[Invoice]":
    """The documents that stand: what was taken back or restated is in the timeline."""
    return [item for item in card.invoices if item.kind not in _NO_DOCUMENT and item.status != "reversed"]


def _document(item: "Invoice", today: date) -> dict[str, Any]:
    return {
        "number": item.number,
        "kind": item.kind,
        "issued_on": item.issued_on.isoformat(),
        "due_on": _iso(item.due_on),
        "amount_cents": item.amount_cents,
        "residual_cents": item.residual_cents,
        "days_past_due": item.days(today),
        "bucket": item.bucket(today) if item.is_debit and item.residual_cents else None,
        "status": item.status,
    }


def _ladder(card: "Card", office: "Office") -> dict[str, Any]:
    steps = office.rules.steps
    coming = steps[card.next_step] if card.next_step is not None else None
    return {
        "step": steps[card.step_taken].name if card.step_taken >= 0 else None,
        "tone": coming.tone if coming else None,
        "next_step": coming.name if coming else None,
        "due_on": _iso(card.next_step_on),
    }


def _facts(card: "Card") -> dict[str, str]:
    columns = {"kind": card.kind, "address": card.address, "zone": card.known_zone, "language": card.language}
    terms = {"terms": str(card.terms_days)} if card.terms_days else {}
    return {name: value for name, value in (columns | terms | dict(card.facts)).items() if value}


def _print(card: "Card", office: "Office") -> None:
    today = office.moment().today
    say(f"{card.name}  (id {card.id})")
    owed, overdue = spoken(card.balance_cents, card.currency), spoken(card.overdue_cents, card.currency)
    credit = f", {spoken(card.unapplied_cents, card.currency)} unapplied" if card.unapplied_cents else ""
    say(f"{owed} owed, {overdue} overdue{credit}")
    say(f"{'In the queue' if card.row.reason else 'Not in the queue'}: {card.row.why(today)}")
    if card.next_on:
        say(f"Next: {card.next_what}, {card.next_on}")
    for phone in card.phones:
        out = ", opted out of texts" if phone.is_opted_out else ""
        say(f"Phone: {phone.shown}{'' if phone.status == 'ok' else f' ({phone.status})'}{out}")
    for email in card.emails:
        say(f"Email: {email.address}")
    for name, value in _facts(card).items():
        say(f"{name.capitalize()}: {value}")
    _print_documents(card, today)
    say()
    for line in card.timeline:
        say(f"{line.at.astimezone(office.zone):%Y-%m-%d %H:%M}  {line.text}")


def _print_documents(card: "Card", today: date) -> None:
    rows = [
        (
            item.kind.replace("_", " "),
            item.number,
            str(item.due_on or ""),
            plain(item.residual_cents, card.currency),
            plain(item.amount_cents, card.currency),
            str(item.days(today) or ""),
            item.status,
        )
        for item in _documents(card)
    ]
    if rows:
        say()
        table(("Document", "Number", "Due", "Open", "Amount", "Days", "Status"), rows, right=(3, 4, 5))


COMMANDS = (Command("show", "all that is known of one account", show, (ACCOUNT,)),)
