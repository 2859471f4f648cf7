"""Taking back: the last thing a person did, by its name, and never what a machine did."""

from dataclasses import dataclass

from collector_tui.domain.moment import Moment
from collector_tui.domain.refusal import Refused
from collector_tui.services.office import Office
from collector_tui.store import acts, contacts, imports, journal, outbox
from collector_tui.store.acts import Act
from collector_tui.store.book import Writing
from collector_tui.store.summaries import refresh


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, such as “left a voicemail for Dana Alvarez”, and whose it was."""

    label: str
    account_id: int | None

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Undoing:
    """One step back at a time."""

    office: Office

    def undo(self) -> Undone:
        """Take the last act back and say what it was.

        Raises Refused when there is nothing, or when it was a message that has left (which is then out of the way).
        """
        moment = self.office.moment()
        with self.office.book.writing() as unit:
            act = acts.newest(unit)
            if act is None:
                raise Refused("There is nothing to undo.")
            gone = self._reverse(unit, moment, act)
            words = f"{act.label} has left and cannot be taken back" if gone else f"undid: {act.label}"
            line = journal.append(unit, moment, act.account_id, "undo", words, reverses=act.journal_id)
            if gone:
                acts.set_aside(unit, act, line)
            else:
                acts.take_back(unit, act, line)
                if act.account_id is not None:
                    refresh(unit, [act.account_id], moment.today, self.office.rules)
        if gone:
            raise Refused(f"The {act.label} has left and cannot be taken back.")
        return Undone(act.label, act.account_id)

    def _reverse(self, unit: Writing, moment: Moment, act: Act) -> bool:
        """Reverse what the act made; True when it is a message that has left."""
        if act.kind == "send":
            return not outbox.withdraw(unit, moment, act.ref_id)
        if act.kind == "call":
            ended = self.office.outcomes.get(contacts.call_ended(unit, act.ref_id)[1])
            contacts.take_back_call(unit, act.ref_id, bool(ended and ended.retires_number))
        elif act.kind == "note":
            contacts.take_back_note(unit, act.ref_id)
        elif act.kind == "import":
            imports.take_back(unit, moment, act.ref_id, self.office.rules)
        return False
