"""Mail over SMTP: what arrives at a server of another make, and how it is logged in to and checked."""

from base64 import b64encode

import pytest
from mails import DANA, GREETING, HELLO, MAIL, NOON, NOWHERE, SENDER, arrived, open_line, private_line
from mailservers import PASSWORD, USER, Post

from collector_tui.domain.mail import Attachment, Mailer, message_id
from collector_tui.gateways.smtp import Smtp

PDF = b"%PDF-1.4\n\x00\xff\r\n.\r\n" * 300


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_arrives_over_a_private_line_as_it_was_written(harbour, certificates, security):
    post = Post()
    implicit = certificates.server if security == "tls" else None
    options = {"auth_required": True, "auth_require_tls": security == "starttls"}
    if security == "starttls":
        options |= {"tls_context": certificates.server, "require_starttls": True}
    mail = MAIL._replace(
        text="Łódź und Ελλάδα,\n\n.a line with a point\nFrom the start\n" + "long " * 60 + "\n",
        attachments=(Attachment("Łódź 1041.pdf", "application/pdf", PDF),),
        reply_to="sam@harbor.example",
    )
    with harbour.serving(post, implicit, **options) as port:
        mailer: Mailer = private_line(port, certificates, security)
        mailed = mailer.send("book-7-41", mail)
    assert (mailed.answer, mailed.code) == ("accepted", 250)
    assert mailed.provider_id == message_id("book-7-41", SENDER)
    (envelope,) = post.mails
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [DANA])
    read = arrived(post)
    assert [(one.display_name, one.addr_spec) for one in read["From"].addresses] == [("Harbor Print Co.", SENDER)]
    assert read["To"] == DANA and read["Reply-To"] == "sam@harbor.example"
    assert read["Subject"] == MAIL.subject
    assert read["Message-ID"] == mailed.provider_id
    assert read["Date"].datetime == NOON
    assert read["List-Unsubscribe"] is None
    assert read.get_body().get_content().replace("\r\n", "\n") == mail.text
    (file,) = read.iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == (
        "Łódź 1041.pdf",
        "application/pdf",
        PDF,
    )
    assert envelope.content.isascii() and max(map(len, envelope.content.split(b"\r\n"))) <= 78


def test_a_mail_of_one_part_is_plain_text_and_can_be_unsubscribed_from(harbour):
    post = Post()
    with harbour.serving(post) as port:
        open_line(port).send("k", MAIL._replace(unsubscribe="out+7@harbor.example"))
    read = arrived(post)
    assert read.get_content_type() == "text/plain" and not read.is_multipart()
    assert read.get_content().replace("\r\n", "\n") == MAIL.text
    assert read["List-Unsubscribe"] == "<mailto:out%2B7@harbor.example?subject=unsubscribe>"


@pytest.mark.parametrize("excluded", ["LOGIN", "PLAIN"])
def test_it_logs_in_by_either_way(harbour, certificates, excluded):
    post = Post()
    options = {"tls_context": certificates.server, "auth_required": True, "auth_exclude_mechanism": [excluded]}
    with harbour.serving(post, **options) as port:
        assert private_line(port, certificates, "starttls").send("k", MAIL).answer == "accepted"
    assert [login[1:] for login in post.logins] == [(USER, PASSWORD)] and post.logins[0][0] != excluded


def test_a_refused_login_says_what_to_do_and_never_the_password(harbour, certificates):
    with harbour.serving(Post(), tls_context=certificates.server, auth_required=True) as port:
        smtp = private_line(port, certificates, "starttls", "wrong-hunter2")
        mailed = smtp.send("k", MAIL)
    assert (mailed.answer, mailed.code, mailed.provider_id) == ("rejected", 535, "")
    assert USER in mailed.says and "app password" in mailed.says
    assert "hunter2" not in f"{mailed} {smtp!r} {smtp.check()}"


def test_a_password_that_the_server_says_after_us_is_hidden(harbour):
    coded = b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    script = (GREETING, "250-mx\r\n250 AUTH PLAIN\r\n", f"535 bad {coded} is {PASSWORD}\r\n", "221 bye\r\n")
    with harbour.saying(*script) as port:
        smtp = open_line(port, user=USER, password=PASSWORD)
        says = smtp.send("k", MAIL).says
    assert "535 bad ••• is •••" in says and PASSWORD not in says


@pytest.mark.parametrize(
    ("answer", "password", "found", "words"),
    [
        ("454 not now", "x", "not_reached", "try again later"),
        ("534 no", "x", "rejected", "app password"),
        ("235 ok", "", "rejected", "COLLECTOR_SMTP_PASSWORD"),
    ],
)
def test_other_troubles_with_a_login(harbour, answer, password, found, words):
    with harbour.saying(GREETING, "250-mx\r\n250 AUTH PLAIN\r\n", f"{answer}\r\n") as port:
        mailed = open_line(port, user=USER, password=password).send("k", MAIL)
    assert mailed.answer == found and words in mailed.says


def test_a_server_that_takes_no_password_is_told_apart_from_a_wrong_one(harbour):
    with harbour.saying(GREETING, HELLO) as port:
        mailed = open_line(port, user=USER, password="x").send("k", MAIL)
    assert mailed.answer == "rejected" and "takes no password here" in mailed.says


def test_the_same_key_has_the_same_message_id_and_another_key_another():
    ids = [message_id(key, SENDER) for key in ("a", "a", "b", "a\r\nb")]
    assert ids[0] == ids[1] and len(set(ids)) == 3
    assert all(one.startswith("<") and one.endswith("@harbor.example>") and one.isprintable() for one in ids)


def test_a_check_goes_through_everything_and_sends_nothing(harbour, certificates):
    post = Post()
    with harbour.serving(post, tls_context=certificates.server, auth_required=True, require_starttls=True) as port:
        found = private_line(port, certificates, "starttls").check()
    assert [(one.what, one.ok) for one in found] == [
        ("server", True),
        ("encryption", True),
        ("login", True),
        ("sender", True),
    ]
    assert "TLSv1.3" in found[1].says and USER in found[2].says and "nothing was sent" in found[3].says
    assert not post.mails


@pytest.mark.parametrize(
    ("script", "user", "what", "words"),
    [
        (("554 no\r\n",), "", "encryption", "does not let us in"),
        ((GREETING, "250-mx\r\n250 AUTH LOGIN\r\n", "535 no\r\n"), USER, "login", "app password"),
        ((GREETING, HELLO, "553 not yours\r\n"), "", "sender", f"takes no mail from {SENDER}"),
    ],
)
def test_a_check_ends_at_what_fails_and_says_what_to_do(harbour, script, user, what, words):
    with harbour.saying(*script) as port:
        found = open_line(port, user=user, password=PASSWORD).check()
    assert found[-1].what == what and not found[-1].ok and words in found[-1].says
    assert all(one.ok for one in found[:-1])


def test_a_check_of_an_open_line_says_so_and_a_bad_sender_is_found_first(harbour):
    with harbour.serving(Post()) as port:
        found = open_line(port).check()
    assert "in your own network only" in found[1].says and "Nobody logs in" in found[2].says and found[-1].ok
    (only,) = Smtp(NOWHERE._replace(sender="Harbor")).check()
    assert (only.what, only.ok) == ("sender", False) and "[email] from" in only.says
