"""One request on its way: whether anything of it has left this machine, and how it is broken off.

Exceptions alone do not tell. Over TLS a handshake that stalls comes as ReadTimeout, as if the text had been sent; and
a provider that dies after it took the text comes as SSLError, as if the handshake had failed. So the connection itself
notes the instant at which the first byte of the request goes out.
"""

import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import ConnectionPool


class Trip:
    """One request; until its connection is watched it counts as gone, so that no doubt is ever taken for a no."""

    def __init__(self) -> None:
        self.has_left = True
        self.is_stopped = False
        self._socket: socket.socket | None = None

    def stop(self) -> None:
        """Break it off, from another thread: what waits for the network goes on at once, with an error."""
        self.is_stopped = True
        if self._socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def leave(self, through: socket.socket | None) -> None:
        """Note that it goes out now; raises OSError when it was broken off before."""
        self._socket = through
        if self.is_stopped:
            raise ConnectionAbortedError("broken off before anything was sent")
        self.has_left = True


class WatchingAdapter(HTTPAdapter):
    """Carries one request, without trying anything twice, and keeps its trip informed."""

    def __init__(self, trip: Trip) -> None:
        self._trip = trip
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def get_connection_with_tls_context(
        self,
        request: PreparedRequest,
        verify: bool | str | None,
        proxies: Mapping[str, str] | None = None,
        cert: tuple[str, str] | str | None = None,
    ) -> ConnectionPool:
        """The connections to one host, each of which says when the request leaves."""
        self._trip.has_left = False
        pool = super().get_connection_with_tls_context(request, verify, proxies, cert)
        pool.ConnectionCls = _watched(pool.ConnectionCls, self._trip)  # type: ignore[attr-defined]
        return pool


def _watched(kind: Any, trip: Trip) -> type[HTTPConnection]:
    """A kind of connection that tells the trip before the first byte of the request goes out.

    What it says to a proxy while it connects is not of the request.
    """

    class Watched(kind):  # type: ignore[misc]
        is_connecting = False

        def connect(self) -> None:
            self.is_connecting = True
            super().connect()
            self.is_connecting = False

        def send(self, data: Any) -> None:
            if self.sock is None:
                self.connect()
            if not self.is_connecting:
                trip.leave(self.sock)
            super().send(data)

    return Watched
