"""Every message the program brings: true, complete, lawful, firmer with every tone, whoever it goes to."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desks import HARBOR, HOSTILE, debtor

from collector_tui.domain.approach import APPROACHES
from collector_tui.domain.business import Practice, WorkRules
from collector_tui.domain.refusal import Refused
from collector_tui.domain.sms import segments
from collector_tui.domain.tone import TONES
from collector_tui.paths import asset
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import open_office
from collector_tui.store.opening import open_book

CHANNELS = ("sms", "email", "letter", "call")
DEMANDS = tuple(approach for approach in APPROACHES if approach != "notice")
BUSINESS = HARBOR._replace(
    pay_link="https://pay.harborprint.example", address="40 Pier St, Brooklyn, NY", email="sam@harborprint.example"
)
LAST_OF_ALL = frozenset({"last"})
"""What a message in the final tone says of itself: it has to be true when it is sent."""


def made(folder: Path, home: Path | None = None, business=BUSINESS) -> Collecting:
    book, _ = open_book(folder / "collector.db", create=True)
    clock = SetClock(datetime(2026, 11, 19, 15, 0, tzinfo=UTC))
    office = open_office(book, clock, business, WorkRules(), Practice(home=home))
    office.check_own()
    return Collecting(office)


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Collecting]:
    services = made(tmp_path_factory.mktemp("words"))
    yield services
    services.close()


def firm(
    desk: Collecting, name: str = "Brightside Dental, PC", due: str = "2026-10-01", amount: str = "1,284.50"
) -> int:
    """A business that owes one invoice."""
    account = debtor(desk, name, number="1041", due=due, amount=amount)
    desk.keeping.set_facts(
        account, {"kind": "business", "address": "7 Mill Lane, Troy, NY", "email": "ap@firm.example"}
    )
    return account


@pytest.fixture(scope="module")
def late(desk) -> int:
    return firm(desk)


@pytest.fixture(scope="module")
def coming(desk) -> int:
    return firm(desk, "Harlow Dental, PC", due="2026-11-26")


@pytest.fixture(scope="module")
def today(desk) -> int:
    return firm(desk, "Marlow Dental, PC", due="2026-11-19")


@pytest.fixture(scope="module")
def two_late(desk) -> int:
    account = firm(desk, "Bellamy Dental, PC", due="2026-08-03", amount="642.25")
    desk.keeping.add_invoice(account, "1047", "642.25", "2026-10-05")
    return account


@pytest.fixture(scope="module")
def two_coming(desk) -> int:
    account = firm(desk, "Quayle Dental, PC", due="2026-11-24", amount="642.25")
    desk.keeping.add_invoice(account, "1047", "642.25", "2026-12-10")
    return account


def drafted(desk: Collecting, account: int, tone, approach, channel):
    return desk.drafts.draft(desk.queue.card(account), tone, approach=approach, channel=channel)


def news(desk: Collecting, account: int, tone, channel):
    return desk.drafts.notice(desk.queue.card(account), "From 1 Jan 2027 our prices rise by 3 percent.", channel, tone)


def proof(desk: Collecting, account: int, draft):
    return desk.proofs.of_draft(desk.queue.card(account), draft)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("approach", DEMANDS)
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("when", ["late", "coming", "today"])
def test_every_message_says_what_for_what_since_when_how_to_pay_and_whom_to_call(
    desk, request, when, tone, approach, channel
):
    account = request.getfixturevalue(when)
    draft = drafted(desk, account, tone, approach, channel)
    due = {"late": "1 Oct 2026", "coming": "26 Nov 2026", "today": "19 Nov 2026"}[when]
    wanted = ["$1,284.50", "1041", due, "Harbor Print Co.", "Dental, PC"]
    if channel != "call":
        wanted += ["https://pay.harborprint.example", "212-555-0100", "Sam"]
    if TONES.index(tone) >= 2:
        wanted.append("26 Nov 2026")
    if channel == "sms":
        wanted.append("Reply STOP to end texts.")
    if channel == "letter":
        wanted += ["40 Pier St", "7 Mill Lane", "19 Nov 2026"]
    missing = [part for part in wanted if part not in draft.text]
    assert not missing, draft.text
    assert not [part for part in ("{", "}", "None", "  ", " ,", "..", "\n\n\n") if part in draft.text], draft.text
    if when != "late":
        lowered = draft.text.lower()
        assert not [word for word in ("past due", "overdue", "unpaid", "has passed", "late ") if word in lowered]
    found = proof(desk, account, draft)
    assert found.of("block") == ()
    assert {one.rule for one in found.of("ask")} <= (LAST_OF_ALL if tone == "final" else set())
    assert not [one for one in found.findings if one.rule in ("capitals", "exclamation", "deadline_without_date")]
    if channel != "call":
        assert [one.rule for one in found.of("advise")] == []


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("approach", APPROACHES)
@pytest.mark.parametrize("when", ["late", "coming", "today", "two_late", "two_coming"])
def test_the_meter_rises_with_every_tone(desk, request, when, approach, channel):
    account = request.getfixturevalue(when)
    drafts = [
        news(desk, account, tone, channel) if approach == "notice" else drafted(desk, account, tone, approach, channel)
        for tone in TONES
    ]
    scores = [proof(desk, account, draft).reading.score for draft in drafts]
    assert scores == sorted(set(scores)), list(zip(TONES, scores, strict=True))
    assert len({draft.text for draft in drafts}) == len(TONES)


@pytest.mark.parametrize("approach", DEMANDS)
@pytest.mark.parametrize("tone", TONES)
def test_a_text_stays_in_the_cheap_alphabet_and_in_two_segments(desk, late, coming, today, tone, approach):
    for account in (late, coming, today):
        size = drafted(desk, account, tone, approach, "sms").size
        assert (size.encoding, size.segments <= 2) == ("GSM-7", True), size


@pytest.mark.parametrize("approach", DEMANDS)
@pytest.mark.parametrize("channel", CHANNELS)
def test_on_the_due_date_a_message_says_today(desk, today, coming, channel, approach):
    ahead = ("coming due", "ahead of", "due soon", "before the due date", "before it falls due", "is near", "plan for")
    for tone in TONES:
        text = drafted(desk, today, tone, approach, channel).text
        if tone == "friendly":
            assert "due today" in text
        if tone in ("friendly", "polite"):
            assert not [words for words in ahead if words in text], text
        assert "due today" not in drafted(desk, coming, tone, approach, channel).text


def test_what_falls_due_today_and_later_is_not_all_due_today(desk):
    account = firm(desk, "Nyland Dental, PC", due="2026-11-19", amount="642.25")
    desk.keeping.add_invoice(account, "1047", "642.25", "2026-12-10")
    assert "coming due" in drafted(desk, account, "friendly", "reminder", "sms").text


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("approach", DEMANDS)
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize(("when", "oldest"), [("two_late", "3 Aug 2026"), ("two_coming", "24 Nov 2026")])
def test_of_two_invoices_only_the_older_is_said_to_be_due_since_the_older_date(
    desk, request, when, oldest, tone, approach, channel
):
    account = request.getfixturevalue(when)
    text = drafted(desk, account, tone, approach, channel).text
    assert not [part for part in ("{", "}", "None", "  ", " ,", " :", "..", "\n\n\n") if part in text], text
    body = text.replace(f"(due {oldest})", "").replace(f"due {oldest}: $642.25", "")
    for sentence in re.split(r"(?<=[.!?])\s+", body):
        if oldest in sentence:
            assert re.search(r"oldest|first", sentence), sentence
    assert not re.search(r"[Tt]he (?:invoice|due date)\b(?! of the)", body), body


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_news_does_not_speak_of_debts_and_is_never_barred(desk, late, tone, channel):
    draft = news(desk, late, tone, channel)
    assert "From 1 Jan 2027 our prices rise by 3 percent." in draft.text
    assert not [word for word in ("$", "1041", "owe", "due ", "unpaid") if word in draft.text]
    found = proof(desk, late, draft)
    assert [one for one in found.findings if one.level != "advise"] == []
    assert not [one for one in found.findings if one.rule.startswith("no_")]


@pytest.mark.parametrize(
    "told",
    [
        "Business cards cost $49 for 500.",
        "We close from 24 December to 2 January.",
        "From 1 Jan 2027 a late fee of $25 and interest of 1 % a month are in our terms.",
        "Our bank account is new: it is DE89 3704 0044 0532 0130 00. Our last notice of it was on 3 Feb.",
    ],
)
def test_news_of_prices_days_terms_and_banks_goes_to_all(tmp_path, told):
    services = made(tmp_path)
    owing, clear = debtor(services), services.keeping.add_account("Ida Clear", facts={"phone": "(212) 555-0102"})
    batch = services.batches.notice(told)
    assert {one.card.id for one in batch.going} == {owing, clear}, batch.left_out
    services.close()


@pytest.mark.parametrize(
    "told", ["Or else we sue you in court.", "Debts go to a collection agency.", "You are a liar."]
)
def test_news_that_threatens_or_insults_goes_to_nobody(tmp_path, told):
    services = made(tmp_path)
    debtor(services)
    batch = services.batches.notice(told)
    assert (len(batch.going), len(batch.left_out)) == (0, 1)
    services.close()


def test_an_invoice_that_is_not_the_accounts_is_asked_about(desk, two_late):
    draft = drafted(desk, two_late, "firm", "reminder", "sms")
    assert proof(desk, two_late, draft).of("ask") == ()
    wrong = draft._replace(text=draft.text.replace("and 1047", "and 1048"))
    assert [(one.rule, one.found) for one in proof(desk, two_late, wrong).of("ask")] == [("invoice_differs", "1048")]


@pytest.mark.parametrize("channel", ["email", "letter"])
@pytest.mark.parametrize("tone", ["assertive", "final"])
@pytest.mark.parametrize("approach", DEMANDS)
def test_a_firm_letter_names_both_the_original_day_and_the_final_one(desk, late, tone, channel, approach):
    text = drafted(desk, late, tone, approach, channel).text
    assert "1 Oct 2026" in text
    assert "26 Nov 2026" in text


def test_the_letter_before_action_states_the_claim_and_the_last_day_soberly(desk, late):
    card = desk.queue.card(late)
    step = next(step for step in desk.office.ladder(card).steps if step.approach == "claim")
    draft = desk.drafts.draft(card, step=step.index, channel="letter")
    for part in ("$1,284.50", "1041", "1 Oct 2026", "court", "https://pay.harborprint.example", "212-555-0100"):
        assert part in draft.text
    assert draft.approach == "claim"
    assert "before action" in draft.subject.lower()
    assert [one for one in desk.proofs.of_draft(card, draft).findings if one.level != "advise"] == []


@pytest.mark.parametrize("approach", APPROACHES)
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    "name",
    [HOSTILE, "{{ 7 * 7 }} {% include 'x' %}", "ACME [closed]", "Łódź Ελλάδα 東京 🚚", "x" * 200],
    ids=["escapes", "template", "markup", "alphabets", "long"],
)
def test_a_hostile_name_is_words_and_nothing_else(desk, approach, channel, name):
    try:
        account = desk.queue.resolve(name).id
    except Refused:
        account = firm(desk, name)
    for tone in TONES:
        draft = (
            news(desk, account, tone, channel)
            if approach == "notice"
            else drafted(desk, account, tone, approach, channel)
        )
        assert "49" not in draft.text.replace("49 days", "")
        assert not [c for c in draft.text if c != "\n" and not c.isprintable()]
        assert proof(desk, account, draft).of("block") == ()


@pytest.mark.parametrize("approach", DEMANDS)
@pytest.mark.parametrize("channel", CHANNELS)
def test_fourteen_invoices_a_million_and_no_phone(desk, approach, channel):
    name = "Fourteen Papers Ltd"
    try:
        account = desk.queue.resolve(name).id
    except Refused:
        account = desk.keeping.add_account(name, facts={"kind": "business", "address": "1 Quay, Hull"})
        for n in range(14):
            desk.keeping.add_invoice(account, f"INV-2026-{n:05}", "1,000,000.00", f"2026-09-{n + 1:02}")
    for tone in TONES:
        draft = drafted(desk, account, tone, approach, channel)
        assert "$14,000,000.00" in draft.text
        assert "14 invoices (the oldest due 1 Sep 2026)" in draft.text
        if channel in ("email", "letter"):
            assert draft.text.count("INV-2026-") == 14
            assert draft.text.count("$1,000,000.00") == 14
        if channel == "sms":
            assert segments(draft.text).segments <= 3
        barred = proof(desk, account, draft).of("block")
        missing = {"sms": ["no_number"], "call": ["no_number"], "email": ["no_email"], "letter": []}[channel]
        assert [one.rule for one in barred] == missing


def test_barter_is_for_businesses(desk, late):
    person = debtor(desk, "Ida Person", number="77")
    assert "goods or services" in drafted(desk, late, "firm", "barter", "letter").text
    for kind in ("", "consumer"):
        desk.keeping.set_facts(person, {"kind": kind} if kind else {"language": "en"})
        with pytest.raises(Refused, match="Barter is for businesses"):
            drafted(desk, person, "firm", "barter", "sms")


def test_without_a_way_to_pay_or_a_phone_nothing_is_made_up(tmp_path):
    bare = made(tmp_path, business=HARBOR._replace(phone="", collector=""))
    account = firm(bare)
    for approach in DEMANDS:
        for channel in CHANNELS:
            draft = drafted(bare, account, "polite", approach, channel)
            assert "None" not in draft.text
            assert "Pay at" not in draft.text
    assert "Reply to this message." in drafted(bare, account, "polite", "reminder", "sms").text
    bare.close()


ALWAYS = "“{}” is not always known: write {{% if {} is defined %}} before what needs it and {{% endif %}} after it."


def own(tmp_path: Path, name: str, words: str) -> Path:
    """A folder of the configuration with one file of the user's own words."""
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / name).write_text(words, "utf-8")
    return tmp_path


