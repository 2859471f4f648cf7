"""Hostile and broken answers: bounded in time and memory, told to nobody else, and never an exception."""

import gzip
import json
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests import Response

from collector_tui.domain.carrier import Checked, Found, Handed, Inbound, Receipt
from collector_tui.domain.text import visible
from collector_tui.gateways.http import Line
from collector_tui.gateways.outcome import Outcome
from collector_tui.gateways.smsgate import SmsGate, message_id
from collector_tui.gateways.trip import Trip
from collector_tui.gateways.twilio import Twilio

from .provider import ACCOUNT, DEBTOR, NUMBER, PASSWORD, QUICK, TOKEN, USER, Provider, answer

NOW = datetime.now(UTC)
LATER = NOW + timedelta(hours=2)
ALL = NOW - timedelta(days=5)
GATEWAYS = ["twilio", "smsgate"]
MEGABYTE = 2**20


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as opened:
        yield opened


def none_known(_: str) -> bool:
    return False


def every_question(gateway: Twilio | SmsGate) -> list[Callable[[], object]]:
    """Everything that can be asked of a gateway."""
    return [
        lambda: gateway.send("key", DEBTOR, "hello", LATER),
        lambda: gateway.find("key", DEBTOR, "hello", NOW, ["SM1"]),
        lambda: gateway.receipts(["SM1"]),
        lambda: gateway.receipts([f"SM{i}" for i in range(9)]),
        lambda: gateway.replies(none_known, ALL),
        lambda: gateway.cancel("SM1"),
        gateway.check,
    ]


def is_harmless(words: str) -> bool:
    """Whether words are on one line, with nothing in them that acts on a terminal."""
    return visible(words) == words


def right(result: object) -> bool:
    """Whether a result is of the kind that was promised, with nothing in it that acts on a terminal."""
    if isinstance(result, list):
        return all(isinstance(one, Receipt | Inbound | Checked) and right(one) for one in result)
    if isinstance(result, Handed):
        assert bool(result.provider_id) == (result.answer == "accepted")
    if isinstance(result, Found):
        assert bool(result.provider_id) == (result.answer == "found")
    if isinstance(result, Inbound):
        assert result.received_at.tzinfo is not None
        assert is_harmless(result.sender)
        result.text.encode()
    if isinstance(result, Handed | Found | Receipt | Checked):
        assert is_harmless(result.says)
        assert len(result.says) < 1000
    return isinstance(result, bool | Handed | Found | Receipt | Inbound | Checked)


