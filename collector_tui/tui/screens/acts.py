"""Which forms a key opens on an account: one, or a choice where something is there already that could be meant."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from collector_tui.domain.account import Card
from collector_tui.domain.agreed import told
from collector_tui.domain.agreement import Agreement
from collector_tui.domain.charge import CHARGES
from collector_tui.domain.money import plain
from collector_tui.domain.when import written_day
from collector_tui.services.collecting import Collecting
from collector_tui.tui.screens import agreeing, money
from collector_tui.tui.screens.form import Form


class Offer(NamedTuple):
    """One thing that can be done, as it is named in a choice, and its form."""

    name: str
    form: Form


Offers = Iterator[Offer]


def _payment(collecting: Collecting, card: Card) -> Offers:
    yield Offer("a payment", money.payment(collecting, card))


def _bounce(collecting: Collecting, card: Card) -> Offers:
    for one in collecting.paying.payments(card.id):
        words = " ".join(filter(None, (plain(one.cents, card.currency), "of", written_day(one.on), one.how)))
        yield Offer(words, money.returned(collecting, card, one.id, f"payment of {words}"))


def _credit(collecting: Collecting, card: Card) -> Offers:
    yield Offer("a credit note", money.credit_note(collecting, card))


def _charge(collecting: Collecting, card: Card) -> Offers:
    yield Offer("charge", money.charge(collecting, card))
    if any(item.kind in CHARGES for item in card.open_debits):
        yield Offer("waive charges", money.waiver(collecting, card))
    if collecting.charging.has_waived(card.id):
        yield Offer("put back what was waived", money.reinstatement(collecting, card))


def _write_off(collecting: Collecting, card: Card) -> Offers:
    if card.open_debits:
        yield Offer("write off", money.write_off(collecting, card))
    if collecting.forgiving.has_written_off(card.id):
        yield Offer("take a write-off back", money.recovery(collecting, card))


def _settle(collecting: Collecting, card: Card) -> Offers:
    yield Offer("a settlement offer", money.settlement(collecting, card))
    for one in _live(card, "offer", "open"):
        words = told(one, card.currency)
        yield Offer(f"withdraw the {words}", agreeing.withdrawal(collecting, card, "offer", words))


def _barter(collecting: Collecting, card: Card) -> Offers:
    for one in _live(card, "contra", "agreed", "to confirm"):
        words = told(one, card.currency)
        yield Offer(f"delivered: {words}", money.delivery(collecting, card, words))
        yield Offer(f"call off: {words}", money.calling_off(collecting, card, words))
    for one in card.agreements:
        if one.kind == "contra" and one.state == "delivered":
            words = told(one, card.currency)
            yield Offer(f"owed again: {words}", money.calling_off(collecting, card, words))
    yield Offer("a new barter", money.barter(collecting, card))


def _promise(collecting: Collecting, card: Card) -> Offers:
    yield Offer("a promise to pay", agreeing.promise(collecting, card))
    for one in _live(card, "promise", "open"):
        words = told(one, card.currency)
        yield Offer(f"withdraw the {words}", agreeing.withdrawal(collecting, card, "promise", words))


def _arrange(collecting: Collecting, card: Card) -> Offers:
    running = list(_live(card, "arrangement", "active", "behind", "broken"))
    form = agreeing.arrangement(collecting, card)
    yield Offer("renegotiate: a new version" if running else "an arrangement", form)
    for one in running:
        words = told(one, card.currency)
        yield Offer(f"withdraw {words}", agreeing.withdrawal(collecting, card, "arrangement", words))


def _hold(collecting: Collecting, card: Card) -> Offers:
    for one in _live(card, "hold", "on"):
        words, invoice = told(one, card.currency), _number(card, one)
        where = f" on {invoice}" if invoice else ""
        yield Offer(f"release the {words}{where}", agreeing.release(collecting, card, invoice, words))
    yield Offer("a hold", agreeing.hold(collecting, card))


def _dispute(collecting: Collecting, card: Card) -> Offers:
    for one in _live(card, "dispute", "open", "to decide"):
        if number := _number(card, one):
            words = told(one, card.currency)
            yield Offer(f"decide {number}: {one.what}", agreeing.decision(collecting, card, number, words))
    yield Offer("a dispute", agreeing.dispute(collecting, card))


def _live(card: Card, kind: str, *states: str) -> Iterable[Agreement]:
    return (one for one in card.agreements if one.kind == kind and one.state in states and not one.is_ended)


def _number(card: Card, one: Agreement) -> str:
    """The number of the invoice it is about."""
    return next((item.number for item in card.open_debits if item.entry_id == one.entry_id), "")


FORMS: Final[Mapping[str, Callable[[Collecting, Card], Offers]]] = {
    "pay": _payment,
    "promise": _promise,
    "arrange": _arrange,
    "hold": _hold,
    "dispute": _dispute,
    "bounce": _bounce,
    "credit": _credit,
    "charge": _charge,
    "write_off": _write_off,
    "settle": _settle,
    "barter": _barter,
}
"""The forms by the command that opens them."""
