"""The form for a step of the ladder that was taken without the program."""

from collector_tui.domain.account import Card
from collector_tui.domain.message import Draft
from collector_tui.domain.refusal import Refused
from collector_tui.domain.when import written_day
from collector_tui.services.acting import Done
from collector_tui.services.collecting import Collecting
from collector_tui.tui.screens.form import Form, Part


def step_done(collecting: Collecting, card: Card) -> Form:
    """The next step, done by hand; of a letter or an email the drafted words are kept as what was sent."""
    step = collecting.drafts.step_of(card)
    words = _words(collecting, card)
    about = [f"By {' or '.join(step.ways)}." if step and step.ways[0] != "decide" else ""]
    about += [f"The {words.channel} is kept as it is drafted; m opens it to write another one."] if words else []
    today = collecting.office.moment().today
    parts = [Part("note", "Note", "", "may stay empty")]
    if card.next_step_on and card.next_step_on > today:
        parts.append(
            Part("early", f"Not due before {written_day(card.next_step_on)}: done all the same?", "", "yes or no")
        )
    return Form(
        f"{step.name.capitalize() if step else 'A step'} of {card.name}, done by hand",
        parts,
        lambda values, key: Done(
            collecting.climbs.done(card, key, words, values["note"], early=values.get("early", "") in ("yes", "y"))
        ),
        [line for line in about if line],
    )


def _words(collecting: Collecting, card: Card) -> Draft | None:
    """What a letter or an email would say now; nothing is kept of what cannot be drafted."""
    step = collecting.drafts.step_of(card)
    if step is None or step.ways[0] not in ("letter", "email"):
        return None
    try:
        return collecting.drafts.draft(card, channel=step.ways[0])
    except Refused:
        return None
