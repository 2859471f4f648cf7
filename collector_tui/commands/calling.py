"""`call`: a call that was made or came in, and what follows from how it ended."""

import argparse
from typing import TYPE_CHECKING, Any

from collector_tui.commands.command import ACCOUNT, Command, option
from collector_tui.commands.printing import complain, give, say
from collector_tui.domain.refusal import Refused

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.account import Card, Phone
    from collector_tui.domain.call import NextAction
    from collector_tui.services.collecting import Collecting

OUTCOMES = (
    "right_party", "voicemail", "no_answer", "busy", "wrong_number", "third_party", "not_in_service", "callback",
    "hung_up",
)  # fmt: skip
_LONGEST_MINUTES = 24 * 60


def call(collecting: "Collecting", invocation: "Invocation") -> int:
    """Log a call and print what comes next."""
    from collector_tui.services import contacting
    from collector_tui.services.office import form_key

    card = collecting.queue.card(collecting.queue.resolve(invocation.account).id)
    phone = _number(card, invocation)
    verdict = contacting.look(collecting.office, card, "call", phone)
    if verdict.effect == "warn":
        complain(f"{card.name}: {verdict.says}")
    logged = collecting.calls.log(
        card.id,
        phone.id if phone else None,
        invocation.outcome,
        form_key(),
        note=invocation.note,
        seconds=invocation.minutes,
        inbound=invocation.inbound,
        override=invocation.override,
    )
    action = logged.next_action
    if invocation.json:
        ids = {"call_id": logged.call_id, "account_id": card.id, "account": card.name}
        give({**ids, "outcome": logged.outcome, "next_action": _shape(action) if action else None})
        return 0
    say(f"{card.name}: {logged.outcome.replace('_', ' ')}")
    if action:
        say(f"next: {action.what}, {action.on}{f' {action.at}' if action.at else ''}")
    return 0


def _shape(action: "NextAction") -> dict[str, Any]:
    return {"kind": action.kind, "on": action.on.isoformat(), "at": action.at or None, "what": action.what}


def _number(card: "Card", invocation: "Invocation") -> "Phone | None":
    """The number that was dialled: as given, else the usual one; nobody knows from which one they called."""
    if not invocation.phone:
        return None if invocation.inbound else card.number
    wanted = _digits(invocation.phone)
    for phone in card.phones:
        if wanted and (_digits(phone.shown) == wanted or _digits(phone.e164) == wanted):
            return phone
    known = ", ".join(phone.shown for phone in card.phones) or "none"
    raise Refused(f"“{invocation.phone}” is not a number of {card.name}: there is {known}.")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _seconds(text: str) -> int:
    """Minutes as typed, in seconds; for argparse."""
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1
    if not 0 <= minutes <= _LONGEST_MINUTES:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of minutes")
    return round(minutes * 60)


COMMANDS = (
    Command(
        "call",
        "log a call by how it ended; the next action follows by rule",
        call,
        (
            ACCOUNT,
            option("--outcome", required=True, choices=OUTCOMES, metavar="O", says=", ".join(OUTCOMES)),
            option("--note", default="", metavar="T", says="what was said"),
            option("--minutes", type=_seconds, metavar="M", says="how long it took"),
            option("--inbound", action="store_true", says="they called"),
            option(
                "--override",
                default="",
                metavar="REASON",
                says="log it against a rule that allows that, for this reason",
            ),
            option("--phone", default="", metavar="NUMBER", says="which of their numbers (usually the first)"),
        ),
    ),
)
