"""The outbox by keys: where each message is and why, and what is done about those that did not arrive."""

from dataclasses import replace

import pytest
from desks import HOSTILE, HandCarrier, send, state_of
from sitting import at_desk, fill, make_desk, until

from collector_tui.domain.carrier import Found
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key
from collector_tui.tui.post_words import lines_of

ACCOUNTS = ["Dana Alvarez", "Eve Ltd"]


def working(tmp_path, carrier: HandCarrier | None = None, undo_seconds: int = 0, names=ACCOUNTS) -> Collecting:
    """A desk with a carrier that says what the test tells it to say."""
    desk = replace(make_desk(tmp_path / "book.db", undo_seconds=undo_seconds), carrier=carrier or HandCarrier())
    fill(desk, names)
    return desk


def sent(desk: Collecting, rounds: int = 1, name: str = "Dana Alvarez") -> int:
    """One text, and so many rounds after it."""
    message = send(desk, desk.queue.resolve(name).id).message_id
    for _ in range(rounds):
        desk.delivery.round()
    return message


async def opened(pilot, words: str) -> str:
    """Press the key, and wait for what is listed."""
    await pilot.press("O")
    return await until(pilot, words)


async def test_an_empty_outbox_says_so(desk):
    fill(desk, ACCOUNTS)
    async with at_desk(desk) as pilot:
        await opened(pilot, "No message has been sent yet.")
        await pilot.press("r", "d", "enter", "j", "escape")
        await until(pilot, "Queue · 2")


async def test_without_a_carrier_everything_waits_and_it_says_why(tmp_path):
    desk = make_desk(tmp_path / "book.db", with_carrier=False)
    fill(desk, ACCOUNTS)
    async with at_desk(desk) as pilot:
        await opened(pilot, "no carrier is set: no text is sent")
        await pilot.press("escape", "s")
        await until(pilot, "No carrier is set")
        await opened(pilot, "waits: no carrier is set")


async def test_a_text_is_followed_until_it_is_delivered_and_marked_as_simulated(desk):
    fill(desk, ACCOUNTS)
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("s")
        await until(pilot, "u takes it back")
        assert "1 waits" in await opened(pilot, "leaves in")
        desk.office.clock.forward(seconds=11)
        assert "(simulated)" in await until(pilot, "delivered (simulated)")


async def test_what_waits_for_the_morning_says_until_when(tmp_path):
    desk = working(tmp_path, undo_seconds=17 * 3600 + 22 * 60)
    sent(desk)
    async with at_desk(desk) as pilot:
        await opened(pilot, "waits until Sat 3:22")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("accepted", "on its way: the carrier has it"),
        ("rejected", "refused by the carrier: carrier: rejected"),
        ("unknown", "unknown: may have gone, is looked for"),
        ("not_reached", "not reached the carrier, tried again in"),
    ],
)
async def test_each_state_is_told_in_words(tmp_path, answer, says):
    desk = working(tmp_path, HandCarrier(answer=answer))
    sent(desk)
    async with at_desk(desk) as pilot:
        await opened(pilot, says)


async def test_only_a_yes_drops_what_may_have_gone(tmp_path):
    desk = working(tmp_path, HandCarrier(answer="unknown"))
    message = sent(desk)
    async with at_desk(desk) as pilot:
        assert "1 to decide" in await opened(pilot, "unknown: may have gone")
        await pilot.press("d")
        await until(pilot, "Drop the one to Dana Alvarez?")
        await pilot.press("d", "enter", "n")
        assert state_of(desk, message) == "unknown"
        await pilot.press("d", "y")
        await until(pilot, "Dropped: the text to Dana Alvarez.")
        assert state_of(desk, message) == "dropped"
        await pilot.press("d")
        await until(pilot, "Only what may not have gone is dropped")


async def test_what_was_not_found_is_sent_anew_once(tmp_path):
    carrier = HandCarrier(answer="unknown", found=Found("not_found"))
    desk = working(tmp_path, carrier)
    message = sent(desk, rounds=5)
    assert state_of(desk, message) == "not_found"
    carrier.answer = "accepted"
    async with at_desk(desk, size=(120, 40)) as pilot:
        await opened(pilot, "not found at the carrier")
        await pilot.press("r")
        await until(pilot, "Send anew to Dana Alvarez?")
        await pilot.press("r", "enter", "y", "y")
        shown = await until(pilot, "on its way: the carrier has it")
        assert "dropped, sent anew" in shown
        assert len(carrier.taken) == 2
        for keys in (["home"], ["G"]):
            await pilot.press(*keys, "r")
            await until(pilot, "Only what did not arrive is sent anew")
    assert [(one.state, one.parent_id) for one in desk.messages.outbox()] == [("accepted", message), ("dropped", None)]


async def test_what_was_refused_and_sent_anew_is_not_sent_a_third_time(tmp_path):
    carrier = HandCarrier(answer="rejected")
    desk = working(tmp_path, carrier, undo_seconds=10)
    sent(desk)
    desk.office.clock.forward(seconds=11)
    desk.delivery.round()
    carrier.answer = "accepted"
    async with at_desk(desk, size=(120, 40)) as pilot:
        await opened(pilot, "refused by the carrier")
        await pilot.press("r", "y")
        await until(pilot, "in the outbox in place of it")
        await pilot.press("G", "r")
        await until(pilot, "Another one was sent in its place already")
        await pilot.press("u")
        await until(pilot, "The last thing that was done: text to Dana Alvarez.")
        await pilot.press("y")
        await until(pilot, "Undid: text to Dana Alvarez.")
        await until(pilot, "taken back, not sent")
    assert carrier.taken == []


