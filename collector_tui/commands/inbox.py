"""`inbox`: the replies, read, given to the account they are from, and numbers that ask for texts again."""

from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import Command, count, option
from collector_tui.commands.printing import complain, give, say, table
from collector_tui.domain.refusal import Refused

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.reply import Reply
    from collector_tui.services.collecting import Collecting

_WISHES = {
    "stop": "ends texts",
    "perhaps stop": "may end texts: read it",
    "start": "wants texts again",
    "help": "asks who writes",
}


def inbox(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the replies, unread ones first; or do one thing with one of them."""
    said = _act(collecting, invocation)
    if said and not invocation.json:
        say(said)
        return 0
    rows = collecting.replies.inbox(invocation.limit, unread=invocation.unread)
    if invocation.json:
        give([_shape(row) for row in rows])
        return 0
    lines = [
        (
            str(row.id),
            f"{row.received_at.astimezone(collecting.office.zone):%Y-%m-%d %H:%M}",
            row.account or "nobody known",
            row.sender,
            ("" if row.is_read else "unread ") + _WISHES.get(row.wish, ""),
            row.text,
        )
        for row in rows
    ]
    if lines:
        table(("Id", "Came", "Account", "From", "", "Text"), lines, right=(0,))
    for row in rows:
        if row.also and not row.is_read:
            others = ", ".join(f"{name} ({one})" for one, name in row.also)
            complain(f"{row.sender} is also the number of {others}: --give {row.id} ACCOUNT says whose reply it is.")
    return 0


def _act(collecting: "Collecting", invocation: "Invocation") -> str:
    if invocation.read is not None:
        return collecting.replies.read(invocation.read)
    if invocation.opt_in is not None:
        return collecting.replies.opt_in(invocation.opt_in)
    if invocation.give:
        number, account = invocation.give
        if not number.isdigit():
            raise Refused(f"“{number}” is not the number of a reply: see `collector inbox`.")
        return collecting.replies.give_to(int(number), collecting.queue.resolve(account).id)
    return ""


def _shape(row: "Reply") -> dict[str, Any]:
    return {
        "id": row.id,
        "account_id": row.account_id,
        "account": row.account or None,
        "from": row.sender,
        "text": row.text,
        "received_at": row.received_at.isoformat(),
        "read": row.is_read,
        "wish": row.wish or None,
        "also": [{"account_id": one, "account": name} for one, name in row.also],
        "simulated": row.simulated,
    }


COMMANDS = (
    Command(
        "inbox",
        "the replies, unread ones first",
        inbox,
        (
            option("--unread", action="store_true", says="only those nobody has read"),
            option("--limit", type=count, default=200, metavar="N", says="how many (usually 200)"),
            option("--read", type=count, metavar="ID", says="mark a reply as read"),
            option("--give", nargs=2, metavar=("ID", "ACCOUNT"), says="say which account a reply is from"),
            option("--opt-in", type=count, metavar="ID", says="text a number again that asked for it with START"),
        ),
    ),
)
