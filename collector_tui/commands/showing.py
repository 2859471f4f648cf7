"""`show`: all that the book holds of one account."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from collector_tui.commands.agreements import (
    AGREEMENT_HEADERS,
    AGREEMENTS_TO_THE_RIGHT,
    INSTALMENT_HEADERS,
    INSTALMENTS_TO_THE_RIGHT,
    agreement_lists,
    agreement_rows,
    instalment_rows,
)
from collector_tui.commands.command import ACCOUNT, Command
from collector_tui.commands.documents import (
    DOCUMENT_HEADERS,
    DOCUMENTS_TO_THE_RIGHT,
    disputed,
    document_rows,
    document_shape,
    documents,
)
from collector_tui.commands.printing import give, say, table
from collector_tui.commands.standing import standing_lines, standing_shape

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.account import Card, Email, Phone
    from collector_tui.domain.agreement import Agreement
    from collector_tui.services.collecting import Collecting
    from collector_tui.services.office import Office


def show(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print one account: why it is in the queue or out of it, its figures, numbers, documents and past."""
    card = collecting.queue.whole(collecting.queue.resolve(invocation.account).id)
    agreed = collecting.queue.agreements(card.id)
    if invocation.json:
        give(_shape(card, agreed, collecting.office))
    else:
        _print(card, agreed, collecting.office)
    return 0


def _shape(card: "Card", agreed: "Sequence[Agreement]", office: "Office") -> dict[str, Any]:
    today, in_dispute = office.moment().today, disputed(agreed)
    return {
        "account_id": card.id,
        "account": card.name,
        "currency": card.currency,
        **standing_shape(card, today),
        "phones": [_phone(phone) for phone in card.phones],
        "emails": [_email(email) for email in card.emails],
        "opted_out": any(phone.is_opted_out for phone in card.phones),
        "invoices": [document_shape(item, in_dispute, today) for item in documents(card)],
        **agreement_lists(agreed, _numbers(card)),
        "ladder": _ladder(card, office),
        "next_action": {"on": _iso(card.next_on), "what": card.next_what} if card.next_on else None,
        "facts": _facts(card),
        "timeline": [{"at": line.at.isoformat(), "kind": line.kind, "text": line.text} for line in card.timeline],
    }


def _numbers(card: "Card") -> dict[int, str]:
    return {item.entry_id: item.number for item in card.invoices}


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


def _ladder(card: "Card", office: "Office") -> dict[str, Any]:
    ladder = office.ladder(card)
    steps = ladder.steps
    coming = steps[card.next_step] if card.next_step is not None else None
    return {
        "step": steps[card.step_taken].name if card.step_taken >= 0 else None,
        "tone": coming.tone if coming else None,
        "next_step": coming.name if coming else None,
        "due_on": _iso(card.next_step_on),
        "channel": coming.ways[0] if coming else None,
        "approach": coming.approach if coming else None,
        "name": ladder.name,
    }


def _facts(card: "Card") -> dict[str, str]:
    columns = {"kind": card.kind, "address": card.address, "zone": card.known_zone, "language": card.language}
    terms = {"terms": str(card.terms_days)} if card.terms_days else {}
    return {name: value for name, value in (columns | terms | dict(card.facts)).items() if value}


def _print(card: "Card", agreed: "Sequence[Agreement]", office: "Office") -> None:
    today = office.moment().today
    say(f"{card.name}  (id {card.id})")
    for words in standing_lines(card, today):
        say(words)
    if card.next_on:
        say(f"Next: {card.next_what}, {card.next_on}")
    for phone in card.phones:
        out = ", opted out of texts" if phone.is_opted_out else ""
        say(f"Phone: {phone.shown}{'' if phone.status == 'ok' else f' ({phone.status})'}{out}")
    for email in card.emails:
        out = ", opted out of emails" if email.is_opted_out else ""
        say(f"Email: {email.address}{'' if email.status == 'ok' else f' ({email.status})'}{out}")
    for name, value in _facts(card).items():
        say(f"{name.capitalize().replace('_', ' ')}: {value}")
    _print_tables(card, agreed, today)
    say()
    for line in card.timeline:
        say(f"{line.at.astimezone(office.zone):%Y-%m-%d %H:%M}  {line.text}")


def _print_tables(card: "Card", agreed: "Sequence[Agreement]", today: date) -> None:
    """The documents, what is agreed, and the instalments: a table for each that there is."""
    papers = document_rows(documents(card), disputed(agreed), card.currency, today)
    pacts = agreement_rows(agreed, _numbers(card), card.currency)
    for headers, rows, right in (
        (DOCUMENT_HEADERS, papers, DOCUMENTS_TO_THE_RIGHT),
        (AGREEMENT_HEADERS, pacts, AGREEMENTS_TO_THE_RIGHT),
        (INSTALMENT_HEADERS, instalment_rows(agreed, card.currency), INSTALMENTS_TO_THE_RIGHT),
    ):
        if rows:
            say()
            table(headers, rows, right)


COMMANDS = (Command("show", "all that is known of one account", show, (ACCOUNT,)),)
