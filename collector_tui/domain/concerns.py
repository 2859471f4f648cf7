"""What the account itself has against a contact: a hold, or money of theirs that is not applied yet."""

from collections.abc import Sequence
from typing import Final

from collector_tui.domain.agreement import Agreement
from collector_tui.domain.guard import Refusal
from collector_tui.domain.hold import REASONS
from collector_tui.domain.money import plain
from collector_tui.domain.when import written_day

_WAITED_FOR: Final = {
    "promise": ("open", "Promised {cents} by {until}: the ladder waits for it."),
    "arrangement": ("active", "Pays by arrangement, on track so far: the ladder waits for it."),
    "offer": ("open", "Offered to settle for {cents} until {until}: the ladder waits for it."),
}
"""What was agreed and runs, by its kind: the state it has then, and what to say of it."""


def waits(agreements: Sequence[Agreement], currency: str) -> tuple[Refusal, ...]:
    """What to mind before an account is written to that keeps to what was agreed with it."""
    return tuple(
        Refusal(one.kind, says.format(cents=plain(one.amount_cents, currency), until=written_day(one.until)), "warn")
        for one in agreements
        if not one.is_ended
        for state, says in [_WAITED_FOR.get(one.kind, ("", ""))]
        if one.state == state
    )


def concerns(
    agreements: Sequence[Agreement], unapplied_cents: int, open_cents: int, currency: str
) -> tuple[Refusal, ...]:
    """What to mind before an account is contacted; `open_cents` is what of it is open before the credit.

    A hold for a reason after which nobody may be asked to pay bars the contact, another one warns of it. Credit that
    could be applied is told before anybody is asked for money that has come already.
    """
    found = []
    for one in agreements:
        if one.kind == "hold" and one.state == "on" and one.entry_id is None and not one.is_ended:
            reason = REASONS[one.what]
            says = f"On hold until {written_day(one.until)}: {reason.label}."
            found.append(Refusal("hold", says, reason.bearing))
    if unapplied_cents > 0 and open_cents > 0:
        says = f"{plain(unapplied_cents, currency)} of theirs is not applied: apply it first."
        found.append(Refusal("unapplied_credit", says, "warn"))
    return tuple(found)
