"""What goes with an email: frozen when it is queued, delivered byte for byte, and kept."""

import os
from dataclasses import replace

import pytest
from desks import debtor, opened, state_of
from mails import SENDER, arrived, open_line
from mailservers import Post

from collector_tui.domain.refusal import Refused
from collector_tui.gateways.press import PdfPress
from collector_tui.services.attaching import LARGEST
from collector_tui.services.office import form_key


@pytest.fixture
def post(harbour):
    """A real mail server that keeps what arrives."""
    kept = Post()
    with harbour.serving(kept, auth_require_tls=False) as port:
        kept.port = port
        yield kept


@pytest.fixture
def desk(collecting, post):
    services = replace(collecting, mailer=open_line(post.port), press=PdfPress)
    dana = debtor(services)
    services.keeping.set_facts(dana, {"email": "dana@example.org"})
    return services


@pytest.fixture
def invoice(tmp_path):
    file = tmp_path / "Rechnung Łódź 1041.pdf"
    file.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 400)
    return file


def written(services, *wanted):
    card = services.queue.card(1)
    draft = services.drafts.draft(card, channel="email")
    return card, draft._replace(attached=services.attaching.all(1, [str(one) for one in wanted]))


def test_the_statement_and_a_copy_of_the_invoice_arrive_as_they_were_queued(desk, post, invoice):
    bytes_then = invoice.read_bytes()
    queued = desk.messages.send(*written(desk, "statement", invoice), form_key())
    invoice.write_bytes(b"changed since")
    desk.delivery.round()
    assert state_of(desk, queued.message_id) == "sent"
    statement, copy = arrived(post).iter_attachments()
    assert statement.get_filename() == "statement-2026-11-19.pdf"
    assert statement.get_content().startswith(b"%PDF")
    assert (copy.get_filename(), copy.get_content_type()) == ("Rechnung Łódź 1041.pdf", "application/pdf")
    assert copy.get_content() == bytes_then
    (row,) = desk.messages.outbox()
    assert row.attached == "statement-2026-11-19.pdf, Rechnung Łódź 1041.pdf"
    assert arrived(post)["From"].endswith(f"<{SENDER}>")
    line = next(line for line in desk.queue.whole(1).timeline if line.kind == "email")
    assert "with statement-2026-11-19.pdf, Rechnung Łódź 1041.pdf" in line.text
    assert desk.proving.differences() == []


def test_an_email_that_is_sent_anew_takes_its_files_with_it(desk, post, invoice):
    post.at = {"RCPT": "550 no such mailbox"}
    queued = desk.messages.send(*written(desk, invoice), form_key())
    desk.delivery.round()
    assert state_of(desk, queued.message_id) == "rejected"
    post.at = {}
    desk.resending.again(queued.message_id, form_key())
    desk.delivery.round()
    (copy,) = arrived(post).iter_attachments()
    assert copy.get_content() == invoice.read_bytes()


def test_a_restored_book_has_the_files_too(desk, invoice, book_path, clock):
    from collector_tui.__main__ import main

    backup = desk.proving.backup()
    desk.messages.send(*written(desk, invoice), form_key())
    desk.delivery.round()
    desk.close()
    assert main(["--book", str(book_path), "--now", "2026-11-19T16:00", "restore", str(backup)]) == 0
    again = opened(book_path, clock)
    assert again.messages.outbox()[0].attached == invoice.name
    again.close()


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (None, "There is no file"),
        (b"", "is empty"),
        (b"x" * (LARGEST + 1), "more than 10 MB"),
    ],
)
def test_a_file_that_cannot_go_is_refused_in_a_sentence(desk, tmp_path, made, says):
    file = tmp_path / "copy.pdf"
    if made is not None:
        file.write_bytes(made)
    with pytest.raises(Refused, match=says):
        written(desk, file)
    assert desk.messages.outbox() == []


def test_a_file_whose_name_is_in_no_letters_goes_all_the_same(desk, post, tmp_path):
    file = os.fsdecode(os.fsencode(tmp_path / "Rechnung ") + b"\xfc.pdf")
    with open(file, "wb") as made:  # noqa: PTH123  (as the system has it)
        made.write(b"%PDF-1.7")
    desk.messages.send(*written(desk, file), form_key())
    desk.delivery.round()
    (copy,) = arrived(post).iter_attachments()
    assert (copy.get_filename(), copy.get_content()) == ("Rechnung _.pdf", b"%PDF-1.7")
    with pytest.raises(Refused, match=r"There is no file .*\ufffd2") as refused:
        written(desk, f"{file[:-4]}2")
    assert str(refused.value).isprintable()


def test_two_files_of_one_name_or_too_much_together_are_refused(desk, tmp_path):
    files = [tmp_path / folder / "copy.pdf" for folder in "ab"]
    for file in files:
        file.parent.mkdir()
        file.write_bytes(b"x" * 6_000_000)
    with pytest.raises(Refused, match="more than 10 MB"):
        written(desk, *files)
    for file in files:
        file.write_bytes(b"x")
    with pytest.raises(Refused, match=r"called copy\.pdf"):
        written(desk, *files)
    assert len(desk.attaching.all(1, [str(files[0]), str(files[0])])) == 1


@pytest.mark.parametrize("name", ["a\nb.pdf", "\x00", "x" * 5000, "..", "~nobody-such/x.pdf"])
def test_no_name_of_a_file_breaks_anything(desk, name):
    with pytest.raises(Refused):
        written(desk, name)
