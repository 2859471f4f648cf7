"""The small windows the desk asks with: one line, one choice, a yes. Escape always leaves them."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Paste
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from collector_tui.domain.text import one_line
from collector_tui.paths import asset
from collector_tui.tui.text import text

T = TypeVar("T")


class Dialog(ModalScreen[T], Generic[T]):
    """A window in the middle of the desk, with a title and a line that says which keys do what."""

    CSS_PATH = [asset("styles", "dialog.tcss")]
    BINDINGS = [Binding("escape", "leave", "Back", show=False)]

    title_words = ""
    keys_words = "Enter accepts   Esc leaves"

    def parts(self) -> ComposeResult:
        """What stands between the title and the keys."""
        yield from ()

    def compose(self) -> ComposeResult:
        """Lay the window out."""
        with Vertical(id="window") as window:
            window.border_title = text(self.title_words)
            window.border_subtitle = text(self.keys_words)
            yield from self.parts()

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Line(Input):
    """A line to type in; what is pasted in several lines becomes one, nothing of it is lost."""

    def _on_paste(self, event: Paste) -> None:
        event.text = one_line(event.text)
        super()._on_paste(event)


class AskScreen(Dialog[str]):
    """Asks for one line; `check` says what it will mean, or raises ValueError saying what is wrong."""

    def __init__(self, title: str, hint: str, check: Callable[[str], str] | None = None, value: str = "") -> None:
        """Ask, with a hint and perhaps a first answer."""
        super().__init__()
        self.title_words = title
        self._hint, self._check, self._value = hint, check, value

    def parts(self) -> ComposeResult:
        """The line to type in, and what it means."""
        yield Line(self._value)
        yield Static(text(self._hint, "$foreground-muted"), id="meaning")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say at once what the line means."""
        words, style = self._hint, "$foreground-muted"
        if event.value.strip() and self._check:
            try:
                words, style = self._check(event.value), "$text-success"
            except ValueError as error:
                words = str(error)
        self.query_one("#meaning", Static).update(text(words, style))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, unless it is not right yet."""
        if not event.value.strip():
            return
        try:
            if self._check:
                self._check(event.value)
        except ValueError as error:
            self.query_one("#meaning", Static).update(text(str(error), "$text-error"))
        else:
            self.dismiss(event.value)


class ChooseScreen(Dialog[T], Generic[T]):
    """Asks for one of several; `detail` shows more of the one under the cursor."""

    BINDINGS = [Binding("j", "cursor(1)", show=False), Binding("k", "cursor(-1)", show=False)]

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[Content, T]],
        *,
        at: int | None = 0,
        detail: Callable[[T], Content] | None = None,
    ) -> None:
        """Offer choices, each as it is shown and what it is; begin at one of them, or with None at none."""
        super().__init__()
        self.title_words = title
        self._choices, self._at, self._detail = choices, at, detail

    def parts(self) -> ComposeResult:
        """The list, and the detail under it."""
        options = OptionList(*[Option(_pointed(shown, False)) for shown, _ in self._choices])
        yield options
        if self._detail:
            yield Static(id="detail")

    def on_mount(self) -> None:
        """Put the cursor where it belongs."""
        self.query_one(OptionList).highlighted = self._at

    def action_cursor(self, step: int) -> None:
        """Go down or up."""
        options = self.query_one(OptionList)
        at = options.highlighted
        options.highlighted = 0 if at is None else (at + step) % len(self._choices)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Point at the choice, in a sign and not in colour alone, and show more of it."""
        for index, (shown, _) in enumerate(self._choices):
            is_chosen = index == event.option_list.highlighted
            event.option_list.replace_option_prompt_at_index(index, _pointed(shown, is_chosen))
        if self._detail:
            self.query_one("#detail", Static).update(self._detail(self._choices[event.option_index][1]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the choice."""
        self.dismiss(self._choices[event.option_index][1])


def _pointed(shown: Content, is_chosen: bool) -> Content:
    return Content("› " if is_chosen else "  ") + shown


class ConfirmScreen(Dialog[bool]):
    """Asks whether to go on; only `y` does, never the key that asked."""

    BINDINGS = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n", "answer(False)", "No", show=False),
    ]
    keys_words = "y goes on   n or Esc does not"

    def __init__(self, title: str, says: Content) -> None:
        """Ask with a title and the consequences in words."""
        super().__init__()
        self.title_words = title
        self._says = says

    def parts(self) -> ComposeResult:
        """The words."""
        yield Static(self._says)

    def action_answer(self, answer: bool) -> None:
        """Answer."""
        self.dismiss(answer)
