"""A terminal that only listens: it runs a program on a pty and notes when each piece of output came.

Nothing is interpreted while the clock runs; what was visible when is worked out afterwards. Times are milliseconds.
"""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_ROWS, _COLUMNS = 40, 120
_QUIET_START, _QUIET_KEY, _QUIET_AFTER, _PATIENCE = 0.150, 0.025, 0.030, 30.0
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P^_][^\x1b]*\x1b\\|[ -/]*[0-~])")


@dataclass(frozen=True, slots=True)
class Start:
    """How a program came up: its first byte, the marker to be seen, the last byte before it was quiet; peak MB."""

    first_byte: float
    painted: float
    settled: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a key brought about: the last byte before 25 ms of quiet, and the last one of all."""

    done: float
    whole: float


class Terminal:
    """One program on a pty of 120 by 40."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        """Start the program in a folder, with an environment that is the same for all."""
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
        kept = {
            name: value for name, value in os.environ.items() if name in ("HOME", "LANG", "LC_ALL", "PATH", "TMPDIR")
        }
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLLECTOR_CONFIG": os.devnull}
        self._begun = time.perf_counter()
        self._program = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env={**kept, **terminal},
            start_new_session=True,
        )
        os.close(slave)

    def start(self, marker: str) -> Start:
        """Wait until the marker's text has been written and the program is quiet.

        Raises AssertionError with the end of what was written when it does not come.
        """
        pieces: list[tuple[float, bytes]] = []
        while not _shows(pieces, marker):
            more = self._read(_QUIET_START, first=_PATIENCE if not pieces else _QUIET_START)
            pieces += more
            if not more and (self._program.poll() is not None or time.perf_counter() - self._begun > _PATIENCE):
                raise AssertionError(f"“{marker}” was not shown: {_ESCAPES.sub(b'', _joined(pieces))[-600:]!r}")
        while more := self._read(_QUIET_START):
            pieces += more
        first_shown = next(n for n in range(1, len(pieces) + 1) if _shows(pieces[:n], marker))
        return Start(
            *(1000 * (at - self._begun) for at in (pieces[0][0], pieces[first_shown - 1][0], pieces[-1][0])),
            self._peak(),
        )

    def press(self, key: str) -> Pressed | None:
        """Press a key; what it brought about, or None when it brought nothing."""
        pressed = time.perf_counter()
        os.write(self._master, key.encode())
        pieces = self._read(_QUIET_KEY, first=0.5)
        if not pieces:
            return None
        late = self._read(_QUIET_AFTER)
        return Pressed(*(1000 * (seen[-1][0] - pressed) for seen in (pieces, pieces + late)))

    def rush(self, keys: str) -> None:
        """Press keys all at once, and wait until the program has done with them."""
        os.write(self._master, keys.encode())
        self.rest()

    def rest(self) -> None:
        """Let pass what comes by itself."""
        while self._read(_QUIET_START, first=_QUIET_START):
            pass

    def _read(self, quiet: float, first: float | None = None) -> list[tuple[float, bytes]]:
        """All that is written until it is quiet for some seconds; the first piece may take longer."""
        pieces: list[tuple[float, bytes]] = []
        while select.select([self._master], [], [], quiet if pieces or first is None else first)[0]:
            try:
                piece = os.read(self._master, 1 << 16)
            except OSError:
                break
            pieces.append((time.perf_counter(), piece))
        return pieces

    def _peak(self) -> float:
        """The most memory it has had, in MB: from /proc, for what wait4 says includes the bench it was forked from."""
        status = Path(f"/proc/{self._program.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def close(self) -> None:
        """End the program, and let it end in its own way if it does so soon."""
        self._program.send_signal(signal.SIGTERM)
        end = time.perf_counter() + 2
        while self._program.poll() is None and time.perf_counter() < end:
            self._read(0.02)
        self._program.kill()
        self._program.wait()
        os.close(self._master)


def _joined(pieces: Sequence[tuple[float, bytes]]) -> bytes:
    return b"".join(piece for _, piece in pieces)


def _shows(pieces: Sequence[tuple[float, bytes]], marker: str) -> bool:
    return marker.encode() in _ESCAPES.sub(b"", _joined(pieces))
