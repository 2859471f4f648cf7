"""What each answer to a text means: every row of the table in sms.md §4, for both gateways, over real sockets."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import trustme

from collector_tui.domain.carrier import Handed

from .provider import DEBTOR, NUMBER, Provider, answer
from .proxy import Proxy

LATER = datetime.now(UTC) + timedelta(hours=2)
GATEWAYS = ["twilio", "smsgate"]
TAKEN = {"sid": "SM" + "0" * 32, "id": "0" * 32, "status": "queued", "state": "Pending", "num_segments": "1"}


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as opened:
        yield opened


def send(provider: Provider, kind: str, url: str = "", **how: Any) -> Handed:
    return getattr(provider, kind)(url, **how).send("key", DEBTOR, "hello", LATER)


# What was certainly not taken, and is tried again


@contextmanager
def listening(meet: Callable[[socket.socket], object], backlog: int = 8) -> Iterator[int]:
    """A port at which every connection is met in some way."""
    with socket.create_server(("127.0.0.1", 0), backlog=backlog) as listener:

        def listen() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                    with client:
                        meet(client)
                except OSError:
                    if listener.fileno() < 0:
                        return

        threading.Thread(target=listen, daemon=True).start()
        yield listener.getsockname()[1]


@pytest.mark.parametrize("kind", GATEWAYS)
def test_refused_is_not_reached(provider: Provider, kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    result = send(provider, kind, f"http://127.0.0.1:{port}")
    assert (result.answer, result.provider_id) == ("not_reached", "")
    assert "nothing listens" in result.says


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_name_nobody_knows_is_not_reached(provider: Provider, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    result = send(provider, kind, "https://texts.example")
    assert result.answer == "not_reached"
    assert "on the network?" in result.says


@pytest.mark.parametrize("kind", GATEWAYS)
def test_an_address_at_which_nothing_answers_is_not_reached(provider: Provider, kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        queued = [socket.socket() for _ in range(3)]
        for one in queued:
            one.setblocking(False)
            one.connect_ex(address)
        result = send(provider, kind, f"http://127.0.0.1:{address[1]}")
        for one in queued:
            one.close()
    assert result.answer == "not_reached"
    assert "in time" in result.says


@pytest.mark.parametrize("kind", GATEWAYS)
def test_no_tls_at_all_is_not_reached(provider: Provider, kind: str) -> None:
    result = send(provider, kind, provider.url.replace("http:", "https:"))
    assert result.answer == "not_reached"
    assert "no secure connection" in result.says
    assert provider.texts == []


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_tls_handshake_that_stalls_is_not_reached_though_requests_calls_it_a_read_timeout(
    provider: Provider, kind: str
) -> None:
    with listening(lambda client: client.recv(10_000) and client.recv(1)) as port:
        assert send(provider, kind, f"https://127.0.0.1:{port}").answer == "not_reached"


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_tls_handshake_that_is_cut_off_is_not_reached(provider: Provider, kind: str) -> None:
    with listening(lambda client: client.recv(1)) as port:
        assert send(provider, kind, f"https://127.0.0.1:{port}").answer == "not_reached"


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_certificate_of_somebody_else_is_not_reached(provider: Provider, kind: str) -> None:
    with tls(provider, lambda client: client.sendall(answer(201, TAKEN))) as (url, _):
        result = send(provider, kind, url)
    assert result.answer == "not_reached"
    assert "certificate" in result.says


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize(("wait", "seconds"), [(7, 7), (None, 0), (10**9, 3600), (-5, 0)])
def test_too_many_at_once_is_not_reached_with_its_wait(
    provider: Provider, kind: str, wait: int | None, seconds: int
) -> None:
    provider.next(answer(429, {"code": 20429, "message": "Too Many Requests"}, wait=wait))
    result = send(provider, kind)
    assert (result.answer, result.wait_seconds, result.code) == ("not_reached", seconds, "20429")
    assert len(provider.asked) == 1


# What was certainly refused


@pytest.mark.parametrize("is_modern", [False, True])
def test_a_refusal_of_twilio_is_told_in_full_in_both_shapes(provider: Provider, is_modern: bool) -> None:
    provider.is_modern = is_modern
    result = provider.twilio().send("key", "+15005550004", "hello", LATER)
    assert (result.answer, result.code, result.opted_out) == ("rejected", "21211", False)
    assert result.says.startswith("21211: ")
    assert "+15005550004 is not a valid phone number" in result.says


@pytest.mark.parametrize("is_modern", [False, True])
def test_a_number_that_opted_out_at_twilio(provider: Provider, is_modern: bool) -> None:
    provider.is_modern = is_modern
    provider.stopped.add(DEBTOR)
    result = send(provider, "twilio")
    assert (result.answer, result.code, result.opted_out) == ("rejected", "21610", True)
    assert "unsubscribed recipient" in result.says


def test_the_errors_of_rfc_9457_are_all_told(provider: Provider) -> None:
    errors = [{"detail": "To is missing", "pointer": "#/To"}, {"detail": "Body is missing", "pointer": "#/Body"}]
    provider.next(answer(400, {"title": "Bad Request", "status": 400, "code": 20001, "errors": errors}))
    assert send(provider, "twilio").says == "20001: Bad Request. To is missing. Body is missing"


def test_a_refusal_of_the_phone_is_told(provider: Provider) -> None:
    provider.next(answer(400, {"message": "Text message is empty"}))
    result = send(provider, "smsgate")
    assert (result.answer, result.says, result.code) == ("rejected", "Text message is empty", "")


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 422, 451])
def test_any_other_refusal_in_json_is_one(provider: Provider, kind: str, status: int) -> None:
    provider.next(answer(status, {"message": "no"}))
    assert send(provider, kind).answer == "rejected"


@pytest.mark.parametrize(("kind", "how"), [("twilio", {"token": "0" * 32}), ("smsgate", {"password": "wrong-one"})])
def test_a_wrong_secret_is_refused_also_without_a_word(provider: Provider, kind: str, how: dict[str, str]) -> None:
    result = send(provider, kind, **how)
    assert result.answer == "rejected"
    assert result.says
    assert provider.texts == []


# What may have gone, and is never sent again


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize(
    ("fault", "taken"),
    [("lose answer", 1), ("stall", 1), ("cut answer", 1), ("lose request", 0), ("refuse", 0)],
)
def test_what_is_lost_on_the_way_is_unknown(provider: Provider, kind: str, fault: Any, taken: int) -> None:
    with Proxy(provider.url) as proxy:
        proxy.next(fault)
        result = send(provider, kind, proxy.url)
        assert proxy.struck == [fault]
    assert (result.answer, result.provider_id) == ("unknown", "")
    assert len(provider.texts) == taken


@contextmanager
def tls(provider: Provider, meet: Callable[[ssl.SSLSocket], object]) -> Iterator[tuple[str, trustme.CA]]:
    """A server with a certificate, which meets a request it has read in some way."""
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    def greet(client: socket.socket) -> None:
        with context.wrap_socket(client, server_side=True) as secured:
            while b"hello" not in secured.recv(65536):
                pass
            meet(secured)

    with listening(greet) as port:
        yield f"https://127.0.0.1:{port}", authority


def cut_off(secured: ssl.SSLSocket) -> None:
    """Die without a word: not even that of TLS that the connection ends."""
    socket.socket(fileno=secured.detach()).close()


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_provider_that_dies_over_tls_is_unknown_though_requests_calls_it_an_ssl_error(
    provider: Provider, kind: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tls(provider, cut_off) as (url, authority):
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        assert send(provider, kind, url).answer == "unknown"


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_text_goes_over_tls(provider: Provider, kind: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with tls(provider, lambda client: client.sendall(answer(201, TAKEN))) as (url, authority):
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        assert send(provider, kind, url).answer == "accepted"


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
@pytest.mark.parametrize("body", [{"message": "sorry", "code": 20500}, b"<html>sorry</html>"])
def test_a_provider_in_trouble_is_unknown(provider: Provider, kind: str, status: int, body: object) -> None:
    provider.next(answer(status, body, wait=1))
    assert send(provider, kind).answer == "unknown"
    assert len(provider.asked) == 1


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("status", [200, 201, 202, 204])
@pytest.mark.parametrize(
    "body",
    [
        b"<html>Welcome to the airport</html>", b"", b"{", b"\xff\xfe\x00", [], {}, "queued", 7, None,
        {"sid": None, "id": None}, {"sid": "", "id": ""}, {"sid": 5, "id": 5}, {"sid": "../x", "id": "a/b"},
        {"sid": "SM1\x1b[2J", "id": "x\n"},
    ],
)  # fmt: skip
def test_a_good_answer_that_is_none_or_has_no_id_is_unknown(
    provider: Provider, kind: str, status: int, body: object
) -> None:
    provider.next(answer(status, body))
    assert send(provider, kind).answer == "unknown"


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("status", [408, 409, 425, 499])
def test_a_refusal_that_may_come_from_somebody_on_the_way_is_unknown(
    provider: Provider, kind: str, status: int
) -> None:
    provider.next(answer(status, b"<html>gateway</html>"))
    assert send(provider, kind).answer == "unknown"


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_is_unknown_since_some_are_given_after_the_deed(provider: Provider, kind: str, status: int) -> None:
    provider.next(answer(status, {"message": "moved", "code": 1}, Location="/elsewhere"))
    assert send(provider, kind).answer == "unknown"


# What was accepted


def test_a_text_that_twilio_took(provider: Provider) -> None:
    result = send(provider, "twilio")
    (taken,) = provider.texts
    assert result == Handed("accepted", taken.id, "accepted")
    assert (taken.sender, taken.to, taken.text) == (NUMBER, DEBTOR, "hello")


def test_a_text_that_the_phone_took_and_had_already(provider: Provider) -> None:
    gateway = provider.smsgate()
    first = gateway.send("key", DEBTOR, "hello", LATER)
    assert first == Handed("accepted", provider.texts[0].id, "accepted")
    again = gateway.send("key", DEBTOR, "hello", LATER)
    assert (again.answer, again.provider_id, len(provider.texts)) == ("accepted", first.provider_id, 1)


@pytest.mark.parametrize("kind", GATEWAYS)
def test_nothing_is_ever_posted_twice(provider: Provider, kind: str) -> None:
    for one in (answer(500), answer(503, wait=0), answer(429, wait=0), b"", answer(200, b"<html>"), answer(307)):
        provider.next(one)
        before = len(provider.asked)
        send(provider, kind)
        assert len(provider.asked) == before + 1
    assert provider.texts == []