def test_words_of_ones_own_replace_those_of_the_same_name_and_no_others(tmp_path, desk, late):
    home = own(
        tmp_path,
        "reminder.toml",
        '[sms]\nfirm = "{{ name }}: {{ amount }} for {{ invoices }}, by {{ by }}, please. {{ signed }}"\n',
    )
    services = made(tmp_path, home)
    account = firm(services)
    text = drafted(services, account, "firm", "reminder", "sms").text
    assert text.startswith(
        "Brightside Dental, PC: $1,284.50 for invoice 1041 (due 1 Oct 2026), by 26 Nov 2026, please. Harbor Print Co."
    )
    assert text.endswith("Reply STOP to end texts.")
    for tone in ("polite", "final"):
        assert (
            drafted(services, account, tone, "reminder", "sms").text
            == drafted(desk, late, tone, "reminder", "sms").text
        )
    services.close()


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("reminder.toml", '[sms]\nfirm = "{{ nmae }}"', "[sms] firm: “nmae” is not a field"),
        ("reminder.toml", '[sms]\nfirm = "{{ name"', "[sms] firm: line 1"),
        ("reminder.toml", '[sms]\nrude = "x"', "[sms] rude is not a text that is used"),
        ("reminder.toml", '[fax]\nfirm = "x"', "[fax] is not a section"),
        ("reminder.toml", "[sms]\nfirm = 3", "[sms] firm is not a text: write it in quotes."),
        ("reminder.toml", '[sms]\nfirm = "{% if x %}"', "[sms] firm: line 1: each {{ needs its }}"),
        ("reminder.toml", '[sms]\nfirm = "{{ name | x }}"', "[sms] firm: line 1: No filter named 'x'."),
        ("reminder.toml", '[sms]\nfirm = "{{ name }}: pay, please."', "put {{ business }} or {{ signed }} into it."),
        ("reminder.toml", '[sms]\nfirm = "{{ signed }} {{ email }}"', ALWAYS.format("email", "email")),
        ("reminder.toml", '[long]\nfirm = "{{ promise }} {{ earlier }}"', ALWAYS.format("earlier", "earlier")),
        ("reminder.toml", '[long]\nfirm = "{{ notice }}"', ALWAYS.format("notice", "notice")),
        ("notice.toml", '[long]\nfirm = "{{ notice }} {{ amount }}"', ALWAYS.format("amount", "amount")),
        ("frames.toml", '[sms]\ntext = "{{ body }} {{ amount }}"', ALWAYS.format("amount", "amount")),
        ("frames.toml", '[sms]\ntext = "{{ business }}"', "[sms] text: it has no place for what the message says"),
        ("frames.toml", '[subject]\nnotice = "{{ amount }}"', ALWAYS.format("amount", "amount")),
        ("reminder.toml", "[sms", "cannot be read as TOML"),
        ("remainder.toml", '[sms]\nfirm = "x"', "is not a file of words"),
        ("reminder.toml", '[sms]\nfirm = "{{ name }}, pay or you will be arrested."', "[sms] firm: "),
        ("reminder.toml", "[sms]\nfirm = \"{{ ''.__class__.__mro__[1] }}\"", "[sms] firm: "),
        ("reminder.toml", '[sms]\nfirm = "{% for i in range(99999999) %}x{% endfor %}"', "[sms] firm: "),
    ],
)
def test_words_that_are_wrong_are_told_when_they_are_loaded(tmp_path, name, words, says):
    home = own(tmp_path, name, words)
    with pytest.raises(Refused) as caught:
        made(tmp_path, home)
    assert says in str(caught.value)
    assert name in str(caught.value)


