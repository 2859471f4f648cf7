"""How far something long has come: a plain bar on a terminal's standard error, and nothing anywhere else."""

import sys
import time

_PATIENCE = 0.5
"""Seconds after which a person wonders."""

_PAUSE = 0.1
_BAR = 30
_LINE = 60


class ProgressBar:
    """Draws itself over its own line, in plain text, once the wait is long enough to ask."""

    def __init__(self) -> None:
        """Begin to wait."""
        self._is_seen = sys.stderr.isatty()
        self._next = time.monotonic() + _PATIENCE
        self._is_drawn = False

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that so much of the whole is done."""
        if not self._is_seen or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PAUSE
        full = _BAR * done // max(total, 1)
        self._draw(f"{what:<8} [{'#' * full}{'.' * (_BAR - full)}] {100 * done // max(total, 1):3} %")

    def clear(self) -> None:
        """Take the bar away before anything else is printed."""
        if self._is_drawn:
            self._draw("")
            sys.stderr.write("\r")
        self._is_drawn = False

    def _draw(self, text: str) -> None:
        sys.stderr.write(f"\r{text:<{_LINE}}")
        sys.stderr.flush()
        self._is_drawn = True
