"""An entry of the ledger as a debtor is told of it: what it is called, and whether it still stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from collector_tui.domain.text import one_line
from collector_tui.domain.when import written_day

_NOUNS = {
    "late_fee": "late fee",
    "compensation": "compensation for late payment",
    "bank_fee": "bank fee",
    "credit_note": "credit note",
    "write_off": "write-off",
    "contra": "goods or services",
}
_ENDINGS = {"bounced": "returned by the bank", "undelivered": "taken back: not delivered"}
_FROM_ACCOUNTS = {
    -1: "Adjustment: paid or credited, as our accounts show",
    1: "Adjustment: credit used, as our accounts show",
}
"""What an import books so that a document stands where the accounting file says; by sign."""


class Entry(NamedTuple):
    """One entry as of a day; amounts are minor units, `sign` is 1 for a debit and -1 for a credit.

    A root entry has no `root_id`; the others take one back, for a while or for good. `residual_cents` is what was left
    of a root on that day, and `parts` what a credit paid by then: the id of a debit, and how much of it. `days` are the
    first and the last day that interest is for; `note` says what was delivered.
    """

    id: int
    root_id: int | None
    reverses_id: int | None
    about_id: int | None
    kind: str
    sign: int
    number: str
    on: date
    due_on: date | None
    amount_cents: int
    residual_cents: int = 0
    method: str = ""
    is_disputed: bool = False
    days: tuple[date, date] | None = None
    note: str = ""
    parts: tuple[tuple[int, int], ...] = ()


Known = Mapping[int, Entry]
"""The entries of an account by id: an entry may be named after another one."""


def standing(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that happened: one that was taken back as a mistake is gone together with what took it back.

    Mistakes are taken back newest first, so each goes with the last word on the same root entry that stands on its day.
    Taking back may itself have been the mistake: then what it took away stands again.
    """
    stands: dict[int, list[Entry]] = defaultdict(list)
    taken: dict[int | None, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        words = stands[entry.root_id or entry.id]
        mistaken = next((one for one in reversed(words) if _cancels(entry, one)), None)
        before = taken.pop(entry.reverses_id, None)
        if entry.kind == "reversal" and mistaken:
            words.remove(mistaken)
            taken[entry.id] = mistaken
        else:
            words.append(before if before and entry.kind == "reversal" and before.on == entry.on else entry)
    kept = {entry.id for words in stands.values() for entry in words}
    return [entry for entry in entries if entry.id in kept]


def _cancels(entry: Entry, other: Entry) -> bool:
    return (entry.on, entry.amount_cents, entry.sign) == (other.on, other.amount_cents, -other.sign)


def called(entry: Entry, known: Known) -> str:
    """What other lines call it: “invoice 1041”, “write-off of invoice 1041”, “payment of 3 Jun 2026”."""
    name = _name(entry, known)
    return name if name != _noun(entry) else f"{name} of {written_day(entry.on)}"


def told(entry: Entry, known: Known) -> str:
    """What its own line says, beside its day and its amount; a capital first."""
    if entry.root_id is not None:
        root = known.get(entry.root_id)
        return _capital(f"{called(root, known) if root else 'entry'} {_ENDINGS.get(entry.kind, 'taken back')}")
    if entry.kind == "payment" and entry.sign == -1:
        method, reference = one_line(entry.method), one_line(entry.number)
        return "Payment" + (f" by {method}" if method else "") + (f", reference {reference}" if reference else "")
    if entry.kind in ("payment", "adjustment"):
        return _FROM_ACCOUNTS[entry.sign]
    words = _capital(_name(entry, known))
    if entry.days and entry.days[0] <= entry.days[1]:
        return f"{words}, {written_day(entry.days[0])} to {written_day(entry.days[1])}"
    return f"{words}, due {written_day(entry.due_on)}" if entry.kind == "invoice" and entry.due_on else words


def _name(entry: Entry, known: Known) -> str:
    """Its noun with its own number, and the entry it is about; the number of that one is not its own."""
    about = known.get(entry.about_id or 0) if (entry.about_id or 0) < entry.id else None
    has_own = entry.kind != "payment" and not (about and about.number == entry.number)
    number = one_line(entry.number) if has_own else ""
    subject = f"{'of' if entry.sign == -1 else 'on'} {called(about, known)}" if about else ""
    return " ".join(filter(None, (_noun(entry), number, subject)))


def _noun(entry: Entry) -> str:
    if entry.kind == "payment" and entry.sign == 1:
        return "adjustment"
    if entry.kind == "contra" and entry.note:
        return f"{_NOUNS['contra']} ({one_line(entry.note)})"
    return _NOUNS.get(entry.kind) or entry.kind.replace("_", " ")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
