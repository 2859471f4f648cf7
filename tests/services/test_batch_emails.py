"""A batch to accounts of all kinds: by text to whom a text can reach, by email to the others, and all of it one act."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy

import pytest
from desks import HARBOR, HandCarrier, debtor, opened
from mails import open_line
from mailservers import STALL, Post

from collector_tui.domain.business import Practice, WorkRules
from collector_tui.domain.mail import Mailed
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key, open_office
from collector_tui.store import optouts
from collector_tui.store.opening import open_book

AT = "2026-11-19T15:00:00+00:00"
KINDS = {
    "Both": ("(212) 555-0101", "both@example.org"),
    "Texts Only": ("(212) 555-0102", ""),
    "Emails Only": ("", "only@example.org"),
    "Stopped": ("(212) 555-0104", "stopped@example.org"),
    "Wrong": ("(212) 555-0105", "wrong@example.org"),
    "Extension": ("(212) 555-0106 x7", "desk@example.org"),
    "Stopped And Silent": ("(212) 555-0107", ""),
    "Silent": ("", ""),
}
EMAILED = {"Emails Only", "Stopped", "Wrong", "Extension"}
TEXTED = {"Both", "Texts Only"}


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime.fromisoformat(AT))


@pytest.fixture
def post() -> Post:
    """The mail server's own memory."""
    return Post()


@pytest.fixture
def desk(tmp_path, clock, post, harbour):
    """Accounts of all kinds whose first notice is due, a carrier, and a mail server of another make."""
    with harbour.serving(post) as port:
        services = replace(opened(tmp_path / "book.db", clock, HandCarrier()), mailer=open_line(port))
        fill(services)
        yield services


def fill(services: Collecting) -> None:
    for n, (name, (phone, email)) in enumerate(KINDS.items()):
        facts = {key: value for key, value in (("phone", phone), ("email", email)) if value}
        account = services.keeping.add_account(name, facts=facts)
        services.keeping.add_invoice(account, f"{1000 + n}", f"{100 + n}.00", "2026-11-15")
        if "Stopped" in name:
            services.keeping.set_facts(account, {"opt_out": "yes"})
        if name == "Wrong":
            services.calls.log(account, services.queue.card(account).number.id, "wrong_number", form_key())
            services.plans.set_next(account, "today", "first notice", form_key())


def names(batch, channel: str) -> set[str]:
    return {one.card.name for one in batch.going if one.draft.channel == channel}


def why(batch) -> dict[str, str]:
    return {one.account: one.why for one in batch.left_out}


def sent_by(desk: Collecting) -> Counter[tuple[str, str]]:
    return Counter((message.channel, message.state) for message in desk.messages.outbox())


def mails(post: Post) -> dict[str, tuple[str, str]]:
    """What has arrived: the subject and the words for each address."""
    read = [message_from_bytes(envelope.content, policy=policy.default) for envelope in post.mails]
    return {one["To"]: (one["Subject"], one.get_content()) for one in read}


def test_each_account_gets_its_message_on_the_channel_that_fits_it(desk, post):
    batch = desk.batches.due()
    assert (names(batch, "sms"), names(batch, "email")) == (TEXTED, EMAILED)
    assert why(batch) == {
        "Silent": "has no number for texts and no email address",
        "Stopped And Silent": "(212) 555-0107 has opted out of texts, and there is no email address",
    }
    assert batch.segments == sum(one.segments for one in batch.going if one.draft.channel == "sms")
    assert {one.segments for one in batch.going if one.draft.channel == "email"} == {0}
    begun = desk.batches.begin(batch, form_key())
    assert (begun.count, desk.undo.coming().label) == (6, "batch of 2 texts and 4 emails")
    desk.delivery.round()
    assert desk.batches.progress(begun.batch).gone == 6
    assert {to for _, to, _ in desk.carrier.taken} == {"+12125550101", "+12125550102"}
    arrived = mails(post)
    assert set(arrived) == {KINDS[name][1] for name in EMAILED}
    subject, words = arrived["only@example.org"]
    assert "1002" in subject
    assert "$102.00" in words
    assert "\n" in words.strip()
    assert "STOP" not in words
    desk.delivery.round()
    assert (len(desk.carrier.taken), len(post.mails)) == (2, 4)
    assert desk.batches.due().going == ()
    assert desk.queue.overview().worked == 6
    assert desk.proving.differences() == []


def test_an_email_takes_the_step_as_a_text_does(desk):
    account = desk.queue.resolve("Emails Only").id
    desk.batches.begin(desk.batches.of([account]), form_key())
    desk.delivery.round()
    assert desk.drafts.step_of(desk.queue.card(account)).name == "call"