# Too long, too slow


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """200 MB of spaces, packed into 200 kB."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    space = b" " * MEGABYTE
    return b"".join(packing.compress(space) for _ in range(200)) + packing.flush()


@pytest.mark.parametrize("kind", GATEWAYS)
def test_200_megabytes_are_not_unpacked(provider: Provider, kind: str, bomb: bytes) -> None:
    raw = answer(200, bomb, Content_Encoding="gzip")
    provider.next(raw, raw)
    gateway = getattr(provider, kind)()
    tracemalloc.start()
    assert gateway.send("key", DEBTOR, "hello", LATER).answer == "unknown"
    assert gateway.replies(none_known, ALL) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 * MEGABYTE


@pytest.mark.parametrize("kind", GATEWAYS)
def test_an_answer_without_end_is_not_read_to_it(provider: Provider, kind: str) -> None:
    def pour(connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"[" * 65536)

    provider.next(pour)
    result = getattr(provider, kind)().send("key", DEBTOR, "hello", LATER)
    assert (result.answer, "more than is ever read" in result.says) == ("unknown", True)


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 201 Created\r\nX: ", b"HTTP/1.1 201 Created\r\n\r\n{"])
def test_a_byte_now_and_then_does_not_hold_it_up(provider: Provider, kind: str, begun: bytes) -> None:
    def drip(connection: Any) -> None:
        connection.sendall(begun)
        while True:
            connection.sendall(b"x")
            time.sleep(0.05)

    provider.next(drip)
    patience = type(QUICK)(connect=0.5, read=0.5, whole=0.6)
    began = time.monotonic()
    result = getattr(provider, kind)(patience=patience).send("key", DEBTOR, "hello", LATER)
    assert time.monotonic() - began < 1.5
    assert (result.answer, "in time" in result.says) == ("unknown", True)


def test_no_get_is_repeated_beyond_the_time_for_one_answer(provider: Provider) -> None:
    provider.next(*[answer(503, wait=1)] * 9)
    began = time.monotonic()
    assert provider.smsgate(patience=type(QUICK)(whole=0.5)).replies(none_known, ALL) == []
    assert time.monotonic() - began < 1
    assert len(provider.asked) == 1


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_get_is_repeated_a_few_times_where_the_provider_is_busy(provider: Provider, status: int) -> None:
    provider.comes(DEBTOR, "STOP")
    provider.next(answer(status), answer(status))
    assert len(provider.twilio().replies(none_known, ALL)) == 1
    provider.next(*[answer(status)] * 9)
    assert provider.twilio().replies(none_known, ALL) == []
    assert len(provider.asked) == 3 + 3


# To others


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_else_hears_of_it(provider: Provider, kind: str, status: int) -> None:
    with Provider() as other:
        for ask in every_question(getattr(provider, kind)()):
            provider.next(*[answer(status, Location=f"{other.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json")] * 9)
            assert right(ask())
        assert other.asked == []
    assert provider.texts == []


def test_a_next_page_on_another_host_is_not_read(provider: Provider) -> None:
    row = {"sid": "SM1", "from": DEBTOR, "to": NUMBER, "body": "STOP", "direction": "inbound"}
    with Provider() as other:
        for link in (other.url, other.url.removeprefix("http:"), f"{provider.url}@{other.url[7:]}", f"\\\\{other.url[7:]}",
                     "file:///etc/passwd", "https://[", "javascript:1"):  # fmt: skip
            provider.next(answer(200, {"messages": [row], "next_page_uri": f"{link}/x.json"}), answer(404))
            assert [one.text for one in provider.twilio().replies(none_known, ALL)] == ["STOP"]
        assert other.asked == []


def test_pages_that_point_to_each_other_end(provider: Provider) -> None:
    def page(number: int, link: str) -> bytes:
        row = {"sid": f"SM{number}", "from": DEBTOR, "to": NUMBER, "body": str(number), "direction": "inbound"}
        return answer(200, {"messages": [row], "next_page_uri": link})

    provider.next(*[page(i % 2, f"/{i % 2}") for i in range(30)])
    assert len(provider.twilio().replies(none_known, ALL)) == 2
    assert len(provider.asked) == 3


def test_pages_without_end_end(provider: Provider) -> None:
    provider.next(*[answer(200, {"messages": [], "next_page_uri": f"/{i}"}) for i in range(50)])
    assert provider.twilio().find("key", DEBTOR, "hello", NOW, []).answer == "unknown"
    assert len(provider.asked) == 20
    provider.asked.clear()
    rows = [{"id": str(i), "type": "SMS", "sender": DEBTOR, "contentPreview": "x"} for i in range(100)]
    provider.next(*[answer(200, rows) for _ in range(50)])
    assert len(provider.smsgate().replies(none_known, ALL)) == 100
    assert len(provider.asked) == 20


# Broken, and meant to break


OK = b"HTTP/1.1 201 OK\r\n"
IDS = b'{"sid": "SM1", "id": "1"}'
BROKEN = {
    "nothing": b"",
    "a zero": b"\x00",
    "a mail server": b"220 smtp.example ESMTP\r\n",
    "a later HTTP": b"HTTP/9.9 OK\r\n\r\n",
    "a status of six figures": b"HTTP/1.1 999999 x\r\n\r\n",
    "shorter than promised": OK + b"Content-Length: 5\r\n\r\n{",
    "a length below zero": OK + b"Content-Length: -5\r\n\r\n{}",
    "a length in letters": OK + b"Content-Length: x\r\n\r\n{}",
    "two lengths": OK + b"Content-Length: 1, 2\r\n\r\n{}",
    "chunks that are none": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}",
    "chunks without an end": OK + b"Transfer-Encoding: chunked\r\n\r\n20\r\n" + IDS,
    "200 headers": OK + b"A: b\r\n" * 200 + b"\r\n{}",
    "a header of 100 kB": OK + b"A: " + b"b" * 99_999 + b"\r\n\r\n{}",
    "headers in other letters": OK + b"Date: \xff\r\nRetry-After: \xb2\r\n\r\n{}",
    "gzip that is none": OK + b"Content-Encoding: gzip\r\n\r\n{}",
    "gzip without an end": OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(IDS)[:-9],
    "a packing nobody asked for": OK + b"Content-Encoding: br\r\n\r\nxxx",
    "JSON without an end": answer(201, IDS[:-1]),
    "JSON that is very deep": answer(201, b"[" * 100_000),
    "JSON with a very long number": answer(201, b'{"sid": ' + b"9" * 9999 + b"}"),
    "JSON with numbers that are none": answer(201, b'{"sid": NaN, "id": Infinity}'),
    "JSON in UTF-16": answer(201, IDS.decode().encode("utf-16")),
    "JSON that is only an id": answer(200, b'"SM1"'),
    "a date that is none": answer(201, b"{}", Date="Thu, 99 Foo 99999 99:99:99 +9999"),
    "a date before all dates": answer(201, b"{}", Date="0001-01-01T00:00:00+23:00"),
}


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("broken", BROKEN)
def test_no_answer_breaks_anything(provider: Provider, kind: str, broken: str) -> None:
    for ask in every_question(getattr(provider, kind)()):
        provider.next(*[BROKEN[broken]] * 30)
        result = ask()
        assert right(result)
        assert not isinstance(result, Handed) or result.answer == "unknown"
        assert not isinstance(result, Found) or result.answer == "unknown"
        assert result is not True


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_good_answer_may_be_packed(provider: Provider, kind: str) -> None:
    taken = gzip.compress(json.dumps({"sid": "SM1", "id": "1"}).encode())
    provider.next(answer(201, taken, Content_Encoding="gzip"))
    assert getattr(provider, kind)().send("key", DEBTOR, "hello", LATER).answer == "accepted"


@pytest.mark.parametrize("kind", GATEWAYS)
def test_words_of_a_refusal_do_nothing_to_a_terminal(provider: Provider, kind: str) -> None:
    words = "no\x1b]52;c;x\x07\x9b2J\u202e\nnext\ud83d " + "long " * 999
    provider.next(answer(400, {"code": "21610\x1b[2J", "message": words}))
    result = getattr(provider, kind)().send("key", DEBTOR, "hello", LATER)
    assert (result.answer, result.opted_out) == ("rejected", False)
    assert result.says.startswith("21610␛[2J: no␛]52;c;x␇<009B>2J<202E> next\ufffd long")
    assert right(result)


def test_words_that_come_in_are_kept_as_they_came(provider: Provider) -> None:
    words = "STOP\x1b]52;c;x\x07 [@click=app.quit]\u202e"
    provider.comes(f"{DEBTOR}\x1b[2J\u202e", words + "\ud83d")
    for gateway in (provider.twilio(), provider.smsgate()):
        (reply,) = gateway.replies(none_known, ALL)
        assert (reply.text, reply.sender) == (words + "\ufffd", f"{DEBTOR}␛[2J<202E>")


def test_the_same_id_twice_is_one(provider: Provider) -> None:
    row = {"sid": "SM1", "from": DEBTOR, "to": NUMBER, "body": "STOP", "direction": "inbound", "status": "received"}
    provider.next(answer(200, {"messages": [row, row, {**row, "body": "other"}]}))
    assert len(provider.twilio().replies(none_known, ALL)) == 1


# Wrong types everywhere

FIELDS = [
    "sid", "id", "status", "state", "to", "from", "body", "direction", "date_created", "date_updated", "num_segments",
    "num_media", "error_code", "error_message", "messages", "next_page_uri", "code", "message", "title", "detail",
    "errors", "type", "sender", "contentPreview", "createdAt", "recipients", "error", "balance", "currency",
    "incoming_phone_numbers", "phone_number", "capabilities", "sms", "checks", "description", "limit_period",
    "limit_value", "processing_order",
]  # fmt: skip
LIKELY = [
    "SM1", message_id("key"), "queued", "Pending", "failed", "Failed", "pass", "fail", DEBTOR, NUMBER, "hello",
    "inbound", "outbound-api", "Thu, 19 Nov 2026 15:00:00 +0000", "Mon, 01 Jan 0001 00:00:00 +1400", NOW.isoformat(),
    "9999-12-31T23:59:59-12:00", "2026-W47-4", "1", "0", "-0.5", "1e999999", "٣", "/next", "//evil.example", "SMS",
    "21610", "STOP\x1b[2J", "\ud83d", "",
]  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(LIKELY) | st.text(max_size=5)
SHAPES = st.recursive(
    SCALARS, lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inside, max_size=9)
)
ROWS = st.dictionaries(st.sampled_from(FIELDS), SCALARS | SHAPES, max_size=12)
PAGES = st.fixed_dictionaries({}, optional={"messages": st.lists(ROWS | SHAPES, max_size=4), "next_page_uri": SCALARS})
ANSWERS = st.tuples(
    st.sampled_from([200, 200, 200, 201, 202, 204, 302, 400, 401, 403, 404, 409, 429, 500]),
    PAGES | ROWS | st.lists(ROWS | SHAPES, max_size=4) | SHAPES,
)


class Told:
    """A line on which answers come from a list instead of a network."""

    def __init__(self, answers: list[tuple[int, Any]]) -> None:
        self.answers = answers

    def ask(self, method: str, url: str, seconds: float, **what: Any) -> Outcome:
        status, data = self.answers.pop(0) if self.answers else (0, None)
        return Outcome(status, data, says="said" if status >= 300 else "", has_left=bool(status), answered_at=NOW)


@settings(max_examples=300)
@given(st.lists(ANSWERS, min_size=1, max_size=5), st.integers(0, 6), st.sampled_from(GATEWAYS))
def test_whatever_is_in_the_json_the_result_is_of_the_promised_kind(
    answers: list[tuple[int, Any]], question: int, kind: str
) -> None:
    gateway: Twilio | SmsGate = Twilio(ACCOUNT, TOKEN, NUMBER, patience=QUICK)
    if kind == "smsgate":
        gateway = SmsGate("http://127.0.0.1:1", USER, PASSWORD, patience=QUICK)
    gateway._line._ask = Told(answers).ask  # type: ignore[method-assign]
    assert right(every_question(gateway)[question]())


@settings(max_examples=100)
@given(st.binary(max_size=60) | ANSWERS.map(lambda one: json.dumps(one[1]).encode()), st.integers(200, 599))
def test_whatever_the_body_is_the_answer_is_read(body: bytes, status: int) -> None:
    response = Response()
    response.status_code = status
    outcome = Line("It", "https://a.example", "user", "secret-enough")._understood(response, body, Trip())
    assert outcome.status == status
    assert is_harmless(outcome.says)
    assert outcome.answer in ("accepted", "rejected", "not_reached", "unknown")
