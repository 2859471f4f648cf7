"""A program that works without pause and says what it has done, to be killed at any instant.

It is run as `python worker.py BOOK ACTS|SENDS`. Each line it prints is an act that was acknowledged: its kind
and its form key, or `ready`. Sends go to the simulator, whose memory is a file.
"""

import itertools
import os
import sys
from pathlib import Path

from desks import THURSDAY, call, export, item, opened, send

from collector_tui.gateways.simulator import Simulator
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key


def say(kind: str, key: str) -> None:
    """Acknowledge, so that it has left this program."""
    sys.stdout.write(f"{kind} {key}\n")
    sys.stdout.flush()


def act(services: Collecting, number: int, account: int) -> None:
    """One of several acts, acknowledged once the desk has come back."""
    key, kind = form_key(), ("note", "call", "import", "undo")[number % 4]
    if kind == "note":
        services.plans.note(account, key, key)
    elif kind == "call":
        call(services, account, "no_answer", key)
    elif kind == "import":
        document = item(key, 100 + number, account=f"Account {number % 7}")
        services.imports.book(export(document, source=key), "open.csv", key)
    else:
        services.plans.snooze(account, "3d", key)
        services.undo.undo()
    say(kind, key)


def main(book: Path, what: str) -> None:
    """Work until killed."""
    services = opened(book, SetClock(THURSDAY), Simulator(book.with_name("memory")))
    services.delivery.recover()
    say("ready", "-")
    for number in itertools.count(os.getpid()):
        if what == "ACTS":
            act(services, number, 1)
            continue
        for row in services.queue.outside(None) + services.queue.search("debtor"):
            if services.queue.card(row.id).step_taken < 0:
                say("queued", str(send(services, row.id).message_id))
                services.delivery.round()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
