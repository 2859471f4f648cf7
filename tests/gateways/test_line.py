"""The line to a provider: who hears the secret, which way the words take, and how the program gets away from it."""

import doctest
import logging
import threading
import time
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from collector_tui.gateways import address, smsgate
from collector_tui.gateways.http import Line
from collector_tui.gateways.smsgate import SmsGate
from collector_tui.gateways.twilio import Twilio

from .provider import ACCOUNT, DEBTOR, NUMBER, PASSWORD, QUICK, TOKEN, USER, Provider, answer

LATER = datetime.now(UTC) + timedelta(hours=2)
GATEWAYS = ["twilio", "smsgate"]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as opened:
        yield opened


def send(gateway: Twilio | SmsGate) -> str:
    return gateway.send("key", DEBTOR, "hello", LATER).answer


@pytest.mark.parametrize("module", [address, smsgate])
def test_the_examples(module: Any) -> None:
    assert doctest.testmod(module).failed == 0


# Who hears the secret


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_netrc_gives_no_credentials(
    provider: Provider, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login evil password evil\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert send(getattr(provider, kind)()) == "accepted"
    told = b64decode(provider.asked[0].headers["authorization"].removeprefix("Basic ")).decode()
    assert told == (f"{ACCOUNT}:{TOKEN}" if kind == "twilio" else f"{USER}:{PASSWORD}")


@pytest.mark.parametrize("secret", ["pässwörd 7", "“quoted”", "line\r\nX-Evil: 1"])
def test_a_secret_may_be_of_any_characters(provider: Provider, secret: str) -> None:
    send(provider.smsgate(password=secret))
    assert b64decode(provider.asked[0].headers["authorization"].removeprefix("Basic ")).decode() == f"{USER}:{secret}"
    assert "x-evil" not in provider.asked[0].headers


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_secret_is_in_no_word_log_or_error(provider: Provider, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    gateway = getattr(provider, kind)()
    user, secret = (ACCOUNT, TOKEN) if kind == "twilio" else (USER, PASSWORD)
    header = provider.asked
    send(gateway)
    coded = header[0].headers["authorization"].removeprefix("Basic ")
    said = [repr(gateway), repr(gateway._line), str(vars(gateway))]
    for words in (secret, coded, f"{user}:{secret}", f'"{secret}"'):
        provider.next(answer(400, {"code": words, "message": f"{words} may not", "errors": [{"detail": words}]}))
        said.append(repr(gateway.send("key", DEBTOR, "hello", LATER)))
        provider.next(answer(200, {"status": "fail", "checks": {"x": {"status": "fail", "description": words}}}))
        said.append(repr(gateway.check()))
    provider.next(b"HTTP/1.1 200 " + secret.encode() + b"\r\n\r\n")
    said += [repr(gateway.send("key", DEBTOR, "hello", LATER)), repr(gateway.check()), caplog.text]
    for told in said:
        assert secret not in told
        assert coded not in told
    assert caplog.records


def test_no_cookie_is_kept(provider: Provider) -> None:
    provider.next(answer(200, [], Set_Cookie="a=b"))
    phone = provider.smsgate()
    phone.check()
    phone.check()
    assert not any("cookie" in one.headers for one in provider.asked)


# Which way the words take


class Proxying(BaseHTTPRequestHandler):
    """A proxy that lets nothing through and remembers what it was told."""

    heard: list[str] = []

    def _refuse(self) -> None:
        type(self).heard.append(f"{self.command} {self.path} {self.headers}")
        self.send_error(407)

    do_CONNECT = do_POST = do_GET = _refuse  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A machine whose environment names a proxy."""
    handler = type("Handler", (Proxying,), {"heard": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{server.server_port}")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        yield handler.heard
        server.shutdown()


@pytest.mark.parametrize("kind", GATEWAYS)
def test_what_is_not_encrypted_goes_to_no_proxy(provider: Provider, kind: str, proxied: list[str]) -> None:
    assert send(getattr(provider, kind)()) == "accepted"
    assert proxied == []


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_proxy_hears_only_where_it_goes_and_its_no_is_not_reached(
    provider: Provider, kind: str, proxied: list[str]
) -> None:
    gateway = getattr(provider, kind)("https://texts.example")
    result = gateway.send("key", DEBTOR, "hello", LATER)
    assert (result.answer, "proxy" in result.says) == ("not_reached", True)
    (heard,) = proxied
    assert heard.startswith("CONNECT texts.example:443 ")
    assert "uthorization" not in heard


def test_a_proxy_this_machine_cannot_speak_to_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1")
    assert send(Twilio(ACCOUNT, TOKEN, NUMBER, patience=QUICK)) == "not_reached"


def test_an_authority_that_is_not_there_is_not_reached(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    assert send(provider.twilio(provider.url.replace("http:", "https:"))) == "not_reached"


# How the program gets away


def test_a_gateway_that_is_closed_lets_go_at_once_and_does_not_begin_anew(provider: Provider) -> None:
    provider.next(lambda connection: connection.recv(1))
    gateway = provider.twilio(patience=type(QUICK)())
    results: list[Any] = []
    sending = threading.Thread(target=lambda: results.append(gateway.send("key", DEBTOR, "hello", LATER)))
    sending.start()
    while not provider.asked:
        time.sleep(0.01)
    began = time.monotonic()
    gateway.close()
    sending.join(5)
    assert time.monotonic() - began < 0.5
    assert (results[0].answer, "program ended" in results[0].says) == ("unknown", True)
    assert send(gateway) == "not_reached"
    assert len(provider.asked) == 1


def test_a_closed_gateway_does_not_wait_for_a_busy_provider(provider: Provider) -> None:
    provider.next(*[answer(503, wait=9)] * 3)
    gateway = provider.twilio(patience=type(QUICK)())
    asking = threading.Thread(target=lambda: gateway.find("key", DEBTOR, "hello", LATER, []))
    asking.start()
    while not provider.asked:
        time.sleep(0.01)
    gateway.close()
    asking.join(2)
    assert not asking.is_alive()


def test_what_is_asked_at_once_from_several_sides_is_answered_to_each(provider: Provider) -> None:
    phone = provider.smsgate()
    results: dict[str, str] = {}

    def go(key: str) -> None:
        results[key] = phone.send(key, DEBTOR, key, LATER).provider_id

    threads = [threading.Thread(target=go, args=(f"key {i}",)) for i in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(5)
    assert {key: smsgate.message_id(key) for key in results} == results
    assert len(provider.texts) == 12


def test_a_line_follows_links_only_home() -> None:
    outcome = Line("It", "https://a.example/api", "user", "secret").follow("https://b.example/x")
    assert (outcome.status, outcome.has_left, outcome.says) == (0, False, "It pointed to another host")
