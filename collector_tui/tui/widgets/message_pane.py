"""The next message, exactly as one key sends it: its words, its size, who gets it, and whether it may go."""

from textual.content import Content

from collector_tui.domain.account import Card
from collector_tui.domain.guard import Verdict
from collector_tui.domain.message import Draft
from collector_tui.tui.text import styled, text
from collector_tui.tui.widgets.lines import Lines


class MessagePane(Lines):
    """What `s` sends is always on the screen."""

    def show(self, card: Card | None, draft: Draft | None, verdict: Verdict | None, nothing: str = "") -> None:
        """Paint the draft and the line that says what will happen to it."""
        if card is None or draft is None:
            self.paint([text(nothing or "Nothing to write.", "$foreground-muted")], text("Next message"))
            return
        title = styled("Next: SMS · ", (draft.tone, "bold"), f" · {draft.step_name}")
        self.paint([text(draft.text), _size(card, draft, verdict)], title)


def _size(card: Card, draft: Draft, verdict: Verdict | None) -> Content:
    parts = "segment" if draft.size.segments == 1 else "segments"
    size = f"{draft.size.segments} {parts}  {draft.size.encoding}"
    phone = card.text_number
    if verdict is not None and not verdict.is_allowed:
        return styled((f"{size}  ", "$foreground-muted"), (verdict.says, "$text-error"))
    if verdict is not None and verdict.effect == "warn":
        return styled((f"{size}  ", "$foreground-muted"), (verdict.says, "$text-warning"), ("  s asks", "bold"))
    to = f"  to {phone.shown}" if phone else ""
    return styled((f"{size}{to}  ", "$foreground-muted"), ("s sends", "bold $text-success"))
