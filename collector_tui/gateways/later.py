"""Gateways that are made when they are first needed: the desk does not wait for them, and what they lack is told then."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from collector_tui.domain.carrier import Carrier, Checked, Found, Handed, Inbound, Receipt
from collector_tui.domain.mail import Mail, Mailed, Mailer
from collector_tui.domain.refusal import Refused

_PAUSE_SECONDS = 20
_REFUSED_SECONDS = 300.0
"""For so long what could not be made is not tried again: it may have waited for a keyring that nobody unlocks."""

_Gateway = TypeVar("_Gateway", bound=Carrier | Mailer)


class _Made(Generic[_Gateway]):
    """A gateway that is made once, and closed with whatever it has under way."""

    def __init__(self, make: Callable[[], _Gateway]) -> None:
        self._make, self._lock = make, Lock()
        self._gateway: _Gateway | None = None
        self._refused, self._again_at = "", 0.0
        self._is_closed = False

    def gateway(self) -> _Gateway:
        """The gateway; raises Refused with what it lacks, and goes on saying so for some minutes."""
        with self._lock:
            if self._gateway is None:
                self._gateway = self._anew()
            if self._is_closed:
                self._gateway.close()
            return self._gateway

    def _anew(self) -> _Gateway:
        if self._refused and monotonic() < self._again_at:
            raise Refused(self._refused)
        try:
            return self._make()
        except Refused as refusal:
            self._refused, self._again_at = str(refusal), monotonic() + _REFUSED_SECONDS
            raise

    def close(self) -> None:
        """Break off what is under way, and what is about to begin."""
        self._is_closed = True
        if self._gateway is not None:
            self._gateway.close()


class LaterCarrier:
    """A carrier by its name; while it cannot be made, nothing reaches it and it says why."""

    simulated = False
    pause_seconds = _PAUSE_SECONDS

    def __init__(self, name: str, make: Callable[[], Carrier], against: str = "") -> None:
        """Take how to make it, which may raise Refused with what is missing; `against` is why nothing may be sent yet."""
        self.name, self.trouble = name, ""
        self._against = against
        self._made = _Made[Carrier](make)

    @property
    def answers_stop(self) -> bool:
        """Whether it confirms an opt-out by itself; asked about a text that it has brought."""
        return self._made.gateway().answers_stop

    def send(self, key: str, to: str, text: str, until: datetime) -> Handed:
        """Hand one text over."""
        if self._against:
            return Handed("not_reached", says=self._against)
        try:
            return self._made.gateway().send(key, to, text, until)
        except Refused as refusal:
            return Handed("not_reached", says=str(refusal))

    def find(self, key: str, to: str, text: str, since: datetime, known: Collection[str]) -> Found:
        """Look for a text whose answer was lost."""
        try:
            return self._made.gateway().find(key, to, text, since, known)
        except Refused as refusal:
            return Found("unknown", says=str(refusal))

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """What became of texts."""
        try:
            return self._made.gateway().receipts(provider_ids)
        except Refused:
            return []

    def replies(self, known: Callable[[str], bool], since: datetime) -> list[Inbound]:
        """The texts that came in; `trouble` says what went wrong."""
        try:
            carrier = self._made.gateway()
        except Refused as refusal:
            self.trouble = str(refusal)
            return []
        found = carrier.replies(known, since)
        self.trouble = carrier.trouble
        return found

    def cancel(self, provider_id: str) -> bool:
        """Call a text back."""
        try:
            return self._made.gateway().cancel(provider_id)
        except Refused:
            return False

    def check(self) -> list[Checked]:
        """Whether texts could go."""
        try:
            return self._made.gateway().check()
        except Refused as refusal:
            return [Checked(self.name, False, str(refusal))]

    def close(self) -> None:
        """Break off what is under way, and what is about to begin."""
        self._made.close()


class LaterMailer:
    """A mail server by its name; while it cannot be used, nothing reaches it and it says why."""

    simulated = False

    def __init__(self, name: str, make: Callable[[], Mailer], against: str = "") -> None:
        """Take how to make it; `against` is why nothing may be sent yet."""
        self.name = name
        self._against = against
        self._made = _Made[Mailer](make)

    def send(self, key: str, mail: Mail) -> Mailed:
        """Hand one mail over."""
        if self._against:
            return Mailed("not_reached", says=self._against)
        try:
            return self._made.gateway().send(key, mail)
        except Refused as refusal:
            return Mailed("not_reached", says=str(refusal))

    def check(self) -> list[Checked]:
        """Whether mail could go."""
        try:
            return self._made.gateway().check()
        except Refused as refusal:
            return [Checked(self.name, False, str(refusal))]

    def close(self) -> None:
        """Break off what is under way, and what is about to begin."""
        self._made.close()
