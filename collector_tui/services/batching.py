"""Batching: many messages listed first, confirmed once, and stopped at any time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from collector_tui.domain.account import Card
from collector_tui.domain.batch import Batch, Going, LeftOut, Progress, counted, for_a_person, not_now, progress
from collector_tui.domain.fitting import BY_ITSELF, channels_for
from collector_tui.domain.guard import Channel
from collector_tui.domain.outbox import Turn
from collector_tui.domain.refusal import Refused
from collector_tui.services.drafting import Drafting
from collector_tui.services.enlisting import Enlisting
from collector_tui.services.office import Office
from collector_tui.services.posting import Terms, post
from collector_tui.services.settling import WHAT
from collector_tui.store import acts, card, contacts, journal, outbox, queue
from collector_tui.store.book import Writing
from collector_tui.store.queue import Due
from collector_tui.store.summaries import refresh


@dataclass(frozen=True, slots=True)
class Begun:
    """A batch in the outbox: its number, how many messages it has, and who was left out at the last moment."""

    batch: int
    count: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Batching:
    """The next messages of all that is due, or of a selection; and notices to everybody.

    `channels` are those that are set up: each account gets its message on the one that fits it. `real` are those of them
    by which it reaches somebody: on those nothing goes in no name.
    """

    office: Office
    drafts: Drafting
    undo_seconds: int
    channels: frozenset[Channel]
    real: frozenset[Channel]

    @property
    def _enlisting(self) -> Enlisting:
        return Enlisting(self.office, self.drafts, self.channels)

    def due(self) -> Batch:
        """Every account whose next message is due today; who is late and gets none is told with the reason."""
        today = self.office.moment().today
        return _sorted(self._due(one, today) for one in queue.late_or_due(self.office.book, today))

    def of(self, account_ids: Sequence[int]) -> Batch:
        """The next message of each of these accounts, be it due or not."""
        return _sorted(self._chosen(shown) for shown in self._cards(account_ids))

    def notice(self, news: str, account_ids: Sequence[int] | None = None) -> Batch:
        """News to these accounts, or to every one there is, whether it owes or not.

        Raises Refused when the news cannot be sent: nothing in it, a field that is not known.
        """
        wanted = queue.all_ids(self.office.book) if account_ids is None else account_ids
        return _sorted(self._enlisting.news_to(shown, news) for shown in self._cards(wanted))

    def _cards(self, account_ids: Iterable[int]) -> Iterator[Card]:
        return (card.read_card(self.office.book, account_id) for account_id in account_ids)

    def _due(self, one: Due, today: date) -> Going | LeftOut:
        """The next message of an account if it is due, or why it gets none; its card is read only if it may get one."""
        ladder = self.office.rules.ladders.of(one.kind, one.ladder).steps
        step = ladder[one.next_step] if one.next_step is not None else None
        against = not_now(one.row, step, one.next_step_on, today) or for_a_person(step)
        if against:
            return LeftOut(one.row.id, one.row.name, *against)
        return self._enlisting.next_of(
            card.read_card(self.office.book, one.row.id), channels_for(step, is_chosen=False)
        )

    def _chosen(self, shown: Card) -> Going | LeftOut:
        """The next message of an account that was chosen by hand: a text or an email stands in for all but a strict step."""
        step = self.drafts.step_of(shown)
        against = for_a_person(step) if step and step.strict else None
        if against:
            return LeftOut(shown.id, shown.name, *against)
        return self._enlisting.next_of(shown, channels_for(step, is_chosen=True))

    def begin(self, batch: Batch, key: str) -> Begun:
        """Queue every message exactly as it was listed: all of them are one act, which one undo takes back.

        What has changed since it was listed is left out. Raises Refused when nothing is left to send, and when it would
        go in no name.
        """
        if any(one.draft.channel in self.real for one in batch.going):
            self.office.refuse_nameless()
        office, moment = self.office, self.office.moment()
        with office.book.writing() as unit:
            booked = acts.booked(unit, key)
            if booked:
                return Begun(booked.id, len(outbox.of_batch(unit, booked.id, "queued")), ())
            label = f"batch of {counted(batch.going)}"
            line = journal.append(unit, moment, None, "batch", label)
            act = acts.record(unit, moment, "batch", None, line, label, key, line)
            left = tuple(self._queued(unit, batch, act, line))
            late = {one.account_id for one in left}
            going = [one for one in batch.going if one.card.id not in late]
            if not going:
                raise Refused(f"Nothing is left to send: {left[0].why if left else 'the list is empty'}.")
            acts.relabel(unit, act, f"batch of {counted(going)}")
            refresh(unit, [one.card.id for one in batch.going], moment.today, office.rules)
        return Begun(act, len(going), left)

    def _queued(self, unit: Writing, batch: Batch, act: int, line: int) -> Iterator[LeftOut]:
        """Queue the messages; those that may not go any more are yielded with the reason.

        Texts leave first: a mail server that does not answer costs each email its time, and holds no text up.
        """
        terms = Terms(self.undo_seconds, batch=act)
        for one in sorted(batch.going, key=lambda one: BY_ITSELF.index(one.draft.channel)):
            try:
                post(self.office, unit, one.card, one.draft, terms)
                if one.draft.figures:
                    contacts.mark_handled(unit, one.card.id, line)
            except Refused as refusal:
                yield LeftOut(one.card.id, one.card.name, "changed", str(refusal))

    def progress(self, batch: int) -> Progress:
        """How far a batch has come."""
        return progress(outbox.counts(self.office.book, batch).items())

    def stop(self, batch: int) -> Progress:
        """Take back what of a batch has not left yet."""
        office, moment = self.office, self.office.moment()
        with office.book.writing() as unit:
            stopped, act = take_back(unit, office, batch), acts.of_id(unit, batch)
            if stopped and act:
                words = f"{act.label} stopped: {len(stopped)} taken back"
                line = journal.append(unit, moment, None, "batch", words, reverses=act.journal_id)
                acts.set_aside(unit, act, line)
                refresh(unit, stopped, moment.today, office.rules)
        return self.progress(batch)


def take_back(unit: Writing, office: Office, batch: int) -> list[int]:
    """Take the messages of a batch that have not left out of the outbox; returns their accounts."""
    moment, accounts = office.moment(), []
    for message_id, account_id, channel in outbox.of_batch(unit, batch, "queued"):
        if outbox.move(unit, moment, message_id, Turn("queued", "cancelled")):
            journal.append(unit, moment, account_id, channel, f"{WHAT[channel]} taken back")
            accounts.append(account_id)
    return accounts


def _sorted(found: Iterable[Going | LeftOut]) -> Batch:
    both = list(found)
    return Batch(
        tuple(one for one in both if isinstance(one, Going)), tuple(one for one in both if isinstance(one, LeftOut))
    )
