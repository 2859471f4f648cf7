"""`letter`: a letter to print, and the mark that it was posted."""

from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.commands.command import ACCOUNT, Command, option
from collector_tui.commands.printing import complain, give, say

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting


def letter(collecting: "Collecting", invocation: "Invocation") -> int:
    """Write a letter as a PDF; with --posted it is kept as sent, with its words."""
    from collector_tui.services.office import form_key

    card = collecting.queue.card(collecting.queue.resolve(invocation.account).id)
    draft = collecting.letters.draft(card, invocation.kind)
    collecting.letters.write(card, draft, Path(invocation.output), replace=invocation.replace)
    told = [f"{draft.subject} to {card.name}: written to {invocation.output}."]
    if invocation.posted:
        told.append(collecting.climbs.posted(card, form_key(), draft))
    if invocation.json:
        give({"account_id": card.id, "account": card.name, "file": invocation.output, "subject": draft.subject,
              "text": draft.text, "posted": invocation.posted})  # fmt: skip
    else:
        say("\n".join(told))
    for finding in collecting.proofs.of_draft(card, draft).findings:
        complain(f"{finding.level}: {finding.says}")
    return 0


COMMANDS = (
    Command(
        "letter",
        "write a letter to print: a reminder, a second or final notice, or a letter before action",
        letter,
        (
            ACCOUNT,
            option("--kind", choices=("reminder", "second", "final", "claim"), required=True, says="which letter"),
            option("-o", "--output", metavar="F", required=True, says="the PDF to write"),
            option("--replace", action="store_true", says="write over a file that is there"),
            option("--posted", action="store_true", says="it goes to the post: keep it as sent, and take its step"),
        ),
    ),
)
