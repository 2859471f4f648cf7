"""`ladder`: the steps there are, where an account is on them, and steps that were taken without the program."""

from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import Command, option
from collector_tui.commands.printing import complain, give, say, table
from collector_tui.domain.refusal import Refused, Warned

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.account import Card
    from collector_tui.domain.ladder import Step
    from collector_tui.domain.ladders import Ladder
    from collector_tui.services.collecting import Collecting


def ladder(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the ladders, or where an account is on its own; or mark its next step as done by hand."""
    if invocation.account is None:
        _list(list(collecting.office.rules.ladders.by_name.values()), as_json=invocation.json)
        return 0
    card = collecting.queue.card(collecting.queue.resolve(invocation.account).id)
    if invocation.done:
        say_done = _done(collecting, card, invocation.note, early=invocation.anyway)
        if not invocation.json:
            say(say_done)
            return 0
        card = collecting.queue.card(card.id)
    _show(card, collecting.office.ladder(card), as_json=invocation.json)
    return 0


def _done(collecting: "Collecting", card: "Card", note: str, *, early: bool) -> str:
    """Mark the next step as done; the words of a letter or an email are kept with it."""
    from collector_tui.services.office import form_key

    step = collecting.drafts.step_of(card)
    way = step.ways[0] if step else "decide"
    draft = collecting.drafts.draft(card, channel=way) if way in ("letter", "email") else None
    try:
        return collecting.climbs.done(card, form_key(), draft, note, early=early)
    except Warned as refusal:
        raise Refused(f"{refusal} Nothing was marked; --anyway marks it all the same.") from None


def _lacks(invocation: "Invocation") -> str:
    """What is missing of a `ladder`."""
    return (
        "--done and --note want an account" if (invocation.done or invocation.note) and not invocation.account else ""
    )


def _list(ladders: "list[Ladder]", *, as_json: bool) -> None:
    if as_json:
        give([{"name": one.name, "title": one.title, "steps": [_shape(step) for step in one.steps]} for one in ladders])
        return
    for one in ladders:
        say(f"{one.name}: {one.title}")
        table(_HEADERS, [_row(step) for step in one.steps], right=(0, 1))
        say("")


def _show(card: "Card", shown: "Ladder", *, as_json: bool) -> None:
    states = [_state(step, card) for step in shown.steps]
    if as_json:
        steps = [{**_shape(step), "state": state} for step, state in zip(shown.steps, states, strict=True)]
        due = card.next_step_on.isoformat() if card.next_step_on else None
        give({"account_id": card.id, "account": card.name, "ladder": shown.name, "next_on": due, "steps": steps})
        return
    rows = [(*_row(step), state) for step, state in zip(shown.steps, states, strict=True)]
    table((*_HEADERS, ""), rows, right=(0, 1))
    if card.row.hidden_by:
        complain(f"{card.name}: {card.row.hidden_by}")


_HEADERS = ("Nr", "Day", "Step", "Channel", "Tone", "Approach")


def _row(step: "Step") -> tuple[str, ...]:
    return (str(step.index + 1), f"{step.day:+}", step.name, " or ".join(step.ways), step.tone, step.approach)


def _state(step: "Step", card: "Card") -> str:
    if step.index <= card.step_taken:
        return "taken"
    if step.index == card.next_step and card.next_step_on:
        return f"next, on {card.next_step_on.isoformat()}"
    return ""


def _shape(step: "Step") -> dict[str, Any]:
    return {
        "number": step.index + 1,
        "name": step.name,
        "day": step.day,
        "tone": step.tone,
        "approach": step.approach,
        "channels": list(step.ways),
        "interval": step.interval,
        "answer_in": step.answer_in,
    }


COMMANDS = (
    Command(
        "ladder",
        "the steps from friendly to final, where an account is on them, and steps done by hand",
        ladder,
        (
            option("account", nargs="?", metavar="ACCOUNT", says="whose ladder (without one all ladders are listed)"),
            option(
                "--done", action="store_true", says="mark the next step as done by hand: a letter posted, a call made"
            ),
            option("--anyway", action="store_true", says="mark it though it is not due yet"),
            option("--note", default="", metavar="T", says="what to remember of it"),
        ),
        lacks=_lacks,
    ),
)
