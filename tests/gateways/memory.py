"""What the tests' provider remembers and how it answers: the same for everything it speaks."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

ACCOUNT, TOKEN, NUMBER = "AC" + "a1" * 16, "5ecre7" * 5 + "ab", "+12125550100"
USER, PASSWORD = "sms", "pa55w0rd"
DEBTOR = "+12125550101"


@dataclass
class Text:
    """A text the provider took."""

    id: str
    api: str
    sender: str
    to: str
    text: str
    status: str
    at: datetime
    form: dict[str, Any] = field(default_factory=dict)
    """Everything it was handed over with."""
    error_code: int | None = None
    error: str | None = None


@dataclass(frozen=True)
class Came:
    """A text that came in."""

    id: str
    sender: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Asked:
    """A request that reached the provider."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


def answer(status: int, body: object = None, *, wait: int | None = None, **headers: str) -> bytes:
    """An answer as bytes; a body that is none yet is written as JSON. Headers with `_` for `-`."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    lines = {"Content-Length": str(len(content)), "Content-Type": "application/json", "Connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    if wait is not None:
        lines["Retry-After"] = str(wait)
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + content


@dataclass
class Memory:
    """Everything that was taken and that came in; a test may change all of it at any time."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    texts: list[Text] = field(default_factory=list)
    came: list[Came] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)
    """Numbers that have opted out at Twilio."""
    is_modern: bool = False
    """Whether Twilio's refusals are written as in RFC 9457."""


def basic(user: str, secret: str) -> str:
    """The header that credentials are told in."""
    return "Basic " + b64encode(f"{user}:{secret}".encode()).decode()
