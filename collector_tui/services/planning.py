"""Deciding what comes next: notes, next actions, snoozes, and being done with an account for today."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from collector_tui.domain.call import NextAction
from collector_tui.domain.moment import Moment
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import one_line, whole
from collector_tui.domain.when import parse_coming_day, parse_day, shown_day
from collector_tui.services.office import Office
from collector_tui.store import acts, contacts, journal
from collector_tui.store.book import Row, Writing
from collector_tui.store.summaries import refresh, what_waits


@dataclass(frozen=True)
class Planning:
    """Notes and plans; each is one act that can be undone, and returns the words that tell of it."""

    office: Office

    def note(self, account_id: int, text: str, key: str) -> str:
        """Keep a note on the account."""
        text = whole(text.strip())
        if not text:
            raise Refused("The note is empty: nothing was kept.")
        moment = self.office.moment()
        with self.office.book.writing() as unit:
            name = _account(unit, account_id)[0]
            if acts.booked(unit, key) is None:
                line = journal.append(unit, moment, account_id, "note", text)
                made = contacts.add_note(unit, moment, account_id, text)
                acts.record(unit, moment, "note", account_id, made, f"note on {name}", key, line)
        return f"noted on {name}"

    def set_next(self, account_id: int, when: str, what: str, key: str) -> str:
        """Set the next action: a day as people write it, and what to do (by default: follow up)."""
        moment = self.office.moment()
        try:
            day = parse_day(when, moment.today)
        except ValueError as error:
            raise Refused(f"{error}.") from None
        if day < moment.today:
            raise Refused(f"{shown_day(day, moment.today)} has passed: give today or a later day.")
        return self._plan(moment, account_id, NextAction("action", day, one_line(what) or "follow up"), "next", key)

    def call_later(self, account_id: int, at: datetime, key: str) -> str:
        """Plan a call for the first instant at which it is permitted."""
        there = at.astimezone(self.office.zone)
        action = NextAction("callback", there.date(), "call, as permitted from then", f"{there:%H:%M}")
        return self._plan(self.office.moment(), account_id, action, "next", key)

    def done(self, account_id: int, key: str) -> str:
        """Be done with the account for today: the next step's day, or the end of the rest, becomes its next action."""
        moment = self.office.moment()
        return self._plan(moment, account_id, None, "done", key)

    def snooze(self, account_id: int, when: str, key: str) -> str:
        """Hide the account until a day as people write it."""
        moment = self.office.moment()
        try:
            day = parse_coming_day(when, moment.today)
        except ValueError as error:
            raise Refused(f"{error}.") from None
        shown = shown_day(day, moment.today)
        with self.office.book.writing() as unit:
            name = _account(unit, account_id)[0]
            if acts.booked(unit, key) is None:
                line = journal.append(unit, moment, account_id, "snooze", f"snoozed until {shown}")
                act = acts.record(unit, moment, "snooze", account_id, line, f"snooze of {name}", key, line)
                contacts.snooze(unit, account_id, day.isoformat(), line, act)
                contacts.mark_handled(unit, account_id, line)
                refresh(unit, [account_id], moment.today, self.office.rules)
        return f"{name} is back {'' if shown in ('today', 'tomorrow') else 'on '}{shown}"

    def _plan(self, moment: Moment, account_id: int, action: NextAction | None, kind: str, key: str) -> str:
        with self.office.book.writing() as unit:
            account = _account(unit, account_id)
            action = action or self._by_rule(unit, account_id, account, moment)
            told = f"{action.what} on {shown_day(action.on, moment.today)}".replace("on to", "to")
            if acts.booked(unit, key) is None:
                words = f"done for today; next: {told}" if kind == "done" else f"next: {told}"
                line = journal.append(unit, moment, account_id, kind, words)
                label = f"{'done-mark' if kind == 'done' else 'next action'} of {account[0]}"
                act = acts.record(unit, moment, kind, account_id, line, label, key, line)
                contacts.plan(unit, account_id, action, line, act)
                contacts.mark_handled(unit, account_id, line)
                refresh(unit, [account_id], moment.today, self.office.rules)
        return f"{account[0]}: {told}"

    def _by_rule(self, unit: Writing, account_id: int, account: Row, moment: Moment) -> NextAction:
        """What follows when nothing else was said: what an agreement brings, else the next step, never before the rest."""
        _, next_step, next_step_on, kind, ladder = account
        agreed = what_waits(unit, account_id, moment.today)
        if agreed and agreed.next_on:
            return NextAction("action", max(agreed.next_on, moment.today + timedelta(days=1)), agreed.next_what)
        rest = moment.today + timedelta(days=max(self.office.rules.work.minimum_interval_days, 1))
        if next_step is None:
            return NextAction("action", rest, "decide what comes after the last notice")
        due = date.fromisoformat(next_step_on)
        name = self.office.rules.ladders.of(kind, ladder).steps[next_step].name
        return NextAction("action", due if due > moment.today else rest, name)


def _account(unit: Writing, account_id: int) -> Row:
    row = unit.one(
        "SELECT name, next_step, next_step_on, kind, COALESCE((SELECT value FROM fact WHERE account_id = a.id "
        "AND name = 'ladder'), '') FROM account a WHERE id = ?",
        (account_id,),
    )
    if row is None:
        raise Refused(f"There is no account with the id {account_id}.")
    return row
