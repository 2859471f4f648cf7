"""Mailboxes: the address of a mail, checked before anything is sent to it and never read as anything else."""

import re
from typing import NamedTuple

from collector_tui.domain.text import visible

LONGEST, _LONGEST_LOCAL, _LONGEST_DOMAIN = 254, 64, 253
"""In characters of what is sent (RFC 5321, 4.5.3.1, with the erratum on paths)."""

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\U0010ffff-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?![0-9]+\Z){_LABEL}")


class Mailbox(NamedTuple):
    """An address in two parts; the domain as the network knows it, in ASCII."""

    local: str
    domain: str

    @property
    def address(self) -> str:
        """The address as it stands in a header and on an envelope."""
        return f"{self.local}@{self.domain}"

    @property
    def wants_utf8(self) -> bool:
        """Whether only servers that take letters outside ASCII can pass it on (RFC 6531)."""
        return not self.local.isascii()


def parse_mailbox(text: str) -> Mailbox:
    """The mailbox a person or a file wrote: one address without a name; a quoted or numeric one is refused.

    Raises ValueError with a sentence when it is not one.

    >>> parse_mailbox(" dana@straße.example ").address
    'dana@xn--strae-oqa.example'
    """
    bare = text.strip()
    local, _, domain = bare.rpartition("@")
    host = ascii_domain(domain)
    is_one = bare == visible("".join(bare.split())) and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(host)
    box = Mailbox(local, host)
    if not is_one or max(len(local.encode()) - _LONGEST_LOCAL, len(box.address.encode()) - LONGEST) > 0:
        raise ValueError(f"“{_short(visible(bare))}” is not an email address: write one like dana@example.com")
    return box


def kept_as(text: str) -> str:
    """An address as it is kept: as the network knows it, so that two spellings are one; what is none as it was written.

    >>> kept_as("Dana@Straße.example"), kept_as(" ask for Dana ")
    ('Dana@xn--strae-oqa.example', 'ask for Dana')
    """
    try:
        return parse_mailbox(text).address
    except ValueError:
        return text.strip()


def is_same(one: str, other: str) -> bool:
    """Whether two written addresses are the same mailbox, as far as anybody but its server can tell."""
    return kept_as(one).lower() == kept_as(other).lower()


def ascii_domain(domain: str) -> str:
    """A domain as the network knows it (IDNA 2008: “straße” is not “strasse”); empty when there can be none such."""
    if domain.isascii():
        return domain.lower() if len(domain) <= _LONGEST_DOMAIN else ""
    import idna

    try:
        return idna.encode(domain[: _LONGEST_DOMAIN + 1], uts46=True).decode()
    except UnicodeError:
        return ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
