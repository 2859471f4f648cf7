"""A short form for one act, with what it would do shown while it is filled in: the act itself, done and taken back."""

from asyncio import sleep, to_thread

from textual.app import ComposeResult
from textual.binding import Binding
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from collector_tui.domain.columns import wrapped
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import visible
from collector_tui.services.acting import rehearse
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key
from collector_tui.tui.screens.dialog import Dialog, Line
from collector_tui.tui.screens.form import Form, Part, Values
from collector_tui.tui.text import fitted, stacked, styled, text

_REST_BEFORE_TRYING = 0.12
"""Seconds without a key before an act is tried: a fast typist is not made to wait."""

_MOST_LINES = 4
"""How many lines of what would be done are shown: the fields stay in sight."""


class ActScreen(Dialog[str]):
    """Asks for one act and does it; dismissed with the words of what was done."""

    BINDINGS = [Binding("ctrl+s", "save", "Save", show=False)]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
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
        line.update(text(self._cut(words), style, lines=True))
        if words:
            self.call_after_refresh(self._show_both, line)

    def _cut(self, words: str) -> str:
        """The words in a few lines; what is more is left out, and a sign says so."""
        width = max(self.query_one("#consequence", Static).content_size.width, 20)
        lines = wrapped(visible(words), width)
        if len(lines) <= _MOST_LINES:
            return "\n".join(lines)
        last = fitted(f"{lines[_MOST_LINES - 1]} {lines[_MOST_LINES]}", width - 1).rstrip("… ")
        return "\n".join([*lines[: _MOST_LINES - 1], f"{last}…"])

    def _show_both(self, line: Static) -> None:
        """Scroll to what would be done, but never away from the line that is typed in."""
        line.scroll_visible(animate=False)
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    def _wrong(self, refusal: Refused) -> None:
        """Say what is wrong; what was being tried has nothing to add."""
        self.workers.cancel_group(self, "rehearse")
        self._say(str(refusal), "$text-error")

    def _right(self, part: Part) -> str:
        """What was meant in a line.

        Raises Refused when it is not right, or nothing stands where something has to.
        """
        meant = part.taken(self._line(part.name).value)
        if not meant and part.name in self._form.needed:
            raise Refused(f"{part.label}: this has to be filled in" + (f" ({part.hint})." if part.hint else "."))
        return meant

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Complete the word, and go on to the next line, or save after the last; what is not right stays."""
        part = next(part for part in self._form.parts if event.input.id == f"part-{part.name}")
        try:
            event.input.value = self._right(part)
        except Refused as refusal:
            self._wrong(refusal)
            return
        if part is self._form.parts[-1]:
            await self.action_save()
        else:
            self.focus_next(Input)
            self._try()

    async def action_save(self) -> None:
        """Do it; stay open while something is wrong, with everything typed still there and the wrong line to type in."""
        self.workers.cancel_group(self, "rehearse")
        for part in self._form.parts:
            try:
                self._right(part)
            except Refused as refusal:
                self._line(part.name).focus()
                self._wrong(refusal)
                return
        try:
            values = self._values()
            done = await to_thread(self._form.act, values, self._key)
        except Refused as refusal:
            self._wrong(refusal)
        else:
            self.dismiss(done.words)
