"""A mail as it goes over the line: its headers, in which no name and no subject can begin another, and its parts.

The headers are written here and not by Python's `email` package: where that folds a long name it forgets the quotes,
and a From line of one address becomes one of many (seen with 3.11.7).
"""

import re
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import NamedTuple
from urllib.parse import quote

from collector_tui.domain.mail import Attachment, Mail, message_id
from collector_tui.domain.mailbox import Mailbox, parse_mailbox
from collector_tui.domain.text import one_line, visible, whole

_LONGEST_SUBJECT, _LONGEST_NAME, _LONGEST_PLAIN = 200, 100, 60
_LINE = 76
"""No line of a header is longer, but for one that is a single address (RFC 5322, 2.1.1: 78 are asked for, 998 allowed)."""
_KIND = re.compile(r"([a-z]+)/([a-z0-9][a-z0-9.+-]{0,60})")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_NOT_IN_FILE_NAMES = re.compile(r"[^\w .()-]")
_POLICY = SMTP.clone(cte_type="7bit")
"""Every body in ASCII, quoted or in base 64, so that any server takes it."""


class Envelope(NamedTuple):
    """What the server is told (from, to), and what is in it: whole lines, of which none is longer than 998 bytes.

    `wants_utf8` says whether the server has to take letters outside ASCII in addresses (RFC 6531).
    """

    sender: Mailbox
    to: Mailbox
    content: bytes
    id: str
    wants_utf8: bool


def sealed(key: str, mail: Mail, sender: str, business: str, at: datetime) -> Envelope:
    """The mail as it goes over the line, in the name of the business, dated with an instant that knows its zone.

    Raises ValueError with a sentence when an address is not one.
    """
    box, to = parse_mailbox(sender), parse_mailbox(mail.to)
    reply_to = parse_mailbox(mail.reply_to) if mail.reply_to.strip() else None
    number = message_id(key, sender)
    headers = {
        "From": _named(business, box),
        "To": to.address,
        "Reply-To": reply_to.address if reply_to else "",
        "Subject": _words("Subject", _cut(mail.subject, _LONGEST_SUBJECT)),
        "Date": format_datetime(at),
        "Message-ID": number,
        "List-Unsubscribe": _by_mail(mail.unsubscribe) if mail.unsubscribe.strip() else "",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return Envelope(box, to, head.encode() + _body(mail), number, not head.isascii())


def _body(mail: Mail) -> bytes:
    """The text and what goes with it, with the headers that say how they are written."""
    body = EmailMessage(policy=_POLICY)
    body.set_content(_text(mail.text))
    for attachment in mail.attachments:
        maintype, subtype = _kind(attachment)
        body.add_attachment(attachment.data, maintype, subtype, filename=_file_name(attachment.name))
    written = body.as_bytes()
    return written if written.endswith(b"\r\n") else written + b"\r\n"


def _text(text: str) -> str:
    """The text without characters that act on a terminal or on a server; its lines end as they should."""
    return _CONTROLS.sub("", whole(text).replace("\r\n", "\n").replace("\r", "\n")).rstrip("\n") + "\n"


def _kind(attachment: Attachment) -> tuple[str, str]:
    found = _KIND.fullmatch(attachment.kind)
    if not found:
        raise ValueError(f"“{visible(attachment.kind[:60])}” is not a kind of file: write one like application/pdf")
    return found[1], found[2]


def _file_name(name: str) -> str:
    """A name in which no folder, quote or control is left, its ending kept."""
    plain = _NOT_IN_FILE_NAMES.sub("_", one_line(name)).strip(" .") or "file"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:60]}.{ending[:10]}" if dot else plain[:60]


def _named(name: str, box: Mailbox) -> str:
    """An address with a name before it, which is quoted or encoded and never read as an address."""
    shown = _cut(name, _LONGEST_NAME)
    if not shown:
        return box.address
    if _is_plain(shown):
        escaped = shown.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{box.address}>'
    return f"{_encoded('From', shown)}\r\n <{box.address}>"


def _words(header: str, text: str) -> str:
    return text if _is_plain(text) else _encoded(header, text)


def _is_plain(text: str) -> bool:
    """Whether it can stand in a header as it is: short, ASCII, and nothing in it that would be decoded."""
    return text.isascii() and len(text) <= _LONGEST_PLAIN and "=?" not in text


def _encoded(header: str, text: str) -> str:
    """The text in encoded words, each whole in itself (RFC 2047)."""
    return Header(text, "utf-8", maxlinelen=_LINE, header_name=header).encode(linesep="\r\n")


def _cut(text: str, longest: int) -> str:
    """The text in one line, with nothing in it that acts, and not longer than can be read."""
    shown = visible(one_line(text))
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def _by_mail(address: str) -> str:
    """How a mail program unsubscribes: a mail to an address (RFC 2369, 3.2; RFC 6068)."""
    box = parse_mailbox(address)
    return f"<mailto:{quote(box.local, safe='')}@{box.domain}?subject=unsubscribe>"
