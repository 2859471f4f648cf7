"""A mail on the line: no name, subject, address or text is ever read as anything else."""

import email
import email.policy
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mails import DANA, MAIL, NOON, NOWHERE, SENDER, arrived, open_line
from mailservers import Post

from collector_tui.domain.mail import Attachment, Mail
from collector_tui.gateways.envelope import sealed
from collector_tui.gateways.smtp import Smtp


@pytest.mark.parametrize(
    "host", ["", "  ", "a\r\nb.example", "x" * 300, "a b", "x" * 80 + ".example", "host\x00.example"]
)
def test_a_host_that_is_none_is_a_sentence(host):
    mailed = Smtp(NOWHERE._replace(host=host), seconds=2).send("k", MAIL)
    assert mailed.answer in ("rejected", "not_reached") and "[email] host" in mailed.says


HOSTILE = [
    "Evil\r\nBcc: all@example.org",
    'A" <boss@example.org>, "B',
    'Harbor, "Print" Co. ' * 8,
    "a, b@c.example; <d@e.example>",
    "ends in a backslash \\",
    "(comment) Co. @ home",
    "=?utf-8?q?Bcc:_x=40y?=",
    "Ж" * 400,
    "名前 " * 90,
    "nul\x00 bell\x07 esc\x1b[2J",
    "abc\u202exyz\u2066",
    "half \ud83d",
    "N" * 5000,
    "🧾" * 60,
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_and_no_subject_becomes_a_header_or_an_address(harbour, words):
    post = Post()
    file = Attachment(f"../{words}/x.pdf", "application/pdf", b"%PDF")
    with harbour.serving(post) as port:
        mail = Mail(DANA, words, words, (file,))
        assert open_line(port, business=words).send(words, mail).answer == "accepted"
    (envelope,) = post.mails
    head = envelope.content.partition(b"\r\n\r\n")[0]
    assert envelope.rcpt_tos == [DANA] and head.isascii() and max(map(len, head.split(b"\r\n"))) <= 200
    read = email.message_from_bytes(envelope.content)
    assert sorted(read.keys()) == ["Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"]
    name, _, address = str(make_header(decode_header(read["From"].replace("\r\n", "")))).rpartition(" ")
    assert address == f"<{SENDER}>" and len(name) <= 120
    subject = str(make_header(decode_header(read["Subject"])))
    assert len(subject) <= 200
    for shown in (name, subject):
        assert not set(shown) & set("\r\n\x00\x07\x1b\u202e\u2066")
    modern = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert [one.addr_spec for one in modern["From"].addresses] == [SENDER]
    (attached,) = modern.iter_attachments()
    assert not set(attached.get_filename()) & set('/\\"\r\n\x00\u202e') and attached.get_filename().endswith(".pdf")


def test_plain_names_and_subjects_are_readable_as_they_are(harbour):
    post = Post()
    with harbour.serving(post) as port:
        open_line(port, business='O\'Neil "Buck" & Sons, Inc.').send("k", MAIL._replace(subject="Łódź: faktura 7"))
    assert b'From: "O\'Neil \\"Buck\\" & Sons, Inc." <billing@harbor.example>\r\n' in post.mails[0].content
    assert arrived(post)["From"].addresses[0].display_name == 'O\'Neil "Buck" & Sons, Inc.'
    assert arrived(post)["Subject"] == "Łódź: faktura 7"


def test_what_looks_encoded_is_read_as_it_was_written():
    words = "=?utf-8?q?Bcc:_x=40y?="
    read = email.message_from_bytes(sealed("k", MAIL._replace(subject=words), SENDER, words, NOON).content)
    assert [str(make_header(decode_header(read[name]))) for name in ("Subject", "From")] == [
        words,
        f"{words} <{SENDER}>",
    ]


@pytest.mark.parametrize(
    "text", ["a\rb", "a\r\n.\r\nMAIL FROM:<x@y.example>\r\n", ".\n..\n.", "a\n.\r.\n", "\x00\x0b\u2028", ""]
)
def test_no_text_ends_the_mail_or_begins_another(harbour, text):
    post = Post()
    with harbour.serving(post) as port:
        assert open_line(port).send("k", MAIL._replace(text=text)).answer == "accepted"
    kept = "".join(one for one in text.replace("\r\n", "\n").replace("\r", "\n") if one not in "\x00\x0b\u2028")
    assert arrived(post).get_content().replace("\r\n", "\n") == kept.rstrip("\n") + "\n"
    assert b"\r" not in post.mails[0].content.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "to",
    ["", "dana", "a@b", "a b@c.example", "a@b@c.example", "<a@b.example>", '"a b"@c.example', "a@[127.0.0.1]", "a@1.2.3.4",
     "a@b.example\r\nRCPT TO:<x@y.example>", "a@b.example,c@d.example", "a@b\u3000.example", "ab\u202e@c.example", "a@-b.example",
     "a" * 65 + "@b.example", "a@" + "b." * 130 + "example", "a..b@c.example", "a@b.example\x00", "\ud800@c.example", "a@ü..example",
     "Dana <a@b.example>", "ä" * 40 + "@b.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused_before_anybody_is_called(to):
    smtp = Smtp(NOWHERE)
    for mail in (MAIL._replace(to=to), MAIL._replace(reply_to=to or "x"), MAIL._replace(unsubscribe=to or "x")):
        mailed = smtp.send("k", mail)
        assert mailed.answer == "rejected" and "is not an email address" in mailed.says and len(mailed.says) < 200
    assert Smtp(NOWHERE._replace(sender=to)).send("k", MAIL).answer == "rejected"


def test_a_kind_of_file_that_is_none_is_refused():
    smtp = Smtp(NOWHERE)
    mailed = smtp.send("k", MAIL._replace(attachments=(Attachment("a.pdf", "x\r\nBcc: y", b""),)))
    assert mailed.answer == "rejected" and "is not a kind of file" in mailed.says


def test_a_domain_with_its_own_letters_is_reached_and_not_the_one_that_looks_like_it(harbour):
    post = Post()
    with harbour.serving(post) as port:
        open_line(port).send("k", MAIL._replace(to="dana@Straße.example"))
    assert post.mails[0].rcpt_tos == ["dana@xn--strae-oqa.example"]
    assert arrived(post)["To"] == "dana@xn--strae-oqa.example"


@pytest.mark.parametrize("is_known", [True, False])
def test_a_name_before_the_at_outside_ascii_needs_a_server_that_takes_it(harbour, is_known):
    post = Post()
    with harbour.serving(post, enable_SMTPUTF8=is_known) as port:
        mailed = open_line(port).send("k", MAIL._replace(to="łódź@example.org"))
    if is_known:
        assert (
            mailed.answer == "accepted" and post.mails[0].rcpt_tos == ["łódź@example.org"] and post.mails[0].smtp_utf8
        )
    else:
        assert mailed.answer == "rejected" and "letters outside ASCII" in mailed.says


@given(some.text(), some.text(max_size=300), some.text(), some.text())
def test_whatever_the_words_are_the_headers_are_the_same(key, name, subject, text):
    envelope = sealed(key, Mail(DANA, subject, text), SENDER, name, NOON)
    read = email.message_from_bytes(envelope.content)
    assert set(read.keys()) - {"Subject"} == {
        "From", "To", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    modern = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert [one.addr_spec for one in modern["From"].addresses] == [SENDER]
    assert envelope.content.isascii() and envelope.content.endswith(b"\r\n") and not envelope.wants_utf8
    assert max(map(len, envelope.content.split(b"\r\n"))) <= 200


@given(some.text() | some.from_regex(r"[^@\s]{1,70}@[^@\s]{1,30}\.[a-z]{2,5}"))
def test_whatever_is_taken_for_an_address_is_one(text):
    try:
        envelope = sealed("k", MAIL._replace(to=text), SENDER, "", NOON)
    except ValueError as error:
        assert "is not an email address" in str(error)
        return
    address = envelope.to.address
    assert envelope.to.domain.isascii() and len(address.encode()) <= 254 and address.count("@") == 1
    assert not set(address) & set(' \t\r\n\x00<>(),;:\\"[]')
    assert f"\r\nTo: {address}\r\n".encode() in envelope.content
