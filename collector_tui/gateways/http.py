"""The line to one provider: every request once, in bounded time and memory, and never a word to anybody else.

Source of the classification: sms.md §4. Only GET is repeated, and only where the provider asks for it.
"""

import os
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from json import dumps
from threading import Event, Timer
from time import monotonic
from typing import Any

from requests import Response, Session
from requests.auth import HTTPBasicAuth
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from collector_tui import __version__
from collector_tui.gateways.address import on_same_host, origin
from collector_tui.gateways.outcome import Outcome, parsed, unpacked, whole_body
from collector_tui.gateways.reading import instant, number, trouble
from collector_tui.gateways.trip import Trip, WatchingAdapter
from collector_tui.gateways.troubles import Truncated, why

_LONGEST_WAIT = 3600
_SHORTEST_SECRET = 8
_ASKED_AGAIN = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds: for a connection, for a word, for the whole of an answer, and before a GET again."""

    connect: float = 3.05
    read: float = 20
    whole: float = 30
    pauses: Sequence[float] = (0.5, 1, 2)


class Line:
    """Speaks to one provider, and keeps the secret to it."""

    def __init__(self, provider: str, base: str, user: str, secret: str, patience: Patience | None = None) -> None:
        """Begin with the provider's name for sentences, a checked address, and the credentials for it."""
        self.base = base
        self._provider = provider
        self._patience = patience or Patience()
        self._auth = HTTPBasicAuth(user.encode(), secret.encode())
        self._hidden = _forms(user, secret)
        self._under_way: set[Trip] = set()
        self._closed = Event()

    def post(self, path: str, *, form: Mapping[str, str] | None = None, json: Any = None) -> Outcome:
        """Ask for something to be done, once."""
        return self._ask("POST", self.base + path, self._patience.whole, data=form, json=json)

    def delete(self, path: str) -> Outcome:
        """Ask for something to be taken back, once."""
        return self._ask("DELETE", self.base + path, self._patience.whole)

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Outcome:
        """Read something; asked again a few times where the provider is busy, all within the time for one answer."""
        return self._get(self.base + path, params)

    def follow(self, link: str) -> Outcome:
        """Read what a link leads to, which has to be on the provider's host."""
        url = on_same_host(self.base, link)
        return self._get(url) if url else Outcome(says=f"{self._provider} pointed to another host", has_left=False)

    def close(self) -> None:
        """Break off what is under way; what is asked later is not even sent."""
        self._closed.set()
        for trip in list(self._under_way):
            trip.stop()

    def _get(self, url: str, params: Mapping[str, str] | None = None) -> Outcome:
        until = monotonic() + self._patience.whole
        outcome = self._ask("GET", url, self._patience.whole, params=params)
        for least in self._patience.pauses:
            pause = max(least, outcome.wait_seconds)
            is_wanted = outcome.status in _ASKED_AGAIN and monotonic() + pause < until
            if not is_wanted or self._closed.wait(pause):
                break
            outcome = self._ask("GET", url, until - monotonic(), params=params)
        return outcome

    def _ask(self, method: str, url: str, seconds: float, **what: Any) -> Outcome:
        """One request, whose whole answer is here within so many seconds or counts as lost."""
        trip = Trip()
        self._under_way.add(trip)
        if self._closed.is_set():
            trip.stop()
        stopper = Timer(seconds, trip.stop)
        stopper.daemon = True
        stopper.start()
        try:
            with self._session(trip) as session, self._sent(session, method, url, what) as response:
                packed = whole_body(response)
            return self._understood(response, packed, trip)
        except (OSError, HTTPError, HTTPException, ValueError) as error:
            words = why(error, is_late=trip.is_stopped, has_left=trip.has_left)
            if self._closed.is_set():
                words = "was not waited for, since the program ended"
            return Outcome(has_left=trip.has_left, says=f"{self._provider} {words}")
        finally:
            stopper.cancel()
            self._under_way.discard(trip)

    def _session(self, trip: Trip) -> Session:
        """A session for one request: no ~/.netrc, no cookies, a connection that nobody used before."""
        session = Session()
        session.trust_env = False
        for scheme in ("https://", "http://"):
            session.mount(scheme, WatchingAdapter(trip))
        return session

    def _sent(self, session: Session, method: str, url: str, what: Mapping[str, Any]) -> Response:
        """The beginning of the answer. Proxies of the environment carry only what is encrypted."""
        is_encrypted = origin(url).startswith("https:")
        return session.request(
            method,
            url,
            **what,
            auth=self._auth,
            headers={
                "Accept": "application/json",
                "Accept-Encoding": "gzip",
                "Connection": "close",
                "User-Agent": f"collector-tui/{__version__}",
            },
            timeout=(self._patience.connect, self._patience.read),
            proxies=get_environ_proxies(url) if is_encrypted else {},
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
            allow_redirects=False,
            stream=True,
        )

    def _understood(self, response: Response, packed: bytes, trip: Trip) -> Outcome:
        """What an answer means; raises Truncated where it was broken off."""
        if trip.is_stopped:
            raise Truncated
        data = parsed(self._without_secret(unpacked(response, packed)))
        code, says = trouble(data) if response.status_code >= 300 else ("", "")
        if not says and (response.status_code >= 300 or data is None):
            says = f"{self._provider} answered HTTP {response.status_code} without saying more"
        return Outcome(
            response.status_code,
            data,
            not packed,
            says=says,
            code=code,
            wait_seconds=min(number(response.headers.get("Retry-After", "").strip()) or 0, _LONGEST_WAIT),
            answered_at=instant(response.headers.get("Date")),
        )

    def _without_secret(self, body: bytes) -> bytes:
        """An answer in which the secret, should it be told back, is blotted out before anybody reads it."""
        for hidden in self._hidden:
            body = body.replace(hidden, b"*" * len(hidden))
        return body


def _forms(user: str, secret: str) -> list[bytes]:
    """How a secret may be told back: as it is, as in JSON, as in a header; a short one may be any word and is not sought."""
    if len(secret) < _SHORTEST_SECRET:
        return []
    return [secret.encode(), dumps(secret)[1:-1].encode(), b64encode(f"{user}:{secret}".encode())]
