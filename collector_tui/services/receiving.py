"""Receiving: the carrier's later words on texts that have left, and the texts that come in."""

from dataclasses import dataclass

from collector_tui.domain.carrier import Carrier, Inbound
from collector_tui.domain.optout import stops
from collector_tui.domain.outbox import State, may_follow
from collector_tui.domain.text import one_line
from collector_tui.services.office import Office
from collector_tui.services.settling import Delivered, Settling
from collector_tui.store import journal, outbox
from collector_tui.store.summaries import refresh


@dataclass(frozen=True)
class Receiving:
    """Fetches receipts and replies."""

    office: Office
    carrier: Carrier

    def receipts(self, done: Delivered) -> None:
        """Take in what became of the texts on their way; a finished one never moves back."""
        flying = {message.provider_id: message for message in outbox.in_flight(self.office.book)}
        if not flying:
            return
        settling = Settling(self.office, self.carrier)
        for receipt in self.carrier.receipts(list(flying)):
            message = flying.get(receipt.provider_id)
            before: State | None = message.state if message else None  # type: ignore[assignment]
            if message and before and may_follow(before, receipt.state):
                settling.settle(message, receipt.state, done, before=before, says=receipt.says)

    def replies(self, done: Delivered) -> None:
        """Take in the texts that came, each once."""
        for inbound in self.carrier.replies():
            self._keep(inbound, done)

    def _keep(self, inbound: Inbound, done: Delivered) -> None:
        """Keep one text that came in; an exact word to stop opts its number out wherever it is kept."""
        carrier = self.carrier
        office, moment = self.office, self.office.moment()
        with office.book.writing() as unit:
            kept = outbox.keep_reply(unit, moment, carrier.name, inbound, carrier.simulated)
            if kept is None:
                return
            concerned = {kept[1]} if kept[1] is not None else set()
            words = f"reply{' (simulated)' if carrier.simulated else ''}: {inbound.text}"
            journal.append(unit, moment, kept[1], "reply", words, actor="machine")
            if stops(inbound.text):
                from collector_tui.store import accounts

                concerned |= set(accounts.set_opt_out(unit, inbound.sender, moment.at))
                journal.append(
                    unit, moment, kept[1], "opt_out", f"{inbound.sender} opted out of texts", actor="machine"
                )
            refresh(unit, sorted(concerned), moment.today, office.rules)
        who = office.book.row("SELECT name FROM account WHERE id = ?", (kept[1],)) if kept[1] else None
        done.tell(kept[1], f"Reply from {who[0] if who else inbound.sender}: “{one_line(inbound.text)[:80]}”")
