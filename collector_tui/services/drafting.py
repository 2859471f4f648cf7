"""Drafting: the next message of an account, from its ladder and the book's figures, in any tone, approach and channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from collector_tui.domain.account import Card
from collector_tui.domain.approach import Approach
from collector_tui.domain.asking import figures
from collector_tui.domain.guard import Channel
from collector_tui.domain.ladder import DAYS_TO_ANSWER, Step, step_for_tone, tone_by_now
from collector_tui.domain.message import Draft
from collector_tui.domain.refusal import Refused
from collector_tui.domain.sms import segments
from collector_tui.domain.text import one_line, visible, whole
from collector_tui.domain.tone import TONES, Tone
from collector_tui.domain.wording import answer_day, words_for, words_to
from collector_tui.services.office import Office
from collector_tui.services.wordbook import fill, template
from collector_tui.store import contacts

LONGEST_TEXT = 1600
_LONGEST_LETTER = 20_000
_FOR_AN_INSTALMENT: Tone = "polite"
_NAMES_A_DAY_FROM = TONES.index("firm")


@dataclass(frozen=True)
class Drafting:
    """Writing what an account should hear next."""

    office: Office

    def step_of(self, card: Card) -> Step | None:
        """The next step of the account on its ladder; None once it is climbed."""
        return self.office.ladder(card).steps[card.next_step] if card.next_step is not None else None

    def tone_of(self, card: Card) -> Tone:
        """The tone of the next step; once the ladder is climbed, that of its last one.

        Who keeps to an arrangement but for an instalment is asked politely, wherever the ladder stopped.
        """
        step = self.step_of(card)
        if card.missed:
            return _FOR_AN_INSTALMENT
        steps = self.office.ladder(card).steps
        if step is None:
            return steps[-1].tone
        late = (self.office.moment().today - card.oldest_due).days if card.oldest_due else 0
        return tone_by_now(steps, step, late)

    def approach_of(self, card: Card, channel: Channel = "sms") -> Approach:
        """The approach of the next step; what only a letter can say is a reminder elsewhere."""
        step = self.step_of(card)
        if step is None or card.missed or (step.approach == "claim" and channel != "letter"):
            return "reminder"
        return "reminder" if step.approach == "barter" and card.kind != "business" else step.approach

    def draft(
        self,
        card: Card,
        tone: Tone | None = None,
        *,
        approach: Approach | None = None,
        channel: Channel = "sms",
        step: int | None = None,
    ) -> Draft:
        """The next message of the account, as its step says unless something else is asked for.

        Raises Refused when the account owes nothing, or a field that the words need is not known.
        """
        ladder = self.office.ladder(card).steps
        if step is not None:
            tone = tone or ladder[step].tone
            approach = approach or (
                ladder[step].approach if channel == "letter" or ladder[step].approach != "claim" else None
            )
        tone = tone or self.tone_of(card)
        approach = approach or self.approach_of(card, channel)
        if approach == "barter" and card.kind != "business":
            raise Refused(f"Barter is for businesses: {visible(card.name)} is not known to be one (e, kind).")
        following = card.next_step if step is None else step
        is_its_own = step is None and tone == self.tone_of(card)
        place = following if is_its_own else step_for_tone(ladder, following, card.step_taken, tone)
        at = ladder[place] if place is not None and place != card.step_taken else None
        at = at if at and at.is_taken_by(channel) else None
        meant = ladder[step] if step is not None else at
        words = self.office.words.compose(channel, tone, approach, self._known(card, channel, meant))
        return Draft(
            card.id,
            tone,
            approach,
            channel,
            words.subject,
            words.text,
            segments(words.text),
            figures(card),
            at.day if at else None,
            self._place(card, at),
            answer_by=self._answer_day(card, meant) if TONES.index(tone) >= _NAMES_A_DAY_FROM else None,
        )

    def _answer_day(self, card: Card, step: Step | None) -> date:
        """The day by which a message of a step asks for an answer: before the next step, where that has its day."""
        today, steps = self.office.moment().today, self.office.ladder(card).steps
        following = steps[step.index + 1] if step and step.index + 1 < len(steps) else None
        next_on = card.oldest_due + timedelta(days=following.day) if following and card.oldest_due else None
        return answer_day(today, step.answer_in if step else DAYS_TO_ANSWER, next_on)

    def own_words(self, card: Card, text: str, draft: Draft | None = None) -> Draft:
        """A text of the collector's own, in place of a draft (or of the next message).

        Raises Refused when it is empty or longer than the channel takes.
        """
        longest = LONGEST_TEXT if draft is None or draft.channel == "sms" else _LONGEST_LETTER
        if not text.strip():
            raise Refused("The text is empty: nothing was queued.")
        if len(text) > longest:
            raise Refused(f"The text has {len(text)} characters, carriers take {longest}: shorten it.")
        text = whole(text)
        base = draft or self.unwritten(card)
        return base._replace(text=text, size=segments(text), is_own=True)

    def unwritten(self, card: Card) -> Draft:
        """The next message without its words: where it stands on the ladder, and what it may claim."""
        step = self.step_of(card)
        at = step if step and step.is_taken_by("sms") else None
        takes, place, tone = at.day if at else None, self._place(card, at), self.tone_of(card)
        return Draft(card.id, tone, self.approach_of(card), "sms", "", "", segments(""), figures(card), takes, place)

    def notice(self, card: Card, news: str, channel: Channel = "sms", tone: Tone = "polite") -> Draft:
        """News for an account, whether it owes or not: it claims nothing and takes no step.

        `news` is a template as the user wrote it. Raises Refused when it is empty or names what is not known.
        """
        known = words_to(card, self.office.business, self.office.moment().today).known()
        try:
            told = fill(template(news), known)
        except ValueError as error:
            raise Refused(f"The notice cannot be read as a template: {error}.") from None
        if not told:
            raise Refused("The notice is empty: nothing was queued.")
        told = one_line(told) if channel == "sms" else told
        told += "" if told[-1] in ".!?…:" else "."
        words = self.office.words.compose(channel, tone, "notice", {**known, "notice": told})
        size = segments(words.text)
        return Draft(card.id, tone, "notice", channel, words.subject, words.text, size, "", None, "notice")

    def _place(self, card: Card, step: Step | None) -> str:
        """What a message is on the ladder: the step it takes, a word in between, or one after the last step."""
        if step is not None:
            return step.name
        return "in between" if card.next_step is not None else "after the last notice"

    def script(self, card: Card, tone: Tone | None = None, approach: Approach | None = None) -> str:
        """What to say on the phone, in a few sentences of the same tone."""
        return self.draft(card, tone, approach=approach, channel="call").text

    def known(self, card: Card, draft: Draft) -> Mapping[str, Any]:
        """The fields that a draft was filled in with."""
        steps = self.office.ladder(card).steps
        at = next((step for step in steps if step.day == draft.takes), None) if draft.takes is not None else None
        return self._known(card, draft.channel, at)

    def _known(self, card: Card, channel: Channel, step: Step | None) -> Mapping[str, Any]:
        office, today = self.office, self.office.moment().today
        try:
            words = words_for(card, office.business, today, self._answer_day(card, step), self._earlier(card, channel))
        except ValueError as error:
            raise Refused(f"{error}.") from None
        return words.known()

    def _earlier(self, card: Card, channel: Channel) -> list[date]:
        """The last days on which the debtor was written to or spoken with; a text has no room for them."""
        if channel in ("sms", "call"):
            return []
        return contacts.days_reached(self.office.book, card.id, 3)
