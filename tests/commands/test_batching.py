"""`send --due`, `send --notice` and `ladder`: who gets a message and who does not, once, with the reasons."""

from collections import Counter
from collections.abc import Iterator

import pytest
from mailservers import Post

from .conftest import Shell

COUNT = 42
HEADER = "Customer,Invoice #,Invoice Date,Due Date,Amount,Phone\n"


@pytest.fixture
def many(run: Shell) -> Shell:
    """42 accounts five days late, and one each of those that a batch leaves out."""
    lines = [
        f"Debtor {n:02},{1000 + n},2026-10-15,2026-11-15,{100 + n}.00,(212) 555-{100 + n:04}" for n in range(COUNT)
    ]
    lines += [
        f"{name},{2000 + n},2026-10-15,2026-11-15,100.00,{'' if name == 'Silent' else f'(212) 555-{150 + n:04}'}"
        for n, name in enumerate(("Silent", "Out", "Held", "Credit", "Disputed", "Wrong", "Hopeful"))
    ]
    run.configure("simulator")
    assert run("import", run.file("open.csv", HEADER + "\n".join(lines) + "\n")).status == 0
    for command in (
        ("set", "Out", "opt-out=yes"),
        ("hold", "Held", "--reason", "illness", "--until", "2026-12-20"),
        ("pay", "Credit", "--amount", "100", "--unapplied"),
        ("dispute", "Disputed", "--invoice", "2004", "--reason", "wrong paper", "--until", "2026-12-20"),
        ("call", "Wrong", "--outcome", "wrong_number"),
        ("promise", "Hopeful", "--amount", "100", "--by", "2026-11-27"),
    ):
        assert run(*command).status == 0, command
    return run


def test_a_dry_run_lists_who_would_get_one_and_who_not_and_why_and_sends_nothing(many: Shell) -> None:
    before = many.snapshot()
    listed = many.json("send", "--due", "--dry-run")
    assert (listed["batch"], listed["queued"], len(listed["going"])) == (None, 0, COUNT)
    assert listed["segments"] == sum(one["segments"] for one in listed["going"])
    why = {one["account"]: (one["reason"], one["why"]) for one in listed["left_out"]}
    assert set(why) == {"Silent", "Out", "Held", "Credit", "Disputed", "Wrong", "Hopeful"}
    assert why["Silent"][0] == "no_number"
    assert why["Out"][0] == "opted_out"
    assert "on hold until 2026-12-20: illness" in why["Held"][1]
    assert why["Credit"] == ("in_credit", "in credit: apply it first")
    assert "disput" in why["Disputed"][1]
    assert why["Wrong"][1] == "next action on 2026-11-23: find another number"
    assert "promised 100.00 by 2026-11-27" in why["Hopeful"][1]
    ran = many("send", "--due", "--dry-run")
    assert f"{COUNT} texts would go" in ran.out
    assert "Left out:" in ran.out
    assert many.snapshot() == before


def test_all_that_is_due_goes_once(many: Shell) -> None:
    sent = many.json("send", "--due")
    assert sent["queued"] == COUNT
    again = many("send", "--due", "--json")
    assert (again.status, again.data["queued"], again.data["going"]) == (0, 0, [])
    assert many("deliver").status == 0
    outbox = many.json("outbox")
    assert len(outbox) == COUNT
    assert Counter(row["to"] for row in outbox).most_common(1)[0][1] == 1
    assert {row["batch"] for row in outbox} == {sent["batch"]}
    assert all(row["simulated"] for row in outbox)
    assert many("check").status == 0
    assert many.json("send", "--due")["queued"] == 0


def test_one_undo_takes_the_batch_back(many: Shell) -> None:
    assert many("send", "--due").status == 0
    ran = many("undo")
    assert (ran.status, f"batch of {COUNT} texts" in ran.out) == (0, True)
    assert {row["state"] for row in many.json("outbox")} == {"cancelled"}
    assert len(many.json("send", "--due", "--dry-run")["going"]) == COUNT


