"""Mail by SMTP: handed to the server of the business's own provider, once, in the business's name (RFC 5321, RFC 6409)."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from collector_tui.domain.carrier import Checked
from collector_tui.domain.mail import Mail, Mailed, MailServer
from collector_tui.domain.mailbox import parse_mailbox
from collector_tui.gateways.envelope import sealed
from collector_tui.gateways.smtp_line import Trouble
from collector_tui.gateways.smtp_session import Session

_CLOSED = "had not answered when Collector ended"
SECONDS = 60.0
"""What one mail may take in all, from looking the server up to its last word."""


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


class Smtp:
    """Hands mails to one server; nothing that a network does is raised, and the password is in nothing that is said."""

    name = "smtp"
    simulated = False

    def __init__(
        self,
        server: MailServer,
        password: str = "",
        business: str = "",
        *,
        seconds: float = SECONDS,
        context: ssl.SSLContext | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        """Take where to hand in, and the name that stands before the sender's address.

        `context` is for a server whose certificate this machine does not know by itself.
        """
        self._server, self._business, self._seconds, self._context, self._now = server, business, seconds, context, now
        self._password = password
        self._sessions = set[Session]()
        self._is_closed = False

    def send(self, key: str, mail: Mail) -> Mailed:
        """Hand one mail over, once; what is wrong with its addresses is told before anybody is called."""
        try:
            envelope = sealed(key, mail, self._server.sender, self._business, self._now())
        except ValueError as error:
            return Mailed("rejected", says=f"{error}.")
        try:
            with self._session() as session:
                session.secure()
                session.login()
                return session.hand_over(envelope)
        except Trouble as trouble:
            return Mailed(trouble.answer, "", trouble.says, trouble.code)

    def check(self) -> list[Checked]:
        """Reach the server, make the line private, log in, and name the sender; it ends at the first thing that fails."""
        done: list[Checked] = []
        what = "sender"
        try:
            sender = parse_mailbox(self._server.sender)
            what = "server"
            with self._session() as session:
                host = session.line.host
                done.append(Checked(what, True, f"{host} answers on port {self._server.port}."))
                what = "encryption"
                version = session.secure()
                done.append(Checked(what, True, _private(version)))
                what = "login"
                session.login()
                done.append(Checked(what, True, self._logged_in(host)))
                what = "sender"
                session.name_sender(sender, wants_utf8=sender.wants_utf8)
                done.append(Checked(what, True, f"{host} takes mail from {sender.address}; nothing was sent."))
        except Trouble as trouble:
            done.append(Checked(what, False, trouble.says))
        except ValueError as error:
            done.append(Checked(what, False, f"{error}, in [email] from."))
        return done

    def close(self) -> None:
        """Break off whatever is under way, so that the program can end; nothing is sent afterwards."""
        self._is_closed = True
        for session in list(self._sessions):
            session.line.cut(_CLOSED)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """A conversation, from reaching the server to taking leave."""
        session = Session(self._server, self._password, self._seconds, self._context)
        self._sessions.add(session)
        try:
            if self._is_closed:
                raise Trouble("not_reached", f"{session.line.host} {_CLOSED}.")
            with session:
                yield session
        finally:
            self._sessions.discard(session)

    def _logged_in(self, host: str) -> str:
        user = self._server.username
        return f"{host} knows {user}." if user else "Nobody logs in: [email] username is empty."


def _private(version: str) -> str:
    if not version:
        return 'The line is open, in your own network only: [email] security = "none".'
    return f"The line is private ({version}), and the certificate is in order."
