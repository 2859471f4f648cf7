"""`send --due` and `send --notice`: who gets a message, who does not and why, and all of them at once."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector_tui.commands.printing import complain, give, say, table
from collector_tui.domain.refusal import Refused

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.batch import Batch, Going, LeftOut
    from collector_tui.services.collecting import Collecting

_LONGEST_FILE = 20_000


def send_batch(collecting: "Collecting", invocation: "Invocation") -> int:
    """List the batch; unless it is a dry run, lay it in the outbox, all of it as one act."""
    from collector_tui.commands.messaging import tell_what_follows
    from collector_tui.domain.batch import counted
    from collector_tui.services.office import form_key

    if invocation.due:
        _after_days_away(collecting, invocation)
    batch = _listed(collecting, invocation)
    number, left_out = None, batch.left_out
    if batch.going and not invocation.dry_run:
        begun = collecting.batches.begin(batch, form_key())
        number, left_out = begun.batch, (*batch.left_out, *begun.left_out)
    late = {one.account_id for one in left_out}
    going = [one for one in batch.going if one.card.id not in late]
    if invocation.json:
        give(_shape(going, left_out, number))
    else:
        _print(going, left_out)
        verb = "would go" if number is None else "in the outbox"
        segments = sum(one.segments for one in going)
        cost = f", {segments} segment{'' if segments == 1 else 's'}" if segments else ""
        say(f"{counted(going)} {verb}{cost}; {len(left_out)} left out.")
    if number is not None:
        tell_what_follows(invocation, collecting.undo_seconds, can_leave=bool(collecting.channels))
    return 0


def _listed(collecting: "Collecting", invocation: "Invocation") -> "Batch":
    if invocation.due:
        return collecting.batches.due()
    news = _news(Path(invocation.notice))
    if invocation.all:
        return collecting.batches.notice(news)
    return collecting.batches.notice(news, [collecting.queue.resolve(one).id for one in invocation.account])


def _news(path: Path) -> str:
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig").strip()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}. Nothing was sent.") from None
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8 (byte {error.start + 1}): save it as UTF-8. Nothing was sent.") from None
    if not text or len(text) > _LONGEST_FILE:
        raise Refused(f"{path} {'is empty' if not text else 'is too long for a notice'}: nothing was sent.")
    return text


def _after_days_away(collecting: "Collecting", invocation: "Invocation") -> None:
    """Say what came due meanwhile, and do what was chosen about it."""
    from collector_tui.services.office import form_key

    away = collecting.climbs.away()
    if away is None:
        return
    if invocation.missed and not invocation.dry_run:
        complain(f"{away.says} {collecting.climbs.come_back(invocation.missed, form_key())}")
    else:
        complain(f"{away.says} They are taken one by one; --missed latest or --missed none chooses otherwise.")


def _print(going: "list[Going]", left_out: "tuple[LeftOut, ...]") -> None:
    rows = [
        (one.card.name, one.recipient.shown, one.draft.tone, one.draft.step_name, str(one.segments or ""),
         one.draft.subject or one.draft.text)
        for one in going
    ]  # fmt: skip
    if rows:
        table(("Account", "To", "Tone", "Step", "Seg", "Text, or subject of the email"), rows, right=(4,))
    if left_out:
        say("\nLeft out:" if rows else "Left out:")
        table(("Account", "Why"), [(one.account, one.why) for one in left_out])


def _shape(going: "list[Going]", left_out: "tuple[LeftOut, ...]", number: int | None) -> dict[str, Any]:
    return {
        "batch": number,
        "queued": len(going) if number is not None else 0,
        "segments": sum(one.segments for one in going),
        "going": [
            {
                "account_id": one.card.id,
                "account": one.card.name,
                "channel": one.draft.channel,
                "to": one.recipient.to,
                "tone": one.draft.tone,
                "approach": one.draft.approach,
                "step": one.draft.step_name,
                "segments": one.segments,
                "subject": one.draft.subject or None,
                "text": one.draft.text,
            }
            for one in going
        ],
        "left_out": [
            {"account_id": one.account_id, "account": one.account, "reason": one.code, "why": one.why}
            for one in left_out
        ],
    }
