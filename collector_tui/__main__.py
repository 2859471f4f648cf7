"""The composition root: reads the settings, opens the book, and hands the services to the desk or to a command."""

import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui import wiring
from collector_tui.domain.refusal import Refused
from collector_tui.settings import Settings, read_settings
from collector_tui.timezones import use_shipped_zones

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.commands.command import Command
    from collector_tui.services.clock import Clock
    from collector_tui.services.collecting import Collecting
    from collector_tui.tui.app import CollectorApp
    from collector_tui.tui.channels import Wired
    from collector_tui.tui.handover import Handover

_LOOK_FIRST = "Nothing is half-done: look whether it was done before you do it again."


def main(arguments: list[str] | None = None) -> int:
    """Run `collector`; returns the exit status: 0 done, 1 refused or failed, 2 usage."""
    os.umask(0o077)
    use_shipped_zones()
    from collector_tui.commands.arguments import read_arguments
    from collector_tui.commands.printing import complain, use_utf8

    use_utf8()
    invocation = read_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _desk(invocation) if invocation.opens_desk else _command(invocation)
        sys.stdout.flush()
    except Refused as refusal:
        complain(str(refusal))
        return 1
    except BrokenPipeError:
        _forget_output()
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        complain(_unforeseen(error))
        return 1
    return status


def _forget_output() -> None:
    """Nobody reads any more: what is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unforeseen(error: Exception) -> str:
    """A fault nobody thought of, in one sentence: its kind and its place, and nothing that was being worked on."""
    if isinstance(error, OSError) and error.strerror:
        return f"The system refused: {error.strerror}. {_LOOK_FIRST}"
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "an unknown place"
    return f"Collector failed ({type(error).__name__} in {place}). {_LOOK_FIRST}"


def _desk(invocation: "Invocation") -> int:
    """Open the desk; garbage is collected only once it stands, which is what a start mostly waits for.

    The screen is painted up to 120 times a second: what comes right after a paint, as finds do after the letter
    that was typed, waits half as long as Textual's 60 would have it wait.
    """
    import gc

    os.environ.setdefault("TEXTUAL_FPS", "120")
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        raise Refused("The desk needs a terminal: use a command such as `collector queue`, or see `collector --help`.")
    left, wanted = None, "again"
    while wanted == "again":
        gc.disable()
        app = _sit_down(invocation, left)
        left, wanted = app.left, app.return_value or ""
    if wanted == "demo":
        return _desk(invocation.for_demo())
    return app.return_code or 0


def _sit_down(invocation: "Invocation", before: "Handover | None") -> "CollectorApp":
    """Work at a desk by the configuration as it is now, until it is left; then everything it had open is closed."""
    from collector_tui.tui.app import CollectorApp

    settings = _settings(invocation)
    collecting = _advised(open_collecting(invocation, settings, create=True), invocation)
    try:
        app = CollectorApp(
            collecting,
            theme=settings.theme,
            keys=settings.keys,
            config=_kept_in(collecting, invocation),
            wire=lambda: _wired(collecting, invocation),
            before=before,
        )
        app.run()
    finally:
        collecting.close()
    return app


def _wired(collecting: "Collecting", invocation: "Invocation") -> "Wired":
    """The channels as the configuration is now, to be looked at while the desk works with those it was opened with."""
    from collector_tui.services.examining import Examining
    from collector_tui.tui.channels import Wired

    settings, office, config = _settings(invocation), collecting.office, invocation.config_path
    settings = _demo_settings(settings) if office.book.meta("demo") else settings
    carrier = wiring.carrier(settings, office.book.path, config, office.clock)
    return Wired(settings, Examining(office, carrier, wiring.mailer(settings, config, office.clock)))


def _advised(collecting: "Collecting", invocation: "Invocation") -> "Collecting":
    """The services with what the collector should know first: the book's own notice, else what is lacking."""
    notice = collecting.notice
    if not notice and invocation.read_only:
        notice = "Opened read-only: everything can be looked at, nothing can be changed."
    if not notice and not collecting.office.business.name.strip():
        notice = "E sets up whose invoices you collect, your name and place: until then nothing is sent."
    return replace(collecting, notice=notice)


def _kept_in(collecting: "Collecting", invocation: "Invocation") -> Path | None:
    """Where chosen colours are kept: the demo keeps none, it leaves no trace in the user's own configuration."""
    return None if collecting.office.book.meta("demo") else invocation.config_path


