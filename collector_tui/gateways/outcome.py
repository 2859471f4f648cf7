"""What came of one request to a provider: its answer, read in bounded memory, and what it means for a text."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any

from requests import Response

from collector_tui.domain.carrier import Answer
from collector_tui.gateways.reading import fields, number
from collector_tui.gateways.troubles import TooLong, Truncated

LONGEST_ANSWER = 4 * 1024 * 1024
"""Bytes of an answer that are read, packed and unpacked."""
_UNSURE = frozenset({408, 409, 425, 499})
"""Refusals that somebody on the way may have given in the provider's place, after the text went through."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one request."""

    status: int = 0
    """Of HTTP; 0 when no whole answer came."""
    data: Any = None
    """The JSON of the answer; None when it had none."""
    is_empty: bool = False
    """Whether the answer had no body at all."""
    has_left: bool = True
    """Whether anything of the request may have reached the provider."""
    says: str = ""
    """Why it did not do, in one harmless line."""
    code: str = ""
    wait_seconds: int = 0
    answered_at: datetime | None = None
    """What the provider's clock said."""

    @property
    def is_good(self) -> bool:
        """Whether it was done, and told of in JSON."""
        return 200 <= self.status < 300 and self.data is not None

    @property
    def answer(self) -> Answer:
        """What it means for a text that was handed over."""
        if self.status == 0:
            return "unknown" if self.has_left else "not_reached"
        if self.is_good:
            return "accepted"
        if self.status == 429:
            return "not_reached"
        is_refused = 400 <= self.status < 500 and (bool(fields(self.data)) or self.status not in _UNSURE)
        return "rejected" if is_refused else "unknown"


def whole_body(response: Response) -> bytes:
    """The body as it came over the wire; raises TooLong or Truncated."""
    body = bytearray()
    for chunk in response.raw.stream(65536, decode_content=False):
        body += chunk
        if len(body) > LONGEST_ANSWER:
            raise TooLong
    promised = number(response.headers.get("Content-Length", ""))
    if promised is not None and len(body) < promised:
        raise Truncated
    return bytes(body)


def unpacked(response: Response, packed: bytes) -> bytes:
    """The body unpacked, never further than the longest answer; raises TooLong or Truncated."""
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in ("gzip", "x-gzip"):
        return packed
    unpacking = zlib.decompressobj(31)
    try:
        body = unpacking.decompress(packed, LONGEST_ANSWER + 1)
    except zlib.error:
        return b""
    if len(body) > LONGEST_ANSWER:
        raise TooLong
    if not unpacking.eof:
        raise Truncated
    return body


def parsed(body: bytes) -> Any:
    """The JSON of a body; None when it is none."""
    try:
        return loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
