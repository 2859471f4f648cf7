"""Texts and emails in one batch by keys: where each goes, what it says to its end, and both stopped by one key."""

from collections import Counter
from dataclasses import replace

import pytest
from mails import open_line
from mailservers import Post
from sitting import at_desk, make_desk, screen_text, until

from collector_tui.services.collecting import Collecting
from collector_tui.store import accounts

LONG = "accounts-payable@brightside-dental-of-springfield.example"
KINDS = {
    "Both": ("(212) 555-0101", "both@example.org"),
    "Texts Only": ("(212) 555-0102", ""),
    "Emails Only": ("", LONG),
    "Bob [/foo]": ("", "bob@example.org"),
    "Silent": ("", ""),
}


@pytest.fixture
def post() -> Post:
    """What the mail server has taken."""
    return Post()


@pytest.fixture
def desk(tmp_path, harbour, post):
    """Accounts with numbers, addresses, both and neither, whose first notice is due."""
    with harbour.serving(post) as port:
        services = replace(make_desk(tmp_path / "book.db", undo_seconds=1), mailer=open_line(port))
        fill(services)
        yield services


def fill(services: Collecting, invoices: int = 1) -> None:
    for place, (name, (phone, email)) in enumerate(KINDS.items()):
        facts = {key: value for key, value in (("phone", phone), ("email", email)) if value}
        account = services.keeping.add_account(name, facts=facts)
        for n in range(invoices):
            services.keeping.add_invoice(account, f"{10 + place}-{n:02}", f"{900 - place}", "2026-11-01", "2026-10-01")


def states(desk: Collecting) -> Counter[tuple[str, str]]:
    return Counter((message.channel, message.state) for message in desk.messages.outbox())


async def listed(pilot) -> str:
    await pilot.press("b")
    return await until(pilot, "Who gets a message")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_list_shows_where_each_goes_and_the_pane_the_subject_and_the_words(desk, size):
    async with at_desk(desk, size=size) as pilot:
        shown = await listed(pilot)
        segments = desk.batches.due().segments
        assert f"Batch · 2 texts and 2 emails · {segments} segments · 1 left out" in shown
        assert "y puts 2 texts and 2 emails into the outbox; they leave after 1 s" in shown
        assert "(212) 555-0102" in shown
        assert "bob@example.org" in shown
        assert "accounts-payable" in shown
        await pilot.press("j", "j")
        shown = await until(pilot, "Email to accounts-payable")
        assert LONG in shown
        going = {one.card.name: one.draft for one in desk.batches.due().going}
        assert going["Emails Only"].subject[:50] in shown
        assert "Hello Emails Only," in shown
        await pilot.press("k")
        assert "to (212) 555-0102" in await until(pilot, "segment")
        await pilot.press("tab")
        await until(pilot, "has no number for texts and no email address")


async def test_emails_alone_cost_no_segments(desk):
    async with at_desk(replace(desk, carrier=None)) as pilot:
        shown = await listed(pilot)
        assert "Batch · 3 emails · 2 left out" in shown
        assert "segment" not in shown


async def test_an_email_longer_than_the_screen_is_read_to_its_end(tmp_path, harbour, post):
    with harbour.serving(post) as port:
        desk = replace(make_desk(tmp_path / "book.db"), mailer=open_line(port))
        fill(desk, invoices=20)
        async with at_desk(desk) as pilot:
            await listed(pilot)
            await pilot.press("j", "j")
            assert "v goes on" in await until(pilot, "Email to accounts")
            read = ""
            for _ in range(9):
                await pilot.press("v")
                await pilot.pause(0.1)
                shown = screen_text(pilot)
                read += shown
                if "Left out: " in shown:
                    break
            assert [n for n in range(20) if f"Invoice 12-{n:02}, due" not in read] == []
            assert "Kind regards," in read
            assert "Left out: " in shown, "at its end the list has its room again"
            await pilot.press("v", "k")
            await until(pilot, "to (212) 555-0102")
            assert desk.messages.outbox() == []


async def test_what_is_taken_out_is_out_of_the_figures(desk):
    async with at_desk(desk, size=(120, 40)) as pilot:
        await listed(pilot)
        await pilot.press("j", "j", "space", "space")
        assert "2 taken out" in await until(pilot, "Batch · 2 texts · ")
        await pilot.press("g", "space", "space")
        await until(pilot, "Nobody gets a message")
        await pilot.press("G", "space", "y")
        await until(pilot, "1 email leave")
    assert [message.recipient for message in desk.messages.outbox()] == ["bob@example.org"]


async def test_one_yes_sends_both_and_it_is_told_in_figures(desk, post):
    async with at_desk(desk, size=(120, 40)) as pilot:
        await listed(pilot)
        await pilot.press("y")
        await until(pilot, "2 texts and 2 emails leave in")
        desk.office.clock.forward(seconds=5)
        shown = await until(pilot, "4 of 4 gone · 0 wait · 0 unknown · 0 failed", seconds=15)
        assert "gone" in next(line for line in shown.splitlines() if LONG[:20] in line)
        await pilot.press("escape")
        shown = await until(pilot, "Batch: 4 of 4 gone.")
        assert "Email to" not in shown, "a batch is told in figures, not one by one"
    assert {envelope.rcpt_tos[0] for envelope in post.mails} == {LONG, "bob@example.org"}
    assert states(desk)["email", "sent"] == 2
    assert desk.proving.differences() == []


@pytest.mark.parametrize("by", ["S", "undo"])
async def test_one_key_takes_both_back(desk, post, by):
    async with at_desk(desk) as pilot:
        await listed(pilot)
        await pilot.press("y")
        await until(pilot, "2 texts and 2 emails leave in")
        if by == "S":
            await pilot.press("S")
            await until(pilot, "stopped: 0 gone, 4 taken back")
        else:
            await pilot.press("escape", "u")
            await until(pilot, "Undid: batch of 2 texts and 2 emails.")
    assert states(desk) == {("sms", "cancelled"): 2, ("email", "cancelled"): 2}
    assert post.mails == []


async def test_news_is_seen_as_the_email_it_becomes(desk):
    async with at_desk(desk) as pilot:
        await pilot.press("j", "j", "space", "N")
        await until(pilot, "To the 1 marked account.")
        await pilot.press(*"Prices rise", "enter", *"Soon")
        assert "To Emails Only, an email: Hello Emails Only," in await until(pilot, "Prices rise Soon.")
        await pilot.press("ctrl+s")
        await until(pilot, "Notice · 1 email")
        await pilot.press("y")
        await until(pilot, "1 email leave")
    (message,) = desk.messages.outbox()
    assert (message.channel, message.figures) == ("email", "")
    assert "Prices rise\nSoon." in message.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("is_set_up", [True, False])
async def test_a_hostile_address_is_only_words(desk, size, is_set_up):
    account = desk.keeping.add_account("[@click=app.quit]q[/]")
    desk.keeping.add_invoice(account, "66", "5000", "2026-11-01", "2026-10-01")
    with desk.office.book.writing() as unit:
        accounts.add_email(unit, account, "a[/b]\x1b[2J\u202e@x.example")
    async with at_desk(desk if is_set_up else replace(desk, mailer=None), size=size) as pilot:
        shown = await listed(pilot)
        for key in ["v", "v", "tab", "j", "tab", *([] if not is_set_up else ["y", "S"])]:
            await pilot.press(key)
            await pilot.pause(0.1)
            shown += screen_text(pilot)
        assert "a[/b]" in shown
        assert not {"\x1b", "\u202e"} & set(shown)
        assert pilot.app.is_running
