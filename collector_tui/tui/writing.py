"""A message while it is written: what can be chosen for it, and the draft that goes with the choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from collector_tui.domain.account import Card
from collector_tui.domain.approach import APPROACHES, Approach
from collector_tui.domain.guard import Channel
from collector_tui.domain.mail import Attachment
from collector_tui.domain.message import Draft
from collector_tui.domain.refusal import Refused
from collector_tui.domain.sms import segments
from collector_tui.domain.tone import TONES, Tone
from collector_tui.services.collecting import Collecting

Row = Literal["tone", "approach", "channel"]

CHANNELS: Final[dict[Channel, str]] = {"sms": "SMS", "email": "email", "letter": "letter", "call": "call"}
"""The channels in their order, as they are named."""

_NOTHING: Final = "There is nothing to write."


@dataclass
class Sheet:
    """One account's message: three choices, and the draft they make, or the sentence that says why there is none."""

    collecting: Collecting
    card: Card
    tone: Tone
    approach: Approach
    channel: Channel = "sms"
    draft: Draft | None = None
    refusal: str = _NOTHING
    attached: tuple[Attachment, ...] = ()
    """What goes with it, as long as it is an email."""

    @classmethod
    def begun(cls, collecting: Collecting, card: Card, drafted: Draft) -> "Sheet":
        """The message of an account as the desk has drafted it, on the channel that its step is meant for."""
        sheet = cls(collecting, card, drafted.tone, drafted.approach)
        sheet._go_to(sheet.step_channel if sheet.step_channel in ("email", "letter") else "sms")
        return sheet

    @property
    def step_channel(self) -> Channel | None:
        """The channel that the next step is meant for first; None where there is no step, or it is no contact."""
        step = self.collecting.drafts.step_of(self.card)
        way = step.ways[0] if step else "decide"
        return None if way == "decide" else way

    @property
    def is_no_message(self) -> bool:
        """Whether the next step is done without words that could be kept: a call, or a decision."""
        step = self.collecting.drafts.step_of(self.card)
        return self.channel == "call" or bool(step and step.ways[0] in ("call", "decide") and self.channel == "sms")

    def refuse_other_step(self) -> None:
        """Raise Refused when a call is written, and the next step is none that a call takes."""
        step = self.collecting.drafts.step_of(self.card)
        if self.channel == "call" and step and step.ways[0] != "decide" and "call" not in step.ways:
            raise Refused(
                f"A call does not take the next step, {step.name}: choose its channel, or go on with M on the desk."
            )

    @property
    def place(self) -> str:
        """What the message is on the ladder; where it only stands in for another channel's step, that too."""
        if self.draft is None:
            return ""
        steps = self.collecting.office.ladder(self.card).steps
        taken = next((step for step in steps if step.day == self.draft.takes), None)
        name = self.draft.step_name
        return f"in place of the {name}" if taken and self.channel not in taken.ways else name

    def approaches(self) -> Sequence[Approach]:
        """What can be chosen: no barter with a consumer, and the letter before action only when its step has come."""
        found = [one for one in APPROACHES if one != "notice" and (one != "barter" or self.card.kind == "business")]
        step = self.collecting.drafts.step_of(self.card)
        return [*found, "claim"] if step and step.approach == "claim" and self.channel == "letter" else found

    def choices(self, row: Row) -> Sequence[str]:
        """The names of what can be chosen in a row."""
        return {"tone": TONES, "approach": self.approaches(), "channel": [*CHANNELS.values()]}[row]

    def at(self, row: Row) -> int:
        """The place of what is chosen in a row."""
        return self.choices(row).index(
            {"tone": self.tone, "approach": self.approach, "channel": CHANNELS[self.channel]}[row]
        )

    def own(self, row: Row) -> int:
        """The place of what the step itself asks for; -1 where it is none of them."""
        drafts, step = self.collecting.drafts, self.step_channel
        names = {
            "tone": drafts.tone_of(self.card),
            "approach": drafts.approach_of(self.card, self.channel),
            "channel": CHANNELS[step] if step else "",
        }
        return next((place for place, name in enumerate(self.choices(row)) if name == names[row]), -1)

    def choose(self, row: Row, at: int) -> None:
        """Choose something in a row, and draft anew."""
        if row == "tone":
            self.tone = TONES[at]
        elif row == "approach":
            self.approach = self.approaches()[at]
        else:
            self._go_to([*CHANNELS][at])
            return
        self.redraft()

    def _go_to(self, channel: Channel) -> None:
        """Take another channel; the approach goes along where it was the step's own, or cannot be had there."""
        drafts, before = self.collecting.drafts, self.channel
        is_own = self.approach == drafts.approach_of(self.card, before)
        self.channel = channel
        if is_own or self.approach not in self.approaches():
            own = drafts.approach_of(self.card, channel)
            self.approach = own if own in self.approaches() else "reminder"
        self.redraft()

    def redraft(self) -> None:
        """Draft the message as it is chosen; where that is refused, the refusal stands for it."""
        try:
            self.draft = self.collecting.drafts.draft(
                self.card, self.tone, approach=self.approach, channel=self.channel
            )
        except Refused as refusal:
            self.draft, self.refusal = None, str(refusal)

    def renew(self) -> None:
        """Read the account again, and draft from what the book says now."""
        self.card = self.collecting.queue.card(self.card.id)
        self._go_to(self.channel)

    def read(self, words: str) -> Draft | None:
        """The draft with the words as they stand, for reading them through."""
        return self.draft._replace(text=words, size=segments(words)) if self.draft else None

    def written(self, words: str, *, is_own: bool) -> Draft:
        """The message as it goes: the draft, or the collector's own words in its place.

        Raises Refused when there is no draft, or its own words are none or too many.
        """
        if self.draft is None:
            raise Refused(self.refusal)
        draft = self.collecting.drafts.own_words(self.card, words, self.draft) if is_own else self.draft
        return draft._replace(attached=self.attached) if self.channel == "email" else draft

    def chosen(self) -> tuple[Tone | None, Approach | None]:
        """Tone and approach for a text from the desk; None where they are the step's own."""
        drafts = self.collecting.drafts
        approach = None if self.approach in ("claim", drafts.approach_of(self.card)) else self.approach
        return (None if self.tone == drafts.tone_of(self.card) else self.tone), approach
