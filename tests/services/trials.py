"""Programs that send a batch and are killed, and the desk that is started after them: what tests of that share."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event, RLock
from typing import Literal, get_args

from gateways.provider import Provider
from gateways.proxy import Fault, Proxy
from truths import WENT, states

from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting

from . import batch_worker
from .batch_worker import desk, lay_out

_WORKER = Path(batch_worker.__file__)
_PLACES = os.pathsep.join(str(folder) for folder in _WORKER.parents[1:3])

Where = Literal["on its way", "lost", "taken", "later"]
"""Where a text is when its program is killed: about to be taken, or to be lost; taken and not yet answered; or wherever."""
WHERE: tuple[Where, ...] = get_args(Where)
_MORE = 3
"""So many texts may follow before the program is dead, be this machine ever so slow in killing it."""


class Trial:
    """A book with 42 debtors, the provider of their texts, and the programs that send them, one after the other."""

    def __init__(self, book: Path, clock: SetClock, provider: Provider, proxy: Proxy) -> None:
        self.book, self.clock, self.provider, self.proxy = book, clock, provider, proxy
        self.posts = 0
        """How many texts were ever handed over, whatever became of them."""
        self._at, self._taken, self._pid = 0, 0, 0
        self._where: Where = "later"
        self._is_there, self._is_dead, self._starting = Event(), Event(), RLock()
        self._is_dead.set()
        proxy.chance, proxy.hook = self._fault, self._passes

    def kill_at(self, text: int, where: Where, seconds: float) -> list[str]:
        """Start the program and kill it so long after a text, counted over all starts; returns what it had said."""
        self._at, self._where = max(text, self.posts + 1), where
        self._is_there.clear()
        self._is_dead.clear()
        with self._starting:
            worker = self.start()
            self._pid = worker.pid
        assert self._is_there.wait(30), "that text has not come"
        while where == "taken" and len(self.provider.texts) == self._taken:
            assert worker.poll() is None
            time.sleep(0.001)
        time.sleep(seconds)
        return self.end(worker)

    def start(self) -> subprocess.Popen[bytes]:
        """A program that sends the batch."""
        command = [sys.executable, str(_WORKER), str(self.book), self.proxy.url, self.clock.now().isoformat()]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": _PLACES}, **pipes, bufsize=0)

    def end(self, worker: subprocess.Popen[bytes]) -> list[str]:
        """Kill the program where it still runs, and let come through what it had sent; returns what it had said."""
        worker.kill()
        said, complained = worker.communicate()
        self._is_dead.set()
        assert worker.returncode == -signal.SIGKILL, complained.decode()
        self.proxy.quiet()
        return said.decode().splitlines()

    @contextmanager
    def restarted(self) -> Iterator[Collecting]:
        """The desk after a start: whoever had the outbox has it no more."""
        services = desk(self.book, self.proxy.url, self.clock)
        assert services.notice == ""
        assert services.delivery.claim_sending()
        yield services
        services.close()

    def states(self, services: Collecting) -> Counter[str]:
        """How many messages are in each state, held against what the provider has."""
        assert len({text.to for text in self.provider.texts}) == len(self.provider.texts), "nobody got a second text"
        return states(services, self.provider)

    def round(self, services: Collecting) -> Counter[str]:
        """Rounds until nothing more may leave now, and where the messages are after them."""
        services.office.turn_day()
        for _ in range(5):
            services.delivery.round()
            if services.delivery.next_leaves_in() != 0:
                break
        self.proxy.quiet()
        return self.states(services)

    def finish(self, services: Collecting) -> Counter[str]:
        """Rounds until nothing waits and everything is known: each text has gone once, or is said not to have."""
        for _ in range(20):
            found = self.round(services)
            if not found["queued"] + found["unknown"]:
                break
            self.clock.forward(minutes=6)
        assert set(found) <= {*WENT, "not_found"}
        assert len(self.provider.texts) == found.total() - found["not_found"]
        return found

    def _fault(self, method: str) -> Fault | Literal[""]:
        self.posts += method == "POST"
        strikes: dict[Where, Fault] = {"lost": "lose request", "taken": "stall"}
        return strikes.get(self._where, "") if method == "POST" and self.posts == self._at else ""

    def _passes(self, _: str) -> None:
        """A text is about to be read on its way to the provider."""
        if self.posts == self._at:
            self._taken = len(self.provider.texts)
            with self._starting:
                if self._where in ("on its way", "lost"):
                    os.kill(self._pid, signal.SIGKILL)
            self._is_there.set()
        elif self.posts > self._at + _MORE:
            self._is_dead.wait(30)


@contextmanager
def trial(folder: Path, at: datetime, *numbers: str) -> Iterator[Trial]:
    """A book of 42 debtors with numbers such as these, whose first notice is due."""
    clock = SetClock(at)
    with Provider(clock.elapsing) as provider, Proxy(provider.url) as proxy:
        made = Trial(folder / "collector.db", clock, provider, proxy)
        with made.restarted() as services:
            lay_out(services, numbers)
        yield made
