"""What just happened, in the line above the keys; a long notice has some more lines until the next key."""

from typing import NamedTuple

from textual.content import Content
from textual.widgets import Static

from collector_tui.domain.columns import places, wrapped
from collector_tui.domain.text import visible
from collector_tui.tui.text import stacked, styled, text
from collector_tui.tui.widgets.lines import Framed

_MOST_LINES = 3


class Said(NamedTuple):
    """A notice: its words, what follows from it, what key can be pressed now, and whether it is a refusal."""

    words: str
    then: str = ""
    key: str = ""
    refused: bool = False

    @property
    def sign(self) -> Content:
        """What a notice begins with: a refusal is marked as one in a sign and not in colour alone."""
        return styled((" ! ", "bold $text-error")) if self.refused else styled((" · ", "$text-success"))

    def lines(self, width: int) -> list[str]:
        """The words and what follows, in a few lines; the words are cut where it would be more."""
        words = visible(self.words)
        while True:
            lines = wrapped(" ".join(filter(None, (words, visible(self.then)))), width)
            if self.key and places(lines[-1]) + places(self.key) + 4 > width:
                lines.append("")
            if len(lines) <= _MOST_LINES or len(words) < width:
                return lines[:_MOST_LINES]
            words = words[:-8].rstrip("… ") + "…"


class LongNotice(Static):
    """Takes the place of the notice line while a notice is too long for it."""

    def show(self, said: Said, width: int) -> None:
        """Lay the whole notice out for a width."""
        lines = said.lines(width - 4)
        rows = [(said.sign if at == 0 else Content("   ")) + text(line) for at, line in enumerate(lines)]
        rows[-1] += styled("   " if lines[-1] else "", (said.key, "bold"))
        self.update(stacked(rows))


class NoticeLine(Static, Framed):
    """Says what was just done, refused or received, until the next thing."""

    _said = Said("")

    def say(self, words: str, *, refused: bool = False, key: str = "") -> None:
        """Show a sentence, in several lines where one is too short; `key` names what can be pressed now."""
        self._show(Said(words, "", key, refused))

    def add(self, then: str) -> None:
        """Say what follows from what was just said."""
        self._show(self._said._replace(then=then))

    def _show(self, said: Said) -> None:
        self._said = said
        width = self.screen.size.width
        sign, then = said.sign, text(f"  {said.then}" if said.words and said.then else said.then)
        hint = styled("   ", (said.key, "bold"), " ") if said.key else Content("")
        words = text(said.words)
        whole = sign.cell_length + words.cell_length + then.cell_length
        if whole <= width < whole + hint.cell_length:
            hint = Content("")
        room = max(width - sign.cell_length - then.cell_length - hint.cell_length, 10)
        self.update(styled(sign, words.truncate(room, ellipsis=True), then, hint), layout=False)
        self.fold(words.cell_length <= room or width < 20)
        if not self.display:
            self.screen.query_one(LongNotice).show(said, width)

    def fold(self, folded: bool = True) -> None:
        """Leave one line of a long notice: it has been read."""
        if self.display != folded:
            self.display = folded
            self.screen.query_one(LongNotice).display = not folded

    def withdraw(self, beginning: str) -> None:
        """Say nothing any more of what is not so any longer."""
        if self._said.words.startswith(beginning):
            self.clear()

    def dismiss(self) -> None:
        """Say only what follows from what was said, and then nothing any more."""
        if self._said.words and self._said.then:
            self._show(Said(self._said.then))
        else:
            self.clear()

    def clear(self) -> None:
        """Say nothing."""
        self._said = Said("")
        self.fold()
        self.update("", layout=False)
