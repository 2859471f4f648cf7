"""Mails, and senders of them to a server in this process."""

import email
import email.message
import email.policy
from datetime import UTC, datetime

from mailservers import PASSWORD, USER, Certificates, Post

from collector_tui.domain.mail import Mail, MailServer
from collector_tui.gateways.smtp import Smtp

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SENDER, DANA, BUSINESS = "billing@harbor.example", "dana@example.org", "Harbor Print Co."
MAIL = Mail(DANA, "Past due: invoice 1041", "Hello Dana,\n\nplease pay.\n")
NOWHERE = MailServer("mail.never.called", 587, "tls", "", SENDER)
GREETING, HELLO, OK, GO_ON = "220 mx.test\r\n", "250-mx.test\r\n250 SIZE 100000\r\n", "250 ok\r\n", "354 go on\r\n"
TAKEN = "250 2.0.0 queued as 4F1\r\n"


def open_line(port: int, *, seconds: float = 5, business: str = BUSINESS, user: str = "", password: str = "") -> Smtp:
    """A sender over a line that is not private, as one in the house may be."""
    server = MailServer("127.0.0.1", port, "none", user, SENDER)
    return Smtp(server, password, business, seconds=seconds, now=lambda: NOON)


def private_line(port: int, certificates: Certificates, security: str, password: str = PASSWORD) -> Smtp:
    """A sender that logs in over a private line."""
    server = MailServer("127.0.0.1", port, security, USER, SENDER)
    return Smtp(server, password, BUSINESS, seconds=5, context=certificates.client, now=lambda: NOON)


def arrived(post: Post) -> email.message.EmailMessage:
    """The one mail that arrived, as a mail program reads it."""
    (envelope,) = post.mails
    return email.message_from_bytes(envelope.content, policy=email.policy.default)
