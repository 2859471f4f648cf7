"""A conversation with a mail server, step by step: reached, made private, logged in, and told what to take."""

import base64
import smtplib
import socket
import ssl
from contextlib import suppress
from types import TracebackType

from collector_tui.domain.mail import Mailed, MailServer
from collector_tui.domain.mailbox import Mailbox
from collector_tui.domain.text import one_line, visible
from collector_tui.gateways.envelope import Envelope
from collector_tui.gateways.smtp_line import Line, Trouble, WholeLines

_LONGEST_SAYING = 200
_END = b".\r\n"
_GOODBYE_SECONDS = 1.0
_HIDDEN = "•••"


class Session:
    """One conversation, of so many seconds in all; every step raises Trouble with a sentence that says what to do."""

    def __init__(self, server: MailServer, password: str, seconds: float, context: ssl.SSLContext | None) -> None:
        """Take what is known of the server; nothing is said yet."""
        self._server, self._password, self._context = server, password, context
        self.line = Line(server.host, server.port, seconds)
        self._smtp = smtplib.SMTP(local_hostname="localhost")

    def __enter__(self) -> "Session":
        """Reach the server."""
        try:
            opened = self.line.connect(only_near=self._server.security == "none")
            host = opened.getsockname()[0].partition("%")[0]
        except Trouble:
            self.line.close()
            raise
        except OSError as error:
            self.line.close()
            raise self.line.trouble(error) from None
        self._smtp.local_hostname = f"[IPv6:{host}]" if ":" in host else f"[{host}]"
        self._talk_over(opened)
        return self

    def _talk_over(self, opened: socket.socket) -> None:
        """Go on over this socket; what was heard over another and not read is forgotten (RFC 3207, 4.2)."""
        self._smtp.sock, self._smtp.file = opened, WholeLines(opened)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take leave if there is still somebody there, and hang up."""
        try:
            if self._smtp.sock:
                self._smtp.sock.settimeout(_GOODBYE_SECONDS)
                self._smtp.quit()
        except (OSError, smtplib.SMTPException, ValueError):
            pass
        finally:
            with suppress(OSError):
                self._smtp.close()
            self.line.close()

    def secure(self) -> str:
        """Be greeted, and make the line private as the settings say; the version of TLS, empty where there is none."""
        if self._server.security == "tls":
            self._encrypt()
        self._judged(*self._reply(), "does not let us in")
        self._introduce()
        if self._server.security not in ("tls", "none"):
            if not self._smtp.has_extn("starttls"):
                raise Trouble(
                    "not_reached",
                    f"{self.line.host} offers no STARTTLS on port {self._server.port}: nothing was sent in the open. "
                    'Try [email] security = "tls" with port = 465.',
                )
            self._ask("STARTTLS", refused="refuses to encrypt")
            self._encrypt()
            self._introduce()
        return self._smtp.sock.version() or "" if isinstance(self._smtp.sock, ssl.SSLSocket) else ""

    def _encrypt(self) -> None:
        """Go on in private, as if nothing had been said before."""
        assert self._smtp.sock is not None
        try:
            context = self._context or ssl.create_default_context()
            self._talk_over(context.wrap_socket(self._smtp.sock, server_hostname=self.line.name))
        except (OSError, ValueError) as error:
            raise self.line.trouble(error) from None
        self._smtp.esmtp_features, self._smtp.does_esmtp = {}, False

    def _introduce(self) -> None:
        try:
            code, _ = self._smtp.ehlo()
            if not 200 <= code < 300:
                self._judged(*self._smtp.helo(), "does not let us in")
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise self.line.trouble(error) from None

    def login(self) -> None:
        """Say who we are, if there is a name to say (RFC 4954; names and passwords in UTF-8, as RFC 4616 wants)."""
        user = self._server.username
        if not user:
            return
        if not self._password:
            raise Trouble("rejected", f"There is no password for {visible(user)}: set COLLECTOR_SMTP_PASSWORD.")
        ways = self._smtp.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in ways:
            self._ask("AUTH PLAIN " + _coded(f"\0{user}\0{self._password}"), refused=self._refused_login, wanted=235)
        elif "LOGIN" in ways:
            self._ask("AUTH LOGIN", refused=self._refused_login, wanted=334)
            self._ask(_coded(user), refused=self._refused_login, wanted=334)
            self._ask(_coded(self._password), refused=self._refused_login, wanted=235)
        else:
            raise Trouble("rejected", f"{self.line.host} takes no password here: look at [email] port and security.")

    @property
    def _refused_login(self) -> str:
        return (
            f"refuses the login of {visible(one_line(self._server.username))}: look at [email] username and at the "
            "password (many providers want an app password)"
        )

    def name_sender(self, sender: Mailbox, *, size: int = 0, wants_utf8: bool = False) -> None:
        """Ask whether the server takes mail from this address; `size` is in bytes, 0 where it is not known yet."""
        options = f" SIZE={size}" if size and self._smtp.has_extn("size") else ""
        if wants_utf8:
            if not self._smtp.has_extn("smtputf8"):
                raise Trouble("rejected", f"{self.line.host} cannot pass on addresses with letters outside ASCII.")
            self._smtp.command_encoding, options = "utf-8", f"{options} SMTPUTF8"
        self._ask(f"MAIL FROM:<{sender.address}>{options}", refused=f"takes no mail from {sender.address}")

    def hand_over(self, envelope: Envelope) -> Mailed:
        """Hand a mail over, once.

        Until the point that ends it is sent it is certain that the server has not taken it (RFC 5321, 4.1.1.10); from
        then on only its answer tells.
        """
        self.name_sender(envelope.sender, size=len(envelope.content), wants_utf8=envelope.wants_utf8)
        self._ask(f"RCPT TO:<{envelope.to.address}>", refused=f"does not deliver to {envelope.to.address}")
        self._ask("DATA", refused="does not take this mail", wanted=354)
        try:
            self._smtp.send((b"\r\n" + envelope.content).replace(b"\r\n.", b"\r\n..")[2:])
        except (OSError, smtplib.SMTPException) as error:
            raise self.line.trouble(error) from None
        try:
            self._smtp.send(_END)
            code, said = self._smtp.getreply()
        except (OSError, smtplib.SMTPException, ValueError):
            code, said = 0, b""
        if not (200 <= code < 300 or 400 <= code < 600):
            says = f"{self.line.host} did not say whether it took the mail: it may have gone or not."
            return Mailed("unknown", envelope.id, says)
        self._judged(code, said, "does not take this mail")
        return Mailed("accepted", envelope.id, self._said(code, said), code)

    def _ask(self, command: str, *, refused: str, wanted: int = 0) -> None:
        """Say one thing and hear that it is well: any 2xx, or one certain code."""
        try:
            self._smtp.putcmd(command)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise self.line.trouble(error) from None
        self._judged(*self._reply(), refused, wanted)

    def _reply(self) -> tuple[int, bytes]:
        try:
            return self._smtp.getreply()
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise self.line.trouble(error) from None

    def _judged(self, code: int, said: bytes, refused: str, wanted: int = 0) -> None:
        """Raise Trouble unless it is well: 5xx is for good, all else may be otherwise another time (RFC 5321, 4.2.1)."""
        if code == wanted or (not wanted and 200 <= code < 300):
            return
        heard = self._said(code, said)
        if 500 <= code < 600:
            raise Trouble("rejected", f"{self.line.host} {refused}. It said: {heard}", code)
        raise Trouble("not_reached", f"{self.line.host} {refused}: try again later. It said: {heard}", max(code, 0))

    def _said(self, code: int, said: bytes) -> str:
        """What the server said, harmless to show, without a password that it may have said after us."""
        heard = said.decode("utf-8", "replace")
        secret, user = self._password, self._server.username
        for hidden in (_coded(f"\0{user}\0{secret}"), _coded(secret), secret) if secret else ():
            heard = heard.replace(hidden, _HIDDEN)
        return f"{code} {visible(one_line(heard))[:_LONGEST_SAYING]}".strip()


def _coded(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "replace")).decode()
