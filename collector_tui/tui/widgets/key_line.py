"""The two lines at the bottom: what just happened, and the keys that matter here."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from collector_tui.tui.text import styled, text
from collector_tui.tui.widgets.lines import Framed


class NoticeLine(Static, Framed):
    """Says what was just done, refused or received, until the next thing."""

    def say(self, words: str, *, refused: bool = False, key: str = "") -> None:
        """Show a sentence; a refusal is marked as one in words and colour; `key` names what can be pressed now."""
        sign = styled((" ! ", "bold $text-error")) if refused else styled((" · ", "$text-success"))
        hint = styled("   ", (key, "bold"), " ") if key else Content("")
        room = max(self.size.width - sign.cell_length - hint.cell_length, 10)
        self.update(sign + text(words).truncate(room, ellipsis=True) + hint, layout=False)

    def clear(self) -> None:
        """Say nothing."""
        self.update("", layout=False)


class KeyLine(Static, Framed):
    """The keys of the screen; a click on one is the same as the key."""

    def __init__(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Take keys as they are shown, their names and their actions."""
        super().__init__()
        self._keys = keys
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Paint once: the keys do not change."""
        parts, place = [], 1
        for key, name, action in self._keys:
            piece = styled((key, "bold $text-accent"), f" {name}   ")
            self._places.append((place, place + piece.cell_length - 3, action))
            place += piece.cell_length
            parts.append(piece)
        self.update(Content(" ") + Content.assemble(*parts))

    async def on_click(self, event: Click) -> None:
        """Do what the key under the pointer does."""
        for start, end, action in self._places:
            if start <= event.x < end and action:
                await self.run_action(f"screen.{action}")
