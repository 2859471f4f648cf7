"""Taking back: the last thing a person did, by its name, and never what a machine did."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from collector_tui.domain.moment import Moment
from collector_tui.domain.outbox import Turn
from collector_tui.domain.refusal import Refused
from collector_tui.services.batching import take_back
from collector_tui.services.office import Office
from collector_tui.services.settling import Settling
from collector_tui.store import acts, agreements, climbing, contacts, imports, journal, ledger, optouts, outbox, replies
from collector_tui.store.acts import Act
from collector_tui.store.book import Book, Writing
from collector_tui.store.turning import renew

_STANDS = {
    "account": "stays: an account is never deleted, and one that owes nothing is in nobody's way",
    "fact": "is not taken back: set it anew",
    "give": "stays: in the inbox (i) it can be given to another account",
    "drop": "stays: whether it had gone is not known, and another can be written",
}
"""Acts that undo leaves as they are, and why."""

_HAS_LEFT = "has left and cannot be taken back"


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, such as “left a voicemail for Dana Alvarez”, and whose it was."""

    label: str
    account_id: int | None

    def __str__(self) -> str:
        return self.label


class Coming(NamedTuple):
    """What undo would take back: the number of the act, its name, its kind, and the day it was done."""

    id: int
    label: str
    kind: str
    day: date


@dataclass(frozen=True)
class Undoing:
    """One step back at a time."""

    office: Office

    def coming(self) -> Coming | None:
        """What undo would take back now, if anything."""
        row = self.office.book.row(
            "SELECT id, label, kind, day FROM act WHERE undone_by IS NULL ORDER BY id DESC LIMIT 1"
        )
        return Coming(row[0], row[1], row[2], date.fromisoformat(row[3])) if row else None

    def undo(self) -> Undone:
        """Take the last act back and say what it was.

        Raises Refused when there is nothing, or when it is an act that stands, such as a message that has left: then
        it is out of the way, and the next undo goes to the one before.
        """
        moment = self.office.moment()
        with self.office.book.writing() as unit:
            act = acts.newest(unit)
            if act is None:
                raise Refused("There is nothing to undo.")
            act = act._replace(label=_label(self.office.book, act))
            stands = self._reverse(unit, moment, act)
            words = f"{act.label} {stands}" if stands else f"undid: {act.label}"
            kind = "stands" if stands else "undo"
            line = journal.append(unit, moment, act.account_id, kind, words, reverses=act.journal_id)
            if stands:
                acts.set_aside(unit, act, line)
            else:
                acts.take_back(unit, act, line)
                if act.account_id is not None:
                    renew(unit, moment, [act.account_id], self.office.rules, undone=act.journal_id)
        if stands:
            raise Refused(f"The {act.label} {stands}. Undo again goes to what was done before it.")
        return Undone(act.label, act.account_id)

    def _reverse(self, unit: Writing, moment: Moment, act: Act) -> str:
        """Reverse what the act made; the reason when it stands."""
        if act.kind in _STANDS:
            return _STANDS[act.kind]
        kinds = {
            "send": self._message,
            "batch": self._batch,
            "call": self._call,
            "note": self._note,
            "import": self._import,
            "read": self._reply,
            "opt_in": self._reply,
        }
        stands = kinds.get(act.kind, self._entries)(unit, moment, act)
        if stands:
            return stands
        if climbers := climbing.take_back(unit, act.journal_id):
            renew(unit, moment, climbers, self.office.rules)
        return ""

    def _message(self, unit: Writing, moment: Moment, act: Act) -> str:
        """A message stays here; the one in place of which it would have gone may have gone or not, as before."""
        if not outbox.withdraw(unit, moment, act.ref_id):
            return _HAS_LEFT
        message = outbox.get(self.office.book, act.ref_id)
        parent = outbox.get(self.office.book, message.parent_id) if message and message.parent_id else None
        if parent and parent.state == "dropped":
            Settling(self.office).write(unit, parent, Turn("dropped", "unknown", look_at=self.office.clock.elapsing()))
        return ""

    def _batch(self, unit: Writing, moment: Moment, act: Act) -> str:
        """Take back what of a batch has not left."""
        accounts = take_back(unit, self.office, act.id)
        renew(unit, moment, accounts, self.office.rules)
        return "" if accounts else _HAS_LEFT

    def _call(self, unit: Writing, _moment: Moment, act: Act) -> str:
        ended = self.office.outcomes.get(contacts.call_ended(unit, act.ref_id)[1])
        contacts.take_back_call(unit, act.ref_id, bool(ended and ended.retires_number))
        return ""

    def _note(self, unit: Writing, _moment: Moment, act: Act) -> str:
        contacts.take_back_note(unit, act.ref_id)
        return ""

    def _import(self, unit: Writing, moment: Moment, act: Act) -> str:
        imports.take_back(unit, moment, act.ref_id, self.office.rules)
        return ""

    def _reply(self, unit: Writing, moment: Moment, act: Act) -> str:
        """A reply is unread again; texts that were begun again after it have ended."""
        sender = replies.mark_unread(unit, act.ref_id)
        if act.kind == "opt_in":
            renew(unit, moment, optouts.put(unit, sender, moment.at, "person"), self.office.rules)
        return ""

    def _entries(self, unit: Writing, moment: Moment, act: Act) -> str:
        """Everything that was written under the act's journal line: money, agreements, messages sent by hand."""
        ledger.take_back(unit, moment, act.journal_id, "taken back")
        agreements.take_back(unit, act.journal_id)
        outbox.take_back(unit, moment, act.journal_id)
        return ""


def _label(book: Book, act: Act) -> str:
    """The name of what is taken back: of a batch only what has not left."""
    counts = outbox.counts(book, act.id) if act.kind == "batch" else {}
    waiting = counts.get("queued", 0)
    return f"{waiting} of the {act.label}" if 0 < waiting < sum(counts.values()) else act.label
