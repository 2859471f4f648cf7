"""A morning at the desk, with the keyboard only."""

from pathlib import Path

from sitting import MORNING, at_desk, fill, make_desk, screen_text, until

from collector_tui.gateways.simulator import Simulator
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.demo import DEMO_BUSINESS, make_demo
from collector_tui.services.office import open_office
from collector_tui.store.opening import open_book


def open_demo(path: Path, undo_seconds: int) -> Collecting:
    """The demo's services, as the program opens them."""
    book, _ = open_book(path)
    office = open_office(book, SetClock(MORNING), DEMO_BUSINESS, make_desk(path.with_name("other.db")).office.work)
    return Collecting(office, Simulator(path.with_name(path.name + ".simulator")), undo_seconds)


async def test_the_first_morning_in_the_demo(tmp_path):
    path = tmp_path / "demo.db"
    make_demo(path, MORNING, lambda book: Simulator(book.with_name(book.name + ".simulator")))
    collecting = open_demo(path, undo_seconds=2)
    async with at_desk(collecting) as pilot:
        desk = pilot.app.desk
        await until(pilot, "s sends")
        first = desk.on_screen.card
        await pilot.press("c", "v", "enter")
        await until(pilot, "Left a voicemail for")
        assert collecting.queue.card(first.id).row.next_on is not None
        assert desk.on_screen.card.id != first.id, "the next account is on the screen at once"

        second = desk.on_screen.card
        await pilot.press("s")
        await until(pilot, "leaves in")
        await pilot.press("u")
        await until(pilot, "Undid: text to")
        assert desk.on_screen.card.id == second.id, "the account whose text was taken back is on the screen again"
        assert collecting.messages.outbox()[0].state == "cancelled"
        await pilot.press("s")
        await until(pilot, "delivered", seconds=15)
        newest = collecting.messages.outbox()[0]
        assert (newest.account_id, newest.state, newest.simulated) == (second.id, "delivered", True)

        third = desk.on_screen.card
        await pilot.press("z")
        for letter in "fri":
            await pilot.press(letter)
        await pilot.press("enter")
        await until(pilot, "is back on Fri 27 Nov")
        assert collecting.queue.card(third.id).row.reason == ""

        await pilot.press("slash", "t", "i", "d", "e", "w")
        shown = await until(pilot, "1 found")
        assert "Tidewater Yoga Studio" in shown
        await pilot.press("enter", "escape", "q")
        await pilot.pause()
    collecting.close()

    again = open_demo(path, undo_seconds=2)
    assert "Left a voicemail" in again.queue.card(first.id).timeline[0].text
    assert again.queue.card(third.id).row.hidden_by == "snoozed until 2026-11-27"
    assert again.proving.differences() == []


async def test_a_voicemail_and_the_next_account_take_three_keys(desk):
    ids = fill(desk, ["Dana Alvarez", "Brightside Dental, PC"])
    async with at_desk(desk) as pilot:
        await pilot.press("c", "v", "enter")
        await until(pilot, "Left a voicemail for Dana Alvarez")
        assert pilot.app.desk.on_screen.card.id == ids[1]
    assert desk.queue.card(ids[0]).last_contact_on is not None


async def test_the_call_sheet_leaves_no_trace_until_it_is_used(desk):
    (account,) = fill(desk, ["Dana Alvarez"])
    async with at_desk(desk) as pilot:
        before = desk.queue.card(account).timeline
        await pilot.press("c")
        shown = await until(pilot, "Left a voicemail")
        assert "(212) 555-0100" in shown
        assert "10:00 New York" in shown
        assert "may be called" in shown
        await pilot.press("escape")
        await pilot.pause()
        assert desk.queue.card(account).timeline == before
        await pilot.press("c", "space")
        await until(pilot, "On the phone")
        await pilot.press("escape")
        await until(pilot, "how it ended is to be noted")
    assert desk.queue.card(account).row.reason_text == "note how the call ended"


