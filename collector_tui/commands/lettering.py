"""`letter`: a letter to print, and the mark that it was posted."""

from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.commands.command import ACCOUNT, Command, option
from collector_tui.commands.printing import complain, give, say

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.account import Card
    from collector_tui.domain.message import Draft
    from collector_tui.services.collecting import Collecting


def letter(collecting: "Collecting", invocation: "Invocation") -> int:
    """Write a letter as a PDF; with --posted it is kept as sent, with its words."""
    card = collecting.queue.card(collecting.queue.resolve(invocation.account).id)
    draft = collecting.letters.draft(card, invocation.kind)
    collecting.letters.write(card, draft, Path(invocation.output), replace=invocation.force)
    told = [f"{draft.subject} to {card.name}: written to {invocation.output}."]
    if invocation.posted:
        told.append(_posted(collecting, card, draft, early=invocation.anyway))
    if invocation.json:
        give({"account_id": card.id, "account": card.name, "file": invocation.output, "subject": draft.subject,
              "text": draft.text, "posted": invocation.posted})  # fmt: skip
    else:
        say("\n".join(told))
    for finding in collecting.proofs.of_draft(card, draft).findings:
        complain(f"{finding.level}: {finding.says}")
    return 0


def _posted(collecting: "Collecting", card: "Card", draft: "Draft", *, early: bool) -> str:
    """Keep the letter as sent."""
    from collector_tui.domain.refusal import Refused, Warned
    from collector_tui.services.office import form_key

    try:
        return collecting.climbs.posted(card, form_key(), draft, early=early)
    except Warned as refusal:
        raise Refused(f"{refusal} The file is written, nothing was marked; --anyway marks it all the same.") from None


COMMANDS = (
    Command(
        "letter",
        "write a letter to print: a reminder, a second or final notice, or a letter before action",
        letter,
        (
            ACCOUNT,
            option("--kind", choices=("reminder", "second", "final", "claim"), required=True, says="which letter"),
            option("-o", "--output", metavar="F", required=True, says="the PDF to write"),
            option("--force", action="store_true", says="write over a file that is there"),
            option("--posted", action="store_true", says="it goes to the post: keep it as sent, and take its step"),
            option("--anyway", action="store_true", says="mark it though its step is not due yet"),
        ),
    ),
)