def _command(invocation: "Invocation") -> int:
    """Run one command without a terminal."""
    from collector_tui.commands.table import COMMANDS

    if invocation.command == "keys":
        from collector_tui.tui.keymap import listed

        invocation.keymap = listed(_settings(invocation).keys)
    if invocation.command == "restore":
        invocation.open_at = lambda path: open_collecting(invocation, _settings(invocation), create=False, path=path)
    command = COMMANDS[invocation.command or ""]
    if not command.opens_book(invocation):
        return command.run(None, invocation)
    if command.creates_book and not invocation.read_only:
        return _begin(command, invocation)
    return _run(command, invocation, invocation.book_path)


def _begin(command: "Command", invocation: "Invocation") -> int:
    """Run a command that may begin a book; what fails, or only looks, leaves none behind."""
    from collector_tui.store.beginning import book_aside, is_unbegun, put_in_place

    path = invocation.book_path
    if not is_unbegun(path):
        return _run(command, invocation, path)
    with book_aside(path) as aside:
        status = _run(command, invocation, aside)
        if status == 0 and not getattr(invocation, "dry_run", False):
            put_in_place(aside, path)
    return status


def _run(command: "Command", invocation: "Invocation", path: Path) -> int:
    """Run a command over the book at a path."""
    from collector_tui.commands.printing import complain

    collecting = open_collecting(invocation, _settings(invocation), create=command.creates_book, path=path)
    try:
        if collecting.notice:
            complain(collecting.notice)
        return command.run(collecting, invocation)
    finally:
        collecting.close()


def _settings(invocation: "Invocation") -> Settings:
    """The user's settings; the demo has its own, so that nothing in it can reach a real carrier."""
    return read_settings(invocation.config_path)


def open_collecting(
    invocation: "Invocation", settings: Settings, *, create: bool, path: Path | None = None
) -> "Collecting":
    """Open the book (the one that is meant, unless another path is given) and put the services together over it.

    Raises Refused with the sentence when the book, the clock or a setting is not right.
    """
    from collector_tui.services.collecting import Collecting
    from collector_tui.services.office import open_office
    from collector_tui.store.opening import open_book

    path, wants_demo = path or invocation.book_path, invocation.command == "demo"
    if wants_demo and not path.exists():
        _make_demo(path, invocation, settings)
    book, notice = open_book(path, create=create and not wants_demo, read_only=invocation.read_only)
    is_demo = book.meta("demo") == "yes"
    if wants_demo and not is_demo:
        book.close()
        if not invocation.book:
            return open_collecting(invocation.for_demo(), settings, create=create)
        raise Refused(f"{path} is a real book: name another file for the demo.")
    settings = _demo_settings(settings) if is_demo else settings
    clock, config = _clock(invocation, settings), invocation.config_path
    office = open_office(book, clock, settings.business, settings.work, settings.practice)
    office.check_own()
    carrier, mailer = wiring.carrier(settings, book.path, config, clock), wiring.mailer(settings, config, clock)
    notice = " ".join(filter(None, (notice, settings.notice)))
    return Collecting(office, carrier, settings.undo_seconds, notice, wiring.press, mailer)


def _make_demo(path: Path, invocation: "Invocation", settings: Settings) -> None:
    """Build the demo's book, as of the instant the clock shows where its business is."""
    from collector_tui.services.demo import make_demo

    make_demo(path, _clock(invocation, _demo_settings(settings)).now(), wiring.simulator)


def _demo_settings(settings: Settings) -> Settings:
    """The user's settings, but with the demo's own business and no carrier that reaches anybody."""
    from collector_tui.domain.mail import MailServer
    from collector_tui.services.demo import DEMO_BUSINESS

    return replace(settings, business=DEMO_BUSINESS, carrier="simulator", mail=MailServer())


def _clock(invocation: "Invocation", settings: Settings) -> "Clock":
    """The clock; frozen at `--now` where that is given: a naive instant is in the business's zone."""
    from zoneinfo import ZoneInfo

    from collector_tui.services.clock import Clock

    given = invocation.now or os.environ.get("COLLECTOR_NOW")
    if not given:
        return Clock()
    try:
        instant = datetime.fromisoformat(given)
    except ValueError:
        raise Refused(f"“{given}” is not an instant: write it like 2026-11-20T09:14 or 2026-11-20.") from None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=ZoneInfo(settings.business.timezone))
    return Clock(instant)


if __name__ == "__main__":
    sys.exit(main())
