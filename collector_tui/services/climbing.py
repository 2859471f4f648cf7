"""Climbing: steps that are taken without the program, and the choice after days away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

from collector_tui.domain.account import Card
from collector_tui.domain.ladder import Step, came_due
from collector_tui.domain.message import Draft
from collector_tui.domain.refusal import Refused, Warned
from collector_tui.domain.when import written_day
from collector_tui.services.office import Office
from collector_tui.store import acts, climbing, contacts, journal, outbox
from collector_tui.store.climbing import Climber
from collector_tui.store.outbox import Posting
from collector_tui.store.summaries import refresh

Choice = Literal["latest", "each", "none"]
CHOICES: Final[dict[Choice, str]] = {
    "latest": "the latest only: the earlier ones are passed over",
    "each": "one by one, as if they had come due today",
    "none": "none of them: go on with the next ones on their days",
}
"""What can be done about steps that came due while nobody was here."""

_AWAY_FROM = 4
"""From so many days without any work on one was away; a long weekend is not."""


class Away(NamedTuple):
    """How long nobody was here, how many steps came due, and on how many accounts more than one."""

    days: int
    steps: int
    accounts: int

    @property
    def says(self) -> str:
        """It in one sentence."""
        on = f"on {self.accounts} account{'' if self.accounts == 1 else 's'}"
        return f"You were away {self.days} days: {self.steps} steps came due {on}."


class _Missed(NamedTuple):
    climber: Climber
    steps: list[Step]


@dataclass(frozen=True)
class Climbing:
    """Going up the ladder by hand."""

    office: Office

    def done(self, card: Card, key: str, draft: Draft | None = None, note: str = "", *, early: bool = False) -> str:
        """Mark the next step as done by hand; with a draft its words are kept as what was sent.

        Raises Warned when it is not due yet (`early` says that it was done all the same), and Refused when there is no
        step to take.
        """
        moment, ladder = self.office.moment(), self.office.ladder(card).steps
        if card.next_step is None or card.oldest_due is None:
            raise Refused(f"{card.name} has no step to take.")
        step = ladder[card.next_step]
        if not early and card.next_step_on and card.next_step_on > moment.today:
            raise Warned(f"The {step.name} of {card.name} is not due before {written_day(card.next_step_on)}.")
        way = draft.channel if draft else step.ways[0]
        if not step.is_taken_by(way) and way != step.ways[0]:
            raise Refused(f"{step.name.capitalize()} is taken by {' or '.join(step.ways)}, not by {way}.")
        said = f"{step.name}: done by hand" + (f", {way}" if draft else "") + (f" ({note})" if note else "")
        with self.office.book.writing() as unit:
            if acts.booked(unit, key) is None:
                line = journal.append(unit, moment, card.id, "step", said + (f": {draft.text}" if draft else ""))
                made = None
                if draft:
                    now = moment.instant
                    made = outbox.put(unit, moment, draft, Posting("", None, now, now, line), by_hand=True)
                acts.record(unit, moment, "step", card.id, made or line, f"{step.name} of {card.name}", key, line)
                is_contact = made is None and step.ways[0] != "decide"
                given = draft.answer_by if draft else None
                climbing.take(
                    unit, moment, card.id, step.day, card.oldest_due, line, made, by_hand=is_contact, answer_by=given
                )
                contacts.mark_handled(unit, card.id, line)
                refresh(unit, [card.id], moment.today, self.office.rules)
        return f"{card.name}: {said}"

    def posted(self, card: Card, key: str, draft: Draft, *, early: bool = False) -> str:
        """Keep a letter or an email as sent by hand; it takes its step, where it is one.

        Raises Warned when that step is not due yet (`early` says that it was sent all the same).
        """
        moment = self.office.moment()
        if draft.takes is not None and not early and card.next_step_on and card.next_step_on > moment.today:
            raise Warned(f"The next step of {card.name} is not due before {written_day(card.next_step_on)}.")
        words = f"{draft.channel} sent by hand: {draft.subject or draft.step_name}"
        with self.office.book.writing() as unit:
            if acts.booked(unit, key) is None:
                line = journal.append(unit, moment, card.id, draft.channel, f"{words}: {draft.text}")
                to = Posting("", None, moment.instant, moment.instant, line)
                made = outbox.put(unit, moment, draft, to, by_hand=True)
                acts.record(unit, moment, "step", card.id, made, f"{draft.channel} to {card.name}", key, line)
                if draft.takes is not None and card.oldest_due:
                    climbing.take(
                        unit, moment, card.id, draft.takes, card.oldest_due, line, made, answer_by=draft.answer_by
                    )
                contacts.mark_handled(unit, card.id, line)
                refresh(unit, [card.id], moment.today, self.office.rules)
        return f"{card.name}: {words}"

    def away(self) -> Away | None:
        """How long nobody has worked here, where several steps of an account came due meanwhile; else None.

        It is remembered until something is chosen, whatever is done before.
        """
        book, today = self.office.book, self.office.moment().today
        since = climbing.away_since(book) or acts.last_day(book)
        if since is None or (today - since).days < _AWAY_FROM:
            return None
        missed = list(self._missed(since))
        if missed and not climbing.away_since(book) and not book.is_read_only:
            with book.writing() as unit:
                climbing.note_away(unit, since)
        return Away((today - since).days, sum(len(one.steps) for one in missed), len(missed)) if missed else None

    def come_back(self, choice: Choice, key: str) -> str:
        """Do what was chosen about the steps that came due meanwhile; one undo takes the choice back."""
        moment, book = self.office.moment(), self.office.book
        since = climbing.away_since(book) or acts.last_day(book)
        missed = list(self._missed(since)) if since else []
        with book.writing() as unit:
            if acts.booked(unit, key) is None:
                line = journal.append(unit, moment, None, "away", f"back after days away: {CHOICES[choice]}")
                acts.record(unit, moment, "away", None, line, "choice after days away", key, line)
                for climber, steps in missed if choice != "each" else ():
                    passed = steps[:-1] if choice == "latest" else steps
                    words = f"passed over while away: {', '.join(step.name for step in passed)}"
                    journal.append(unit, moment, climber.account_id, "step", words)
                    climbing.take(unit, moment, climber.account_id, passed[-1].day, climber.oldest_due, line)
                climbing.note_away(unit, None)
                ids = [one.climber.account_id for one in missed]
                refresh(unit, ids, moment.today, self.office.rules)
        return CHOICES[choice].capitalize() + "."

    def _missed(self, last: date) -> Iterator[_Missed]:
        """The accounts on which more than one step came due since a day."""
        today = self.office.moment().today
        for climber in climbing.waiting(self.office.book, today):
            ladder = self.office.rules.ladders.of(climber.kind, climber.ladder).steps
            steps = came_due(ladder, climber.step_taken, climber.oldest_due, last, today)
            if len(steps) > 1:
                yield _Missed(climber, steps)
