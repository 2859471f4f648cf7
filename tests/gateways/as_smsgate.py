"""The tests' provider as SMSGate on a phone. Shapes from the app's own description and routes."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zlib import crc32

from .memory import NUMBER, PASSWORD, USER, Asked, Came, Memory, Text, answer, basic

STATES = ("Pending", "Processed", "Sent", "Delivered")


def smsgate(memory: Memory, asked: Asked) -> bytes:
    """What a request gets."""
    if (asked.method, asked.path) == ("GET", "/health"):
        return answer(200, {"status": "pass", "version": "1.66.1", "releaseId": 166, "checks": {}})
    if asked.headers.get("authorization") != basic(USER, PASSWORD):
        return answer(401, WWW_Authenticate="Basic realm=Access")
    match asked.method, asked.path:
        case "POST", "/messages":
            return _take(memory, json.loads(asked.body))
        case "GET", "/messages":
            texts = [one for one in reversed(memory.texts) if one.api == "smsgate"]
            return answer(200, [_row(one) for one in texts[: int(asked.query.get("limit", 50))]])
        case "GET", "/inbox":
            return _inbox(memory, asked.query)
        case "GET", "/settings":
            return answer(200, {"messages": {"processing_order": "LIFO", "limit_period": "Disabled"}})
        case "GET" | "DELETE", path if path.startswith("/messages/"):
            return _one(memory, asked.method, path.rpartition("/")[2])
    return answer(404)


def _take(memory: Memory, message: dict[str, Any]) -> bytes:
    its_id = message.get("id") or uuid4().hex[:21]
    if any(one.id == its_id for one in memory.texts):
        return answer(409, {"message": "Message with such ID already exists"})
    if len(its_id) > 36 or message.get("ttl", 5) < 5 or not message.get("phoneNumbers"):
        return answer(400, {"message": "message already expired"})
    words, (to, *_) = message["textMessage"]["text"], message["phoneNumbers"]
    text = Text(its_id, "smsgate", NUMBER, to, words, "Pending", memory.now(), dict(message))
    memory.texts.append(text)
    return answer(202, _row(text))


def _one(memory: Memory, method: str, its_id: str) -> bytes:
    found = [one for one in memory.texts if one.id == its_id]
    if not found:
        return answer(404)
    if method == "DELETE":
        if found[0].status != "Pending":
            return answer(409, {"message": "Message is not pending"})
        found[0].status = "Cancelled"
        return answer(202)
    return answer(200, _row(found[0]))


def _inbox(memory: Memory, query: dict[str, str]) -> bytes:
    since = datetime.fromisoformat(query["from"]) if "from" in query else datetime.min.replace(tzinfo=UTC)
    came = sorted((one for one in memory.came if one.at >= since), key=lambda one: one.at, reverse=True)
    offset, limit = int(query.get("offset", 0)), int(query.get("limit", 50))
    if not 1 <= limit <= 500:
        return answer(400, {"message": "limit must be between 1 and 500"})
    listed = [_inbox_row(one) for one in came[offset : offset + limit]]
    return answer(200, listed, X_Total_Count=str(len(came)))


def _row(one: Text) -> dict[str, Any]:
    recipient = {"phoneNumber": one.to, "state": one.status} | ({"error": one.error} if one.error else {})
    return {
        "id": one.id,
        "deviceId": "PyDmBQZZXYmyxMwED8Fzy",
        "state": one.status,
        "isHashed": False,
        "isEncrypted": False,
        "recipients": [recipient],
        "states": {str(one.status): one.at.isoformat()},
    }


def _inbox_row(one: Came) -> dict[str, Any]:
    return {
        "id": f"text:{crc32(repr((one.sender, one.text, one.at)).encode())}",
        "type": "SMS",
        "sender": one.sender,
        "recipient": NUMBER,
        "simNumber": 1,
        "contentPreview": one.text,
        "createdAt": one.at.isoformat(timespec="milliseconds"),
        "attachments": [],
    }
