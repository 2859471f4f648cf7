"""Money and agreements by keys: what a form says it will do, what the book then says, and how it is taken back."""

import pytest
from sitting import at_desk, fill, screen_text, until

from collector_tui.services.office import form_key


@pytest.fixture
def dana(desk):
    """The only account: 2,000.00, due on 1 November."""
    return fill(desk, ["Dana Alvarez"])[0]


def card(desk, account):
    return desk.queue.card(account)


async def typed(pilot, *lines: str) -> None:
    """Fill in the lines of a form one after another; Enter after each."""
    for words in lines:
        await pilot.press(*words, "enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_payment_says_where_it_goes_before_it_is_saved(desk, dana, size):
    async with at_desk(desk, size=size) as pilot:
        await pilot.press("p", *"400")
        await until(pilot, "Payment of 400.00: 400.00 to 1000 (1,600.00")
        assert card(desk, dana).balance_cents == 200_000
        await pilot.press("enter", "enter", "enter", "enter")
        await until(pilot, "1,600.00")
        assert card(desk, dana).balance_cents == 160_000
        await pilot.press("u")
        await until(pilot, "Undid: payment of 400.00 from Dana Alvarez.")
    assert card(desk, dana).balance_cents == 200_000
    assert desk.proving.differences() == []


async def test_what_is_wrong_is_said_while_it_is_typed_and_nothing_is_lost(desk, dana):
    async with at_desk(desk) as pilot:
        await pilot.press("p", *"0")
        await until(pilot, "more than nothing")
        await pilot.press("ctrl+s")
        await until(pilot, "more than nothing")
        await pilot.press("escape")
        await until(pilot, "Queue · 1")
    assert card(desk, dana).balance_cents == 200_000


async def test_a_promise_takes_the_account_out_and_the_day_brings_it_back(desk, dana):
    async with at_desk(desk) as pilot:
        await pilot.press("o", *"fri")
        await until(pilot, "Promise of 2,000.00 by 27 Nov 2026")
        await pilot.press("enter", "enter")
        await until(pilot, "2,000 promised")
        assert "Queue · 0" in screen_text(pilot)
    desk.office.clock.forward(days=9)
    desk.office.turn_day()
    async with at_desk(desk, size=(120, 40)) as pilot:
        await until(pilot, "promise of 2,000 broken")


async def test_an_open_promise_can_be_withdrawn_with_the_same_key(desk, dana):
    desk.agreeing.promise(dana, "100", "fri", form_key())
    async with at_desk(desk) as pilot:
        await pilot.press("slash", *"Dana", "enter", "o")
        await until(pilot, "withdraw the promise of 100.00")
        await pilot.press("j", "enter", "enter")
        await until(pilot, "Withdrawn: promise of 100.00")
    assert card(desk, dana).agreements[0].state == "withdrawn"


async def test_an_arrangement_is_shown_instalment_by_instalment(desk, dana):
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("a", *"3", "tab", *"2026-11-30")
        await until(pilot, "Nov 2026, 666.67 on 30 Dec 2026")
        await pilot.press("ctrl+s")
        await until(pilot, "Queue · 0")
        await pilot.press("slash", *"Dana", "enter", "3")
        shown = await until(pilot, "[3 Agreed]")
        assert "666.66  open" in shown


async def test_a_hold_names_its_reason_by_its_beginning_and_is_released_with_the_same_key(desk, dana):
    async with at_desk(desk) as pilot:
        await pilot.press("h", *"har", "enter", *"2w")
        await until(pilot, "Hold until 4 Dec 2026: hardship")
        await pilot.press("ctrl+s")
        await until(pilot, "Queue · 0")
        assert card(desk, dana).row.hidden_by == "on hold until 2026-12-04: hardship"
        await pilot.press("slash", *"Dana", "enter", "h")
        await until(pilot, "release the hold until 4 Dec 2026")
        await pilot.press("enter", "enter")
        await until(pilot, "Released: hold until 4 Dec 2026")
    assert card(desk, dana).row.reason == "step"


async def test_a_held_account_is_called_only_after_a_yes(desk, dana):
    desk.holding.hold(dana, "illness", "2w", form_key())
    async with at_desk(desk) as pilot:
        await pilot.press("slash", *"Dana", "enter", "c")
        await until(pilot, "On hold until 4 Dec 2026: illness. Call all the same?")
        await pilot.press("c", "enter")
        assert "Space starts" not in screen_text(pilot)
        await pilot.press("y")
        await until(pilot, "Space starts the timer")


async def test_who_asked_not_to_be_contacted_is_not_called_at_all(desk, dana):
    desk.holding.hold(dana, "cease", "2w", form_key())
    async with at_desk(desk) as pilot:
        await pilot.press("slash", *"Dana", "enter", "s")
        await until(pilot, "may not be texted now")
    assert desk.messages.outbox() == []


async def test_unapplied_credit_is_told_before_a_text_and_applied_with_one_key(desk, dana):
    desk.paying.pay(dana, "500", form_key(), unapplied=True)
    async with at_desk(desk, size=(120, 40)) as pilot:
        await until(pilot, "500.00 of theirs is not applied")
        await pilot.press("s")
        await until(pilot, "Text Dana Alvarez?")
        await pilot.press("n", "U")
        await until(pilot, "Credit applied: 500.00 to 1000 (1,500.00 stays open).")
    assert desk.messages.outbox() == []
    assert (card(desk, dana).unapplied_cents, card(desk, dana).balance_cents) == (0, 150_000)


async def test_a_text_goes_out_after_a_yes(desk, dana):
    desk.paying.pay(dana, "500", form_key(), unapplied=True)
    async with at_desk(desk, size=(120, 40)) as pilot:
        await until(pilot, "$1,500.00 for invoice")
        await pilot.press("s")
        await until(pilot, "Text Dana Alvarez?")
        await pilot.press("y")
        await until(pilot, "leaves in")
    assert [message.state for message in desk.messages.outbox()] == ["queued"]


async def test_a_dispute_leaves_the_others_and_a_credit_note_asks_whether_it_decides_it(desk, dana):
    desk.keeping.add_invoice(dana, "B", "300", "2026-11-01", "2026-10-01")
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("d")
        await until(pilot, "What is disputed")
        await typed(pilot, "B", "two boxes short")
        await pilot.press("ctrl+s")
        await until(pilot, "in dispute")
        assert card(desk, dana).overdue_cents == 200_000
        await pilot.press("C", *"120")
        await until(pilot, "It decides the dispute")
        await pilot.press("ctrl+s")
        await until(pilot, "Credit note of 120.00: 120.00 to B")
    assert card(desk, dana).overdue_cents == 218_000


async def test_a_payment_that_is_returned_is_chosen_from_a_list(desk, dana):
    desk.paying.pay(dana, "700", form_key(), reference="4711", method="cheque")
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("B")
        await until(pilot, "700.00 of 20 Nov 2026 cheque 4711")
        await pilot.press("enter", *"15")
        await until(pilot, "returned by the bank, fee 15.00")
        await pilot.press("enter", "enter")
        await until(pilot, "bank fee")
    assert card(desk, dana).balance_cents == 201_500


async def test_interest_is_seen_before_it_is_posted_and_waived_with_a_reason(desk, dana):
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("F", *"int", "enter", "tab", *"12")
        await until(pilot, "Interest on 1000: 12.49 (19 days at 12 % on 2,000.00")
        assert card(desk, dana).balance_cents == 200_000
        await pilot.press("ctrl+s")
        await until(pilot, "12.49")
        assert card(desk, dana).balance_cents == 201_249
        await pilot.press("F", "j", "enter", "tab", *"goodwill", "enter")
        await until(pilot, "Waived: 12.49 of interest 1000 (goodwill)")
    assert card(desk, dana).balance_cents == 200_000


async def test_a_settlement_that_is_paid_writes_off_the_rest(desk, dana):
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("S", *"10%", "tab", *"eom")
        await until(pilot, "200.00 of 2,000.00")
        await pilot.press("ctrl+s")
        await until(pilot, "Queue · 0")
        desk.paying.pay(dana, "1800", form_key())
    assert card(desk, dana).balance_cents == 0


async def test_barter_is_taken_off_when_it_is_delivered(desk, dana):
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("X", *"1500", "tab", *"van service")
        await until(pilot, "Nothing is taken off before it is delivered")
        await pilot.press("ctrl+s")
        await until(pilot, "Queue · 0")
        assert card(desk, dana).balance_cents == 200_000
        await pilot.press("slash", *"Dana", "enter", "X")
        await until(pilot, "delivered: van service")
        await pilot.press("enter", "ctrl+s")
        await until(pilot, "van service, 1,500.00 to 1000")
    assert card(desk, dana).balance_cents == 50_000


async def test_a_write_off_is_taken_back_with_the_same_key(desk, dana):
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("W", *"too", "ctrl+s")
        await until(pilot, "Queue · 0")
        assert card(desk, dana).balance_cents == 0
        await pilot.press("slash", *"Dana", "enter", "W")
        await until(pilot, "Owed again: Dana Alvarez")
        await pilot.press("enter")
        await until(pilot, "is owed again")
    assert card(desk, dana).balance_cents == 200_000


async def test_a_statement_is_read_and_written(desk, dana, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    desk.paying.pay(dana, "400", form_key())
    async with at_desk(desk, size=(120, 50)) as pilot:
        await pilot.press("T")
        await until(pilot, "$1,600.00 is owed on 20 Nov 2026")
        await pilot.press("w")
        await until(pilot, "statement-dana-alvarez-2026-11-20.pdf")
        await pilot.press("ctrl+u", *"out.txt", "enter")
        await until(pilot, "The statement is in")
    assert "1,600.00" in (tmp_path / "out.txt").read_text("utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("key", "words"), [("1", "1000"), ("2", "account added"), ("3", "hardship"), ("4", "555-0100")]
)
async def test_each_section_of_an_account_is_a_keypress_away(desk, dana, size, key, words):
    desk.holding.hold(dana, "hardship", "2w", form_key())
    desk.holding.release(dana, form_key())
    async with at_desk(desk, size=size) as pilot:
        await pilot.press(key)
        shown = await until(pilot, f"[{key} ")
        assert words in shown


async def test_the_top_line_counts_orphans_and_there_are_none(desk, dana):
    async with at_desk(desk) as pilot:
        assert "0 orphans" in await until(pilot, "orphans")


async def test_two_enters_book_one_payment(desk, dana):
    async with at_desk(desk) as pilot:
        await pilot.press("p", *"400", "ctrl+s", "ctrl+s", "enter")
        await until(pilot, "1,600.00")
    assert [cents for _, _, cents, *_ in desk.paying.payments(dana)] == [40_000]