def test_without_a_mail_server_only_texts_go_and_the_reason_names_both(desk):
    bare = replace(desk, mailer=None)
    batch = bare.batches.due()
    assert (names(batch, "sms"), names(batch, "email")) == (TEXTED, set())
    assert why(batch)["Emails Only"] == "has no number for texts, and no mail server is set up for only@example.org"
    assert why(batch)["Stopped"].endswith("opted out of texts, and no mail server is set up for stopped@example.org")


def test_with_a_mail_server_and_no_carrier_emails_go_to_all_who_have_an_address(desk, post):
    emails = replace(desk, carrier=None)
    batch = emails.batches.due()
    assert (names(batch, "sms"), names(batch, "email")) == (set(), EMAILED | {"Both"})
    assert why(batch)["Texts Only"].startswith("no carrier is set up for texts to (212) 555-0102")
    begun = emails.batches.begin(batch, form_key())
    assert emails.undo.coming().label == "batch of 5 emails"
    emails.delivery.round()
    assert emails.batches.progress(begun.batch).gone == len(post.mails) == 5


def test_with_nothing_set_up_texts_are_queued_and_wait(desk):
    bare = replace(desk, carrier=None, mailer=None)
    batch = bare.batches.due()
    assert (names(batch, "sms"), names(batch, "email")) == (TEXTED, set())
    bare.batches.begin(batch, form_key())
    bare.delivery.round()
    assert sent_by(bare) == {("sms", "queued"): 2}


def test_nobody_is_emailed_because_it_is_too_early_for_a_text_nor_emailed_too_early(tmp_path, post, harbour):
    with harbour.serving(post) as port:
        night = SetClock(datetime.fromisoformat("2026-11-19T11:00:00+00:00"))
        services = replace(opened(tmp_path / "night.db", night, HandCarrier()), mailer=open_line(port))
        fill(services)
        batch = services.batches.due()
        assert batch.going == ()
        assert "06:00" in why(batch)["Both"]


def test_an_address_that_opted_out_of_email_is_left_out(desk):
    with desk.office.book.writing() as unit:
        optouts.put(unit, "only@example.org", AT, "person")
    assert why(desk.batches.due())["Emails Only"].endswith("only@example.org has opted out of email")


def test_the_second_of_two_addresses_is_not_taken_by_itself_where_the_first_has_opted_out(desk):
    account = desk.queue.resolve("Emails Only").id
    desk.keeping.set_facts(account, {"email": "second@example.org"})
    with desk.office.book.writing() as unit:
        optouts.put(unit, "only@example.org", AT, "person")
    assert why(desk.batches.of([account]))["Emails Only"].endswith("hey ended emails to only@example.org")


def test_who_had_a_message_today_or_has_one_on_its_way_gets_none_by_the_other_channel(desk):
    account = desk.queue.resolve("Both").id
    card = desk.queue.card(account)
    desk.messages.send(card, desk.drafts.draft(card, channel="email"), form_key())
    assert why(desk.batches.of([account])) == {"Both": "an email is on its way already"}
    desk.delivery.round()
    assert why(desk.batches.of([account])) == {"Both": "was sent an email today"}


def test_a_step_meant_for_email_goes_by_email_and_a_strict_one_only_so(tmp_path, clock, harbour, post):
    (tmp_path / "ladders").mkdir()
    for name, strict in (("mail", "false"), ("only", "true")):
        step = f'[[step]]\nname = "a word"\nday = 1\ntone = "polite"\nchannels = ["email"]\nstrict = {strict}\n'
        (tmp_path / "ladders" / f"{name}.toml").write_text(f'title = "x"\n{step}')
    with harbour.serving(post) as port:
        book, _ = open_book(tmp_path / "book.db", create=True)
        office = open_office(book, clock, HARBOR, WorkRules(), Practice(home=tmp_path))
        services = Collecting(office, HandCarrier(), 0, mailer=open_line(port))
        for n, (name, ladder, email) in enumerate(
            (("Mailed", "mail", "m@example.org"), ("Number", "mail", ""), ("Strict", "only", "s@example.org"))
        ):
            account = debtor(services, name, f"(212) 555-01{n:02}", number=str(n))
            services.keeping.set_facts(account, {"ladder": ladder, **({"email": email} if email else {})})
        batch = services.batches.due()
        assert names(batch, "email") == {"Mailed"}
        assert why(batch) == {
            "Number": "has no email address",
            "Strict": "a word is due, by email: m shows it",
        }
        chosen = services.batches.of([services.queue.resolve("Number").id])
        assert names(chosen, "sms") == {"Number"}
        services.close()


NEWS = "From 1 Jan 2027 our prices rise by 3 percent.\nOur bank account stays, {{ name }}."


