"""The line to a mail server: private where it has to be, and never longer than it may take."""

import socket
import threading
import time

import pytest
from mails import GO_ON, GREETING, HELLO, MAIL, OK, SENDER, open_line, private_line
from mailservers import PASSWORD, STALL, USER, Certificates, Post

from collector_tui.domain.mail import MailServer
from collector_tui.gateways.smtp import Smtp


@pytest.mark.parametrize(
    "script",
    [
        ([*"220 mx.test a very slow server" * 9, "\r\n"],),
        (GREETING, ["250-a\r\n"] * 200),
        (GREETING, HELLO, ["250-b\r\n"] * 200),
    ],
)
@pytest.mark.parametrize("security", ["none", "tls"])
def test_a_server_that_dribbles_does_not_hold_us_longer_than_it_may(harbour, script, security):
    with harbour.saying(*script) as port:
        smtp = Smtp(MailServer("127.0.0.1", port, security, "", SENDER), seconds=0.3)
        began = time.monotonic()
        mailed = smtp.send("k", MAIL)
    assert mailed.answer == "not_reached" and time.monotonic() - began < 2


def test_without_starttls_nothing_is_said_in_the_open(harbour):
    heard: list[bytes] = []
    with harbour.saying(GREETING, HELLO, "221 bye\r\n", heard=heard) as port:
        mailed = Smtp(MailServer("127.0.0.1", port, "starttls", USER, SENDER), PASSWORD, seconds=5).send("k", MAIL)
    assert mailed.answer == "not_reached" and "STARTTLS" in mailed.says
    assert heard[:2] == [b"ehlo [127.0.0.1]\r\n", b"quit\r\n"]


def test_what_was_promised_before_the_line_was_private_is_forgotten(harbour, certificates):
    post = Post()
    with harbour.serving(post, tls_context=certificates.server, auth_require_tls=False, enable_SMTPUTF8=False) as port:
        assert private_line(port, certificates, "starttls").send("k", MAIL).answer == "accepted"
    assert len(post.logins) == 1


@pytest.mark.parametrize(("security", "names"), [("tls", ["127.0.0.1"]), ("starttls", ["other.example"])])
def test_a_certificate_that_cannot_be_trusted_ends_it(harbour, security, names):
    certificates, post = Certificates(*names), Post()
    implicit = certificates.server if security == "tls" else None
    options = {"tls_context": certificates.server} if security == "starttls" else {}
    with harbour.serving(post, implicit, **options) as port:
        server = MailServer("127.0.0.1", port, security, USER, SENDER)
        known = certificates.client if security == "starttls" else None
        mailed = Smtp(server, PASSWORD, seconds=5, context=known).send("k", MAIL)
    assert mailed.answer == "not_reached" and "certificate that cannot be trusted" in mailed.says
    assert not post.mails and not post.logins


def test_the_wrong_kind_of_privacy_is_named(harbour, certificates):
    with harbour.serving(Post()) as port:
        mailed = private_line(port, certificates, "tls").send("k", MAIL)
    assert mailed.answer == "not_reached" and '465 wants security = "tls"' in mailed.says


def test_mail_in_the_open_stays_in_the_house(monkeypatch):
    def never(*_: object) -> None:
        raise AssertionError("it was connected")

    monkeypatch.setattr(socket.socket, "connect", never)
    for host in ("8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"):
        mailed = Smtp(MailServer(host, 25, "none", "", SENDER), seconds=2).send("k", MAIL)
        assert mailed.answer == "rejected" and 'set [email] security = "starttls"' in mailed.says


def test_nobody_listening_and_no_such_server_are_told_apart(harbour, monkeypatch):
    with harbour.saying(GREETING) as port:
        pass
    mailed = open_line(port).send("k", MAIL)
    assert mailed.answer == "not_reached" and "refuses connections" in mailed.says

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    mailed = Smtp(MailServer("mail.nowhere.example", 587, "tls", "", SENDER), seconds=2).send("k", MAIL)
    assert mailed.answer == "not_reached" and "no way to mail.nowhere.example" in mailed.says


def test_a_search_for_a_server_that_never_ends_is_left(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    began = time.monotonic()
    mailed = Smtp(MailServer("mail.example", 587, "tls", "", SENDER), seconds=0.2).send("k", MAIL)
    assert mailed.answer == "not_reached" and time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("script", "answer"), [((STALL,), "not_reached"), ((GREETING, HELLO, OK, OK, GO_ON, STALL), "unknown")]
)
def test_what_is_under_way_is_broken_off_when_the_program_ends(harbour, script, answer):
    with harbour.saying(*script) as port:
        smtp = open_line(port, seconds=60)
        threading.Timer(0.2, smtp.close).start()
        began = time.monotonic()
        assert smtp.send("k", MAIL).answer == answer and time.monotonic() - began < 2
        mailed = smtp.send("k", MAIL)
    assert mailed.answer == "not_reached" and "when Collector ended" in mailed.says


def both_addresses(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    """A server that has an address of either kind, the newer one first."""
    places = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: places)


def sockets(monkeypatch: pytest.MonkeyPatch, *missing: int) -> None:
    """A machine on which sockets of these kinds cannot be made."""
    real = socket.socket

    class Socket(real):
        def __init__(self, family: int = -1, *rest: object, **more: object) -> None:
            if family in missing:
                raise OSError(97, "Address family not supported by protocol")
            super().__init__(family, *rest, **more)

    monkeypatch.setattr(socket, "socket", Socket)


def test_a_machine_without_ipv6_goes_on_to_the_other_address(harbour, monkeypatch):
    post = Post()
    with harbour.serving(post) as port:
        both_addresses(monkeypatch, port)
        sockets(monkeypatch, socket.AF_INET6)
        assert open_line(port).send("k", MAIL).answer == "accepted"
    assert len(post.mails) == 1


def test_where_no_socket_can_be_made_nothing_went_and_nothing_is_raised(monkeypatch):
    both_addresses(monkeypatch, 25)
    sockets(monkeypatch, socket.AF_INET6, socket.AF_INET)
    smtp = Smtp(MailServer("mail.example", 587, "starttls", "", SENDER), seconds=2)
    mailed = smtp.send("k", MAIL)
    assert mailed.answer == "not_reached" and "Address family not supported" in mailed.says
    assert [(one.what, one.ok) for one in smtp.check()] == [("server", False)]
