"""Importing from the desk: name a file, see what it would do, take it or leave it."""

from dataclasses import replace
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, ProgressBar, Static

from collector_tui.domain.document import DateOrder, ImportOptions
from collector_tui.domain.money import spoken
from collector_tui.domain.refusal import Refused
from collector_tui.services.collecting import Collecting
from collector_tui.services.importing import Preview, Reading
from collector_tui.services.office import form_key
from collector_tui.tui.screens.dialog import Dialog
from collector_tui.tui.text import stacked, styled, text

_SHOWN_ROWS = 8


class ImportScreen(Dialog[str]):
    """Reads a file, shows its preview, and books it when told to."""

    BINDINGS = [
        Binding("y", "take", "Import", show=False),
        Binding("d", "order('dmy')", "Day first", show=False),
        Binding("m", "order('mdy')", "Month first", show=False),
    ]
    title_words = "Import open invoices"
    keys_words = "Enter reads the file   Esc leaves"

    def __init__(self, collecting: Collecting) -> None:
        """Begin without a file."""
        super().__init__()
        self._collecting = collecting
        self._options = ImportOptions(currency=collecting.office.business.currency)
        self._path = Path()
        self._preview: Preview | None = None
        self._key = form_key()

    def parts(self) -> ComposeResult:
        """The file's name, how far it is read, and what it holds."""
        yield Input(placeholder="the file your accounting package exported, such as ~/Downloads/aging.csv")
        yield ProgressBar(show_eta=False)
        yield Static(
            text(
                "CSV, and QuickBooks Online A/R Aging Detail. Nothing is written before you say so.",
                "$foreground-muted",
            ),
            id="meaning",
        )

    def on_mount(self) -> None:
        """No progress yet."""
        self.query_one(ProgressBar).display = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the file and work out what it would do."""
        if event.value.strip():
            self._path = Path(event.value.strip().strip("'\"")).expanduser()
            self.read()

    @work(group="write")
    async def read(self) -> None:
        """Preview the file without holding up the screen."""
        from asyncio import to_thread

        imports, bar = self._collecting.imports, self.query_one(ProgressBar)
        try:
            self._preview = await to_thread(imports.preview, self._path, self._options, self._progress)
        except Refused as refusal:
            self._preview = None
            self.query_one("#meaning", Static).update(text(str(refusal), "$text-error"))
        else:
            self.query_one("#meaning", Static).update(_told(self._preview))
            self.query_one("#window").border_subtitle = text(_keys(self._preview))
            if not _keys(self._preview).startswith("Enter"):
                self.set_focus(None)
        bar.display = False

    def _progress(self, _what: str, done: int, total: int) -> None:
        self.app.call_from_thread(self._show_progress, done, total)

    def _show_progress(self, done: int, total: int) -> None:
        bar = self.query_one(ProgressBar)
        bar.display = True
        bar.update(total=max(total, 1), progress=done)

    def action_order(self, order: DateOrder) -> None:
        """Answer which comes first in the file's dates, and read it again."""
        if self._preview and any(need.startswith("date_order") for need in self._preview.reading.needs):
            self._options = replace(self._options, date_order=order)
            self.read()

    def action_take(self) -> None:
        """Book the file."""
        if self._preview and self._preview.reading.documents and not self._preview.reading.needs:
            self.book(self._preview)

    @work(group="write")
    async def book(self, preview: Preview) -> None:
        """Book what was shown."""
        from asyncio import to_thread

        try:
            done = await to_thread(
                self._collecting.imports.book, preview.reading, preview.filename, self._key, self._progress
            )
        except Refused as refusal:
            self.query_one("#meaning", Static).update(text(str(refusal), "$text-error"))
            return
        self.dismiss(
            f"Imported {preview.filename}: {done.new} new, {done.changed} changed, {len(done.gone)} no longer open. u takes it back."
        )


def _keys(preview: Preview) -> str:
    if preview.reading.needs:
        return "d day first   m month first   Esc leaves"
    return "y imports it   Esc leaves" if preview.reading.documents else "Enter reads another file   Esc leaves"


def _told(preview: Preview) -> Content:
    """What the file holds and what taking it would do."""
    reading, result = preview.reading, preview.result
    if reading.needs:
        return stacked([text(need, "$text-warning") for need in reading.needs])
    rows = [
        styled((preview.filename, "bold"), f"   {reading.format}   as of {preview.as_of}"),
        text(
            f"{result.new} new   {result.changed} changed   {result.unchanged} unchanged   {len(result.gone)} no longer open"
        ),
        text(
            f"{result.accounts_new} new accounts   {result.payments_new} payments   {len(reading.skipped)} other lines"
        ),
    ]
    total = ", ".join(spoken(cents, currency) for currency, cents in reading.open_cents.items())
    rows.append(text(f"open in all: {total}   taken from: {_columns(reading)}", "$foreground-muted"))
    rows += [text(warning, "$text-warning") for warning in reading.warnings + result.warnings]
    rows += [text(f"line {row.line}: {row.reason}", "$text-error") for row in reading.rejected[:_SHOWN_ROWS]]
    if len(reading.rejected) > _SHOWN_ROWS:
        rows.append(text(f"and {len(reading.rejected) - _SHOWN_ROWS} more rows that cannot be taken", "$text-error"))
    rows += [text(f"no longer open: {number}", "$foreground-muted") for _, number in result.gone[:_SHOWN_ROWS]]
    return stacked(rows)


def _columns(reading: Reading) -> str:
    """Which of the file's columns were taken for what."""
    return ", ".join(f"{field} “{header}”" for field, header in reading.columns.items())
