"""A proxy between a gateway and a provider that loses what it is told to, for tests of sending exactly once.

    with Proxy(provider.url) as proxy:
        twilio = provider.twilio(proxy.url)
        proxy.next("lose answer")       # the next POST reaches the provider, its answer is cut off
        proxy.next("stall")             # … its answer never comes; the connection stays open until the gateway gives up
        proxy.next("lose request")      # … the request is taken and thrown away, the connection cut off
        proxy.next("cut answer")        # … half of the answer comes, then the connection is cut off
        proxy.next("refuse")            # … the connection is cut off before the request is read
        proxy.next("bad gateway")       # … the request reaches the provider, the proxy answers 502 in its place
        proxy.chance = lambda method: …  # the fault for every request for which none was told, or ""
        proxy.hook = print              # called with the fault just before it strikes, and with "" for every other POST
        proxy.quiet()                   # waits until every request so far has reached the provider, or is lost

A fault strikes the next request with the method given, by default POST; everything else passes. Each connection carries
one request, as the gateways make them.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Literal, Self, get_args
from urllib.parse import urlsplit

Fault = Literal["lose answer", "stall", "lose request", "cut answer", "refuse", "bad gateway"]
FAULTS: Final[tuple[Fault, ...]] = get_args(Fault)
_BAD_GATEWAY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Proxy:
    """Listens on a port of this machine; may be told of faults at any time."""

    def __init__(self, upstream: str) -> None:
        parts = urlsplit(upstream)
        self._upstream = (str(parts.hostname), int(parts.port or 80))
        self._faults: list[tuple[str, Fault]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._is_open = True
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.hook: Callable[[str], object] = lambda fault: None
        self.chance: Callable[[str], Fault | Literal[""]] = lambda method: ""
        self.struck: list[Fault] = []
        """The faults that have struck."""
        self._passing = 0
        """How many requests are on their way to the provider."""
        self._arrived = threading.Condition()

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_open = False
        self._listener.close()

    def next(self, *faults: Fault, method: str = "POST") -> None:
        """What happens to the next requests of that method, one each."""
        self._faults += [(method, fault) for fault in faults]

    def quiet(self) -> None:
        """Wait until every request that was made so far has come to the provider, or is lost.

        A knock comes in after them all, even after those of a program that has ended since.
        """
        with socket.create_connection(self._listener.getsockname(), 5) as knocking:
            knocking.shutdown(socket.SHUT_WR)
            knocking.recv(1)
        with self._arrived:
            assert self._arrived.wait_for(lambda: not self._passing, 30)

    def _listen(self) -> None:
        while self._is_open:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._passes(1)
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _passes(self, change: int) -> None:
        with self._arrived:
            self._passing += change
            self._arrived.notify_all()

    def _carry(self, client: socket.socket) -> None:
        with client:
            client.settimeout(5)
            try:
                fault, answer = self._brought(client)
            except OSError:
                return
            finally:
                self._passes(-1)
            with suppress(OSError):
                _give_back(client, fault, answer)

    def _brought(self, client: socket.socket) -> tuple[str, bytes]:
        """What strikes a request, and the provider's answer where it gets that far."""
        method = client.recv(7, socket.MSG_PEEK).split(b" ")[0].decode("ascii", "replace")
        if not method:
            return "", b""
        fault = self._fault(method)
        if fault or method == "POST":
            self.hook(fault)
        if fault == "refuse":
            return fault, b""
        request = _read_request(client)
        if fault == "lose request":
            return fault, b""
        with socket.create_connection(self._upstream, 5) as server:
            server.sendall(request)
            return fault, b"".join(iter(lambda: server.recv(65536), b""))

    def _fault(self, method: str) -> str:
        if self._faults and self._faults[0][0] == method:
            fault: str = self._faults.pop(0)[1]
        else:
            fault = self.chance(method)
        if fault:
            self.struck.append(fault)
        return fault


def _give_back(client: socket.socket, fault: str, answer: bytes) -> None:
    """What the gateway gets of an answer."""
    if fault == "stall":
        client.recv(1)
    elif fault == "cut answer":
        client.sendall(answer[: len(answer) - len(answer.partition(b"\r\n\r\n")[2]) // 2])
    elif fault == "bad gateway":
        client.sendall(_BAD_GATEWAY)
    elif not fault:
        client.sendall(answer)


def _read_request(client: socket.socket) -> bytes:
    """One request, with the body its head promises."""
    taken = b""
    while b"\r\n\r\n" not in taken:
        taken += client.recv(65536) or _gone()
    head = taken.partition(b"\r\n\r\n")[0].lower()
    lengths = [line.partition(b":")[2] for line in head.splitlines() if line.startswith(b"content-length:")]
    wanted = len(head) + 4 + (int(lengths[0]) if lengths else 0)
    while len(taken) < wanted:
        taken += client.recv(65536) or _gone()
    return taken


def _gone() -> bytes:
    raise ConnectionError("the gateway went away")
