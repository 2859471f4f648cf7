"""The desk as an app: its theme, its keys, the outbox beside it, and how it ends."""

import os
import signal
from asyncio import to_thread
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.binding import BindingsMap
from textual.screen import Screen

from collector_tui.domain.refusal import Refused
from collector_tui.paths import asset
from collector_tui.services.collecting import Collecting
from collector_tui.tui import keymap
from collector_tui.tui.outbox import Outbox
from collector_tui.tui.screens.queue import QueueScreen

if TYPE_CHECKING:
    from textual.app import SystemCommand

    from collector_tui.tui.batches import Batches
    from collector_tui.tui.channels import Wired
    from collector_tui.tui.handover import Handover


class CollectorApp(App[str]):
    """The full-screen desk over one open book."""

    TITLE = "Collector"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = []
    CSS_PATH = asset("styles", "queue.tcss")

    def __init__(
        self,
        collecting: Collecting,
        *,
        theme: str = "",
        keys: Mapping[str, str] | None = None,
        config: Path | None = None,
        wire: "Callable[[], Wired] | None" = None,
        before: "Handover | None" = None,
    ) -> None:
        """Take the services; `config` is where colours and what is set up are kept.

        `wire` makes the carrier and the mailer anew, as the configuration is when it is called. `before` is what the desk
        left in whose place this one is opened. Raises Refused when the user's keys clash.
        """
        self.key_overrides = dict(keys or {})
        keymap.keys_of(self.key_overrides)
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.collecting = collecting
        self.outbox = Outbox(self, was_open=before is not None)
        self.config = config
        self.before = before
        self.left: Handover | None = None
        """What is left to the desk that is opened in the place of this one."""
        self._chosen = theme
        self._wire = wire

    @cached_property
    def batches(self) -> "Batches":
        """The batches of this desk, loaded when the first one is wanted."""
        from collector_tui.tui.batches import Batches

        return Batches(self)

    def wire(self) -> "Wired":
        """The channels as they are set up now; where nobody can make them anew, as the desk was opened with them.

        Raises Refused when the configuration is not right.
        """
        from collector_tui.tui.channels import as_opened

        return self._wire() if self._wire else as_opened(self.collecting)

    def open_anew(self, left: "Handover") -> None:
        """End this desk for one that works with what was set up; everything else is in the book already."""
        self.left = left
        self.exit("again")

    def desk_bindings(self) -> BindingsMap:
        """The desk's keys."""
        return BindingsMap(keymap.bindings(self.key_overrides))

    def footer_keys(self) -> list[tuple[str, str, str]]:
        """The keys at the bottom of the desk."""
        return keymap.footer(self.key_overrides)

    @property
    def desk(self) -> QueueScreen:
        """The desk, whatever lies over it."""
        desk = self.screen_stack[0]
        assert isinstance(desk, QueueScreen)
        return desk

    def get_default_screen(self) -> Screen[None]:
        """The desk is the first and lowest screen."""
        return QueueScreen(self)

    def on_mount(self) -> None:
        """Take the user's colours and listen for the signals that end a terminal program."""
        if self._chosen in self.available_themes:
            self.theme = self._chosen
        self._watch_signals()
        self.call_after_refresh(self._settled)

    def _settled(self) -> None:
        """The desk stands: garbage is collected again, and the outbox begins its rounds, unless it was left already."""
        import gc

        gc.enable()
        gc.freeze()
        if not self.is_running:
            return
        self.theme_changed_signal.subscribe(self, lambda _theme: self._keep_theme())
        self.outbox.begin()
        if self.before and self.before.run:
            self.batches.resume(self.before.run)

    def _watch_signals(self) -> None:
        """A closed window or a polite kill leaves the terminal as it was and the book closed."""
        import asyncio

        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name) and os.getpid() and _is_main_thread():
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self._end_politely)

    def _end_politely(self) -> None:
        self.exit(return_code=0)

    def _keep_theme(self) -> None:
        if self.config and self.theme != self._chosen:
            self._chosen = self.theme
            self.run_worker(self._write_theme(self.config, self.theme), group="write")

    async def _write_theme(self, config: Path, theme: str) -> None:
        """Keep the colours for the next start; where they cannot be kept, they hold for this one."""
        from collector_tui.config_file import write_settings

        try:
            await to_thread(write_settings, config, {"ui": {"theme": theme}})
        except Refused as refusal:
            self.desk.notice.say(f"{refusal} The colours hold until you leave.", refused=True)

    def action_command_palette(self) -> None:
        """Find a command by name, on the desk alone: elsewhere it would act on what lies hidden."""
        if self.screen is self.desk:
            super().action_command_palette()

    def get_system_commands(self, screen: Screen[object]) -> "Iterable[SystemCommand]":
        """Every command of the desk by name, for the palette."""
        from textual.app import SystemCommand

        desk = self.screen_stack[0]
        for command in keymap.COMMANDS:
            if command.id not in ("palette", "back"):
                key = keymap.shown(keymap.keys_of(self.key_overrides)[command.id])
                run = partial(desk.run_action, command.action)
                for name in (command.title, *command.also):
                    yield SystemCommand(name, f"{command.help} ({_spelled(key)})", run)

    def _fatal_error(self) -> None:
        """A fault of the program ends it with a sentence and without anybody's data on the terminal."""
        import sys

        error = sys.exc_info()[1]
        kind = type(error).__name__ if error else "fault"
        place = _place(error)
        self._exit_renderables.append(
            f"Collector stopped because of a fault of its own ({kind}{place}). Nothing that was saved is lost."
        )
        self._return_code = 1
        self._close_messages_no_wait()


def _spelled(key: str) -> str:
    """A key for the palette, which reads square brackets as markup: it gets none, and no lone slash beside one."""
    return key.replace("[", "").replace("]", "")


def _place(error: BaseException | None) -> str:
    """The line of our own code a fault came from."""
    trace, place = (error.__traceback__ if error else None), ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "collector_tui" in name:
            place = f", {Path(name).name} line {trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _is_main_thread() -> bool:
    import threading

    return threading.current_thread() is threading.main_thread()
