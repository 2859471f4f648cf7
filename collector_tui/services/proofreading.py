"""Proofreading: how firm a text is, what may not be said in it, and what it says that the book cannot vouch for."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from collector_tui.domain.account import Card
from collector_tui.domain.guard import Channel
from collector_tui.domain.message import Draft, Finding, Proof
from collector_tui.domain.sms import plainer, segments
from collector_tui.domain.vouching import vouched
from collector_tui.paths import asset
from collector_tui.services.office import Office, read_toml

if TYPE_CHECKING:
    from collector_tui.domain.lint.grounds import Grounds
    from collector_tui.domain.lint.phrases import PhraseRule
    from collector_tui.domain.meter import Cues

_USUAL_SEGMENTS = 2


@cache
def phrase_rules() -> "tuple[PhraseRule, ...]":
    """The phrases that are looked for."""
    from collector_tui.domain.lint.phrases import read_phrases

    return read_phrases(read_toml(asset("lint", "phrases.toml")))


@cache
def cues() -> "Cues":
    """The phrases that make a text friendlier or firmer."""
    from collector_tui.domain.meter import read_cues

    return read_cues(read_toml(asset("tone", "cues.toml")))


@dataclass(frozen=True)
class Proofreading:
    """Reading a text through before it goes."""

    office: Office

    def of_draft(self, card: Card, draft: Draft) -> Proof:
        """What is found in a message to an account."""
        grounds = vouched(card, draft, self.office.business, self.office.ladder(card), self.office.moment().today)
        return read(draft.text, draft.channel, grounds, reachable(card, draft.channel))


def read(text: str, channel: Channel, grounds: "Grounds | None", found: tuple[Finding, ...] = ()) -> Proof:
    """Read a text through: tone, phrases, figures, style, and what it costs to send."""
    from collector_tui.domain.lint.linting import lint
    from collector_tui.domain.meter import measure

    reading = measure(text, cues(), grounds.names if grounds else ())
    findings = [*found, *lint(text, phrase_rules(), grounds), *(_cost(text) if channel == "sms" else ())]
    return Proof(reading, tuple(sorted(findings, key=lambda one: ("block", "ask", "advise").index(one.level))))


def reachable(card: Card, channel: Channel) -> tuple[Finding, ...]:
    """What keeps a message from reaching the account at all."""
    if channel == "email":
        if card.email and card.email.status == "ok" and not card.email.is_opted_out:
            return ()
        return (Finding("block", "no_email", "", "There is no email address that can be used: add one."),)
    if channel == "letter":
        return () if card.address else (Finding("block", "no_address", "", "There is no postal address: add one."),)
    number = card.text_number if channel == "sms" else card.number
    if number is None or number.status != "ok" or not number.e164:
        what = "takes texts" if channel == "sms" else "can be called"
        return (Finding("block", "no_number", "", f"There is no number that {what}: add one."),)
    if channel == "sms" and number.is_opted_out:
        return (Finding("block", "opted_out", number.shown, f"{number.shown} has opted out of texts."),)
    return ()


def _cost(text: str) -> list[Finding]:
    """What makes a text dear to send."""
    found, size = [], segments(text)
    if size.forced_by and size.segments > segments(plainer(text)).segments:
        says = f"“{size.forced_by}” makes it {size.segments} segments: without it fewer."
        found.append(Finding("advise", "encoding", size.forced_by, says))
    if size.segments > _USUAL_SEGMENTS:
        found.append(Finding("advise", "length", "", f"It takes {size.segments} segments: two are usual at most."))
    return found
