"""Reading what a provider answered: any field may be missing, of another type, or hostile."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from collector_tui.domain.text import one_line, visible, whole

LONGEST_TEXT = 40_000
"""Characters of a text that are kept: the longest one a phone can join has 255 parts of 153."""
_LONGEST_SENTENCE = 500
_LONGEST_NUMBER = 12
_MOST_ROWS = 1000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")


def fields(value: object) -> Mapping[str, Any]:
    """The fields of a JSON object; none when it is no object."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[Mapping[str, Any]]:
    """The objects in a JSON array, of no more than a page ever has; none when it is no array."""
    return [one for one in value[:_MOST_ROWS] if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    """Words as they came, without halves of characters; empty when it is no string."""
    return whole(value[:LONGEST_TEXT]) if isinstance(value, str) else ""


def sentence(value: object) -> str:
    """Words made harmless, on one line, cut; a number counts as words."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**_LONGEST_NUMBER else ""
    return visible(one_line(value[: 4 * _LONGEST_SENTENCE]))[:_LONGEST_SENTENCE] if isinstance(value, str) else ""


def identifier(value: object) -> str:
    """The id of a message, if it is one that can stand in an address; else empty."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def number(value: object) -> int | None:
    """A whole number of at least 0, also when written as a string, as Twilio writes `num_segments`."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER:
        return int(value)
    is_one = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**_LONGEST_NUMBER
    return int(value) if is_one else None  # type: ignore[call-overload]


def instant(value: object) -> datetime | None:
    """An instant in UTC, written as RFC 2822 (Twilio) or ISO 8601 (SMSGate); without a zone it is UTC."""
    if not isinstance(value, str) or len(value) > 64:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(value)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def trouble(data: object) -> tuple[str, str]:
    """The code and the words of a provider's refusal; empty where it has none.

    Twilio: `{"code", "message", "status"}`, or RFC 9457 `{"type", "title", "status", "code", "detail", "errors"}`;
    SMSGate: `{"message"}`.
    """
    answer = fields(data)
    code = sentence(answer.get("code"))
    words = [sentence(answer.get(name)) for name in ("message", "title", "detail")]
    words += [sentence(error.get("detail") or error.get("message")) for error in rows(answer.get("errors"))]
    said = ". ".join(dict.fromkeys(word.rstrip(".") for word in words if word))
    return code, ": ".join(part for part in (code, said) if part)[:_LONGEST_SENTENCE]
