"""Where a message is written: plain words, of which nothing can act on the terminal, and undo for whatever replaces them."""

from textual.binding import Binding
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from collector_tui.domain.text import visible


def harmless(words: str) -> str:
    """The words without characters that could act on a terminal or hide in it; line ends stay, tabs become spaces.

    >>> harmless("pay\\r\\n\\x1b[2Jnow\\u202e")
    'pay\\n[2Jnow'
    """
    plain = words.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    if visible(plain, lines=True) == plain:
        return plain
    return "".join(character for character in plain if visible(character, lines=True) == character)


class WordArea(TextArea):
    """Takes what is typed and pasted, made harmless on the way in."""

    BINDINGS = [Binding("alt+z,ctrl+shift+z", "redo", show=False)]

    def edit(self, edit: Edit) -> EditResult:
        """Take any change, from the keyboard, the clipboard or the program."""
        edit.text = harmless(edit.text)
        return super().edit(edit)

    def rewrite(self, words: str) -> None:
        """Put other words in the place of all that is written; one undo brings those back."""
        self.history.checkpoint()
        self.replace(words, (0, 0), self.document.end, maintain_selection_offset=False)
        self.history.checkpoint()
        self.move_cursor((0, 0))
        self.scroll_home(animate=False, immediate=True)
