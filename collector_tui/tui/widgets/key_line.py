"""The line at the bottom: the keys that matter here."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from collector_tui.tui.text import styled
from collector_tui.tui.widgets.lines import Framed


class KeyLine(Static, Framed):
    """The keys of the screen; a click on one is the same as the key."""

    def __init__(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Take keys as they are shown, their names and their actions."""
        super().__init__()
        self._keys = keys
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Paint the keys there are at first."""
        self.offer(self._keys)

    def offer(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Paint these keys from now on."""
        self._places.clear()
        parts, place = [], 1
        for key, name, action in keys:
            piece = styled((key, "bold $text-accent"), f" {name}   ")
            self._places.append((place, place + piece.cell_length - 3, action))
            place += piece.cell_length
            parts.append(piece)
        self.update(Content(" ") + Content.assemble(*parts), layout=False)

    async def on_click(self, event: Click) -> None:
        """Do what the key under the pointer does."""
        for start, end, action in self._places:
            if start <= event.x < end and action:
                await self.run_action(f"screen.{action}")
