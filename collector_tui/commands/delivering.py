"""`deliver`: what lies in the outbox is sent, and what the carrier has to say is fetched; for a timer such as cron."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from collector_tui.commands.command import Command
from collector_tui.commands.printing import NO_CARRIER, complain, give, say

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.services.collecting import Collecting
    from collector_tui.services.delivering import Delivering

_LOOKS = 5
"""How often receipts are asked for, as long as each look brings something."""


def deliver(collecting: "Collecting", invocation: "Invocation") -> int:
    """Send what is due, wait for what is inside its undo window, and print a line for each message that moved."""
    told: list[str] = []
    may_send = collecting.delivery.claim_sending()
    for sentence in _moves(collecting.delivery, collecting.undo_seconds) if may_send else ():
        told.append(sentence)
        if not invocation.json:
            say(sentence)
    waiting = collecting.delivery.waiting()
    if invocation.json:
        carrier = collecting.carrier.name if collecting.carrier else "none"
        give({"carrier": carrier, "moved": told, "waiting": waiting, "trouble": collecting.delivery.trouble})
    if not may_send:
        complain(
            "The desk or another `deliver` is sending from this book: it sends what is due, nothing was done here."
        )
    elif not collecting.channels:
        complain(NO_CARRIER.format(invocation.config_path))
    elif waiting:
        complain(f"{waiting} in the outbox cannot leave yet: see `collector outbox`.")
    if collecting.delivery.trouble:
        complain(f"Replies could not be read: {collecting.delivery.trouble}")
    return 0


def _moves(delivery: "Delivering", undo_seconds: int) -> Iterator[str]:
    """What happens to the messages, in order."""
    yield from delivery.recover().told
    yield from delivery.round().told
    ends = time.monotonic() + undo_seconds + 1
    told = [""]
    while (delivery.carrier or delivery.mailer) and (pause := delivery.next_leaves_in()) is not None:
        if not told or (pause and time.monotonic() + pause > ends):
            break
        time.sleep(pause)
        told = delivery.round().told
        yield from told
    for _ in range(_LOOKS):
        told = delivery.round().told
        yield from told
        if not told:
            break


COMMANDS = (Command("deliver", "send what is due in the outbox and fetch receipts and replies", deliver),)