def test_a_notice_goes_to_everybody_who_has_not_opted_out(many: Shell) -> None:
    assert many("add", "Owes Nothing", "--phone", "(212) 555-0199").status == 0
    file = many.file("news.txt", "From 1 Jan 2027 our prices rise by 3 percent.\n")
    sent = many.json("send", "--notice", file, "--all")
    names = {one["account"] for one in sent["going"]}
    assert len(names) == COUNT + 5, "42, who owes nothing, is in credit, disputes, promised, or is ill"
    assert {"Owes Nothing", "Credit", "Disputed", "Hopeful", "Held"} <= names
    assert {one["account"] for one in sent["left_out"]} == {"Silent", "Out", "Wrong"}
    assert all("prices rise by 3 percent" in one["text"] and "$" not in one["text"] for one in sent["going"])
    assert many("deliver").status == 0
    assert many.json("show", "Debtor 01")["ladder"]["next_step"] == "first notice"


def test_a_notice_to_some(many: Shell) -> None:
    file = many.file("news.txt", "Our bank account is a new one: see the next invoice, {{ name }}.")
    sent = many.json("send", "--notice", file, "Debtor 01", "Debtor 02")
    assert [one["text"].count(one["account"]) >= 1 for one in sent["going"]] == [True, True]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("send",), 2, "name one account"),
        (("send", "A", "B"), 2, "name one account"),
        (("send", "--due", "A"), 2, "--due is for all"),
        (("send", "--notice", "x.txt"), 2, "--notice wants --all"),
        (("send", "--all"), 2, "name one account"),
        (("send", "Dana", "--dry-run"), 2, "go with --due or --notice"),
        (("send", "--due", "--text", "x"), 2, "for one account"),
        (("send", "--notice", "nowhere.txt", "--all"), 1, "nowhere.txt cannot be read"),
        (("send", "Dana", "--channel", "letter"), 1, "Letters are printed"),
        (("ladder", "--done"), 2, "want an account"),
    ],
)
def test_what_does_not_go_together_is_told(desk: Shell, arguments, status, says) -> None:
    before = desk.snapshot()
    ran = desk(*arguments)
    assert (ran.status, says in ran.err) == (status, True), ran.err
    assert desk.snapshot() == before


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "is empty"), (b"\xff\xfe", "is not UTF-8"), (b"{{ amount }}", "“amount”")]
)
def test_news_that_cannot_be_sent_is_refused_with_the_file(desk: Shell, content, says) -> None:
    ran = desk("send", "--notice", desk.file("news.txt", content), "--all")
    assert (ran.status, says in ran.err, ran.err.count("\n")) == (1, True, 1), ran.err


def test_days_away_are_told_and_chosen_about(run: Shell) -> None:
    run.configure("simulator")
    assert run("import", run.file("o.csv", HEADER + "Ann,1,2026-11-01,2026-11-27,100.00,(212) 555-0101\n")).status == 0
    assert run("send", "Ann").status == 0
    assert run("deliver").status == 0
    run.set_clock("2026-11-29T10:00")
    ran = run("send", "--due", "--dry-run", "--missed", "latest")
    assert "You were away 9 days: 2 steps came due on 1 account." in ran.err
    assert "second reminder" in ran.out
    assert "due-date reminder" in run("send", "--due", "--missed", "latest").out
    assert run.json("ladder", "Ann")["steps"][3]["state"].startswith("next")


def test_the_ladder_is_listed_shown_and_climbed_by_hand(desk: Shell) -> None:
    ladders = desk.json("ladder")
    assert [one["name"] for one in ladders] == ["business", "consumer"]
    assert [step["day"] for step in ladders[0]["steps"]] == [-7, -1, 0, 3, 7, 10, 21, 35, 45]
    shown = desk.json("ladder", "Dana")
    assert [step["state"] for step in shown["steps"] if step["state"]] == ["next, on 2026-08-05"]
    assert desk("ladder", "Dana", "--done", "--note", "told at the market").status == 0
    assert [step["state"] for step in desk.json("ladder", "Dana")["steps"]][:4] == ["taken"] * 4
    assert "told at the market" in str(desk.json("show", "Dana")["timeline"])
    assert desk("undo").status == 0
    assert desk.json("ladder", "Dana") == shown
    assert "first notice" in desk("ladder", "Dana").out


