"""Every request the Twilio gateway makes, and every answer the tests' provider gives, is right by Twilio's own words."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from gateways import as_twilio
from gateways.memory import ACCOUNT, DEBTOR, NUMBER, TOKEN, Came
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from requests import PreparedRequest

from collector_tui.gateways.twilio import Twilio

from .official import Judge, answered, listen, official, prepared, split

BASE = "https://api.twilio.com"
MESSAGES = f"{BASE}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
NOW = datetime.now(UTC)
LATER = NOW + timedelta(hours=20)


@pytest.fixture(scope="module")
def description() -> OpenAPI:
    return official("twilio_messages.json")


@pytest.fixture
def judge(description: OpenAPI) -> Iterator[Judge]:
    judge = Judge(description, as_twilio.twilio, BASE)
    with listen(judge, BASE, lambda method, path: "/Messages" in path):
        yield judge
    assert judge.faults == []


@pytest.fixture
def twilio() -> Twilio:
    return Twilio(ACCOUNT, TOKEN, NUMBER)


@pytest.mark.parametrize(
    ("text", "seconds"), [("hello", 1), ("Zoë’s 👍\r\nline", 600), ("half \ud83d", 10**6), ("x" * 1600, 36_001)]
)
def test_sending(judge: Judge, twilio: Twilio, text: str, seconds: int) -> None:
    until = datetime.now(UTC) + timedelta(seconds=seconds + 0.9)
    assert twilio.send("key", DEBTOR, text, until).answer == "accepted"
    (taken,) = judge.memory.texts
    assert set(taken.form) == {"To", "From", "Body", "ValidityPeriod", "SmartEncoded"}
    assert taken.form["SmartEncoded"] == "false"
    assert taken.form["ValidityPeriod"] == str(min(seconds, 36_000))
    assert judge.judged == [f"POST /2010-04-01/Accounts/{ACCOUNT}/Messages.json 201"]


def test_finding_receipts_and_replies(judge: Judge, twilio: Twilio) -> None:
    for number in range(120):
        twilio.send(f"key {number}", DEBTOR, f"text {number}", LATER)
        judge.memory.came.append(Came(f"SM{number:032x}", DEBTOR, f"reply {number}", NOW + timedelta(seconds=number)))
    asked = len(judge.judged)
    assert twilio.find("key 0", DEBTOR, "text 0", NOW, []).answer == "found"
    assert len(twilio.receipts([one.id for one in judge.memory.texts])) == 120
    assert len(twilio.receipts([judge.memory.texts[0].id])) == 1
    assert len(twilio.replies(lambda sid: False, NOW - timedelta(days=1))) == 120
    assert len(twilio.replies(lambda sid: False, NOW - timedelta(days=14))) == 120
    assert len(judge.judged) - asked == 3 + 1 + 1 + 3 + 3 + 1
    assert judge.unjudged == []


def test_checking_asks_only_two_things_the_description_here_was_cut_of(judge: Judge, twilio: Twilio) -> None:
    assert [one.ok for one in twilio.check()] == [True, True, True]
    assert len(judge.judged) == 1
    account = f"GET /2010-04-01/Accounts/{ACCOUNT}"
    assert judge.unjudged == [f"{account}/IncomingPhoneNumbers.json 200", f"{account}/Balance.json 200"]


# Faults planted in what the gateway really sends, to show that the judge sees them

FORM = {"To": DEBTOR, "From": NUMBER, "Body": "hello", "ValidityPeriod": "3600", "SmartEncoded": "false"}
AUTH = (ACCOUNT, TOKEN)


def form(**changed: str | None) -> dict[str, str]:
    return {name: value for name, value in {**FORM, **changed}.items() if value is not None}


REQUESTS: dict[str, Callable[[], PreparedRequest]] = {
    "no To": lambda: prepared("POST", MESSAGES, data=form(To=None), auth=AUTH),
    "JSON for a form": lambda: prepared("POST", MESSAGES, json=FORM, auth=AUTH),
    "no credentials": lambda: prepared("POST", MESSAGES, data=FORM),
    "credentials of another kind": lambda: prepared("POST", MESSAGES, data=FORM, headers={"Authorization": "Bearer x"}),
    "account that is none": lambda: prepared("POST", MESSAGES.replace(ACCOUNT, "AC12"), data=FORM, auth=AUTH),
    "account of another kind": lambda: prepared("POST", MESSAGES.replace("AC", "SK"), data=FORM, auth=AUTH),
    "text for a number": lambda: prepared("POST", MESSAGES, data=form(ValidityPeriod="soon"), auth=AUTH),
    "text for yes or no": lambda: prepared("POST", MESSAGES, data=form(SmartEncoded="perhaps"), auth=AUTH),
    "method that is none": lambda: prepared("PUT", MESSAGES, data=FORM, auth=AUTH),
    "path that is none": lambda: prepared("POST", MESSAGES.replace("Messages", "Texts"), data=FORM, auth=AUTH),
    "page of 5000": lambda: prepared("GET", MESSAGES, params={"PageSize": "5000"}, auth=AUTH),
    "page of none": lambda: prepared("GET", MESSAGES, params={"PageSize": "0"}, auth=AUTH),
    "page of some": lambda: prepared("GET", MESSAGES, params={"PageSize": "some"}, auth=AUTH),
    "day for an instant": lambda: prepared("GET", MESSAGES, params={"DateSent>": "2026-11-19"}, auth=AUTH),
    "message that is none": lambda: prepared("GET", MESSAGES.replace(".json", "/SM1.json"), auth=AUTH),
    "list without credentials": lambda: prepared("GET", MESSAGES, params={"To": NUMBER}),
}


@pytest.mark.parametrize("fault", REQUESTS)
def test_a_fault_in_a_request_is_seen(description: OpenAPI, fault: str) -> None:
    judge = Judge(description, as_twilio.twilio, BASE)
    judge.judge(prepared("POST", MESSAGES, data=FORM, auth=AUTH))
    judge.judge(prepared("GET", MESSAGES, params={"To": NUMBER, "PageSize": "50"}, auth=AUTH))
    with pytest.raises(OpenAPIError):
        judge.judge(REQUESTS[fault]())


def test_what_is_planted_in_is_what_the_gateway_sends(judge: Judge, twilio: Twilio) -> None:
    twilio.send("key", DEBTOR, "hello", datetime.now(UTC) + timedelta(seconds=3600.9))
    assert dict(parse_qsl(urlencode(judge.memory.texts[0].form))) == FORM


@pytest.mark.parametrize(
    "changed",
    [{"status": "on its way"}, {"num_segments": 1}, {"sid": "SM12"}, {"sid": "XX" + "0" * 32}, {"direction": "out"},
     {"error_code": "30003"}, {"body": 5}, {"price": -0.0075}, {"account_sid": "AC1"}, {"subresource_uris": "none"}],
    ids=str,
)  # fmt: skip
def test_a_fault_in_an_answer_is_seen(description: OpenAPI, changed: dict[str, Any]) -> None:

    judge = Judge(description, as_twilio.twilio, BASE)
    request = prepared("POST", MESSAGES, data=FORM, auth=AUTH)
    status, headers, body = judge.hear(request)
    assert judge.faults == []
    with pytest.raises(OpenAPIError):
        judge.judge(request, answered(status, headers, json.dumps({**json.loads(body), **changed}).encode()))
    assert split(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody") == (200, {"A": "b"}, b"body")
