"""What every answer of a mail server, and every silence, means for the mail."""

import socket

import pytest
from mails import DANA, GO_ON, GREETING, HELLO, MAIL, OK, SENDER, TAKEN, open_line
from mailservers import HANG_UP, STALL, Post

from collector_tui.domain.mail import message_id


@pytest.mark.parametrize(
    ("step", "reply", "answer", "code"),
    [
        ("MAIL", "451 4.3.0 try later", "not_reached", 451),
        ("RCPT", "450 4.2.0 greylisted", "not_reached", 450),
        ("RCPT", "550 5.1.1 no such user", "rejected", 550),
        ("MAIL", "552 5.3.4 too big", "rejected", 552),
        ("DATA", "451 4.3.0 disk full", "not_reached", 451),
        ("DATA", "554 5.7.1 looks like spam", "rejected", 554),
    ],
)
def test_4xx_is_tried_again_and_5xx_is_for_good(harbour, step, reply, answer, code):
    with harbour.serving(Post(**{step: reply})) as port:
        mailed = open_line(port).send("k", MAIL)
    assert (mailed.answer, mailed.code, mailed.provider_id) == (answer, code, "")
    assert reply in mailed.says and ("try again later" in mailed.says) == (answer == "not_reached")


@pytest.mark.parametrize("what", [HANG_UP, STALL], ids=["hangs up", "stalls"])
def test_once_the_mail_has_gone_only_its_answer_tells(harbour, what):
    post = Post(DATA=what)
    with harbour.serving(post) as port:
        mailed = open_line(port, seconds=0.3).send("k", MAIL)
    assert (mailed.answer, mailed.provider_id) == ("unknown", message_id("k", SENDER))
    assert "may have gone or not" in mailed.says and len(post.mails) == 1


@pytest.mark.parametrize("last", ["so long\r\n", "999 what\r\n", "299", "354 go on\r\n", "250" + "x" * 9000 + "\r\n"])
def test_an_answer_that_is_none_leaves_it_unknown(harbour, last):
    with harbour.saying(GREETING, HELLO, OK, OK, GO_ON, last, HANG_UP) as port:
        mailed = open_line(port, seconds=0.3).send("k", MAIL)
    assert (mailed.answer, mailed.provider_id) == ("unknown", message_id("k", SENDER))


@pytest.mark.parametrize(
    "script",
    [
        (HANG_UP,),
        (GREETING, HANG_UP),
        (GREETING, HELLO, HANG_UP),
        (GREETING, HELLO, OK, HANG_UP),
        (GREETING, HELLO, OK, OK, HANG_UP),
        (STALL,),
        (GREETING, HELLO, STALL),
        (GREETING, HELLO, OK, OK, STALL),
        ("no greeting\r\n",),
        ("421 busy\r\n",),
        (GREETING, HELLO, OK, OK, "421 going down\r\n"),
    ],
)
def test_before_the_mail_has_gone_it_is_certain_that_it_has_not(harbour, script):
    with harbour.saying(*script) as port:
        mailed = open_line(port, seconds=0.3).send("k", MAIL)
    assert (mailed.answer, mailed.provider_id) == ("not_reached", "") and mailed.says.count("127.0.0.1") == 1


def test_a_line_that_breaks_in_the_middle_of_a_mail_has_not_carried_it(harbour, monkeypatch):
    sent = socket.socket.sendall

    def breaks(self: socket.socket, data: bytes, *flags: int) -> None:
        if b"Message-ID" in bytes(data):
            sent(self, bytes(data)[:100])
            raise ConnectionResetError
        sent(self, data, *flags)

    heard: list[bytes] = []
    monkeypatch.setattr(socket.socket, "sendall", breaks)
    with harbour.saying(GREETING, HELLO, OK, OK, GO_ON, TAKEN, heard=heard) as port:
        assert open_line(port).send("k", MAIL).answer == "not_reached"


def test_a_refused_greeting_is_for_good(harbour):
    with harbour.saying("554 no mail from your network\r\n") as port:
        mailed = open_line(port).send("k", MAIL)
    assert (mailed.answer, mailed.code) == ("rejected", 554) and "no mail from your network" in mailed.says


def test_a_server_of_the_old_kind_is_spoken_to_in_its_way(harbour):
    heard: list[bytes] = []
    with harbour.saying(GREETING, "502 what\r\n", OK, OK, OK, GO_ON, TAKEN, "221 bye\r\n", heard=heard) as port:
        mailed = open_line(port).send("k", MAIL)
    assert (mailed.answer, mailed.says) == ("accepted", "250 2.0.0 queued as 4F1")
    assert heard[:4] == [
        b"ehlo [127.0.0.1]\r\n",
        b"helo [127.0.0.1]\r\n",
        f"MAIL FROM:<{SENDER}>\r\n".encode(),
        f"RCPT TO:<{DANA}>\r\n".encode(),
    ]
