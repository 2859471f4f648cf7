"""Enlisting: one account of a batch, its message on the channel that fits it, or why it gets none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from collector_tui.domain.account import Card
from collector_tui.domain.batch import Going, LeftOut, not_now
from collector_tui.domain.fitting import BY_ITSELF, fitting
from collector_tui.domain.guard import Channel
from collector_tui.domain.message import Draft
from collector_tui.domain.refusal import Refused
from collector_tui.services import contacting
from collector_tui.services.drafting import Drafting
from collector_tui.services.office import Office
from collector_tui.services.posting import OF_THE_NUMBER
from collector_tui.services.proofreading import Proofreading
from collector_tui.services.settling import WHAT
from collector_tui.store import outbox


@dataclass(frozen=True)
class Enlisting:
    """Who gets a message; `channels` are those that are set up."""

    office: Office
    drafts: Drafting
    channels: frozenset[Channel]

    def next_of(self, shown: Card, channels: Sequence[Channel]) -> Going | LeftOut:
        """The next message of an account on the first of some channels that fits it, or why it gets none."""
        try:
            return self._fitted(shown, channels, lambda channel: self.drafts.draft(shown, channel=channel))
        except Refused as refusal:
            return LeftOut(shown.id, shown.name, "nothing_to_ask", str(refusal))

    def news_to(self, shown: Card, news: str) -> Going | LeftOut:
        """News to an account, or why it gets none; raises Refused when the news cannot be sent."""
        return self._fitted(shown, BY_ITSELF, lambda channel: self.drafts.notice(shown, news, channel))

    def _fitted(self, shown: Card, channels: Sequence[Channel], draft: Callable[[Channel], Draft]) -> Going | LeftOut:
        """The message on the channel that fits the account, if there is one."""
        fit = fitting(channels, shown, self.channels)
        if fit.channel is None:
            return LeftOut(shown.id, shown.name, fit.code, fit.why)
        return self._judged(shown, draft(fit.channel))

    def _judged(self, shown: Card, draft: Draft) -> Going | LeftOut:
        """The message if nothing at all speaks against it: what has to be minded is for a person to look at alone."""
        number = shown.text_number if draft.channel == "sms" else None
        verdict = contacting.look(self.office, shown, draft.channel, number, draft.text, demands=bool(draft.figures))
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
        return self._sent_already(shown) or Going(shown, draft)

    def _sent_already(self, shown: Card) -> LeftOut | None:
        """Why an account gets none that had one today, or to which one is on its way, by whatever channel."""
        today = self.office.moment().today.isoformat()
        for channel in BY_ITSELF:
            state, day = outbox.state_of_newest(self.office.book, shown.id, channel) or ("", "")
            what = f"{'an' if channel == 'email' else 'a'} {WHAT[channel]}"
            if state in ("queued", "sending"):
                return LeftOut(shown.id, shown.name, "on_its_way", f"{what} is on its way already")
            if day == today:
                return LeftOut(shown.id, shown.name, "sent_today", f"was sent {what} today")
        return None
