"""A mail, and what becomes of it when it is handed over: the seam at which the post of the net begins."""

from hashlib import sha256
from typing import Literal, NamedTuple, Protocol

from collector_tui.domain.carrier import Answer, Checked
from collector_tui.domain.mailbox import parse_mailbox

Security = Literal["starttls", "tls", "none"]
"""How the line is kept private: made so after the greeting, from the first byte, or not at all (inside the house)."""


class MailServer(NamedTuple):
    """Where mail is handed in and in whose name: `sender` is the address it comes from. The password is not kept here.

    Without a `username` nobody logs in.
    """

    host: str = ""
    port: int = 587
    security: Security = "starttls"
    username: str = ""
    sender: str = ""


class Attachment(NamedTuple):
    """A file that goes with a mail: its name without a folder, and its kind, such as `application/pdf`."""

    name: str
    kind: str
    data: bytes


class Mail(NamedTuple):
    """One mail to one address, in plain text.

    `reply_to` is where answers go, if not to the sender. `unsubscribe` is the address to which one writes to get no
    more of it; it makes mail programs show a button (RFC 2369), for news rather than for what is owed.
    """

    to: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()
    reply_to: str = ""
    unsubscribe: str = ""


class Mailed(NamedTuple):
    """What came of handing a mail over; `code` is the server's (RFC 5321), 0 where it gave none.

    `not_reached` is certain not to have gone and may be tried again; `unknown` may have gone and never is.
    `provider_id` is the Message-ID, empty where nothing can have arrived.
    """

    answer: Answer
    provider_id: str = ""
    says: str = ""
    code: int = 0


class Mailer(Protocol):
    """Hands mails over; every call may take a minute and none raises for what a network does."""

    name: str
    simulated: bool

    def send(self, key: str, mail: Mail) -> Mailed:
        """Hand one mail over, once; the same key gives the same Message-ID."""
        ...

    def check(self) -> list[Checked]:
        """Go through everything up to the sender's name, and send nothing; it ends at the first thing that fails."""
        ...

    def close(self) -> None:
        """Break off whatever is under way, so that the program can end; nothing is sent afterwards."""
        ...


def message_id(key: str, sender: str) -> str:
    """The Message-ID of the mail with this key from this address: a second copy can be told by it (RFC 5322, 3.6.4).

    Raises ValueError with a sentence when the sender's address is not one.
    """
    digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"<{digest[:40]}@{parse_mailbox(sender).domain}>"
