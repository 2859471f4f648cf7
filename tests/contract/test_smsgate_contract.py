"""Every request the SMSGate gateway makes, and every answer the tests' phone gives, is right by the app's own words.

The description says nothing of `DELETE /messages/{id}`, and of 404 for a text the phone has not: both are in its code.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from gateways import as_smsgate
from gateways.memory import DEBTOR, PASSWORD, USER, Came
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from requests import PreparedRequest

from collector_tui.gateways.smsgate import SmsGate, message_id

from .official import Judge, answered, listen, official, prepared

BASE = "https://api.sms-gate.app/3rdparty/v1"
NOW = datetime.now(UTC)
AUTH = (USER, PASSWORD)


@pytest.fixture(scope="module")
def description() -> OpenAPI:
    return official("smsgate_local.json")


@pytest.fixture
def judge(description: OpenAPI) -> Iterator[Judge]:
    judge = Judge(description, as_smsgate.smsgate, BASE)
    with listen(judge, BASE, lambda method, path: method != "DELETE"):
        yield judge
    assert judge.faults == []


@pytest.fixture
def phone() -> SmsGate:
    return SmsGate(BASE, USER, PASSWORD, sim=2)


@pytest.mark.parametrize(
    ("text", "seconds"), [("hello", 5), ("Zoë’s 👍\r\nline", 600), ("half \ud83d", 10**6), ("x" * 1600, 7200)]
)
def test_sending(judge: Judge, phone: SmsGate, text: str, seconds: int) -> None:
    until = datetime.now(UTC) + timedelta(seconds=seconds + 0.9)
    assert phone.send("collector-1-7", DEBTOR, text, until).answer == "accepted"
    (taken,) = judge.memory.texts
    assert taken.form == {
        "id": message_id("collector-1-7"),
        "textMessage": {"text": taken.text},
        "phoneNumbers": [DEBTOR],
        "withDeliveryReport": True,
        "ttl": seconds,
        "simNumber": 2,
    }
    assert len(taken.id) == 36
    assert judge.judged == ["POST /messages 202"]


def test_everything_else(judge: Judge, phone: SmsGate) -> None:
    until = datetime.now(UTC) + timedelta(hours=1)
    judge.memory.came += [Came(str(i), DEBTOR, f"reply {i}", NOW + timedelta(seconds=i)) for i in range(250)]
    sent = phone.send("key", DEBTOR, "hello", until).provider_id
    assert phone.find("key", DEBTOR, "hello", NOW, []).answer == "found"
    assert phone.find("other", DEBTOR, "hello", NOW, []).answer == "not_found"
    assert [one.state for one in phone.receipts([sent])] == ["accepted"]
    assert len(phone.replies(lambda reply: False, NOW - timedelta(days=1))) == 250
    assert [one.ok for one in phone.check()] == [True, True, True, True]
    judge.memory.texts[0].status = "Delivered"
    assert not phone.cancel(sent)
    assert judge.judged == [
        "POST /messages 202",
        f"GET /messages/{sent} 200",
        f"GET /messages/{message_id('other')} 404",
        f"GET /messages/{sent} 200",
        *["GET /inbox 200"] * 3,
        "GET /health 200",
        "GET /messages 200",
        "GET /inbox 200",
        "GET /settings 200",
    ]
    assert judge.unjudged == [f"DELETE /messages/{sent} 409"]


# Faults planted in what the gateway sends, to show that the judge sees them

MESSAGE = {
    "id": message_id("key"), "textMessage": {"text": "hello"}, "phoneNumbers": [DEBTOR], "withDeliveryReport": True,
    "ttl": 3600, "simNumber": 1,
}  # fmt: skip


def post(**changed: Any) -> PreparedRequest:
    message = {name: value for name, value in {**MESSAGE, **changed}.items() if value is not None}
    return prepared("POST", f"{BASE}/messages", json=message, auth=AUTH)


REQUESTS: dict[str, Callable[[], PreparedRequest]] = {
    "nobody to send to": lambda: post(phoneNumbers=None),
    "an empty list to send to": lambda: post(phoneNumbers=[]),
    "a number that is one": lambda: post(phoneNumbers=[12125550101]),
    "an id that is too long": lambda: post(id="collector-" * 4),
    "four seconds": lambda: post(ttl=4),
    "text for seconds": lambda: post(ttl="an hour"),
    "no words": lambda: post(textMessage={"text": ""}),
    "words in the wrong place": lambda: post(textMessage="hello"),
    "a fourth SIM": lambda: post(simNumber=4),
    "a priority that is none": lambda: post(priority=5),
    "a form for JSON": lambda: prepared("POST", f"{BASE}/messages", data=MESSAGE, auth=AUTH),
    "no credentials": lambda: prepared("POST", f"{BASE}/messages", json=MESSAGE),
    "page of 501": lambda: prepared("GET", f"{BASE}/inbox", params={"limit": "501"}, auth=AUTH),
    "day for an instant": lambda: prepared("GET", f"{BASE}/inbox", params={"from": "2026-11-19"}, auth=AUTH),
    "instant without a zone": lambda: prepared("GET", f"{BASE}/inbox", params={"from": "2026-11-19T10:00"}, auth=AUTH),
    "path that is none": lambda: prepared("GET", f"{BASE}/outbox", auth=AUTH),
}


@pytest.mark.parametrize("fault", REQUESTS)
def test_a_fault_in_a_request_is_seen(description: OpenAPI, fault: str) -> None:
    judge = Judge(description, as_smsgate.smsgate, BASE)
    judge.judge(post())
    judge.judge(prepared("GET", f"{BASE}/inbox", params={"from": "2026-11-19T10:00:00Z", "limit": "100"}, auth=AUTH))
    with pytest.raises(OpenAPIError):
        judge.judge(REQUESTS[fault]())


@pytest.mark.parametrize(
    "changed",
    [{"state": "on its way"}, {"state": None}, {"id": 5}, {"id": "0" * 37}, {"recipients": []}, {"recipients": None},
     {"recipients": [{"phoneNumber": DEBTOR}]}, {"deviceId": "0" * 22}, {"states": ["Sent"]}],
    ids=str,
)  # fmt: skip
def test_a_fault_in_an_answer_is_seen(description: OpenAPI, changed: dict[str, Any]) -> None:
    judge = Judge(description, as_smsgate.smsgate, BASE)
    status, headers, body = judge.hear(post())
    assert judge.faults == []
    with pytest.raises(OpenAPIError):
        judge.judge(post(), answered(status, headers, json.dumps({**json.loads(body), **changed}).encode()))
