"""A provider of texts on this machine, for tests: it speaks as Twilio does and as SMSGate does, and remembers.

    with Provider() as provider:
        twilio = provider.twilio()                      # a gateway to it; provider.smsgate() likewise
        twilio.send("key", "+12125550101", "hello", later)
        provider.texts[0].text                          # what was really taken, of both kinds, in order
        provider.move(provider.texts[0].id, "failed", 30003, "Unreachable destination handset")
        provider.advance()                              # every text that is on its way is one state further
        provider.comes("+12125550101", "STOP")          # a text comes in
        provider.stopped.add("+12125550101")            # from now on 21610
        provider.next(answer(429, wait=7))              # the next request gets this instead; bytes, or what writes them
        provider.asked                                  # every request, with its headers and body

To have answers lost, stalled or requests lost on the way, put `proxy.Proxy` in front and use `provider.twilio(proxy.url)`.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from collector_tui.gateways.http import Patience
from collector_tui.gateways.smsgate import SmsGate
from collector_tui.gateways.twilio import Twilio

from . import as_smsgate, as_twilio
from .memory import ACCOUNT, DEBTOR, NUMBER, PASSWORD, TOKEN, USER, Asked, Came, Memory, answer

__all__ = ["ACCOUNT", "DEBTOR", "NUMBER", "PASSWORD", "QUICK", "TOKEN", "USER", "Asked", "Provider", "answer"]

QUICK = Patience(connect=0.5, read=0.5, whole=2, pauses=(0.01, 0.02))
"""Patience for tests: nothing is waited for longer than two seconds."""


Raw = bytes | Callable[[Any], None]


class Provider(Memory):
    """The server and its memory; all of it may be read and changed by a test at any time."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(now)
        self.asked: list[Asked] = []
        self._next: list[Raw | None] = []
        self._lock = threading.RLock()
        self._server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": self}))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def twilio(self, url: str = "", **how: Any) -> Twilio:
        """A gateway that speaks to it as to Twilio."""
        facts = {"account_sid": ACCOUNT, "token": TOKEN, "sender": NUMBER, "patience": QUICK, **how}
        return Twilio(base_url=url or self.url, **facts)

    def smsgate(self, url: str = "", **how: Any) -> SmsGate:
        """A gateway that speaks to it as to SMSGate."""
        return SmsGate(url or self.url, **{"username": USER, "password": PASSWORD, "patience": QUICK, **how})

    def next(self, *answers: Raw | None) -> None:
        """What the next requests get, one each, whatever they ask; None is what they would get anyway.

        What was said before is forgotten.
        """
        self._next = list(answers)

    def comes(self, sender: str, text: str, at: datetime | None = None) -> Came:
        """A text comes in."""
        with self._lock:
            came = Came(f"SM{uuid4().hex}", sender, text, at or self.now())
            self.came.append(came)
        return came

    def move(self, its_id: str, status: str, error_code: int | None = None, error: str | None = None) -> None:
        """A text is in another state."""
        text = next(one for one in self.texts if one.id == its_id)
        text.status, text.error_code, text.error = status, error_code, error

    def advance(self) -> None:
        """Every text that is on its way is one state further."""
        for text in self.texts:
            states = as_twilio.STATES if text.api == "twilio" else as_smsgate.STATES
            if text.status in states[:-1]:
                text.status = states[states.index(text.status) + 1]

    def answer_to(self, asked: Asked) -> Raw:
        """What a request gets."""
        with self._lock:
            self.asked.append(asked)
            said = self._next.pop(0) if self._next else None
            if said is not None:
                return said
            if asked.path.startswith("/2010-04-01/"):
                return as_twilio.twilio(self, asked)
            return as_smsgate.smsgate(self, asked)


class _Server(ThreadingHTTPServer):
    """Keeps as many waiting at its door as tests may send at once."""

    daemon_threads = True
    request_queue_size = 128


class _Handler(BaseHTTPRequestHandler):
    """Reads a request whole, and writes whatever the provider answers."""

    provider: Provider
    timeout = 5

    def _do(self) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, url.path, dict(parse_qsl(url.query)), headers, body)
        raw = self.provider.answer_to(asked)
        self.close_connection = True
        with suppress(OSError):
            raw(self.connection) if callable(raw) else self.wfile.write(raw)

    do_GET = do_POST = do_DELETE = _do  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""
