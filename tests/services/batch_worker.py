"""A program that sends a batch of 42 texts through Twilio, to be killed at any instant; started again it goes on.

It is run as `python batch_worker.py BOOK URL INSTANT`, with the provider and its proxy in the program that kills it.
Each line it prints is something that it has come through.
"""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desks import HARBOR, debtor
from gateways.memory import ACCOUNT, NUMBER, TOKEN

from collector_tui.domain.business import Practice, WorkRules
from collector_tui.gateways.http import Patience
from collector_tui.gateways.twilio import Twilio
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import open_office
from collector_tui.store.opening import open_book

COUNT = 42
THE_BATCH = "the batch"
"""The key of the form that is confirmed once; every start goes on with what it queued."""


def desk(book: Path, url: str, clock: SetClock) -> Collecting:
    """The desk of somebody who collects for others, over a book and a provider at an address."""
    twilio = Twilio(ACCOUNT, TOKEN, NUMBER, base_url=url, now=clock.elapsing, patience=Patience(pauses=()))
    opened, notice = open_book(book, create=True)
    office = open_office(opened, clock, HARBOR, WorkRules(), Practice("third_party"))
    return Collecting(office, twilio, 0, notice)


def lay_out(services: Collecting, numbers: Sequence[str]) -> None:
    """42 accounts whose first notice is due, with numbers such as `(212) 555-{n:04}` in turn."""
    with services.office.book.writing():
        for n in range(COUNT):
            debtor(
                services, f"Debtor {n:02}", numbers[n % len(numbers)].format(n=100 + n), str(1000 + n), f"{100 + n}.00"
            )


def say(word: str) -> None:
    """Acknowledge, so that it has left this program."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(book: Path, url: str, clock: SetClock) -> None:
    """Take the outbox over, begin the batch unless it has begun, and make rounds until killed."""
    services = desk(book, url, clock)
    say("owner" if services.delivery.claim_sending() else "another has the outbox")
    services.delivery.recover()
    say("ready")
    services.batches.begin(services.batches.due(), THE_BATCH)
    say("begun")
    while True:
        services.delivery.round()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], SetClock(datetime.fromisoformat(sys.argv[3])))
