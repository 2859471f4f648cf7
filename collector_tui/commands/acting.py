"""What the commands that book or agree something have in common: trying it out, doing it, and telling what it did."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from collector_tui.commands.agreements import shape
from collector_tui.commands.command import option
from collector_tui.commands.documents import disputed, document_shape, documents
from collector_tui.commands.printing import complain, give, say
from collector_tui.commands.standing import standing_lines, standing_shape

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.account import Card, QueueRow
    from collector_tui.services.acting import Done
    from collector_tui.services.collecting import Collecting

DAY = "3d, fri, eom, 18 dec or 2026-12-18"
DRY_RUN = option("--dry-run", action="store_true", says="say what would be done; nothing is kept")
INVOICES = option(
    "--invoice",
    dest="invoices",
    action="append",
    default=[],
    metavar="N",
    says="the invoice; may be given several times",
)
INVOICE = option("--invoice", default="", metavar="N", says="the invoice it is about")
PAST = "a day that has come: today, yesterday, fri, 3d ago, 10 may, 2026-05-10"
NOTE = option("--note", default="", metavar="T", says="what to remember of it")

Act = Callable[[int, str], "Done"]
"""Does it: is handed the account's id and a form's key."""

Also = Callable[["Done"], str]
"""One more line of text about what was done, such as how to take it back."""

Shape = Callable[["Collecting", "Card", "Done"], dict[str, Any]]
"""The fields that belong to what was done, beside those that all acts have."""


def on_account(
    collecting: "Collecting", invocation: "Invocation", act: Act, more: "Shape", also: Also | None = None
) -> int:
    """Do one act on the account that was named, or only try it, and print what was done."""
    return carry_out(collecting, invocation, collecting.queue.resolve(invocation.account), act, more, also)


def carry_out(
    collecting: "Collecting",
    invocation: "Invocation",
    row: "QueueRow",
    act: Act,
    more: "Shape",
    also: Also | None = None,
) -> int:
    """Do one act on an account, or only try it, and print what was done and how the account stands then."""
    from collector_tui.services.acting import rehearse
    from collector_tui.services.office import form_key

    key = form_key()
    facts: dict[str, Any] = {"account_id": row.id, "account": row.name}
    if invocation.dry_run:
        words = rehearse(collecting.office, lambda: act(row.id, key))
        if invocation.json:
            give({**facts, "done": words, "id": None, "dry_run": True})
        else:
            say(f"{row.name}: {words}")
        complain("This was only tried: nothing was kept.")
        return 0
    before = {item.entry_id for item in collecting.queue.whole(row.id).invoices}
    done = act(row.id, key)
    card, today = collecting.queue.whole(row.id), collecting.queue.moment().today
    if invocation.json:
        own = more(collecting, card, done) | {"entries": _entries(collecting, card, before)}
        shared = {"done": done.words, "id": done.id or None, "dry_run": False}
        give({**facts, **shared, **own, **standing_shape(card, today)})
    else:
        say(f"{row.name}: {done.words}")
        if also and done.id:
            say(also(done))
        for line in standing_lines(card, today):
            say(line)
    return 0


def _entries(collecting: "Collecting", card: "Card", before: set[int]) -> list[dict[str, Any]]:
    """The documents that were not there before."""
    in_dispute, today = disputed(collecting.queue.agreements(card.id)), collecting.queue.moment().today
    return [document_shape(item, in_dispute, today) for item in documents(card) if item.entry_id not in before]


def nothing_more(_collecting: "Collecting", _card: "Card", _done: "Done") -> dict[str, Any]:
    """For an act of which the entries tell everything."""
    return {}


def agreement_made(collecting: "Collecting", card: "Card", done: "Done") -> dict[str, Any]:
    """The agreement that was made or ended, as `show` has it."""
    numbers = {item.entry_id: item.number for item in card.invoices}
    found = (one for one in collecting.queue.agreements(card.id) if one.id == done.id)
    return next((shape(one, numbers) for one in found), {})


def lacking(invocation: "Invocation", *names: str) -> str:
    """What is to be said when one of these options was not given; nothing when all were."""
    missing = ", ".join(shown for shown, name in map(_named, names) if not _is_given(invocation, name))
    return f"the following arguments are required: {missing}" if missing else ""


def not_one(invocation: "Invocation", *names: str) -> str:
    """What is to be said when none of these options was given, or more than one; nothing when one was."""
    count = sum(_is_given(invocation, name) for _, name in map(_named, names))
    return "" if count == 1 else f"give one of {', '.join(shown for shown, _ in map(_named, names))}"


def beside(invocation: "Invocation", only: str, *names: str) -> str:
    """What is to be said when one of these options was given beside the one that goes alone; nothing when none was."""
    found = [shown for shown, name in map(_named, names) if _is_given(invocation, name)]
    return f"{only} does not go with {', '.join(found)}" if found else ""


def _named(name: str) -> tuple[str, str]:
    """An option as it is written, and its attribute: the two differ where that would be a word of Python."""
    shown, _, attribute = name.partition(":")
    return f"--{shown}", attribute or shown.replace("-", "_")


def _is_given(invocation: "Invocation", name: str) -> bool:
    return getattr(invocation, name) not in (None, False, "", [])
