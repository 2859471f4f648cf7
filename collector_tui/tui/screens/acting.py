"""A short form for one act, with what it would do shown while it is filled in: the act itself, done and taken back."""

from asyncio import sleep, to_thread
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from collector_tui.domain.refusal import Refused
from collector_tui.services.acting import Done, rehearse
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key
from collector_tui.tui.screens.dialog import Dialog, Line
from collector_tui.tui.text import stacked, styled, text

_REST_BEFORE_TRYING = 0.12
"""Seconds without a key before an act is tried: a fast typist is not made to wait."""

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a form: `words` are those it can take, of which the beginning is enough."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    words: Sequence[str] = ()

    def taken(self, typed: str) -> str:
        """What was meant by what was typed.

        Raises Refused when the line takes one of some words, and it is none of them, or could be several.
        """
        meant = typed.strip()
        if not self.words or not meant:
            return meant
        found = [word for word in self.words if word.lower().startswith(meant.lower())]
        exact = [word for word in found if word.lower() == meant.lower()]
        if len(exact or found) == 1:
            return (exact or found)[0]
        raise Refused(f"{self.label}: {', '.join(found or self.words)}.")


@dataclass(frozen=True, slots=True)
class Form:
    """An act with what it asks for; `needed` are the lines without which nothing can be tried."""

    title: str
    parts: Sequence[Part]
    act: Callable[[Values, str], Done]
    about: Sequence[str] = ()
    needed: Sequence[str] = ()


class ActScreen(Dialog[str]):
    """Asks for one act and does it; dismissed with the words of what was done."""

    BINDINGS = [Binding("ctrl+s", "save", "Save", show=False)]
    keys_words = "Enter goes on, in the last line it saves   Ctrl-S saves   Esc leaves"

    def __init__(self, collecting: Collecting, form: Form) -> None:
        """Show a form; whatever it books, it books once."""
        super().__init__()
        self.title_words = form.title
        self._collecting, self._form, self._key = collecting, form, form_key()

    def parts(self) -> ComposeResult:
        """What is known, the lines, and what would be done."""
        if self._form.about:
            yield Static(stacked([text(words, "$foreground-muted") for words in self._form.about]))
        for part in self._form.parts:
            label = styled((part.label, "bold"), (f"   {part.hint}" if part.hint else "", "$foreground-muted"))
            yield Static(label, classes="label")
            suggester = SuggestFromList(part.words, case_sensitive=False) if part.words else None
            yield Line(part.value, id=f"part-{part.name}", suggester=suggester)
        yield Static(id="consequence")

    def on_mount(self) -> None:
        """Begin in the first line that is empty, and try what is filled in already."""
        empty = [line for line in self.query(Line) if not line.value]
        (empty[0] if empty else self.query(Line).first()).focus()
        self._try()

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Try the act as the form stands."""
        self._try()

    def _try(self) -> None:
        self.run_worker(self._rehearse(), group="rehearse", exclusive=True)

    async def _rehearse(self) -> None:
        """Say what would be done, or what is wrong, once the typing rests."""
        await sleep(_REST_BEFORE_TRYING)
        if any(not self._line(name).value.strip() for name in self._form.needed):
            self._say("")
            return
        try:
            values = self._values()
            said = await to_thread(rehearse, self._collecting.office, lambda: self._form.act(values, self._key))
        except Refused as refusal:
            self._say(str(refusal), "$text-warning")
        else:
            self._say(f"→ {said}", "$text-success")

    def _line(self, name: str) -> Line:
        return self.query_one(f"#part-{name}", Line)

    def _values(self) -> Values:
        return {part.name: part.taken(self._line(part.name).value) for part in self._form.parts}

    def _say(self, words: str, style: str = "") -> None:
        line = self.query_one("#consequence", Static)
        line.update(text(words, style))
        if words:
            self.call_after_refresh(line.scroll_visible, animate=False)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Complete the word, and go on to the next line, or save after the last."""
        part = next(part for part in self._form.parts if event.input.id == f"part-{part.name}")
        try:
            event.input.value = part.taken(event.value)
        except Refused as refusal:
            self._say(str(refusal), "$text-error")
            return
        if part is self._form.parts[-1]:
            await self.action_save()
        else:
            self.focus_next(Input)

    async def action_save(self) -> None:
        """Do it; stay open while something is wrong, with everything typed still there."""
        self.workers.cancel_group(self, "rehearse")
        try:
            values = self._values()
            done = await to_thread(self._form.act, values, self._key)
        except Refused as refusal:
            self._say(str(refusal), "$text-error")
        else:
            self.dismiss(done.words)
