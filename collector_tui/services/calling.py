"""Calling: the sheet that opens, the call that counts from its first moment, and how it ended."""

from dataclasses import dataclass

from collector_tui.domain.call import UNFINISHED, NextAction, Outcome
from collector_tui.domain.insisting import insist
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import whole
from collector_tui.domain.when import shown_day
from collector_tui.services import contacting
from collector_tui.services.office import Office
from collector_tui.store import accounts, acts, climbing, contacts, journal
from collector_tui.store.book import Writing
from collector_tui.store.summaries import refresh


@dataclass(frozen=True, slots=True)
class Logged:
    """A call in the book: its id, how it ended so far, and what comes next."""

    call_id: int
    account: str
    outcome: str
    next_action: NextAction | None


@dataclass(frozen=True)
class Calling:
    """Logging calls; one call is one act that can be undone, however often its ending is corrected."""

    office: Office

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """How a call can end, in the order they are offered."""
        return tuple(self.office.outcomes.values())

    def begin(
        self, account_id: int, phone_id: int | None, key: str, *, inbound: bool = False, override: str = ""
    ) -> Logged:
        """Enter a call that is being made: it counts from now, whatever happens to the program.

        Raises Blocked when the account may not be called, unless a reason is given against it and the rule allows one.
        """
        with self.office.book.writing() as unit:
            call_id, name = self._begin(unit, account_id, phone_id, key, inbound, override)
            refresh(unit, [account_id], self.office.moment().today, self.office.rules)
        return Logged(call_id, name, UNFINISHED, None)

    def log(
        self,
        account_id: int,
        phone_id: int | None,
        outcome: str,
        key: str,
        *,
        note: str = "",
        next_action: NextAction | None = None,
        seconds: int | None = None,
        inbound: bool = False,
        override: str = "",
    ) -> Logged:
        """Enter how a call ended, beginning it if that was not done; said again with the same key, it corrects.

        Raises Blocked when the account may not be called, unless a reason is given against it (`override`), and Refused
        when there is no such outcome.
        """
        ended = self.office.outcomes.get(outcome)
        if ended is None:
            raise Refused(f"“{outcome}” is not an outcome: use one of {', '.join(self.office.outcomes)}.")
        moment = self.office.moment()
        action = next_action or ended.next_action(moment.today)
        with self.office.book.writing() as unit:
            call_id, name = self._begin(unit, account_id, phone_id, key, inbound, override)
            self._end(unit, account_id, call_id, key, ended, action, whole(note.strip()), seconds)
            refresh(unit, [account_id], moment.today, self.office.rules)
        return Logged(call_id, name, outcome, action)

    def _begin(
        self, unit: Writing, account_id: int, phone_id: int | None, key: str, inbound: bool, override: str
    ) -> tuple[int, str]:
        moment = self.office.moment()
        row = unit.one("SELECT name FROM account WHERE id = ?", (account_id,))
        name = row[0] if row else ""
        booked = acts.booked(unit, key)
        if booked:
            return booked.ref_id, name
        number, passed = None, ""
        if not inbound or phone_id is not None:
            number, verdict = contacting.admit(self.office, unit, moment, account_id, "call", phone_id)
            if not inbound:
                passed = insist(name, "call", verdict, minded=True, override=override)
        if not name:
            raise Refused(f"There is no account with the id {account_id}.")
        shown = f" {number.shown}" if number and number.shown else ""
        if passed:
            journal.append(unit, moment, account_id, "guard", passed)
        line = journal.append(unit, moment, account_id, "call", "they called" if inbound else f"call begun{shown}")
        call_id = contacts.begin_call(unit, moment, account_id, phone_id, inbound, line)
        act = acts.record(unit, moment, "call", account_id, call_id, f"call to {name}", key, line)
        unasked = NextAction("action", moment.today, "note how the call ended")
        contacts.plan(unit, account_id, unasked, line, act)
        return call_id, name

    def _end(
        self,
        unit: Writing,
        account_id: int,
        call_id: int,
        key: str,
        ended: Outcome,
        action: NextAction,
        note: str,
        seconds: int | None,
    ) -> None:
        moment = self.office.moment()
        act = acts.booked(unit, key)
        if act is None:
            raise LookupError("a call is begun before it ends")
        _, before, phone_id = contacts.call_ended(unit, call_id)
        shown = shown_day(action.on, moment.today)
        words = f"{ended.label}{f' ({note})' if note else ''}; next: {action.what}, {shown}{f' {action.at}' if action.at else ''}"
        line = journal.append(unit, moment, account_id, "call", words)
        contacts.end_call(unit, call_id, ended.code, ended.reached, note, seconds, line)
        contacts.withdraw_plans(unit, act.id)
        contacts.plan(unit, account_id, action, line, act.id)
        contacts.mark_handled(unit, account_id, act.journal_id)
        self._retire(unit, phone_id, before, ended)
        self._climb(unit, account_id, act.journal_id, ended)
        name = act.label.partition(" for ")[2] or act.label.removeprefix("call to ")
        acts.relabel(unit, act.id, f"{ended.label.lower()} for {name}")

    def _climb(self, unit: Writing, account_id: int, line: int, ended: Outcome) -> None:
        """A call that got through takes a step that is a call; a corrected ending gives it back."""
        moment = self.office.moment()
        if climbing.take_back(unit, line):
            refresh(unit, [account_id], moment.today, self.office.rules)
        climber = climbing.of_account(unit, account_id) if ended.reached else None
        if climber is None or climber.next_step is None:
            return
        step = self.office.rules.ladders.of(climber.kind, climber.ladder).steps[climber.next_step]
        if "call" in step.ways:
            climbing.take(unit, moment, account_id, step.day, climber.oldest_due, line)

    def _retire(self, unit: Writing, phone_id: int | None, before: str, ended: Outcome) -> None:
        """A wrong or dead number is not used again; a corrected ending gives it back."""
        if phone_id is None:
            return
        earlier = self.office.outcomes.get(before)
        if ended.retires_number or (earlier and earlier.retires_number):
            accounts.retire_phone(unit, phone_id, ended.retires_number or "ok")