async def test_what_comes_next_can_be_changed_before_it_is_saved(desk):
    (account,) = fill(desk, ["Dana Alvarez"])
    async with at_desk(desk) as pilot:
        await pilot.press("c", "c")
        await until(pilot, "Call back later. Enter saves")
        assert pilot.app.screen.query_one("#when").value == "Mon 23 Nov 10:00"
        pilot.app.screen.query_one("#note").value = "asks for a copy"
        pilot.app.screen.query_one("#when").value = "tomorrow 25:99"
        await pilot.press("enter")
        await until(pilot, "is not a time")
        pilot.app.screen.query_one("#when").value = "2 dec 14:30"
        await pilot.press("enter")
        await until(pilot, "Call back later for Dana Alvarez")
    card = desk.queue.card(account)
    assert (str(card.next_on), card.next_what) == ("2026-12-02", "call back as asked")
    assert "asks for a copy" in card.timeline[0].text


async def test_a_wrong_number_is_not_called_or_texted_again(desk):
    fill(desk, ["Dana Alvarez"])
    async with at_desk(desk) as pilot:
        await pilot.press("c", "w", "enter")
        await until(pilot, "Wrong number for Dana")
        await pilot.press("slash", "d", "a", "n", "a", "enter")
        await until(pilot, "is a wrong number")
        await pilot.press("s")
        assert "may not be texted now" in await until(pilot, "!")
        await pilot.press("c", "v")
        assert "may not be called now" in await until(pilot, "may not be called")
    assert desk.messages.outbox() == []


async def test_without_a_carrier_it_is_said_that_nothing_is_sent(tmp_path):
    desk = make_desk(tmp_path / "book.db", with_carrier=False)
    fill(desk, ["Dana Alvarez"])
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("s")
        await until(pilot, "No carrier is set")
    assert desk.messages.outbox()[0].state == "queued"


async def test_an_empty_book_shows_three_ways_to_begin(desk):
    async with at_desk(desk) as pilot:
        shown = await until(pilot, "This book is empty")
        assert all(words in shown for words in ("import the open invoices", "add an account", "open the demo"))
        await pilot.press("A")
        for name, value in (
            ("name", "Dana Alvarez"),
            ("number", "1041"),
            ("amount", "1,284.50"),
            ("due", "2026-11-02"),
        ):
            pilot.app.screen.query_one(f"#field-{name}").value = value
        await pilot.press("ctrl+s")
        shown = await until(pilot, "1,284.50")
        assert "Dana Alvarez" in shown
        assert "This book is empty" not in shown


async def test_a_form_that_is_not_right_keeps_what_was_typed(desk):
    async with at_desk(desk) as pilot:
        await pilot.press("A")
        for name, value in (
            ("name", "Dana"),
            ("phone", "555"),
            ("number", "1"),
            ("amount", "ten"),
            ("due", "2026-11-02"),
        ):
            pilot.app.screen.query_one(f"#field-{name}").value = value
        await pilot.press("ctrl+s")
        await until(pilot, "is not a phone number")
        pilot.app.screen.query_one("#field-phone").value = ""
        await pilot.press("ctrl+s")
        await until(pilot, "“ten” is not an amount")
        assert pilot.app.screen.query_one("#field-name").value == "Dana"
    assert desk.queue.search("Dana") == [], "nothing half-done was kept"


async def test_an_import_is_shown_before_it_is_booked(desk, tmp_path):
    file = tmp_path / "open.csv"
    file.write_text("Customer,Invoice,Due Date,Amount\nDana Alvarez,1041,2026-08-02,1284.50\nBob,,2026-08-02,5\n")
    async with at_desk(desk) as pilot:
        await pilot.press("I")
        pilot.app.screen.query_one("Input").value = str(file)
        await pilot.press("enter")
        shown = await until(pilot, "1 new")
        assert "line 3: there is no invoice number" in shown
        assert desk.queue.search("Dana") == []
        await pilot.press("y")
        assert "Dana Alvarez" in await until(pilot, "Imported open.csv")
        await pilot.press("u")
        await until(pilot, "This takes back, done today: import of open.csv.")
        await pilot.press("u", "enter", "y")
        await until(pilot, "Undid: import of open.csv")
    assert desk.queue.overview().waiting == 0