def test_a_field_that_is_missing_refuses_and_says_which_and_what_to_do(tmp_path):
    services = made(tmp_path, business=HARBOR)
    card = services.queue.card(firm(services))
    with pytest.raises(Refused, match=r"needs “email”, which is not known: set \[business\] email\."):
        services.drafts.notice(card, "Write to {{ email }}.")
    services.close()


def test_a_field_that_is_asked_for_first_is_left_out_where_it_is_not_known(tmp_path):
    words = '[sms]\nfirm = "{{ signed }}{% if email is defined %} Write to {{ email }}.{% endif %} {{ amount }}"\n'
    services = made(tmp_path, own(tmp_path, "reminder.toml", words), HARBOR)
    assert "Write to" not in drafted(services, firm(services), "firm", "reminder", "sms").text
    services.close()


def test_the_words_that_come_with_the_program_are_good_words_of_ones_own(tmp_path):
    shutil.copytree(asset("messages"), tmp_path / "messages")
    made(tmp_path, tmp_path).close()


def test_a_frame_of_ones_own_may_name_the_business_for_every_text(tmp_path):
    home = own(tmp_path, "reminder.toml", '[sms]\nfirm = "{{ name }}: pay {{ amount }}, please."')
    (home / "messages" / "frames.toml").write_text(
        '[sms]\ntext = "{{ business }}: {{ body }} Reply STOP to end texts."'
    )
    made(tmp_path, home).close()


