"""Drafting: the next message of an account, from its ladder and the book's figures, in any of the tones."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from collector_tui.domain.account import Card
from collector_tui.domain.ladder import step_for_tone
from collector_tui.domain.message import Draft, Finding
from collector_tui.domain.refusal import Refused
from collector_tui.domain.sms import plainer, segments
from collector_tui.domain.text import one_line, whole
from collector_tui.domain.tone import TONES, Tone
from collector_tui.domain.wording import figures, words_for
from collector_tui.paths import asset
from collector_tui.services.office import Office

_LONGEST_TEXT = 1600
_FOR_AN_INSTALMENT: Tone = "polite"


@lru_cache(maxsize=1)
def _templates() -> Any:
    """The templates, in a sandbox in which a missing field is an error and never an empty place."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(str(asset("messages"))), undefined=StrictUndefined, autoescape=False, auto_reload=False
    )


def _render(name: str, words: Mapping[str, Any]) -> str:
    return str(_templates().get_template(name).render(words))


@dataclass(frozen=True)
class Drafting:
    """Writing what an account should hear next."""

    office: Office

    def tone_of(self, card: Card) -> Tone:
        """The tone of the next step; once the ladder is climbed, the last one.

        Who keeps to an arrangement but for an instalment is asked politely, wherever the ladder stopped.
        """
        if card.missed:
            return _FOR_AN_INSTALMENT
        return self.office.rules.steps[card.next_step].tone if card.next_step is not None else TONES[-1]

    def draft(self, card: Card, tone: Tone | None = None, step: int | None = None) -> Draft:
        """The next text of the account, in the tone of its step unless another is asked for.

        Raises Refused when the account owes nothing.
        """
        steps = self.office.rules.steps
        if tone is None:
            tone = self.tone_of(card) if step is None else steps[step].tone
        step = card.next_step if step is None else step
        step = step_for_tone(steps, step, card.step_taken, tone)
        text = plainer(one_line(_render(f"sms/{tone}.txt", self._words(card))))
        name = self._step_name(card, step)
        return Draft(
            card.id, tone, "reminder", "sms", text, segments(text), figures(card), step, name, findings(card, text)
        )

    def own_words(self, card: Card, text: str) -> Draft:
        """A text of the collector's own.

        Raises Refused when it is empty or longer than any carrier takes.
        """
        if not text.strip():
            raise Refused("The text is empty: nothing was queued.")
        if len(text) > _LONGEST_TEXT:
            raise Refused(f"The text has {len(text)} characters, carriers take {_LONGEST_TEXT}: shorten it.")
        text = whole(text)
        step = card.next_step
        tone = self.tone_of(card)
        name = self._step_name(card, step)
        return Draft(
            card.id, tone, "reminder", "sms", text, segments(text), figures(card), step, name, findings(card, text)
        )

    def _step_name(self, card: Card, step: int | None) -> str:
        """What the message is on the ladder: its step, a word in between, or one after the last step."""
        if step is not None and step != card.step_taken:
            return self.office.rules.steps[step].name
        return "in between" if card.next_step is not None else "after the last notice"

    def script(self, card: Card, tone: Tone | None = None) -> str:
        """What to say on the phone, in a few sentences of the same tone."""
        return _render(f"call/{tone or self.tone_of(card)}.txt", self._words(card)).strip()

    def _words(self, card: Card) -> dict[str, Any]:
        try:
            return asdict(words_for(card, self.office.business, self.office.moment().today))
        except ValueError as error:
            raise Refused(f"{error}.") from None


def findings(card: Card | None, text: str) -> tuple[Finding, ...]:
    """What to know before a text goes: a number that is lacking, a character that makes it dearer."""
    found = []
    if card is not None:
        number = card.text_number
        if number is None or number.status != "ok" or not number.e164:
            found.append(Finding("block", "no_number", "", "There is no number that takes texts: add one."))
        elif number.is_opted_out:
            found.append(Finding("block", "opted_out", number.shown, f"{number.shown} has opted out of texts."))
    size = segments(text)
    if size.forced_by and size.segments > segments(plainer(text)).segments:
        says = f"“{size.forced_by}” makes it {size.segments} segments: without it fewer."
        found.append(Finding("advise", "encoding", size.forced_by, says))
    if size.segments > 2:
        found.append(Finding("advise", "length", "", f"It takes {size.segments} segments: two are usual at most."))
    return tuple(found)
