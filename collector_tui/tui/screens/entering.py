"""The forms for what is entered by hand: an account, an invoice, and the facts of an account."""

from collector_tui.domain.account import Card
from collector_tui.domain.refusal import Refused
from collector_tui.services.collecting import Collecting
from collector_tui.tui.screens.short_form import Field, FormScreen, Wrong


def account_form(collecting: Collecting) -> FormScreen:
    """A new account with its number and first invoice; only the name must be given."""

    def save(values: dict[str, str]) -> str | None:
        facts = {name: values[name] for name in ("phone", "email") if values[name].strip()}
        invoice = ("number", "amount", "due")
        wants_invoice = any(values[name].strip() for name in invoice)
        try:
            if missing := [name for name in invoice if wants_invoice and not values[name].strip()]:
                words = "An invoice needs its number, its amount and its due date: give all three or none."
                return Wrong(words, missing[0])
            collecting.keeping.add_account_with_invoice(
                values["name"], facts, (values["number"], values["amount"], values["due"]) if wants_invoice else None
            )
        except Refused as refusal:
            return _placed(refusal, values, "name")
        return None

    form = [
        Field("name", "Name of the account", "Brightside Dental, PC"),
        Field("phone", "Phone", "(212) 555-0101"),
        Field("email", "Email", "office@brightside.example"),
        Field("number", "First invoice: number", "1041"),
        Field("amount", "Amount", "1,284.50"),
        Field("due", "Due", "2026-11-20, 20 nov or 30d"),
    ]
    return FormScreen("Add an account", form, save)


def _placed(refusal: Refused, values: dict[str, str], else_in: str) -> str:
    """What is wrong, with the line it is in: the one whose words it quotes, or whose matter it speaks of."""
    words = str(refusal)
    if any(value.strip() and f"“{value.strip()}”" in words for value in values.values()):
        return words
    speaks_of = {"more than nothing": "amount", "due date": "due", "the dates": "due", "needs a number": "number"}
    return Wrong(words, next((field for said, field in speaks_of.items() if said in words), else_in))


def invoice_form(collecting: Collecting, card: Card) -> FormScreen:
    """An invoice of an account."""

    def save(values: dict[str, str]) -> str | None:
        try:
            collecting.keeping.add_invoice(card.id, values["number"], values["amount"], values["due"])
        except Refused as refusal:
            return _placed(refusal, values, "number")
        return None

    form = [
        Field("number", "Invoice number"),
        Field("amount", "Amount"),
        Field("due", "Due", "2026-11-20, 20 nov or 30d"),
    ]
    return FormScreen(f"Add an invoice to {card.name}", form, save)


def facts_form(collecting: Collecting, card: Card) -> FormScreen:
    """The facts of an account; only what was changed is saved."""
    known = dict(card.facts)
    form = [
        Field("phone", "Another phone, one that is right again, or -NUMBER to take one off", "(212) 555-0101"),
        Field("email", "Another email, or -ADDRESS to take one off", "office@brightside.example"),
        Field("zone", "Where they are known to be", "America/Chicago", card.known_zone),
        Field("kind", "Consumer or business", "business", card.kind),
        Field("address", "Address", "", card.address),
        Field("consent", "What they agreed to: none, sms, call, email, all", "", known.get("consent", "")),
        Field("opt_out", "Opted out of texts: yes or no", "", _yes(any(one.is_opted_out for one in card.phones))),
        Field(
            "email_opt_out", "Opted out of emails: yes or no", "", _yes(any(one.is_opted_out for one in card.emails))
        ),
        Field("attorney", "Attorney who represents them", "", known.get("attorney", "")),
        Field("cease", "Asked in writing not to be contacted, on", "2026-11-20", known.get("cease", "")),
        Field("bankruptcy", "Bankruptcy", "pending 2026-05-01, or discharged", known.get("bankruptcy", "")),
        Field(
            "inconvenient", "Hours they asked to be left alone", "Mon-Fri 09:00-17:00", known.get("inconvenient", "")
        ),
        Field("language", "Language", "en", card.language),
    ]
    before = {field.name: field.value for field in form}

    def save(values: dict[str, str]) -> str | None:
        changed = {name: value for name, value in values.items() if value.strip() != before[name]}
        try:
            if changed:
                collecting.keeping.set_facts(card.id, changed)
        except Refused as refusal:
            return str(refusal)
        return None

    return FormScreen(f"Facts of {card.name}", form, save)


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