@pytest.mark.parametrize(("name", "meant"), [("message", "messages"), ("Ladder", "ladders"), ("rule", "rules")])
def test_a_folder_that_is_nearly_named_right_is_told(tmp_path, name, meant):
    (tmp_path / name).mkdir()
    with pytest.raises(Refused, match=f"{name} is not a folder that is read: is it meant to be {meant}"):
        made(tmp_path, tmp_path)


def test_folders_of_other_names_and_old_copies_are_left_alone(tmp_path):
    for name in ("backups", "role", "messages", "messages2", "ladders-old"):
        (tmp_path / name).mkdir()
    made(tmp_path, tmp_path).close()


TWICE = """
[[step]]
name = "a word"
day = 3
tone = "friendly"
[[step]]
name = "A word"
day = 9
tone = "friendly"
"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[step]]\nname = "a"\nday = 3\n', "vip.toml: ladder step “a” lacks its tone"),
        ("[[step", "vip.toml: "),
        (TWICE, "vip.toml: ladder step “A word” is there twice"),
    ],
)
def test_a_ladder_that_is_wrong_is_told_when_it_is_loaded(tmp_path, text, says):
    (tmp_path / "ladders").mkdir()
    (tmp_path / "ladders" / "vip.toml").write_text(text, "utf-8")
    with pytest.raises(Refused) as caught:
        made(tmp_path, tmp_path)
    assert says in str(caught.value)


def test_a_ladder_of_ones_own_is_climbed(tmp_path):
    (tmp_path / "ladders").mkdir()
    words = 'title = "Old friends"\n[[step]]\nname = "a word"\nday = 14\ntone = "friendly"\napproach = "empathetic"\n'
    (tmp_path / "ladders" / "vip.toml").write_text(words, "utf-8")
    services = made(tmp_path, tmp_path)
    account = firm(services)
    services.keeping.set_facts(account, {"ladder": "vip"})
    card = services.queue.card(account)
    assert (services.drafts.step_of(card).name, services.drafts.tone_of(card)) == ("a word", "friendly")
    services.close()
