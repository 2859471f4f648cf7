"""`send`: messages on their way, one or many."""

from typing import TYPE_CHECKING

from collector_tui.commands.command import Command, option
from collector_tui.commands.drafting import APPROACH, TONE
from collector_tui.commands.outboxing import shape
from collector_tui.commands.printing import NO_CARRIER, complain, give, say
from collector_tui.domain.refusal import Refused

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting
    from collector_tui.services.messaging import Queued


def send(collecting: "Collecting", invocation: "Invocation") -> int:
    """Lay a message in the outbox: the next one of the ladder, or the collector's own words; or one to each of many."""
    if invocation.due or invocation.notice:
        from collector_tui.commands.batching import send_batch

        return send_batch(collecting, invocation)
    queued = _queue(collecting, invocation)
    if invocation.json:
        give(next(shape(row) for row in collecting.messages.outbox() if row.id == queued.message_id))
    else:
        what = "Email" if invocation.channel == "email" else "Text"
        say(f"{what} to {queued.account}, {queued.recipient}, is in the outbox:")
        say(next(row.text for row in collecting.messages.outbox() if row.id == queued.message_id))
    tell_what_follows(invocation, queued.leaves_in, can_leave=invocation.channel in collecting.channels)
    return 0


def tell_what_follows(invocation: "Invocation", leaves_in: int, *, can_leave: bool) -> None:
    """Say what becomes of what was laid in the outbox."""
    if not can_leave:
        complain(NO_CARRIER.format(invocation.config_path))
    else:
        window = f"For {leaves_in} seconds and until" if leaves_in else "Until"
        complain(f"{window} `collector deliver` or the desk sends it, `collector undo` takes it back.")


def _lacks(invocation: "Invocation") -> str:
    """What is missing of a `send`, or does not go together."""
    wanted, many = len(invocation.account), invocation.due or invocation.notice
    if invocation.due and (wanted or invocation.notice or invocation.all):
        return "--due is for all accounts that are due: name no account, --notice or --all with it"
    if invocation.notice and bool(wanted) == invocation.all:
        return "--notice wants --all, or the accounts it is for"
    if not many and wanted != 1:
        return "name one account, or use --due or --notice FILE --all"
    if many and (invocation.text is not None or invocation.tone or invocation.approach):
        return "--text, --tone and --approach are for one account"
    if many and invocation.channel != "sms":
        return "--channel is for one account: of many each gets its message by text or by email, as it can be reached"
    if invocation.attach and invocation.channel != "email":
        return "--attach goes with --channel email"
    if not many and (invocation.dry_run or invocation.missed or invocation.all):
        return "--dry-run, --missed and --all go with --due or --notice"
    return ""


def _queue(collecting: "Collecting", invocation: "Invocation") -> "Queued":
    from collector_tui.domain.refusal import SentToday, Warned
    from collector_tui.services.office import form_key

    card = collecting.queue.card(collecting.queue.resolve(invocation.account[0]).id)
    channel = invocation.channel
    if channel == "letter":
        raise Refused("Letters are printed: `collector letter ACCOUNT --kind final -o FILE`, and --posted marks it.")
    if channel == "email" and collecting.mailer is None:
        raise Refused(
            "No mail server is set ([email] in config.toml): `collector draft --channel email` shows the words to copy, "
            "`collector ladder --done` marks it as sent by hand."
        )
    drafts = collecting.drafts
    draft = drafts.unwritten(card)
    if invocation.text is None or channel == "email":
        draft = drafts.draft(card, invocation.tone, approach=invocation.approach, channel=channel)
    if invocation.text is not None:
        draft = drafts.own_words(card, invocation.text, draft)
    if invocation.attach:
        draft = draft._replace(attached=collecting.attaching.all(card.id, invocation.attach))
    try:
        return collecting.messages.send(
            card,
            draft,
            form_key(),
            again=invocation.again,
            minded=invocation.anyway,
            override=invocation.override,
        )
    except Warned as refusal:
        raise Refused(f"{refusal} Nothing was sent; --anyway sends it all the same.") from None
    except SentToday as refusal:
        raise Refused(f"{refusal} Nothing was sent; --again sends another one.") from None


COMMANDS = (
    Command(
        "send",
        "lay a message to an account in the outbox, to be sent after its undo window; or one to each that is due",
        send,
        (
            option("account", nargs="*", metavar="ACCOUNT", says="whom: an id, a name, or a part of one"),
            option(
                "--channel",
                choices=("sms", "email", "letter"),
                default="sms",
                says="how it goes to one account (usually sms)",
            ),
            TONE,
            APPROACH,
            option("--text", metavar="T", says="words of your own (usually the next message as `draft` shows it)"),
            option(
                "--attach",
                action="append",
                metavar="FILE",
                says="a file that goes with an email, or `statement`: the account's, as of today; may be given again",
            ),
            option("--again", action="store_true", says="send although a text went today already"),
            option(
                "--override",
                default="",
                metavar="REASON",
                says="send it against a rule that allows that, for this reason",
            ),
            option("--anyway", action="store_true", says="send it though something speaks against it"),
            option("--due", action="store_true", says="the next message to every account whose step is due"),
            option(
                "--notice", metavar="FILE", says="news to many, from a text file: prices, terms, a new bank account"
            ),
            option("--all", action="store_true", says="the notice to every account, whether it owes or not"),
            option("--dry-run", action="store_true", says="only list who would get one, and who not and why"),
            option(
                "--missed",
                choices=("latest", "each", "none"),
                says="of steps that came due while you were away: the latest only, one by one (usual), or none",
            ),
        ),
        lacks=_lacks,
    ),
)
