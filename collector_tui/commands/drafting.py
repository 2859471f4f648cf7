"""`draft` and `lint`: what an account should hear next, and what is to be said about any text."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import ACCOUNT, Command, option
from collector_tui.commands.printing import complain, give, say
from collector_tui.domain.approach import APPROACHES, Approach, as_approach
from collector_tui.domain.refusal import Refused
from collector_tui.domain.tone import TONES

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.account import Card
    from collector_tui.domain.guard import Channel
    from collector_tui.domain.ladder import Step
    from collector_tui.domain.message import Proof
    from collector_tui.domain.sms import Segments
    from collector_tui.services.collecting import Collecting


def approach(text: str) -> Approach:
    """An approach by its name; for argparse."""
    try:
        return as_approach(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


TONE = option("--tone", choices=TONES, says="how firm (usually that of the step)")
APPROACH = option(
    "--approach", type=approach, metavar="A", says=f"how it puts its case: {', '.join(APPROACHES)} (usually the step's)"
)
STEP = option("--step", metavar="S", says="another step of the ladder, by its number from 1 or its name")


def draft(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the next message of an account, as it would be sent now; nothing is sent."""
    card = collecting.queue.card(collecting.queue.resolve(invocation.account).id)
    step = find_step(collecting.office.ladder(card).steps, invocation.step)
    channel = invocation.channel or _channel(collecting, card, step)
    made = collecting.drafts.draft(card, invocation.tone, approach=invocation.approach, channel=channel, step=step)
    proof = collecting.proofs.of_draft(card, made)
    if invocation.json:
        more = {"account_id": card.id, "account": card.name, "step": made.step_name, "subject": made.subject or None}
        give({**more, **_shape(made.text, made.channel, made.tone, made.approach, made.size, proof)})
    else:
        if made.subject:
            say(f"Subject: {made.subject}\n")
        say(made.text)
        complain(f"{made.step_name}, {made.tone}, {made.approach}: {_told(made.channel, made.size, proof)}")
        for finding in proof.findings:
            complain(f"{finding.level}: {finding.says}")
    return 0


def _channel(collecting: "Collecting", card: "Card", step: int | None) -> "Channel":
    """The channel that is meant where none was said: a text, but for a step that was asked for by name its own."""
    way = collecting.office.ladder(card).steps[step].ways[0] if step is not None else "sms"
    return "sms" if way == "decide" else way


def find_step(steps: "Sequence[Step]", wanted: str | None) -> int | None:
    """The ladder's step that is meant by its number (from 1) or its name."""
    if wanted is None:
        return None
    for step in steps:
        if wanted.strip().lower() in (str(step.index + 1), step.name.lower()):
            return step.index
    listed = ", ".join(f"{step.index + 1} {step.name}" for step in steps)
    raise Refused(f"“{wanted}” is not a step of the ladder: use one of {listed}.")


def lint(collecting: "Collecting | None", invocation: "Invocation") -> int:
    """Print what the text on standard input costs as an SMS, how firm it is, and what is to be said against it."""
    from collector_tui.domain.sms import segments
    from collector_tui.services.proofreading import read

    text = _standard_input()
    size = segments(text)
    if collecting is None:
        proof = read(text, "sms", None)
    else:
        card = collecting.queue.card(collecting.queue.resolve(invocation.account).id)
        proof = collecting.proofs.of_draft(card, collecting.drafts.unwritten(card)._replace(text=text, size=size))
    if invocation.json:
        give(_shape(text, "sms", proof.reading.tone, None, size, proof))
    else:
        say(_told("sms", size, proof))
        for finding in proof.findings:
            say(f"{finding.level}: {finding.says}")
    return 0


def _standard_input() -> str:
    """The bytes of standard input as text, unchanged but for one final line feed."""
    if sys.stdin.isatty():
        complain("Type the text and end it with Ctrl-D on a line of its own.")
    try:
        return sys.stdin.buffer.read().removesuffix(b"\n").decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"The text is not UTF-8 (byte {error.start + 1}): save it as UTF-8 and try again.") from None


def _shape(
    text: str, channel: str, tone: str | None, approach: str | None, size: "Segments", proof: "Proof"
) -> dict[str, Any]:
    return {
        "text": text,
        "channel": channel,
        "tone": tone,
        "approach": approach,
        "encoding": size.encoding,
        "units": size.units,
        "segments": size.segments,
        "tone_score": proof.reading.score,
        "tone_phrases": [counted.phrase for counted in proof.reading.phrases],
        "findings": [{"level": f.level, "rule": f.rule, "found": f.found, "says": f.says} for f in proof.findings],
    }


def _told(channel: str, size: "Segments", proof: "Proof") -> str:
    """What a text costs and how firm it reads, in one line."""
    cost = f"{size.segments} segment{'' if size.segments == 1 else 's'}, {size.encoding}, {size.units} units, "
    reading = proof.reading
    counted = ", ".join(f"“{one.phrase}” {one.points:+}" for one in reading.phrases)
    return (
        f"{cost if channel == 'sms' else ''}reads {reading.tone} ({reading.score:+}{f': {counted}' if counted else ''})"
    )


COMMANDS = (
    Command(
        "draft",
        "write the next message of an account; nothing is sent",
        draft,
        (
            ACCOUNT,
            TONE,
            APPROACH,
            option(
                "--channel",
                choices=("sms", "email", "letter", "call"),
                says="how it goes (usually sms; with --step as that step does)",
            ),
            STEP,
        ),
    ),
    Command(
        "lint",
        "how firm the text on standard input is, what it costs, and what may not be said in it",
        lint,
        (option("--account", metavar="ACCOUNT", says="whom it would go to: its figures are compared too"),),
        needs_book=False,
    ),
)
