"""Receiving: the texts that come in, kept once each; who ends texts gets none from that instant on."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from collector_tui.domain.carrier import Carrier, Inbound
from collector_tui.domain.optout import wish
from collector_tui.domain.phone import parse_phone
from collector_tui.domain.text import one_line
from collector_tui.services.confirming import confirm_opt_out
from collector_tui.services.office import Office
from collector_tui.services.settling import Delivered
from collector_tui.store import journal, optouts, replies
from collector_tui.store.summaries import refresh

_USUALLY_BACK, _DEEPLY_BACK = timedelta(hours=48), timedelta(days=14)
"""How far back replies are asked for; once a day further, for what came while nobody asked."""

_SAID = {
    "stop": "opted out of texts",
    "perhaps stop": "has a word to stop in it: read it before anything more is sent",
    "start": "asks for texts again: the inbox (i) confirms it",
    "help": "asks who writes and why",
}
"""What a reply says about texts, for the journal."""


@dataclass(frozen=True)
class Receiving:
    """Fetches replies."""

    office: Office
    carrier: Carrier

    def replies(self, done: Delivered) -> str:
        """Take in the texts that came; what went wrong in one sentence, or nothing."""
        office, name = self.office, self.carrier.name
        deep = office.book.meta("replies_deep_on") != office.moment().today.isoformat()
        since = office.clock.now() - (_DEEPLY_BACK if deep else _USUALLY_BACK)
        known = partial(replies.is_known, office.book, name)
        for inbound in self.carrier.replies((lambda _: False) if deep else known, since):
            if not known(inbound.provider_id) and self._concerns_us(inbound):
                self._keep(inbound, done)
        trouble = self.carrier.trouble
        if not trouble and not self.carrier.simulated and not office.book.is_read_only:
            self._note_good(deep=deep)
        return trouble

    def _concerns_us(self, inbound: Inbound) -> bool:
        """Whether a text is a reply: one to another number of the account is, where it comes from somebody in the book."""
        return not inbound.is_elsewhere or bool(optouts.name_with(self.office.book, inbound.sender))

    def _note_good(self, *, deep: bool) -> None:
        """Remember when replies were last asked for with success, once a minute."""
        moment = self.office.moment()
        values = [("replies_asked_at", moment.at)] + ([("replies_deep_on", moment.today.isoformat())] if deep else [])
        if deep or self.office.book.meta("replies_asked_at")[:16] != moment.at[:16]:
            with self.office.book.writing() as unit:
                unit.many("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", values)

    def _keep(self, inbound: Inbound, done: Delivered) -> None:
        """Keep one text that came in; words that end texts opt its number out, wherever it is kept.

        A number may be written as it is dialled at home: it is matched as it is kept.
        """
        inbound = replace(
            inbound, sender=parse_phone(inbound.sender, self.office.business.country).e164 or inbound.sender
        )
        carrier, office, moment = self.carrier, self.office, self.office.moment()
        with office.book.writing() as unit:
            kept = replies.keep(unit, moment, carrier.name, inbound, carrier.simulated)
            if kept is None:
                return
            concerned = {kept[1]} if kept[1] is not None else set()
            words = f"reply{' (simulated)' if carrier.simulated else ''}: {inbound.text}"
            replies.note_line(unit, kept[0], journal.append(unit, moment, kept[1], "reply", words, actor="machine"))
            was_out = optouts.is_out(unit, inbound.sender)
            said = wish(inbound.text, is_out=was_out)
            if said == "stop":
                concerned |= set(optouts.put(unit, inbound.sender, moment.at, "reply"))
            if said:
                told = f"{inbound.sender} {_SAID[said]}"
                journal.append(unit, moment, kept[1], "opt_out" if said == "stop" else "reply", told, actor="machine")
            if said == "stop" and kept[1] is not None and not was_out and not carrier.answers_stop:
                confirm_opt_out(office, unit, moment, kept[1], inbound.sender, inbound.received_at)
            refresh(unit, sorted(concerned), moment.today, office.rules)
        who = office.book.row("SELECT name FROM account WHERE id = ?", (kept[1],)) if kept[1] else None
        done.tell(kept[1], f"Reply from {who[0] if who else inbound.sender}: “{one_line(inbound.text)[:80]}”")
