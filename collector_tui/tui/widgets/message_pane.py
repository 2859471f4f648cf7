"""The next message, exactly as one key sends it: its words, its size, who gets it, and whether it may go."""

from datetime import date

from textual.content import Content

from collector_tui.domain.account import Card
from collector_tui.domain.guard import Verdict
from collector_tui.domain.ladder import Step
from collector_tui.domain.message import Draft
from collector_tui.tui.text import styled, text
from collector_tui.tui.widgets.lines import Lines


class MessagePane(Lines):
    """What `s` sends is always on the screen."""

    def show(
        self, card: Card | None, draft: Draft | None, verdict: Verdict | None, nothing: str = "", aside: str = ""
    ) -> None:
        """Paint the draft and the line that says what will happen to it; `aside` is what the step is really meant for."""
        if card is None or draft is None:
            self.paint([text(nothing or "Nothing to write.", "$foreground-muted")], text("Next message"))
            return
        title = styled("Next: SMS · ", (draft.tone, "bold"), f" · {draft.approach} · {draft.step_name}")
        self.paint([text(draft.text), _size(card, draft, verdict, aside)], title)


def elsewhere(step: Step | None, card: Card, today: date) -> str:
    """What a text is where the next step is meant for another channel, what is due there, and the key that leads to it."""
    if step is None or step.ways[0] == "sms" or card.missed:
        return ""
    way, *others = step.ways
    due = "is due" if card.next_step_on is None or card.next_step_on <= today else "comes next"
    if way == "call":
        return f"instead; a call {due} (c)"
    if step.strict:
        return f"besides; {step.name} {due} ({'M' if way == 'decide' else 'm'})"
    by = " or ".join([way, *(other for other in others if other != "sms")])
    return f"instead; {step.name} {due} by {by} (m)"


def _size(card: Card, draft: Draft, verdict: Verdict | None, aside: str) -> Content:
    parts = "segment" if draft.size.segments == 1 else "segments"
    size = f"{draft.size.segments} {parts}"
    if not aside or draft.size.forced_by:
        size = f"{size}  {draft.size.encoding}"
    phone = card.text_number
    also = f"  {aside.partition('; ')[2]}"
    if verdict is not None and not verdict.is_allowed:
        return styled((f"{size}  ", "$foreground-muted"), (verdict.says, "$text-error"), also)
    if verdict is not None and verdict.effect == "warn":
        return styled((f"{size}  ", "$foreground-muted"), (verdict.says, "$text-warning"), ("  s asks", "bold"), also)
    to = f"  to {phone.shown}" if phone and not aside else ""
    return styled((f"{size}{to}  ", "$foreground-muted"), ("s sends", "bold $text-success"), f" {aside}")
