"""A short form: some lines to type in, kept when all of them are right. What is secret is never shown."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, Static

from collector_tui.tui.screens.dialog import Dialog, Line
from collector_tui.tui.text import text

_AFTER_THE_FOCUS = 0.05
"""Seconds after which a line that got the focus has been scrolled to."""

_LATE = 0.4
"""Seconds after which it is said that something is still being kept."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    is_secret: bool = False
    """Whether what is typed is shown to nobody; such a line begins empty."""


class SecretLine(Line):
    """A line for a token or a password: dots stand for it, and it cannot be copied out again."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  (as Textual calls it)
        """Begin empty."""
        super().__init__(password=True, id=id)

    def action_copy(self) -> None:
        """Copy nothing."""

    def action_cut(self) -> None:
        """Take away what is selected, without copying it."""
        self.delete_selection()


class Wrong(str):
    """What is wrong with a form, and the name of the line in which it is."""

    def __new__(cls, words: str, field: str) -> "Wrong":
        """Take the sentence and the line."""
        wrong = super().__new__(cls, words)
        wrong.field = field
        return wrong

    field: str


class FormScreen(Dialog[dict[str, str]]):
    """A short form; Enter in the last line, or Ctrl-S anywhere, hands it to `save`, which refuses with a sentence.

    It is dismissed with what was typed, but for secrets.
    """

    BINDINGS = [Binding("ctrl+s", "save", "Save", show=False)]
    AUTO_FOCUS = ""
    keys_words = "Enter goes on, in the last line it saves   Ctrl-S saves   Esc leaves"

    def __init__(self, title: str, form: Sequence[Field], save: Callable[[dict[str, str]], str | None]) -> None:
        """Show a form; `save` returns what is wrong, or None when it is saved."""
        super().__init__()
        self.title_words = title
        self._form, self._save = form, save
        self._is_saving = False

    def parts(self) -> ComposeResult:
        """The lines, and one for what is wrong."""
        for field in self._form:
            yield Static(text(field.label, "$foreground-muted"), classes="label")
            if field.is_secret:
                yield SecretLine(id=f"field-{field.name}")
            else:
                hint = f"e.g. {field.hint}" if field.hint else ""
                yield Line(field.value, placeholder=hint, id=f"field-{field.name}")
        yield Static(id="wrong")

    def on_mount(self) -> None:
        """Begin in the first line, without scrolling past what it is for."""
        self.set_focus(self.query(Input).first(), scroll_visible=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show what a line is for together with the line: the label stands above it."""
        if event.widget.id and event.widget.id.startswith("field-"):
            label = self.query(".label")[[f"field-{one.name}" for one in self._form].index(event.widget.id)]
            self.set_timer(_AFTER_THE_FOCUS, lambda: self._reveal(label))

    def _reveal(self, label: Widget) -> None:
        """Scroll up to a label that is hidden, or stands in the edge of the window, where it is not drawn."""
        window, top = self.query_one("#window"), label.virtual_region.y - 1
        if top < window.scroll_offset.y:
            window.scroll_to(y=max(0, top), animate=False)

    def is_changed(self, values: dict[str, str] | None) -> bool | None:
        """Whether the form was left with something in it that was not there before; None where it was left without."""
        if values is None:
            return None
        return any(values.get(field.name, "").strip() != field.value.strip() for field in self._form)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next line, or save after the last."""
        if event.input.id == f"field-{self._form[-1].name}":
            self.action_save()
        else:
            self.focus_next(Input)

    def action_leave(self) -> None:
        """Leave without an answer; what is just being kept is waited for."""
        if not self._is_saving:
            super().action_leave()

    def action_save(self) -> None:
        """Hand the form over, once; a keyring may take its time for it."""
        if not self._is_saving:
            self._is_saving = True
            self.run_worker(self._hand_over(), group="write")

    async def _hand_over(self) -> None:
        """Stay open while something is wrong, with everything typed still there."""
        values = {field.name: self.query_one(f"#field-{field.name}", Input).value for field in self._form}
        late = self.set_timer(_LATE, lambda: self._say("Keeping it …", "$foreground-muted"))
        wrong = await to_thread(self._save, values)
        late.stop()
        self._is_saving = False
        if wrong:
            self._say(wrong, "$text-error")
            if field := self._at_fault(values, wrong):
                self.query_one(f"#field-{field}", Input).focus()
        else:
            secrets = {field.name for field in self._form if field.is_secret}
            self.dismiss({name: value for name, value in values.items() if name not in secrets})

    def _say(self, words: str, style: str) -> None:
        line = self.query_one("#wrong", Static)
        line.update(text(words, style))
        line.scroll_visible(animate=False)

    def _at_fault(self, values: dict[str, str], wrong: str) -> str:
        """The line that is wrong: the one that is named, else the one whose words are in the sentence."""
        quoted = (name for name, value in values.items() if value.strip() and f"“{value.strip()}”" in wrong)
        return wrong.field if isinstance(wrong, Wrong) else next(quoted, "")
