"""What is not true any more of a message that was written earlier: its figures, how they stand, the days it names."""

from datetime import date

from collector_tui.domain.account import Card
from collector_tui.domain.asking import figures, standing_on
from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.when import written_day


def outdated(message: OutboxMessage, card: Card, written: date, today: date) -> str:
    """Why a message may not leave as it was written on an earlier day; empty while it may, or where it asks for nothing."""
    if not message.figures:
        return ""
    if figures(card) != message.figures:
        return "the figures in the book changed before it left: look at it and send it anew"
    if card.asked_cents > 0 and standing_on(card, written) != standing_on(card, today):
        return "it was written before the due date and would leave on another day: send it anew"
    passed = _passed(message.text, written, today)
    return f"{written_day(passed)}, which it names as a day to come, has passed: send it anew" if passed else ""


def _passed(text: str, written: date, today: date) -> date | None:
    """The first day a text names that was to come when it was written, such as the one to answer by, and has passed."""
    from collector_tui.domain.lint.days import DEADLINE, days_in

    for day in days_in(text, written) if written < today else ():
        if day.is_certain and day.readings:
            named = day.readings[0]
            if written < named < today or (named == written and day.lead in DEADLINE):
                return named
    return None
