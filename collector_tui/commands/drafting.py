"""`draft` and `lint`: what an account should hear next, and what any text costs and lacks."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import ACCOUNT, Command, option
from collector_tui.commands.printing import complain, give, say
from collector_tui.domain.refusal import Refused
from collector_tui.domain.tone import TONES

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.ladder import Step
    from collector_tui.domain.message import Finding
    from collector_tui.domain.sms import Segments
    from collector_tui.services.collecting import Collecting

CHANNEL = option("--channel", choices=("sms",), default="sms", says="how it goes: sms")


def draft(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the next message of an account, as it would be sent now; nothing is sent."""
    card = collecting.queue.card(collecting.queue.resolve(invocation.account).id)
    step = _step(collecting.office.rules.steps, invocation.step)
    made = collecting.drafts.draft(card, invocation.tone, step)
    if invocation.json:
        ids = {"account_id": card.id, "account": card.name, "step": made.step_name}
        give({**ids, **_shape(made.text, made.tone, made.approach, made.size, made.findings)})
    else:
        say(made.text)
        _advise(f"{made.step_name}, {made.tone}: ", made.size, made.findings)
    return 0


def _step(steps: "Sequence[Step]", wanted: str | None) -> int | None:
    """The ladder's step that is meant by its number (from 1) or its name."""
    if wanted is None:
        return None
    for step in steps:
        if wanted.strip().lower() in (str(step.index + 1), step.name.lower()):
            return step.index
    listed = ", ".join(f"{step.index + 1} {step.name}" for step in steps)
    raise Refused(f"“{wanted}” is not a step of the ladder: use one of {listed}.")


def lint(collecting: "Collecting | None", invocation: "Invocation") -> int:
    """Print what the text on standard input costs as an SMS, and what is to be said against it."""
    from collector_tui.domain.sms import segments
    from collector_tui.services.drafting import findings

    card = None
    if collecting is not None:
        card = collecting.queue.card(collecting.queue.resolve(invocation.account).id)
    text = _standard_input()
    size, found = segments(text), findings(card, text)
    if invocation.json:
        give(_shape(text, None, None, size, found))
    else:
        say(f"{size.segments} segment{'' if size.segments == 1 else 's'}, {size.encoding}, {size.units} units")
        for finding in found:
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
    text: str, tone: str | None, approach: str | None, size: "Segments", found: "Sequence[Finding]"
) -> dict[str, Any]:
    return {
        "text": text,
        "channel": "sms",
        "tone": tone,
        "approach": approach,
        "encoding": size.encoding,
        "units": size.units,
        "segments": size.segments,
        "tone_score": None,
        "tone_phrases": [],
        "findings": [{"level": f.level, "rule": f.rule, "found": f.found, "says": f.says} for f in found],
    }


def _advise(what: str, size: "Segments", found: "Sequence[Finding]") -> None:
    complain(f"{what}{size.segments} segment{'' if size.segments == 1 else 's'}, {size.encoding}")
    for finding in found:
        complain(f"{finding.level}: {finding.says}")


COMMANDS = (
    Command(
        "draft",
        "write the next message of an account; nothing is sent",
        draft,
        (
            ACCOUNT,
            option("--tone", choices=TONES, says="how firm (usually that of the step)"),
            CHANNEL,
            option("--step", metavar="S", says="another step of the ladder, by its number from 1 or its name"),
        ),
    ),
    Command(
        "lint",
        "what the text on standard input costs as an SMS",
        lint,
        (option("--account", metavar="ACCOUNT", says="whom it would go to"),),
        needs_book=False,
    ),
)