def test_a_letter_is_drafted_to_copy_and_marked_as_posted(desk: Shell) -> None:
    assert desk("set", "Dana", "address=7 Mill Lane, Troy, NY", "kind=business").status == 0
    for _ in range(3):
        assert desk("ladder", "Dana", "--done", "--anyway").status == 0
    draft = desk.json("draft", "Dana", "--channel", "letter")
    assert (draft["channel"], draft["tone"], draft["step"]) == ("letter", "final", "final notice")
    assert draft["subject"].startswith("Final notice")
    assert "7 Mill Lane" in draft["text"]
    early = desk("ladder", "Dana", "--done")
    assert (early.status, "is not due before" in early.err, "--anyway" in early.err) == (1, True, True)
    assert desk("ladder", "Dana", "--done", "--anyway").status == 0
    [posted] = desk.json("outbox")
    assert (posted["channel"], posted["state"], posted["to"], posted["text"]) == ("letter", "sent", "", draft["text"])


@pytest.mark.parametrize("channel", ["sms", "email", "letter", "call"])
@pytest.mark.parametrize("approach", ["reminder", "collaborative", "mutual_benefit", "Empathetic"])
def test_any_tone_approach_and_channel_can_be_asked_for(desk: Shell, channel, approach) -> None:
    draft = desk.json("draft", "Dana", "--tone", "firm", "--approach", approach, "--channel", channel)
    assert (draft["tone"], draft["approach"]) == ("firm", approach.lower().replace("_", " "))
    assert "$1,284.50" in draft["text"]


def test_a_draft_says_what_is_wrong_with_an_approach(desk: Shell) -> None:
    assert desk("draft", "Dana", "--approach", "rude").status == 2
    ran = desk("draft", "Dana", "--approach", "barter")
    assert (ran.status, "Barter is for businesses" in ran.err) == (1, True)


def test_words_that_may_not_be_sent_are_refused_and_those_that_ask_are_asked(desk: Shell) -> None:
    barred = desk("send", "Dana", "--text", "Dana, pay or the police will arrest you.")
    assert (barred.status, "may not be sent" in barred.err) == (1, True)
    wrong = desk(
        "send", "Dana", "--text", "Dana, $1,300.00 for invoice 1041 (due 2 Aug 2026) is open. Call 212-555-0100."
    )
    assert (wrong.status, "1,300.00" in wrong.err, "--anyway" in wrong.err) == (1, True, True)
    assert desk.json("outbox") == []
    text = "Dana, $1,284.50 for invoice 1041 (due 2 Aug 2026) is open. Pay by card or call 212-555-0100."
    assert desk("send", "Dana", "--text", text).status == 0
    assert desk("undo").status == 0
    assert desk("send", "Dana", "--text", wrong_text(), "--anyway").status == 0
    assert "confirmed:" in str(desk.json("show", "Dana")["timeline"])


def wrong_text() -> str:
    return "Dana, $1,300.00 for invoice 1041 (due 2 Aug 2026) is open. Pay by card or call 212-555-0100."


def test_a_recorded_intention_makes_a_claim_true(desk: Shell) -> None:
    text = b"Dana, $1,284.50 for invoice 1041 (due 2 Aug 2026): we will go to court. Call 212-555-0100."
    rules = {one["rule"] for one in desk.json("lint", "--account", "Dana", stdin=text)["findings"]}
    assert "suit" in rules
    assert desk("set", "Dana", "intends=suit").status == 0
    assert desk.json("lint", "--account", "Dana", stdin=text)["findings"] == []
    assert desk("set", "Dana", "intends=revenge").status == 1


