"""What goes wrong between a gateway and a provider, at random, for tests of sending exactly once."""

from collections import Counter
from random import Random
from typing import Literal

from .provider import Provider, answer
from .proxy import FAULTS, Fault, Proxy


class Weather:
    """What goes wrong on the way to the provider, at random: about every third text, now and then a question."""

    def __init__(self, provider: Provider, proxy: Proxy, seed: int) -> None:
        self.chance = Random(seed)
        self.struck: Counter[tuple[str, str]] = Counter()
        self._provider, self._proxy = provider, proxy

    def blow(self) -> None:
        """From now on things go wrong."""
        self._proxy.chance, self._proxy.hook = self._on_the_way, self._at_the_provider

    def calm(self) -> None:
        """From now on nothing does."""
        self._proxy.chance, self._proxy.hook = lambda method: "", lambda fault: None

    def _on_the_way(self, method: str) -> Fault | Literal[""]:
        fault = self.chance.choice(FAULTS) if self.chance.random() < (0.28 if method == "POST" else 0.12) else ""
        self.struck[method, fault] += 1
        return fault

    def _at_the_provider(self, fault: str) -> None:
        """A text that comes through may be refused for now, or meet a provider that is broken."""
        if not fault and self.chance.random() < 0.1:
            busy = self.chance.random() < 0.5
            self._provider.next(answer(429, wait=self.chance.choice((0, 7))) if busy else answer(500))
            self.struck["POST", "429" if busy else "500"] += 1
