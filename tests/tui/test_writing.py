"""The writing screen by keys: what is chosen drafts the words, what stands there is sent, and nothing of one's own is lost."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from sitting import at_desk, fill, make_desk, screen_text, until
from terminal import Terminal
from textual.events import Key, Paste

from collector_tui.domain.mail import MailServer
from collector_tui.gateways.press import PdfPress
from collector_tui.gateways.smtp import Smtp
from collector_tui.services.office import form_key
from collector_tui.tui.app import CollectorApp
from collector_tui.tui.screens.paper import Paper
from collector_tui.tui.widgets.word_area import harmless

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def dana(desk):
    """The only account, of whom it is not known whether she is a consumer: 2,000.00, due on 1 November."""
    return fill(desk, ["Dana Alvarez"])[0]


def climb(desk, to: str, **facts: str) -> int:
    """A business that has climbed its ladder up to a step, on a day on which that is due."""
    account = desk.keeping.add_account(
        "Brightside Dental", facts={"phone": "(212) 555-0101", "kind": "business", **facts}
    )
    desk.keeping.add_invoice(account, "1041", "1,284.50", "2026-08-01", "2026-07-01")
    while desk.drafts.step_of(card := desk.queue.card(account)).name != to:
        desk.climbs.done(card, form_key())
        desk.office.clock.forward(days=10)
        desk.office.turn_day()
    return account


def words(pilot) -> str:
    """What stands in the words now."""
    return pilot.app.screen.words.text


async def write(pilot) -> str:
    """Open the writing screen and wait until the words are read."""
    await pilot.press("m")
    return await until(pilot, "Reads ")


async def paste(pilot, text: str) -> None:
    """Paste where the focus is."""
    pilot.app.screen.post_message(Paste(text))
    await pilot.pause(0.1)


def score(pilot) -> int:
    """What the meter reads."""
    (line,) = [line for line in screen_text(pilot).splitlines() if "Reads " in line and "point" in line]
    return int(line.partition("Reads ")[2].split(" · ")[1].split()[0])


def past(desk, account) -> str:
    """All that is told of an account."""
    return "\n".join(line.text for line in desk.queue.whole(account).timeline)


@pytest.mark.parametrize("size", SIZES)
async def test_another_tone_drafts_anew_and_the_meter_rises(desk, dana, size):
    async with at_desk(desk, size=size) as pilot:
        shown = await write(pilot)
        assert "Write to Dana Alvarez" in shown
        assert "[polite]•" in shown
        assert "not a judge of the law" in shown
        assert "allowed until 20:59" in shown
        await pilot.press("home")
        await until(pilot, "Reads friendly")
        scores = [score(pilot)]
        for tone in ("polite", "firm", "assertive", "final"):
            await pilot.press("right")
            assert f"[{tone}]" in await until(pilot, f"Reads {tone}")
            assert words(pilot) == desk.drafts.draft(desk.queue.card(dana), tone).text
            scores.append(score(pilot))
        assert scores == sorted(set(scores))
        await pilot.press("right", "right")
        assert "[final]" in screen_text(pilot)


async def test_approach_and_channel_are_chosen_in_their_rows(desk, dana):
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("down", "home", "right")
        assert "[collaborative]" in await until(pilot, "3 parts")
        await pilot.press("j", "right")
        shown = await until(pilot, "Subject: ")
        assert "[email]" in shown
        assert words(pilot).startswith("Hello Dana Alvarez,\n")
        await pilot.press("right", "right")
        assert "seconds to say" in await until(pilot, "[call]")
        await pilot.press("k", "k", "right")
        await until(pilot, "[firm]")
        await pilot.press("down", "down", "down")
        assert pilot.app.focused is pilot.app.screen.words
        await pilot.press("escape")
        assert pilot.app.focused.id == "slider-channel"


async def test_what_is_chosen_stays_on_the_desk(desk, dana):
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("right", "down", "home", "escape")
        shown = await until(pilot, "Queue · 1")
        assert "Next: SMS · firm · reminder" in shown
        await pilot.press("s")
        await until(pilot, "leaves in")
    (message,) = desk.messages.outbox()
    assert (message.tone, message.approach) == ("firm", "reminder")


@pytest.mark.parametrize("key", ["s", "ctrl+s"])
async def test_sending_queues_the_text_and_leaves(desk, dana, key):
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("right")
        drafted = words(pilot)
        await pilot.press(key)
        assert "Queue · 0" in await until(pilot, "The text to Dana Alvarez leaves in")
        assert [message.text for message in desk.messages.outbox()] == [drafted]
        await pilot.press("u")
        await until(pilot, "Undid: text to Dana Alvarez.")


@pytest.mark.parametrize("size", SIZES)
async def test_own_words_are_sent_to_the_letter(desk, dana, size):
    async with at_desk(desk, size=size) as pilot:
        await write(pilot)
        await pilot.press("enter", "ctrl+end")
        pilot.app.screen.words.move_cursor(pilot.app.screen.words.document.end)
        await pilot.press("space", *"seen? h m j s")
        shown = await until(pilot, "your own words")
        assert "seen? h m j s" in shown
        own = words(pilot)
        assert own.endswith(" seen? h m j s")
        await pilot.press("ctrl+s")
        await until(pilot, "leaves in")
    (message,) = desk.messages.outbox()
    assert message.text == own


async def test_a_changed_amount_is_asked_about_and_the_yes_is_in_the_journal(desk, dana):
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("enter")
        await paste(pilot, "$1,999.00 please! ")
        assert "? ask" in await until(pilot, "“$1,999.00” is not an amount")
        await pilot.press("ctrl+s")
        await until(pilot, "Text Dana Alvarez?")
        await pilot.press("n")
        await until(pilot, "Ctrl-s Send")
        assert not desk.messages.outbox()
        await pilot.press("ctrl+s")
        await until(pilot, "Text Dana Alvarez?")
        await pilot.press("y")
        await until(pilot, "leaves in")
    assert len(desk.messages.outbox()) == 1
    assert "confirmed: “$1,999.00” is not an amount" in past(desk, dana)


@pytest.mark.parametrize("size", SIZES)
async def test_what_may_not_be_said_is_refused_and_nothing_is_lost(desk, dana, size):
    async with at_desk(desk, size=size) as pilot:
        await write(pilot)
        await pilot.press("enter")
        await paste(pilot, "We will have you arrested. ")
        await until(pilot, "✗ block")
        await pilot.press("ctrl+s")
        await until(pilot, "may not be sent")
        assert words(pilot).startswith("We will have you arrested. ")
        await pilot.press("y")
        assert words(pilot).startswith("We will have you arrested. y")
    assert not desk.messages.outbox()


@pytest.mark.parametrize("size", SIZES)
async def test_a_curly_quote_is_named_with_its_cost_and_a_key_mends_it(desk, dana, size):
    async with at_desk(desk, size=size) as pilot:
        assert "GSM-7" in await write(pilot)
        await pilot.press("enter")
        await paste(pilot, "Let’s talk. ")
        shown = await until(pilot, "’ forces UCS-2: 4 segments instead of 2")
        assert "from your" in shown
        assert "Ctrl-g mends it" in shown
        await pilot.press("ctrl+g")
        assert "GSM-7" in await until(pilot, "Plain quotes, dashes and spaces: 2 segments.")
        assert words(pilot).startswith("Let's talk. ")
        await pilot.press("ctrl+z")
        await until(pilot, "forces UCS-2")


async def test_a_name_that_makes_a_text_dearer_is_named(desk):
    fill(desk, ["Łukasz Żak"])
    async with at_desk(desk) as pilot:
        await write(pilot)
        assert "from the name Łukasz Żak" in await until(pilot, "Ł forces UCS-2")
        await pilot.press("ctrl+g")
        await until(pilot, "There is nothing in the words that plain quotes")


async def test_choosing_never_loses_own_words(desk, dana):
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("enter", *"Hi ")
        own = words(pilot)
        await pilot.press("escape", "right")
        await until(pilot, "Drafted anew in the place of your words.")
        await pilot.press("up", "right")
        await until(pilot, "Reads ")
        assert not pilot.app.screen.is_own
        await pilot.press("ctrl+z", "ctrl+z")
        await until(pilot, "your own words")
        assert words(pilot) == own
        await pilot.press("ctrl+r")
        await until(pilot, "As it was drafted.")
        assert not pilot.app.screen.is_own
        await pilot.press("ctrl+z")
        assert words(pilot) == own


async def test_leaving_drops_own_words_only_by_a_yes(desk, dana):
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("enter", *"Hi", "escape", "escape")
        await until(pilot, "Drop your words?")
        await pilot.press("n")
        assert words(pilot).startswith("Hi")
        await pilot.press("escape", "enter")
        await until(pilot, "y goes on")
        await pilot.press("y")
        await until(pilot, "Queue · 1")
    assert not desk.messages.outbox()


async def test_opening_and_leaving_leaves_no_trace(desk, dana):
    before = past(desk, dana)
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("escape")
        await until(pilot, "Queue · 1")
    assert past(desk, dana) == before
    assert desk.undo.coming().kind != "send"


async def test_a_letter_is_marked_as_done_by_hand_and_taken_back(desk):
    account = climb(desk, "final notice", address="1 Main St, Albany, NY 12207")
    async with at_desk(desk) as pilot:
        await until(pilot, "s sends instead; final notice is due by letter or email (m)")
        shown = await write(pilot)
        assert "[letter]•" in shown
        assert "Ctrl-d By hand" in shown
        await pilot.press("s")
        await until(pilot, "A letter is printed: l on the desk")
        await pilot.press("enter")
        await paste(pilot, "By hand. ")
        await pilot.press("ctrl+d")
        assert "final notice: done by hand, letter" in await until(pilot, "u takes it back")
        assert desk.drafts.step_of(desk.queue.card(account)).name == "letter before action"
        assert "By hand. Harbor Print Co." in past(desk, account)
        await pilot.press("u")
        await until(pilot, "Undid: final notice of Brightside Dental")
    assert desk.drafts.step_of(desk.queue.card(account)).name == "final notice"


async def test_the_letter_before_action_is_offered_with_its_step_only(desk):
    climb(desk, "letter before action", address="1 Main St, Albany, NY 12207")
    async with at_desk(desk) as pilot:
        await until(pilot, "s sends besides; letter before action is due (m)")
        assert "[claim]•" in await write(pilot)
        await pilot.press("down", "down", "home")
        shown = await until(pilot, "[SMS]")
        assert "claim" not in shown
        assert "[reminder]•" in shown
        await pilot.press("end", "ctrl+d")
        await until(pilot, "A call does not take the next step")
        await pilot.press("escape")
        assert "Next: SMS · final · reminder" in await until(pilot, "Queue · 1")


async def test_a_call_that_is_due_is_said_and_marked_as_done(desk):
    account = climb(desk, "call")
    async with at_desk(desk) as pilot:
        await until(pilot, "s sends instead; a call is due (c)")
        assert "in place of the call" in await write(pilot)
        await pilot.press("ctrl+d")
        await until(pilot, "call: done by hand")
    assert desk.drafts.step_of(desk.queue.card(account)).name == "second notice"


async def test_a_step_is_marked_as_done_on_the_desk_with_a_note(desk):
    account = climb(desk, "decision: agency, court or write-off")
    async with at_desk(desk, size=(120, 40)) as pilot:
        assert "s sends besides; decision:" in await until(pilot, "is due (M)")
        await pilot.press("M", *"to the agency")
        await until(pilot, "→ Brightside Dental: decision: agency, court or write-off: done by")
        await pilot.press("enter")
        await until(pilot, "u takes it back")
        assert "done by hand (to the agency)" in past(desk, account)
        await pilot.press("u")
        await until(pilot, "Undid: decision")
    assert desk.drafts.step_of(desk.queue.card(account)) is not None


async def test_the_letter_of_a_step_done_on_the_desk_is_kept(desk):
    account = climb(desk, "final notice", address="1 Main St, Albany, NY 12207")
    async with at_desk(desk) as pilot:
        await pilot.press("M")
        await until(pilot, "The letter is kept as it is drafted")
        await pilot.press("enter")
        await until(pilot, "u takes it back")
    assert "Final notice" in past(desk, account) or "final notice" in past(desk, account)
    (message,) = desk.messages.outbox()[:1]
    assert message.channel == "letter"


@pytest.mark.parametrize(("kind", "offered"), [("business", True), ("consumer", False), ("", False)])
async def test_barter_is_offered_to_a_business_only(desk, dana, kind, offered):
    if kind:
        desk.keeping.set_facts(dana, {"kind": kind})
    async with at_desk(desk) as pilot:
        assert ("barter" in await write(pilot)) is offered
        assert "notice," not in screen_text(pilot)


async def test_where_nothing_can_be_drafted_the_reason_stands_there(desk, dana):
    async with at_desk(desk) as pilot:
        await write(pilot)
        desk.paying.pay(dana, "2000", form_key())
        await pilot.press("s")
        await until(pilot, "have changed since")
        assert "Dana Alvarez owes nothing" in await until(pilot, "not overdue")
        for key in ("enter", "ctrl+e", "ctrl+s", "ctrl+d"):
            await pilot.press(key)
            assert isinstance(pilot.app.screen, Paper)
        await pilot.press("escape")
        await until(pilot, "c Call")
    assert not desk.messages.outbox()


async def test_words_are_kept_when_the_figures_change_under_them(desk, dana):
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("enter", *"Hi ", "escape")
        desk.paying.pay(dana, "500", form_key())
        own = words(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, "have changed since")
        assert words(pilot) == own
        await pilot.press("ctrl+z")
        await until(pilot, "$1,500.00")
        await pilot.press("s")
        await until(pilot, "leaves in")
    assert "$1,500.00" in desk.messages.outbox()[0].text


async def test_the_guard_is_asked_for_the_text(desk, dana):
    desk.keeping.set_facts(dana, {"bankruptcy": "pending 2026-11-01"})
    async with at_desk(desk) as pilot:
        await write(pilot)
        await until(pilot, "SMS to (212) 555-0100: not allowed")
        await pilot.press("s")
        await until(pilot, "Text Dana Alvarez: not now")
        await pilot.press("escape")
        await until(pilot, "Write to Dana Alvarez")
    assert not desk.messages.outbox()


async def test_a_second_text_on_a_day_is_asked_about(desk, dana):
    async with at_desk(desk) as pilot:
        await pilot.press("s")
        await pilot.pause(0.2)
        desk.office.clock.forward(seconds=30)
        desk.delivery.claim_sending()
        desk.delivery.round()
        await pilot.press("slash", *"Dana", "enter")
        await until(pilot, "1 found")
        await write(pilot)
        await pilot.press("s")
        await until(pilot, "Send a second text today?")
        await pilot.press("y")
        await until(pilot, "leaves in")
    assert len(desk.messages.outbox()) == 2


async def test_the_words_are_copied(desk, dana):
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("ctrl+y")
        await until(pilot, "Copied: ")
        assert pilot.app.clipboard == words(pilot)


@pytest.fixture
def editor(tmp_path, monkeypatch) -> Path:
    """An editor that writes one line more, and down where its file was and who may read it."""
    script = tmp_path / "editor with a space"
    script.write_text('#!/bin/sh\nprintf "from outside\\n" >> "$1"\nstat -c "%a %n" "$1" > "$0.seen"\n')
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{script}'")
    return script


async def test_the_editor_gets_the_words_and_brings_them_back(desk, dana, editor, monkeypatch):
    monkeypatch.setattr(CollectorApp, "suspend", lambda _app: nullcontext())
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("ctrl+e")
        await until(pilot, "Taken over from the editor.")
        assert words(pilot).endswith("Reply STOP to end texts.from outside")
    mode, _, path = Path(f"{editor}.seen").read_text().strip().partition(" ")
    assert mode == "600"
    assert not Path(path).parent.exists()


@pytest.mark.parametrize(
    ("value", "says"),
    [("", "No editor is set"), ("/nowhere/ed", "cannot be started"), ("'", "cannot be started"), ("false", "an error")],
)
async def test_an_editor_that_is_not_there_is_said(desk, dana, monkeypatch, value, says):
    monkeypatch.setattr(CollectorApp, "suspend", lambda _app: nullcontext())
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", value)
    async with at_desk(desk) as pilot:
        await write(pilot)
        before = words(pilot)
        await pilot.press("ctrl+e")
        await until(pilot, says)
        assert words(pilot) == before


async def test_a_terminal_that_cannot_be_lent_is_said(desk, dana, editor):
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("ctrl+e")
        await until(pilot, "cannot be lent to an editor")


def test_the_editor_in_a_real_terminal(tmp_path, editor):
    desk = Terminal(tmp_path, "demo", COLLECTOR_NOW="2026-11-20T10:00:00-05:00", EDITOR=f"'{editor}'", VISUAL="")
    desk.until("s sends")
    desk.press("m")
    desk.until("Reads ")
    desk.press("\x05")
    desk.until("Taken over from the editor.")
    desk.until("your own words")
    desk.press("\x1b")
    desk.until("Drop your words?")
    desk.press("y")
    desk.until("m Write")
    desk.press("q")
    assert desk.ends() == 0


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("a\x1b[2Jb", "a[2Jb"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("x\u202ey\u200b\u2028z\x9b", "xyz"),
        ("half \ud83d", "half "),
        ("\tin", "    in"),
        ("Café 付款 👍", "Café 付款 👍"),
    ],
)
def test_nothing_that_acts_on_a_terminal_is_taken(pasted, kept):
    assert harmless(pasted) == kept


@pytest.mark.parametrize(
    "name", ["ACME [closed]", "Bob [/foo]", "[@click=app.quit]q[/]", "evil\x1b]0;owned\x07", "N" * 300]
)
@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_and_words_are_text(desk, name, size):
    fill(desk, [name])
    async with at_desk(desk, size=size) as pilot:
        shown = await write(pilot)
        assert "Write to " in shown
        await pilot.press("enter")
        await paste(pilot, "[@click=app.quit]x[/] \x1b]0;owned\x07")
        for keys in (["escape", "down", "down", "right", "right"], ["question_mark"], ["escape", "s"]):
            await pilot.press(*keys)
            await pilot.pause(0.1)
            shown = screen_text(pilot)
            assert "\x1b" not in shown
            assert "\x07" not in shown
        assert pilot.app.is_running


@pytest.mark.parametrize("size", [(80, 24), (100, 24), (60, 18), (120, 40)])
@pytest.mark.parametrize("keys", [[], ["enter"], ["down", "down", "right"], ["down", "down", "right", "enter"]])
async def test_the_line_of_keys_fits_and_names_the_way_out(desk, dana, size, keys):
    async with at_desk(desk, size=size) as pilot:
        await write(pilot)
        await pilot.press(*keys)
        await pilot.pause()
        last = screen_text(pilot).splitlines()[-1]
        assert last.endswith(("Esc Leave", "Esc Rows"))
        assert "Help" in last


@pytest.mark.parametrize("keys", [["question_mark"], ["f1"], ["enter", "f1"]])
async def test_help_names_the_keys_of_the_screen(desk, dana, keys):
    async with at_desk(desk, size=(80, 40)) as pilot:
        await write(pilot)
        await pilot.press(*keys)
        shown = await until(pilot, "Keys while you write")
        assert all(
            key in shown for key in ("Ctrl-s", "Ctrl-d", "Ctrl-y", "Ctrl-e", "Ctrl-r", "Ctrl-g", "Ctrl-z", "Esc")
        )
        await pilot.press("escape")
        await until(pilot, "Write to Dana Alvarez")


async def test_a_click_chooses(desk, dana):
    async with at_desk(desk) as pilot:
        await write(pilot)
        line = screen_text(pilot).splitlines()[1]
        await pilot.click(offset=(line.index("assertive") + 2, 1))
        await until(pilot, "[assertive]")


async def test_the_palette_has_no_command_of_the_desk_over_the_words(desk, dana):
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, Paper)


async def test_without_a_carrier_the_text_waits(tmp_path):
    desk = make_desk(tmp_path / "other.db", with_carrier=False)
    fill(desk, ["Dana Alvarez"])
    async with at_desk(desk, size=(120, 40)) as pilot:
        await write(pilot)
        await pilot.press("s")
        await until(pilot, "No carrier is set")
    desk.close()


async def test_keys_that_come_in_one_burst_each_find_their_place(desk, dana):
    """Over a slow line keys arrive together: the letter after Enter must not send, and `s` sends what was chosen before it."""
    async with at_desk(desk) as pilot:
        await write(pilot)
        for key in ("down", "left", "left", "up", "right", "right", "enter", "s"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause(0.3)
        assert not desk.messages.outbox()
        assert (pilot.app.screen.sheet.tone, pilot.app.screen.sheet.approach) == ("assertive", "collaborative")
        await pilot.press("escape")
        pilot.app.post_message(Key("left", None))
        pilot.app.post_message(Key("s", "s"))
        await until(pilot, "leaves in")
    assert desk.messages.outbox()[0].tone == "firm"


async def test_a_step_with_an_approach_of_the_batch_screen_is_written_as_a_reminder(desk, dana, monkeypatch):
    step = desk.drafts.step_of(desk.queue.card(dana))
    async with at_desk(desk) as pilot:
        monkeypatch.setattr(type(desk.drafts), "step_of", lambda _drafts, _card: replace(step, approach="notice"))
        shown = await write(pilot)
        assert "[empathetic]" in shown
        await pilot.press("down", "down", "right")
        await until(pilot, "[email]")


async def test_the_statement_and_a_file_go_with_an_email(desk, dana, tmp_path):
    invoice = tmp_path / "1041.pdf"
    invoice.write_bytes(b"%PDF a copy")
    desk.keeping.set_facts(dana, {"email": "dana@example.org"})
    desk = replace(desk, mailer=Smtp(MailServer()), press=PdfPress)
    async with at_desk(desk) as pilot:
        await write(pilot)
        await pilot.press("ctrl+t")
        await until(pilot, "Only an email takes a file with it")
        await pilot.press("down", "down", "right")
        assert "Attach" in await until(pilot, "[email]")
        await pilot.press("ctrl+t")
        assert "What goes with the email" in await until(pilot, "The statement as of today")
        await pilot.press("enter", *str(tmp_path / "no-such.pdf"), "enter")
        await until(pilot, "There is no file")
        await pilot.press("ctrl+u", *str(invoice), "enter")
        assert "Email · " in await until(pilot, "with statement-2026-11-20.pdf, 1041.pdf")
        await pilot.press("ctrl+s")
        await until(pilot, "The email to Dana Alvarez leaves in")
    (message,) = desk.messages.outbox()
    assert (message.channel, message.attached) == ("email", "statement-2026-11-20.pdf, 1041.pdf")
