"""Attaching: what goes with an email, frozen when it is queued: the statement as of today, a copy of an invoice."""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from collector_tui.domain.mail import Attachment
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import whole
from collector_tui.services.stating import Stating

LARGEST: Final = 10_000_000
"""What may go with one email in all, in bytes: many servers take no more than 20 MB, and a mail is a third larger."""

STATEMENT: Final = "statement"
"""The word that stands for the account's statement where a file could be named."""


@dataclass(frozen=True)
class Attaching:
    """Making attachments."""

    stating: Stating

    def all(self, account_id: int, wanted: Sequence[str]) -> tuple[Attachment, ...]:
        """The statement and the files that were named, each once.

        Raises Refused naming the file that cannot be read, is empty, or makes it too much for an email.
        """
        names = list(dict.fromkeys(one.strip() for one in wanted if one.strip()))
        made = [self._statement(account_id) if one == STATEMENT else _file(one) for one in names]
        if sum(len(one.data) for one in made) > LARGEST:
            raise Refused(f"That is more than {LARGEST // 1_000_000} MB: an email does not carry it. Attach less.")
        twice = {one.name for one in made if sum(one.name == other.name for other in made) > 1}
        if twice:
            raise Refused(f"Two of the files are called {min(twice)}: give one of them another name.")
        return tuple(made)

    def _statement(self, account_id: int) -> Attachment:
        statement = self.stating.statement(account_id)
        return Attachment(
            f"statement-{statement.as_of.isoformat()}.pdf", "application/pdf", self.stating.pdf(statement)
        )


def _file(name: str) -> Attachment:
    """The file of a name, which a disk may keep in letters that no mail can name."""
    path, name = Path(name), whole(name)
    try:
        path = path.expanduser()
        if not path.is_file():
            raise Refused(f"There is no file {name}: nothing was queued.")
        if path.stat().st_size > LARGEST:
            raise Refused(f"{name} has more than {LARGEST // 1_000_000} MB: an email does not carry it.")
        data = path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        says = error.strerror if isinstance(error, OSError) else "that is no name of a file"
        raise Refused(f"{name} cannot be read: {says}.") from None
    if not data:
        raise Refused(f"{name} is empty: nothing was queued.")
    shown = whole(path.name)
    return Attachment(shown, mimetypes.guess_type(shown)[0] or "application/octet-stream", data)