async def test_what_goes_instead_is_shown_before_it_goes(tmp_path):
    desk = working(tmp_path, HandCarrier(answer="rejected"))
    dana = desk.queue.resolve("Dana Alvarez").id
    sent(desk)
    desk.keeping.add_invoice(dana, "77", "50", "2026-11-02", "2026-10-01")
    async with at_desk(desk) as pilot:
        await opened(pilot, "refused by the carrier")
        await pilot.press("r")
        assert "$2,050.00" in await until(pilot, "goes instead:")


async def test_news_is_not_replaced_by_a_reminder(tmp_path):
    carrier = HandCarrier(answer="rejected")
    desk = working(tmp_path, carrier)
    card = desk.queue.card(desk.queue.resolve("Dana Alvarez").id)
    desk.messages.send(card, desk.drafts.notice(card, "New prices from January"), form_key())
    desk.delivery.round()
    async with at_desk(desk) as pilot:
        await opened(pilot, "refused by the carrier")
        await pilot.press("r")
        await until(pilot, "News is not sent anew from here")
    assert len(desk.messages.outbox()) == 1


async def test_enter_goes_to_the_account_of_the_message(tmp_path):
    desk = working(tmp_path, HandCarrier(answer="rejected"))
    sent(desk, name="Eve Ltd")
    sent(desk)
    async with at_desk(desk) as pilot:
        await opened(pilot, "refused by the carrier")
        await pilot.press("j", "enter")
        await until(pilot, "Queue · 2")
        assert pilot.app.desk.on_screen.card.name == "Eve Ltd"


async def test_hostile_names_are_only_shown(tmp_path):
    desk = working(tmp_path, HandCarrier(answer="unknown"), names=[HOSTILE])
    send(desk, 1)
    desk.delivery.round()
    async with at_desk(desk, size=(120, 40)) as pilot:
        shown = await opened(pilot, "unknown: may have gone")
        assert "[/foo]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await pilot.press("r")
        assert "\x1b" not in await until(pilot, "Send anew to O'Neil [/foo]")


def test_the_lines_of_a_text_stay_and_nothing_else_acts():
    assert [line.plain for line in lines_of("a\r\nb\x0bc\u2028d")] == ["a", "b␋c<2028>d"]


async def test_what_speaks_against_sending_anew_is_asked_and_what_is_shown_goes(tmp_path):
    carrier = HandCarrier(answer="rejected")
    desk = working(tmp_path, carrier)
    card = desk.queue.card(1)
    own = desk.drafts.own_words(
        card, "Dana, shall we talk? Call Sam, 212-555-0100. Harbor Print Co. Reply STOP to end."
    )
    desk.messages.send(card, own, form_key())
    desk.delivery.round()
    carrier.answer = "accepted"
    desk.agreeing.promise(1, "2000", "2026-11-25", form_key())
    async with at_desk(desk, size=(120, 40)) as pilot:
        await opened(pilot, "refused by the carrier")
        await pilot.press("r")
        shown = await until(pilot, "This goes again")
        assert "shall we talk?" in shown
        await pilot.press("y")
        assert "romise" in await until(pilot, "Send it all the same?")
        await pilot.press("n")
        await pilot.pause(0.2)
        assert len(desk.messages.outbox()) == 1
        await pilot.press("r", "y")
        await until(pilot, "Send it all the same?")
        await pilot.press("y")
        await until(pilot, "in the outbox in place of it")
    desk.delivery.round()
    assert [words for _, _, words in carrier.taken] == [own.text]


@pytest.mark.parametrize("key", ["i", "O"])
async def test_the_keys_of_inbox_and_outbox_are_shown(desk, key):
    fill(desk, ACCOUNTS)
    async with at_desk(desk) as pilot:
        await pilot.press(key)
        await until(pilot, "Esc")
        await pilot.press("question_mark")
        assert "Go to its account on the desk." in await until(pilot, "Keys of the ")
        await pilot.press("escape")
        await until(pilot, "Space")


async def test_messages_from_before_leave_only_after_some_seconds_and_can_be_taken_back(tmp_path):
    carrier = HandCarrier()
    desk = working(tmp_path, carrier, undo_seconds=10, names=[f"Debtor {n}" for n in range(5)])
    desk.batches.begin(desk.batches.of([row.id for row in desk.queue.search("debtor")]), form_key())
    desk.office.clock.forward(seconds=60)
    async with at_desk(desk) as pilot:
        await until(pilot, "5 messages from before still wait: they leave in 10 s.")
        await pilot.pause(1.5)
        assert carrier.taken == []
        desk.office.clock.forward(seconds=11)
        for _ in range(100):
            await pilot.pause(0.05)
            if len(carrier.taken) == 5:
                break
    assert len(carrier.taken) == 5


async def test_a_text_that_the_carrier_has_is_called_back_after_a_yes(tmp_path):
    carrier = HandCarrier()
    carrier.cancel = lambda provider_id: True
    desk = working(tmp_path, carrier)
    sent(desk)
    async with at_desk(desk, size=(120, 40)) as pilot:
        await opened(pilot, "the carrier has it")
        await pilot.press("d")
        await until(pilot, "Call back the text to Dana Alvarez?")
        await pilot.press("y")
        await until(pilot, "Called back: the text to Dana Alvarez was not sent.")
    assert desk.messages.outbox()[0].state == "cancelled"
