"""Addresses of providers: which may be spoken to, and in plain text only where nobody else listens."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import visible

_HOST = re.compile(r"[A-Za-z0-9.:-]+")
_OWN_NAMES = (".local", ".lan", ".home", ".home.arpa", ".internal")


def checked_base(url: str, section: str, *, is_lan_allowed: bool = False) -> str:
    """The address of a provider as it is written in `[section] base_url`, without a slash at its end.

    HTTPS anywhere; HTTP on this machine, and within the own network where that is allowed. Raises Refused.
    """
    parts = _split(url)
    if parts is None or parts.username is not None or parts.query or parts.fragment:
        raise Refused(f"[{section}] base_url is no address: write it like https://api.twilio.com, with no password.")
    host = parts.hostname or ""
    if parts.scheme == "http" and not (is_loopback(host) or (is_lan_allowed and _is_own_network(host))):
        raise Refused(f"[{section}] base_url = “{visible(url)[:80]}” would send texts in the open: use https.")
    return url.rstrip("/")


def origin(url: str) -> str:
    """Scheme, host and port of an address; empty when it is none.

    >>> origin("https://API.twilio.com/2010-04-01/x"), origin("//evil.example/x")
    ('https://api.twilio.com', '')
    """
    parts = _split(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}" if parts else ""


def on_same_host(base: str, link: str) -> str:
    """The address a provider's link leads to, on the provider's own host; empty when it leads elsewhere.

    >>> on_same_host("https://a.example/api", "/api/x?Page=1"), on_same_host("https://a.example", "//b.example/x")
    ('https://a.example/api/x?Page=1', '')
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    home = origin(base)
    if (parts.scheme or parts.netloc) and f"{parts.scheme}://{parts.netloc.lower()}" != home:
        return ""
    path = "/" + parts.path.lstrip("/\\")
    return f"{home}{path}{'?' if parts.query else ''}{parts.query}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def _is_own_network(host: str) -> bool:
    """Whether a host can only be in the own network: by its address, or by a name no other network knows."""
    address = _address(host)
    if address is None:
        return "." not in host or host.endswith(_OWN_NAMES)
    return not (address.is_global or address.is_multicast or address.is_unspecified)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _split(url: str) -> SplitResult | None:
    """The parts of an address with a scheme, a plain host and a possible port; None when it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    is_plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    known = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "") is not None
    return parts if is_plain and known else None
