"""`send` and `outbox`: a text on its way, and where all of them are."""

from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import ACCOUNT, Command, count, option
from collector_tui.commands.drafting import CHANNEL
from collector_tui.commands.printing import complain, give, say, table
from collector_tui.domain.refusal import Refused

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.message import OutboxMessage
    from collector_tui.services.collecting import Collecting
    from collector_tui.services.messaging import Queued

NO_CARRIER = 'No carrier is set, so nothing is sent: write carrier = "simulator" under [sms] in {}, to try it out.'


def send(collecting: "Collecting", invocation: "Invocation") -> int:
    """Lay a text in the outbox: the next one of the ladder, or the collector's own words."""
    queued = _queue(collecting, invocation)
    if invocation.json:
        give(next(_shape(row) for row in collecting.messages.outbox() if row.id == queued.message_id))
    else:
        say(f"Text to {queued.account}, {queued.recipient}, is in the outbox.")
    if collecting.carrier is None:
        complain(NO_CARRIER.format(invocation.config_path))
    else:
        window = f"For {queued.leaves_in} seconds and until" if queued.leaves_in else "Until"
        complain(f"{window} `collector deliver` or the desk sends it, `collector undo` takes it back.")
    return 0


def _queue(collecting: "Collecting", invocation: "Invocation") -> "Queued":
    from collector_tui.domain.refusal import SentToday, Warned
    from collector_tui.services.office import form_key

    card = collecting.queue.card(collecting.queue.resolve(invocation.account).id)
    drafts = collecting.drafts
    draft = drafts.draft(card) if invocation.text is None else drafts.own_words(card, invocation.text)
    try:
        return collecting.messages.send(
            card, draft, form_key(), again=invocation.again, minded=invocation.anyway, override=invocation.override
        )
    except Warned as refusal:
        raise Refused(f"{refusal} Nothing was sent; --anyway sends it all the same.") from None
    except SentToday as refusal:
        raise Refused(f"{refusal} Nothing was sent; --again sends another one.") from None


def outbox(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the newest messages with what has become of them."""
    rows = collecting.messages.outbox(invocation.limit)
    if invocation.json:
        give([_shape(row) for row in rows])
        return 0
    lines = [
        (
            str(row.id),
            f"{row.queued_at.astimezone(collecting.office.zone):%Y-%m-%d %H:%M}",
            row.account,
            row.recipient,
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


def _shape(row: "OutboxMessage") -> dict[str, Any]:
    return {
        "id": row.id,
        "account_id": row.account_id,
        "account": row.account,
        "to": row.recipient,
        "state": row.state,
        "text": row.text,
        "tone": row.tone,
        "segments": row.segments,
        "queued_at": row.queued_at.isoformat(),
        "leaves_at": row.leaves_at.isoformat(),
        "provider_id": row.provider_id or None,
        "error": row.error or None,
        "simulated": row.simulated,
    }


COMMANDS = (
    Command(
        "send",
        "lay a text to an account in the outbox, to be sent after its undo window",
        send,
        (
            ACCOUNT,
            CHANNEL,
            option("--text", metavar="T", says="words of your own (usually the next message as `draft` shows it)"),
            option("--again", action="store_true", says="send although a text went today already"),
            option(
                "--override",
                default="",
                metavar="REASON",
                says="send it against a rule that allows that, for this reason",
            ),
            option("--anyway", action="store_true", says="send it though something speaks against it"),
        ),
    ),
    Command(
        "outbox",
        "the messages, and what has become of them",
        outbox,
        (option("--limit", type=count, default=200, metavar="N", says="how many of the newest (usually 200)"),),
    ),
)
