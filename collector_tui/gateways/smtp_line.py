"""The line to a mail server: found, opened, closed, and cut when its time is over, whatever the other side does."""

import contextlib
import ipaddress
import socket
import ssl
import threading
from queue import SimpleQueue
from time import monotonic
from typing import Any

from collector_tui.domain.carrier import Answer
from collector_tui.domain.mailbox import ascii_domain
from collector_tui.domain.text import one_line, visible

_GRACE = 5.0
"""Seconds by which a socket would outwait the line, so that it is always the line that is cut."""

_LONGEST_TALK = 100_000
"""Bytes that are listened to in one conversation."""

Place = tuple[Any, ...]
"""Where a host can be reached, as the system names it."""


class Trouble(Exception):
    """Why a mail was not handed over: what that means for it, a sentence, and the server's code (0 where it gave none)."""

    def __init__(self, answer: Answer, says: str, code: int = 0) -> None:
        """Take what there is to say."""
        super().__init__(says)
        self.answer, self.says, self.code = answer, says, code


class Line:
    """A connection to a host that lives for so many seconds and no longer, however slowly the other side answers."""

    def __init__(self, host: str, port: int, seconds: float) -> None:
        """Take where it leads; nothing is connected yet."""
        self.host, self.port = visible(one_line(host)), port
        self.name = ascii_domain(self.host)
        self._seconds, self._ends = seconds, monotonic() + seconds
        self._plug: socket.socket | None = None
        self._cutter = threading.Timer(seconds, self.cut, [f"did not answer in {seconds:g} seconds"])
        self._cutter.daemon = True
        self._found = SimpleQueue[list[Place] | OSError]()
        self._cut_because = ""

    def connect(self, *, only_near: bool) -> socket.socket:
        """A socket to the host; with `only_near` to one in this house only (loopback or a private network).

        Raises Trouble when there is no such host, when it is not near, and when it does not answer.
        """
        if not self.name:
            raise Trouble("rejected", "No mail server is named, or none that there could be: set [email] host.")
        self._cutter.start()
        places = self._places()
        if only_near and not all(_is_near(place[-1][0]) for place in places):
            raise Trouble(
                "rejected",
                f'{self.host} is not in your own network, and security = "none" would send mail in the open: '
                'set [email] security = "starttls" or "tls".',
            )
        cause: OSError = TimeoutError()
        for at, place in enumerate(places):
            try:
                return self._opened(place, max(_GRACE, self._ends - monotonic()) / (len(places) - at))
            except OSError as error:
                cause = error
        raise self.trouble(cause)

    def _opened(self, place: Place, seconds: float) -> socket.socket:
        """A socket to one place of the host; raises OSError where this machine has no way to it, Trouble when it is cut."""
        family, kind, protocol, _, address = place
        opened = socket.socket(family, kind, protocol)
        try:
            self._plug_in(opened)
            opened.settimeout(seconds)
            opened.connect(address)
            opened.settimeout(self._seconds + _GRACE)
        except BaseException:
            opened.close()
            raise
        return opened

    def _places(self) -> list[Place]:
        """Where the host can be reached; a search of the system that takes longer than there is time is left alone."""
        threading.Thread(target=_look_up, args=(self.name, self.port, self._found), daemon=True).start()
        places = self._found.get()
        if isinstance(places, OSError):
            raise self.trouble(places)
        return places

    def _plug_in(self, opened: socket.socket) -> None:
        """Hold a second end of a connection, by which it can be cut whatever is done with the first."""
        before, self._plug = self._plug, opened.dup()
        if before:
            before.close()
        if self._cut_because:
            raise self.trouble(TimeoutError())

    def cut(self, because: str) -> None:
        """End it now, from any thread: who waits for something wakes up with an error."""
        self._cut_because = self._cut_because or because
        self._found.put(TimeoutError())
        if self._plug:
            with contextlib.suppress(OSError):
                self._plug.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop counting; the socket itself is closed by whoever has it."""
        self._cutter.cancel()
        if self._plug:
            self._plug.close()

    def trouble(self, error: Exception) -> Trouble:
        """What a fault of the line means, before a mail is on its way: it was not reached, and what to look at."""
        return Trouble("not_reached", self._says(error))

    def _says(self, error: Exception) -> str:
        where = f"{self.host}, port {self.port},"
        if self._cut_because or isinstance(error, TimeoutError):
            return (
                f"{where} {self._cut_because or 'did not answer'}: look at the network and at [email] host and "
                'port (465 wants security = "tls", 587 "starttls").'
            )
        if isinstance(error, socket.gaierror):
            return f"There is no way to {self.host}: look at the network, and at [email] host."
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"{where} shows a certificate that cannot be trusted ({error.verify_message}): look at [email] host."
        if isinstance(error, ssl.SSLError):
            return f'{where} does not encrypt as asked for: port 465 wants security = "tls", 587 "starttls".'
        if isinstance(error, ConnectionRefusedError):
            return f"{where} refuses connections: look at [email] host and port."
        if isinstance(error, OSError) and error.strerror:
            return f"{where} cannot be reached ({error.strerror}): look at the network."
        return f"{where} hung up: try again later, or look at [email] port and security."


class WholeLines:
    """What is heard, line by line; half a line is none, and who talks without end is not listened to."""

    def __init__(self, opened: socket.socket) -> None:
        """Begin to listen; what another listener has heard already is not heard again."""
        self._file, self._left = opened.makefile("rb"), _LONGEST_TALK

    def readline(self, longest: int) -> bytes:
        """The next line of at most so many bytes; nothing when there is none."""
        line = self._file.readline(longest)
        self._left -= len(line)
        return line if self._left > 0 and (line.endswith(b"\n") or len(line) == longest) else b""

    def close(self) -> None:
        """Listen no more."""
        self._file.close()


def _look_up(name: str, port: int, found: "SimpleQueue[list[Place] | OSError]") -> None:
    try:
        found.put(list(socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)))
    except OSError as error:
        found.put(error)
    except (UnicodeError, OverflowError, ValueError):
        found.put(socket.gaierror())


def _is_near(address: str) -> bool:
    """Whether an address is of this machine or of a private network (RFC 1918, RFC 4193, link-local)."""
    place = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(place, "ipv4_mapped", None) or place
    return bool(mapped.is_loopback or mapped.is_private or mapped.is_link_local)