MIXED = [
    "Both,1,2026-10-15,2026-11-15,100.00,(212) 555-0101,both@example.org",
    "Texts,2,2026-10-15,2026-11-15,200.00,(212) 555-0102,",
    "Emails,3,2026-10-15,2026-11-15,300.00,,emails@example.org",
    "Out,4,2026-10-15,2026-11-15,400.00,(212) 555-0104,out@example.org",
    "Silent,5,2026-10-15,2026-11-15,500.00,,",
]


@pytest.fixture
def post() -> Post:
    """What the mail server has taken."""
    return Post()


@pytest.fixture
def mixed(run: Shell, harbour, post: Post) -> Iterator[Shell]:
    """Accounts with numbers, addresses, both and neither; a carrier and a mail server are set up."""
    with harbour.serving(post) as port:
        run.configure("simulator")
        with run.config.open("a") as config:
            config.write(
                f'\n[email]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nfrom = "sam@harbor.example"\n'
            )
        lines = HEADER.replace("Phone", "Phone,Email") + "\n".join(MIXED) + "\n"
        assert run("import", run.file("open.csv", lines)).status == 0
        assert run("set", "Out", "opt-out=yes").status == 0
        yield run


def test_who_has_no_number_for_texts_gets_an_email(mixed: Shell, post: Post) -> None:
    ran = mixed("send", "--due", "--dry-run")
    assert "2 texts and 2 emails would go, " in ran.out
    assert "emails@example.org" in ran.out
    listed = mixed.json("send", "--due")
    going = {one["account"]: one for one in listed["going"]}
    assert {name: (one["channel"], one["to"]) for name, one in going.items()} == {
        "Both": ("sms", "+12125550101"),
        "Texts": ("sms", "+12125550102"),
        "Emails": ("email", "emails@example.org"),
        "Out": ("email", "out@example.org"),
    }
    assert (going["Emails"]["segments"], going["Both"]["subject"]) == (0, None)
    assert going["Emails"]["subject"] in ran.out
    assert listed["segments"] == going["Both"]["segments"] + going["Texts"]["segments"] > 0
    assert [(one["reason"], one["why"]) for one in listed["left_out"]] == [
        ("no_number", "has no number for texts and no email address")
    ]
    assert mixed("deliver").status == 0
    assert {envelope.rcpt_tos[0] for envelope in post.mails} == {"emails@example.org", "out@example.org"}
    assert Counter(row["state"] for row in mixed.json("outbox"))["sent"] >= 2
    assert mixed.json("send", "--due")["queued"] == 0
    assert mixed("check").status == 0


def test_one_undo_takes_texts_and_emails_back(mixed: Shell, post: Post) -> None:
    ran = mixed("send", "--due")
    assert "2 texts and 2 emails in the outbox, " in ran.out
    assert "collector deliver" in ran.err
    assert "batch of 2 texts and 2 emails" in mixed("undo").out
    assert {row["state"] for row in mixed.json("outbox")} == {"cancelled"}
    assert mixed("deliver").status == 0
    assert post.mails == []


def test_with_a_mail_server_alone_emails_go_and_nothing_asks_for_a_carrier(mixed: Shell) -> None:
    mixed.config.write_text(mixed.config.read_text().replace('carrier = "simulator"', 'carrier = "none"'))
    ran = mixed("send", "--due")
    assert "3 emails in the outbox; 2 left out." in ran.out
    assert "No carrier" not in ran.err
    assert "no carrier is set up for texts to (212) 555-0102" in ran.out


def test_news_of_several_lines_keeps_them_in_an_email(mixed: Shell) -> None:
    file = mixed.file("news.txt", "Our prices rise by 3 percent.\n\nOur bank account stays.\n")
    going = {one["account"]: one["text"] for one in mixed.json("send", "--notice", file, "--all", "--dry-run")["going"]}
    assert set(going) == {"Both", "Texts", "Emails", "Out"}
    assert "percent.\n\nOur bank" in going["Emails"]
    assert "percent. Our bank" in going["Texts"]


def test_a_channel_is_chosen_for_one_account_only(mixed: Shell) -> None:
    ran = mixed("send", "--due", "--channel", "email")
    assert (ran.status, "--channel is for one account" in ran.err) == (2, True)
