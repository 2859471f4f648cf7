"""The words of a report that say what a row is: an invoice, a credit, a payment, a total, or nothing owed."""

import re

from collector_tui.domain.document import DocumentKind
from collector_tui.domain.text import folded
from collector_tui.importers.words import words

_PAYMENT = ("payment", "receipt", "deposit", "prepayment", "zahlung", "paiement", "pago", "cobro")
_CREDIT = ("credit", "gutschrift", "avoir", "abono", "nota de credito")
_NOT_OWED = frozenset(
    words(
        "void voided draft deleted cancelled canceled storniert entwurf annule annulee anulada anulado "
        "brouillon borrador"
    )
)
_PAID = frozenset(words("paid bezahlt paye payee pagada pagado settled beglichen"))
_TOTAL = re.compile(
    r"(?:sub ?-?totals?|grand totals?|totals?|totale|total general|summe|gesamt(?:summe|betrag)?|zwischensumme|"
    r"somme|sous-?total|suma)\b"
)


def kind_of(text: str) -> DocumentKind | None:
    """What the kind column says, None where the sign of the amount decides.

    >>> kind_of("Credit Memo"), kind_of("Sales overpayment"), kind_of("Journal Entry")
    ('credit_note', 'payment', None)
    """
    word = folded(text)
    if any(name in word for name in _PAYMENT) or word in ("pmt", "pymt"):
        return "payment"
    if any(name in word for name in _CREDIT) or word in ("cn", "cm", "crn"):
        return "credit_note"
    return None


def is_not_owed(status: str) -> bool:
    """Whether a status says that the item is void or never went out."""
    return folded(status) in _NOT_OWED


def is_paid(status: str) -> bool:
    """Whether a status says that nothing is owed any more."""
    return folded(status) in _PAID


def is_total(label: str) -> bool:
    """Whether a label is one of a total row.

    >>> is_total("Total for Alvarez, Dana"), is_total("Totally Wired Ltd")
    (True, False)
    """
    return _TOTAL.match(folded(label[:200])) is not None
