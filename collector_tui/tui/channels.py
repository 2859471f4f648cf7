"""One look at the channels: how texts and emails leave by the configuration as it is now, and what was found of them."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from collector_tui.domain.carrier import Checked
from collector_tui.domain.mail import MailServer
from collector_tui.domain.refusal import Refused
from collector_tui.services.collecting import Collecting
from collector_tui.services.examining import Examining
from collector_tui.settings import CarrierName, Settings

if TYPE_CHECKING:
    from collector_tui.tui.app import CollectorApp

Part = Literal["house", "texts", "email"]
PARTS: tuple[Part, ...] = get_args(Part)
UNREADABLE = "cannot be read"


class Wired(NamedTuple):
    """The settings, and the carrier and the mailer made for them, looked at by `examining`.

    Those that are not new are the desk's own: they are left as they are.
    """

    settings: Settings
    examining: Examining
    is_new: bool = True

    def close(self) -> None:
        """Break off what is being looked at."""
        if self.is_new:
            self.examining.close()


@dataclass
class Look:
    """What is known by now; a part that is not there yet is still being looked at."""

    wired: Wired | None = None
    places: Mapping[str, str] | None = None
    """Where each secret is kept, by its name; empty where there is none."""
    found: dict[Part, Sequence[Checked]] = field(default_factory=dict)
    test: Checked | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def settings(self) -> Settings | None:
        """The settings that are looked at, once they are read."""
        return self.wired.settings if self.wired else None

    @property
    def is_over(self) -> bool:
        """Whether everything was looked at."""
        return len(self.found) == len(PARTS)

    @property
    def seconds(self) -> int:
        """How long it has taken."""
        return int(time.monotonic() - self.began)

    @property
    def wrong(self) -> int:
        """How many things have to be mended."""
        rows = [one for part in self.found.values() for one in part]
        return sum(not one.ok for one in (*rows, *([self.test] if self.test else [])))

    def close(self) -> None:
        """Break it off."""
        if self.wired:
            self.wired.close()


def against_setting_up(app: "CollectorApp") -> str:
    """Why nothing can be set up from this desk; empty where it can."""
    if app.config is None:
        return "The demo has a set-up of its own: leave it and open your own book."
    return "The book was opened read-only: nothing is set up." if app.collecting.office.book.is_read_only else ""


def as_opened(collecting: Collecting) -> Wired:
    """The channels as the desk was opened with them, where nobody can make them anew."""
    carrier, mailer = collecting.carrier, collecting.mailer
    names: tuple[CarrierName, ...] = get_args(CarrierName)
    name = next((one for one in names if carrier and one == carrier.name), names[0])
    mail = MailServer(host=mailer.name) if mailer else MailServer()
    settings = Settings(business=collecting.office.business, carrier=name, mail=mail)
    return Wired(settings, collecting.examining, is_new=False)


def places_of(config: Path) -> dict[str, str]:
    """Where each secret of the channels is kept."""
    from collector_tui import secrets

    found = {}
    for name in (secrets.TWILIO_TOKEN, secrets.SMSGATE_PASSWORD, secrets.SMTP_PASSWORD):
        try:
            found[name] = secrets.where(name, config)
        except Refused:
            found[name] = UNREADABLE
    return found
