"""Keys: all programs stand side by side, and each in turn is sent a few keys of a kind, round after round."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tests.bench.programs import ROOT, Program
from tests.bench.terminal import Pressed, Terminal

_ARROWS, _LETTERS = ("\x1b[B", "\x1b[A"), ("j", "k")
_PAGE_DOWN = "\x1b[6~"
_OPEN, _CARD, _SEARCH, _BACK, _DELETE = "\r", "v", "/", "\x1b", "\x7f"
_TO_EDGE = 38
_SOUGHT = "marw"

NAVIGATION = ("view", "scroll", "page", "ends")
"""The kinds of keys that only move."""

Times = Mapping[tuple[str, str], list[Pressed]]
"""What each key brought about, by program and kind of key."""


def measure_keys(tables: Sequence[Program], desks: Sequence[Program], rounds: int) -> Times:
    """The times of the anchors and of the desks, the first round left out.

    Rows and pages are scrolled to that were not shown before, as nothing can have kept those ready.
    """
    found: dict[tuple[str, str], list[Pressed]] = defaultdict(list)
    terminals = {program.name: Terminal(program.command, ROOT) for program in (*tables, *desks)}
    try:
        for program in (*tables, *desks):
            terminals[program.name].start(program.marker)
            terminals[program.name].rest()
        for play in (_play, _ends):
            for count in range(rounds + 1):
                for name, terminal in terminals.items():
                    for kind, pressed in play(name, terminal):
                        if count:
                            found[name, kind].append(pressed)
        return found
    finally:
        for terminal in terminals.values():
            terminal.close()


def _play(name: str, terminal: Terminal) -> Iterator[tuple[str, Pressed]]:
    """One round of keys for a program."""
    if name == "input":
        yield from _typed(terminal)
        return
    down, up = _LETTERS if name.startswith("desk") else _ARROWS
    if name == "desk 1000":
        terminal.rush("g")  # a small book has no unseen rows for every round
    terminal.rush(down * _TO_EDGE)
    if name != "table 9000":
        yield from _pressed(terminal, "view", (up, down) * 4)
        yield from _pressed(terminal, "scroll", (down,) * 8)
    if name not in ("table 50", "table 1000"):
        yield from _pressed(terminal, "page", (_PAGE_DOWN,) * 8)
    if name.startswith("desk"):
        yield from _looked(terminal)


def _looked(terminal: Terminal) -> Iterator[tuple[str, Pressed]]:
    """What only the desk has: the open account, the folded card, the search."""
    for _ in range(4):
        yield from _pressed(terminal, "open", (_OPEN,))
        terminal.rush(_OPEN)
    terminal.rush(_CARD)
    yield from _pressed(terminal, "folded", ("k", "j") * 4)
    terminal.rush(_CARD)
    terminal.rush(_SEARCH)
    yield from _typed(terminal)
    terminal.rush(_BACK)
    terminal.rush(_BACK)


def _ends(name: str, terminal: Terminal) -> Iterator[tuple[str, Pressed]]:
    if name.startswith("desk"):
        yield from _pressed(terminal, "ends", ("G", "g") * 4)


def _typed(terminal: Terminal) -> Iterator[tuple[str, Pressed]]:
    yield from _pressed(terminal, "typing", tuple(_SOUGHT) + (_DELETE,) * len(_SOUGHT))


def _pressed(terminal: Terminal, kind: str, keys: Sequence[str]) -> Iterator[tuple[str, Pressed]]:
    for key in keys:
        if (pressed := terminal.press(key)) is not None:
            yield kind, pressed
