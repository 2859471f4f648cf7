"""Letters by keys: the one that is due is proposed, its file is written, and a yes keeps it as posted."""

from dataclasses import replace

import pytest
from desks import HOSTILE
from pdfs import pages
from sitting import at_desk, fill, make_desk, until

from collector_tui.gateways.press import PdfPress
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key
from collector_tui.tui.screens.lettering import Letters


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Collecting:
    """A desk that can print, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return replace(make_desk(tmp_path / "book.db"), press=PdfPress)


async def written(pilot) -> str:
    """Take the letter and the file as they are proposed."""
    await pilot.press("l")
    await until(pilot, "Letter to")
    await pilot.press("enter")
    await until(pilot, "Write the letter to")
    await pilot.press("enter")
    return await until(pilot, "Posted?")


async def test_a_posted_letter_takes_its_step_and_undo_takes_it_back(desk, tmp_path):
    (dana,) = fill(desk, ["Dana Alvarez"])
    before = desk.queue.card(dana)
    async with at_desk(desk) as pilot:
        shown = await written(pilot)
        assert "It takes its step: first notice." in shown
        assert "There is no postal address" in shown
        file = tmp_path / "letter-reminder-dana-alvarez-2026-11-20.pdf"
        assert file.read_bytes().startswith(b"%PDF")
        assert desk.queue.card(dana).next_step == before.next_step
        assert desk.messages.outbox() == []
        await pilot.press("y", "y")
        shown = await until(pilot, "letter sent by hand")
        assert "u takes it back" in shown
        assert desk.queue.card(dana).next_step == before.next_step + 1
        (kept,) = desk.messages.outbox()
        assert (kept.channel, kept.state, kept.account) == ("letter", "sent", "Dana Alvarez")
        await pilot.press("O")
        await until(pilot, "Outbox")
        await until(pilot, "sent by hand")
        await pilot.press("escape", "u")
        await until(pilot, "Undid: letter to Dana Alvarez.")
        assert desk.queue.card(dana).next_step == before.next_step
        assert file.exists()


async def test_a_second_letter_says_that_the_next_step_is_not_due_yet(desk):
    (dana,) = fill(desk, ["Dana Alvarez"])
    card = desk.queue.card(dana)
    desk.climbs.posted(card, form_key(), desk.letters.draft(card, "reminder"))
    async with at_desk(desk) as pilot:
        await pilot.press("slash", *"dana", "enter")
        await until(pilot, "1 found")
        assert "The next step is not due before" in await written(pilot)


@pytest.mark.parametrize("no", ["n", "escape"])
async def test_without_a_yes_there_is_only_the_file(desk, tmp_path, no):
    dana = fill(desk, ["Dana Alvarez"])[0]
    before = desk.queue.card(dana).next_step
    async with at_desk(desk) as pilot:
        await written(pilot)
        await pilot.press("enter", no)
        await until(pilot, "It is not kept as sent.")
        assert desk.queue.card(dana).next_step == before
        assert desk.messages.outbox() == []
        assert list(tmp_path.glob("*.pdf"))
        await pilot.press("l", "enter")
        await until(pilot, "letter-reminder-dana-alvarez-2026-11-20-2.pdf")


async def test_a_file_that_is_there_is_written_over_only_by_a_yes(desk, tmp_path):
    fill(desk, ["Dana Alvarez"])
    mine = tmp_path / "mine.pdf"
    mine.write_text("mine")
    async with at_desk(desk) as pilot:
        for answer, begins in (("n", b"mine"), ("y", b"%PDF")):
            await pilot.press("l", "enter")
            await until(pilot, "Write the letter to")
            await pilot.press("ctrl+u", *"mine.pdf", "enter")
            await until(pilot, "Write over it?")
            await pilot.press(answer)
            await until(pilot, "Posted?" if answer == "y" else "Queue · 1")
            assert mine.read_bytes().startswith(begins)


async def test_a_hostile_name_makes_a_harmless_file_and_screen(desk, tmp_path):
    fill(desk, [HOSTILE])
    async with at_desk(desk) as pilot:
        shown = await written(pilot)
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        (file,) = tmp_path.glob("*.pdf")
        assert file.name.isprintable()


@pytest.mark.parametrize(("steps", "kind"), [(0, "reminder"), (1, "second"), (2, "second"), (3, "final"), (4, "claim")])
async def test_the_letter_of_the_next_step_is_proposed(desk, steps, kind):
    account = desk.keeping.add_account("Biz LLC", facts={"phone": "(212) 555-0100", "kind": "business"})
    desk.keeping.add_invoice(account, "1", "2000", "2026-08-01", "2026-07-01")
    for _ in range(steps):
        desk.climbs.done(desk.queue.card(account), form_key())
        desk.office.clock.forward(days=14)
        desk.office.turn_day()
    card = desk.queue.card(account)
    async with at_desk(desk) as pilot:
        assert Letters(pilot.app.desk, card, None).usual() == kind


async def test_a_letter_that_cannot_be_written_says_why(desk):
    fill(desk, ["Dana Alvarez"])
    async with at_desk(desk) as pilot:
        await pilot.press("l", "enter")
        await until(pilot, "Write the letter to")
        await pilot.press("ctrl+u", *"nowhere/x.pdf", "enter")
        await until(pilot, "cannot be written")


async def test_who_owes_nothing_gets_no_letter_and_an_empty_desk_says_so(desk):
    paid = desk.keeping.add_account("Paid Up", facts={"phone": "(212) 555-0100"})
    async with at_desk(desk) as pilot:
        await pilot.press("l")
        await until(pilot, "There is no account here")
        await pilot.press("slash", *"paid", "enter")
        await until(pilot, "Paid Up")
        await pilot.press("l")
        await until(pilot, "Letter to Paid Up")
        await pilot.press("enter")
        await until(pilot, "owes nothing")
        assert desk.queue.card(paid).balance_cents == 0


@pytest.mark.parametrize("invoices", [1, 2])
def test_a_letter_has_the_whole_name_and_its_sum(desk, invoices):
    name = 'O\'Brien & Søns – "Fancy" Print and Stationery Company of Old Portland [red]'
    account = desk.keeping.add_account(name, facts={"address": "1 Elm St, Portland, ME 04101", "kind": "business"})
    for number in range(invoices):
        desk.keeping.add_invoice(account, f"{number}", "840.50", "2026-10-01", "2026-09-01")
    services = replace(desk, press=PdfPress)
    card = services.queue.card(account)
    page = " ".join(pages(services.letters.pdf(card, services.drafts.draft(card, channel="letter")))[0].split())
    assert page.count(name) >= 2
    assert f"In all {'$840.50' if invoices == 1 else '$1,681.00'}" in page
    assert "..." in services.drafts.draft(card).text, "a text has no room for it"
