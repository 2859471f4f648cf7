"""A real pseudo-terminal with a real `collector` in it: keys go in, the screen is read as a person would."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pyte


class Terminal:
    """One program on a terminal of a size; `screen` is what it shows, `raw` every byte it ever wrote."""

    def __init__(self, home: Path, *arguments: str, size: tuple[int, int] = (80, 24), **environment: str) -> None:
        """Start `collector` with everything it keeps below a folder."""
        columns, rows = size
        self.raw = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.update(
                TERM="xterm-256color", XDG_DATA_HOME=str(home), XDG_CONFIG_HOME=str(home), LANG="C.UTF-8", **environment
            )
            os.execv(sys.executable, [sys.executable, "-m", "collector_tui", *arguments])

    def _has_more(self, seconds: float) -> bool:
        """Whether the program says something within a time; polled, since a descriptor of a long test run may be a high one."""
        poll = select.poll()
        poll.register(self._fd, select.POLLIN | select.POLLHUP)
        return bool(poll.poll(seconds * 1000))

    def read(self, seconds: float = 0.05) -> bool:
        """Take in what is written now; False once the program has ended."""
        if not self._has_more(seconds):
            return True
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        self.raw += data
        self._stream.feed(data.replace(b"\x1b[?2026$p", b"").replace(b"\x1b[?2048$p", b"").replace(b"\x1b[>", b"\x1b["))
        return bool(data)

    @property
    def shown(self) -> str:
        """The screen as text."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def until(self, words: str, seconds: float = 20) -> str:
        """Wait until the words can be read."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            alive = self.read()
            if words in self.shown:
                return self.shown
            if not alive:
                break
        raise AssertionError(f"“{words}” never came up on:\n{self.shown}\n{self.raw[-400:]!r}")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, each once the screen has come to rest (a lone Escape takes 100 ms)."""
        for key in keys:
            os.write(self._fd, key.encode())
            end = time.monotonic() + 1
            while self._has_more(0.15) and time.monotonic() < end and self.read():
                pass

    def ends(self, seconds: float = 10) -> int:
        """Wait for the end and return the exit status."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.02)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                while self.read(0.05) and self._has_more(0.05):
                    pass
                os.close(self._fd)
                return os.waitstatus_to_exitcode(status)
        os.kill(self.pid, signal.SIGKILL)
        raise AssertionError(f"the program did not end:\n{self.shown}")
