"""`outbox`: where every message is, and what is done about one that did not arrive."""

from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import Command, count, option
from collector_tui.commands.printing import NO_CARRIER, complain, give, say, table
from collector_tui.domain.refusal import Refused

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.message import OutboxMessage
    from collector_tui.services.collecting import Collecting
    from collector_tui.services.messaging import Queued


def outbox(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the newest messages with what has become of them; or decide about one that did not arrive."""
    decided = _decide(collecting, invocation)
    if decided and not invocation.json:
        say(decided)
        return 0
    rows = collecting.messages.outbox(invocation.limit)
    if invocation.json:
        give([shape(row) for row in rows])
        return 0
    lines = [
        (
            str(row.id),
            f"{row.queued_at.astimezone(collecting.office.zone):%Y-%m-%d %H:%M}",
            row.account,
            row.recipient or f"by hand, {row.channel}",
            f"{row.state} (simulated)" if row.simulated else row.state,
            row.error or row.text,
        )
        for row in rows
    ]
    if lines:
        table(("Id", "Queued", "Account", "To", "State", "Text or error"), lines, right=(0,))
    if collecting.carrier is None:
        complain(NO_CARRIER.format(invocation.config_path))
    return 0


def _decide(collecting: "Collecting", invocation: "Invocation") -> str:
    """Send one anew in place of a message that did not arrive, or let it be."""
    from collector_tui.services.office import form_key

    if invocation.call_back is not None:
        return collecting.recalling.call_back(invocation.call_back)
    if invocation.drop is not None:
        return collecting.resending.drop(invocation.drop)
    if invocation.resend is not None:
        queued = _resent(collecting, invocation, form_key())
        return f"{queued.what.capitalize()} to {queued.account}, {queued.recipient}, is in the outbox in place of message {invocation.resend}."
    return ""


def _resent(collecting: "Collecting", invocation: "Invocation", key: str) -> "Queued":
    from collector_tui.domain.refusal import Warned

    try:
        return collecting.resending.again(invocation.resend, key, minded=invocation.anyway)
    except Warned as refusal:
        raise Refused(f"{refusal} Nothing was sent; --anyway sends it all the same.") from None


def shape(row: "OutboxMessage") -> dict[str, Any]:
    """One message for programs."""
    return {
        "id": row.id,
        "account_id": row.account_id,
        "account": row.account,
        "to": row.recipient,
        "channel": row.channel,
        "state": row.state,
        "subject": row.subject or None,
        "text": row.text,
        "tone": row.tone,
        "approach": row.approach,
        "segments": row.segments,
        "batch": row.batch,
        "queued_at": row.queued_at.isoformat(),
        "leaves_at": row.leaves_at.isoformat(),
        "provider_id": row.provider_id or None,
        "error": row.error or None,
        "simulated": row.simulated,
    }


COMMANDS = (
    Command(
        "outbox",
        "the messages, and what has become of them",
        outbox,
        (
            option("--limit", type=count, default=200, metavar="N", says="how many of the newest (usually 200)"),
            option("--resend", type=count, metavar="ID", says="send anew what did not arrive, with today's figures"),
            option("--anyway", action="store_true", says="send it anew though something speaks against it"),
            option("--call-back", type=count, metavar="ID", says="call back a text that still waits in your own phone"),
            option("--drop", type=count, metavar="ID", says="let be what may not have gone"),
        ),
    ),
)