def test_news_goes_by_text_where_there_is_a_number_else_by_email_line_by_line(desk, post):
    paid = desk.keeping.add_account("Owes Nothing", facts={"email": "nothing@example.org"})
    batch = desk.batches.notice(NEWS)
    assert names(batch, "sms") == TEXTED
    assert names(batch, "email") == EMAILED | {"Owes Nothing"}
    before = desk.queue.card(paid)
    desk.batches.begin(batch, form_key())
    desk.delivery.round()
    subject, words = mails(post)["nothing@example.org"]
    assert subject
    assert "3 percent.\nOur bank account stays, Owes Nothing." in words.replace("\r\n", "\n")
    assert all("\n" not in text and "3 percent. Our bank" in text for _, _, text in desk.carrier.taken)
    assert desk.queue.card(paid).next_step == before.next_step
    assert {message.figures for message in desk.messages.outbox()} == {""}


@pytest.mark.parametrize("by", ["stop", "undo"])
def test_stopped_half_way_the_rest_of_both_is_taken_back(desk, post, by):
    begun = desk.batches.begin(desk.batches.due(), form_key())
    label, undone, taken = desk.undo.coming().label, [], desk.mailer.send

    def sends(key, mail):
        result = taken(key, mail)
        undone.append(str(desk.undo.undo()) if by == "undo" else str(desk.batches.stop(begun.batch).stopped))
        return result

    object.__setattr__(desk, "mailer", _Mailer(sends))
    desk.delivery.round()
    progress = desk.batches.progress(begun.batch)
    assert (progress.gone, progress.stopped, progress.waiting) == (3, 3, 0)
    assert undone == (["3 of the " + label] if by == "undo" else ["3"])
    assert (len(desk.carrier.taken), len(post.mails)) == (2, 1)
    lines = [line for (line,) in desk.office.book.rows("SELECT text FROM journal WHERE kind = 'email'")]
    assert lines.count("email taken back") == 3
    assert len(desk.batches.due().going) == 3
    assert desk.proving.differences() == []


def test_undo_before_any_has_left_names_the_whole_of_it(desk):
    desk.batches.begin(desk.batches.due(), form_key())
    assert str(desk.undo.undo()) == "batch of 2 texts and 4 emails"
    assert sent_by(desk) == {("sms", "cancelled"): 2, ("email", "cancelled"): 4}


def test_what_changed_since_it_was_listed_is_not_in_the_name_of_the_act(desk):
    batch = desk.batches.due()
    for name in ("Stopped", "Texts Only"):
        desk.paying.pay(desk.queue.resolve(name).id, "50", form_key())
    begun = desk.batches.begin(batch, form_key())
    assert {one.account for one in begun.left_out} == {"Stopped", "Texts Only"}
    assert desk.undo.coming().label == "batch of 1 text and 3 emails"


def test_a_payment_before_it_leaves_holds_the_email_back(desk, post):
    desk.batches.begin(desk.batches.due(), form_key())
    desk.paying.pay(desk.queue.resolve("Emails Only").id, "50", form_key())
    desk.delivery.round()
    assert "only@example.org" not in mails(post)
    assert sent_by(desk)["email", "cancelled"] == 1


def test_a_mail_server_that_does_not_answer_holds_no_text_of_the_batch_up(tmp_path, clock, harbour):
    with harbour.saying(STALL) as port:
        services = replace(opened(tmp_path / "book.db", clock, HandCarrier()), mailer=open_line(port, seconds=0.5))
        fill(services)
        begun = services.batches.begin(services.batches.due(), form_key())
        gone, tried = [], services.mailer.send

        def sends(key, mail):
            gone.append(len(services.carrier.taken))
            return tried(key, mail)

        object.__setattr__(services, "mailer", _Mailer(sends))
        told = services.delivery.round().told
    assert set(gone) == {2}, "both texts left before the first email was tried"
    progress = services.batches.progress(begun.batch)
    assert (progress.gone, progress.waiting) == (2, 4)
    assert all("not reached the mail server" in one for one in told if one.startswith("Email to"))


class _Mailer:
    """A mailer in whose hands something happens."""

    name, simulated = "smtp", False

    def __init__(self, send) -> None:
        self.send = send

    def close(self) -> None:
        """Nothing is under way."""


def test_a_mail_server_that_is_down_is_left_alone_and_holds_no_text_up(tmp_path, clock):
    class Down:
        name, simulated = "smtp", False
        answer, asked = "not_reached", 0

        def send(self, key, mail):
            self.asked += 1
            return Mailed(self.answer)

        def close(self):
            pass

    carrier, mailer = HandCarrier(), Down()
    services = replace(opened(tmp_path / "book.db", clock, carrier), mailer=mailer)
    fill(services)
    services.batches.begin(services.batches.due(), form_key())
    services.delivery.round()
    assert (mailer.asked, len(carrier.taken)) == (1, len(TEXTED))
    clock.forward(seconds=50)
    services.delivery.round()
    assert mailer.asked == 1, "the other emails do not even try meanwhile"
    mailer.answer = "accepted"
    clock.forward(seconds=40)
    services.delivery.round()
    assert mailer.asked == 1 + len(EMAILED)
    assert {one.state for one in services.messages.outbox() if one.channel == "email"} == {"sent"}
    services.close()