async def test_done_and_snooze_act_on_all_marked(desk):
    fill(desk, ["Ann", "Ben", "Cy"])
    async with at_desk(desk) as pilot:
        await pilot.press("space", "space")
        assert "2 marked" in await until(pilot, "marked")
        await pilot.press("x")
        await until(pilot, "2 accounts")
        assert pilot.app.desk.on_screen.card.name == "Cy"
        await pilot.press("u", "u")
        await until(pilot, "Queue · 3")
    assert desk.proving.differences() == []


async def test_the_other_tones_are_shown_and_taken(desk):
    fill(desk, ["Dana Alvarez"])
    async with at_desk(desk) as pilot:
        await pilot.press("m", "right", "right")
        await until(pilot, "Reads assertive")
        await pilot.press("escape")
        assert "assertive" in await until(pilot, "Next: SMS")
        text = pilot.app.desk.on_screen.draft.text
        await pilot.press("s")
        await until(pilot, "leaves in")
    assert desk.messages.outbox()[0].text == text, "exactly what was on the screen"


async def test_figures_that_changed_since_are_shown_before_anything_is_sent(desk):
    (account,) = fill(desk, ["Dana Alvarez"])
    async with at_desk(desk) as pilot:
        await until(pilot, "s sends")
        desk.keeping.add_invoice(account, "2000", "55.00", "2026-11-03", "2026-10-01")
        await pilot.press("s")
        await until(pilot, "have changed")
        assert desk.messages.outbox() == []
        assert "$2,055.00" in screen_text(pilot)
        await pilot.press("s")
        await until(pilot, "leaves in")
    assert "$2,055.00" in desk.messages.outbox()[0].text


async def test_the_filter_shows_one_bucket_and_escape_shows_all_again(desk):
    fill(desk, ["Ann"])
    late = desk.keeping.add_account("Late Larry")
    desk.keeping.add_invoice(late, "1", "10", "2026-07-01", "2026-06-01")
    async with at_desk(desk) as pilot:
        await pilot.press("f", "end", "enter")
        shown = await until(pilot, "only 90+")
        assert "Late Larry" in shown
        assert "Ann" not in shown
        await pilot.press("escape")
        assert "Ann" in await until(pilot, "Queue · 2")


async def test_a_key_that_bounces_does_not_text_the_next_account_too(desk):
    fill(desk, ["Ann", "Ben"])
    async with at_desk(desk) as pilot:
        await pilot.press("s", "s")
        await until(pilot, "press s again for Ben")
    assert [message.account for message in desk.messages.outbox()] == ["Ann"]


async def test_why_a_call_is_refused_stays_on_the_sheet(desk):
    (account,) = fill(desk, ["Dana Alvarez"])
    desk.holding.hold(account, "deceased", "2w", "form")
    async with at_desk(desk) as pilot:
        await pilot.press("slash", *"Dana", "enter", "c", "v")
        await until(pilot, "may not be called now")
        await pilot.pause(1.2)
        assert "may not be called now" in screen_text(pilot)


async def test_a_gentler_word_in_between_leaves_the_ladder_where_it_is(desk):
    (account,) = fill(desk, ["Dana Alvarez"])
    before = desk.queue.card(account).next_step
    async with at_desk(desk) as pilot:
        await pilot.press("m", "home", "escape")
        await until(pilot, "friendly · empathetic · in between")
        await pilot.press("s")
        await until(pilot, "leaves in")
    assert desk.queue.card(account).next_step == before


async def test_colours_are_kept_for_the_next_start(desk, tmp_path):
    config = tmp_path / "own" / "config.toml"
    async with at_desk(desk, config=config) as pilot:
        await pilot.pause(0.2)
        pilot.app.theme = "textual-light"
        await pilot.pause(0.5)
    assert 'theme = "textual-light"' in config.read_text()


async def test_colours_that_cannot_be_kept_do_not_end_the_desk(desk, tmp_path):
    (tmp_path / "file").write_text("in the way")
    async with at_desk(desk, size=(140, 30), config=tmp_path / "file" / "config.toml") as pilot:
        await pilot.pause(0.2)
        pilot.app.theme = "textual-light"
        await until(pilot, "cannot be written")
        assert pilot.app.is_running
