"""Batching: many messages listed first, confirmed once, and stopped at any time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from collector_tui.domain.account import Card
from collector_tui.domain.batch import Batch, Going, LeftOut, Progress, not_by_text, not_now, progress
from collector_tui.domain.message import Draft
from collector_tui.domain.outbox import Turn
from collector_tui.domain.refusal import Refused
from collector_tui.services import contacting
from collector_tui.services.drafting import Drafting
from collector_tui.services.office import Office
from collector_tui.services.posting import OF_THE_NUMBER, Terms, post
from collector_tui.services.proofreading import Proofreading
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
    """The next messages of all that is due, or of a selection; and notices to everybody."""

    office: Office
    drafts: Drafting
    undo_seconds: int

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
        return _sorted(self._judged(shown, self.drafts.notice(shown, news)) for shown in self._cards(wanted))

    def _cards(self, account_ids: Iterable[int]) -> Iterator[Card]:
        return (card.read_card(self.office.book, account_id) for account_id in account_ids)

    def _due(self, one: Due, today: date) -> Going | LeftOut:
        """The next message of an account if it is due, or why it gets none; its card is read only if it may get one."""
        ladder = self.office.rules.ladders.of(one.kind, one.ladder).steps
        step = ladder[one.next_step] if one.next_step is not None else None
        against = not_now(one.row, step, one.next_step_on, today) or not_by_text(step)
        if against:
            return LeftOut(one.row.id, one.row.name, *against)
        return self._next_of(card.read_card(self.office.book, one.row.id))

    def _chosen(self, shown: Card) -> Going | LeftOut:
        """The next message of an account that was chosen by hand: a text stands in for all but a strict step."""
        step = self.drafts.step_of(shown)
        against = not_by_text(step) if step and step.strict else None
        return LeftOut(shown.id, shown.name, *against) if against else self._next_of(shown)

    def _next_of(self, shown: Card) -> Going | LeftOut:
        try:
            return self._judged(shown, self.drafts.draft(shown))
        except Refused as refusal:
            return LeftOut(shown.id, shown.name, "nothing_to_ask", str(refusal))

    def _judged(self, shown: Card, draft: Draft) -> Going | LeftOut:
        """The message if nothing at all speaks against it: what has to be minded is for a person to look at alone."""
        verdict = contacting.look(self.office, shown, "sms", shown.text_number, draft.text, demands=bool(draft.figures))
        if verdict.effect != "allow":
            return LeftOut(shown.id, shown.name, verdict.refusals[0].rule, verdict.says)
        proof = Proofreading(self.office).of_draft(shown, draft)
        found = [one for one in proof.findings if one.level != "advise" and one.rule not in OF_THE_NUMBER]
        if found:
            return LeftOut(shown.id, shown.name, found[0].rule, " ".join(one.says for one in found))
        if draft.figures and shown.row.reason in ("reply", "send_unknown"):
            return LeftOut(
                shown.id, shown.name, *(not_now(shown.row, None, None, self.office.moment().today) or ("", ""))
            )
        newest = outbox.state_of_newest(self.office.book, shown.id)
        if newest and newest[0] in ("queued", "sending"):
            return LeftOut(shown.id, shown.name, "on_its_way", "a text is on its way already")
        if newest and newest[1] == self.office.moment().today.isoformat():
            return LeftOut(shown.id, shown.name, "sent_today", "was sent a text today")
        return Going(shown, draft)

    def begin(self, batch: Batch, key: str) -> Begun:
        """Queue every message exactly as it was listed: all of them are one act, which one undo takes back.

        What has changed since it was listed is left out. Raises Refused when nothing is left to send.
        """
        office, moment = self.office, self.office.moment()
        with office.book.writing() as unit:
            booked = acts.booked(unit, key)
            if booked:
                return Begun(booked.id, len(outbox.of_batch(unit, booked.id, "queued")), ())
            line = journal.append(unit, moment, None, "batch", f"batch of {len(batch.going)} texts")
            act = acts.record(unit, moment, "batch", None, line, f"batch of {len(batch.going)} texts", key, line)
            left = tuple(self._queued(unit, batch, act, line))
            count = len(batch.going) - len(left)
            if not count:
                raise Refused(f"Nothing is left to send: {left[0].why if left else 'the list is empty'}.")
            acts.relabel(unit, act, f"batch of {count} text{'' if count == 1 else 's'}")
            refresh(unit, [one.card.id for one in batch.going], moment.today, office.rules)
        return Begun(act, count, left)

    def _queued(self, unit: Writing, batch: Batch, act: int, line: int) -> Iterator[LeftOut]:
        """Queue the messages; those that may not go any more are yielded with the reason."""
        terms = Terms(self.undo_seconds, batch=act)
        for one in batch.going:
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
    for message_id, account_id in outbox.of_batch(unit, batch, "queued"):
        if outbox.move(unit, moment, message_id, Turn("queued", "cancelled")):
            journal.append(unit, moment, account_id, "sms", "text taken back")
            accounts.append(account_id)
    return accounts


def _sorted(found: Iterable[Going | LeftOut]) -> Batch:
    both = list(found)
    return Batch(
        tuple(one for one in both if isinstance(one, Going)), tuple(one for one in both if isinstance(one, LeftOut))
    )
