"""The tests' provider as Twilio: what it takes, lists and refuses. Shapes from Twilio's own description."""

from datetime import UTC
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

from .memory import ACCOUNT, NUMBER, TOKEN, Asked, Came, Memory, Text, answer, basic

STATES = ("queued", "sent", "delivered")


def twilio(memory: Memory, asked: Asked) -> bytes:
    """What a request gets."""
    if asked.headers.get("authorization") != basic(ACCOUNT, TOKEN):
        return _refused(memory, 401, 20003, "Authenticate")
    root = f"/2010-04-01/Accounts/{ACCOUNT}/"
    match asked.method, asked.path.removeprefix(root):
        case "POST", "Messages.json":
            return _take(memory, dict(parse_qsl(asked.body.decode(), keep_blank_values=True)))
        case "GET", "Messages.json":
            return _list(memory, asked)
        case "GET", "Balance.json":
            return answer(200, {"account_sid": ACCOUNT, "balance": "12.345", "currency": "USD"})
        case "GET", "IncomingPhoneNumbers.json":
            number = {"phone_number": NUMBER, "capabilities": {"sms": True, "mms": True, "voice": True}}
            return answer(200, {"incoming_phone_numbers": [number] if asked.query["PhoneNumber"] == NUMBER else []})
        case "GET", path if path.startswith("Messages/"):
            found = [one for one in memory.texts if path == f"Messages/{one.id}.json"]
            return answer(200, _shown(_row(found[0]))) if found else _refused(memory, 404, 20404, "was not found")
    return _refused(memory, 404, 20404, f"The requested resource {asked.path} was not found")


def _take(memory: Memory, form: dict[str, str]) -> bytes:
    to, sender, body = form.get("To", ""), form.get("From", ""), form.get("Body", "")
    if not to:
        return _refused(memory, 400, 21604, "A 'To' phone number is required.")
    if not to.startswith("+") or to.endswith("0004"):
        return _refused(memory, 400, 21211, f"The 'To' number {to} is not a valid phone number.")
    if sender != NUMBER:
        return _refused(memory, 400, 21606, f"The 'From' number {sender} is not yours")
    if not body:
        return _refused(memory, 400, 21602, "Message body is required.")
    if to in memory.stopped:
        return _refused(memory, 400, 21610, "Attempt to send to unsubscribed recipient")
    text = Text(f"SM{uuid4().hex}", "twilio", sender, to, body, "queued", memory.now(), dict(form))
    memory.texts.append(text)
    return answer(201, _shown(_row(text)), Date=format_datetime(memory.now(), usegmt=True))


def _list(memory: Memory, asked: Asked) -> bytes:
    out = [_row(one) for one in memory.texts if one.api == "twilio"]
    into = [_row(one) for one in memory.came]
    rows = sorted(out + into, key=lambda row: row["created"], reverse=True)
    for name in ("To", "From"):
        rows = [row for row in rows if asked.query.get(name, row[name.lower()]) == row[name.lower()]]
    size, page = int(asked.query.get("PageSize", 50)), int(asked.query.get("Page", 0))
    is_more = len(rows) > size * (page + 1)
    query = {**asked.query, "Page": page + 1, "PageToken": f"PA{page + 1}"}
    shown = rows[size * page : size * (page + 1)]
    return answer(
        200,
        {
            "messages": [_shown(row) for row in shown],
            "page": page,
            "page_size": size,
            "start": size * page,
            "end": size * page + max(len(shown) - 1, 0),
            "uri": f"{asked.path}?{urlencode(asked.query)}",
            "first_page_uri": f"{asked.path}?{urlencode({**asked.query, 'Page': 0})}",
            "next_page_uri": f"{asked.path}?{urlencode(query)}" if is_more else None,
            "previous_page_uri": None,
        },
        Date=format_datetime(memory.now(), usegmt=True),
    )


def _refused(memory: Memory, status: int, code: int, words: str) -> bytes:
    """A refusal of Twilio, in one of its two shapes."""
    link = f"https://www.twilio.com/docs/errors/{code}"
    if memory.is_modern:
        return answer(status, {"type": link, "title": "Refused", "status": status, "code": code, "detail": words})
    return answer(status, {"code": code, "message": words, "more_info": link, "status": status})


def _row(one: Text | Came) -> dict[str, Any]:
    is_out = isinstance(one, Text)
    at = format_datetime(one.at.astimezone(UTC))
    uri = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{one.id}"
    return {
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "body": one.text,
        "created": one.at,
        "date_created": at,
        "date_sent": at if is_out and one.status != "queued" else None,
        "date_updated": at,
        "direction": "outbound-api" if is_out else "inbound",
        "error_code": one.error_code if is_out else None,
        "error_message": one.error if is_out else None,
        "from": one.sender,
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": str(len(one.text) // 160 + 1),
        "price": None,
        "price_unit": "USD",
        "sid": one.id,
        "status": one.status if is_out else "received",
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": one.to if is_out else NUMBER,
        "uri": f"{uri}.json",
    }


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "created"}
