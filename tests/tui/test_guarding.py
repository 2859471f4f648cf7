"""The guard on the desk: the verdict is always in sight, a warning asks once, a block names its rule and what is left."""

from datetime import UTC, datetime

import pytest
from sitting import at_desk, fill, screen_text, until


@pytest.fixture
def luz(desk):
    """An account with a Florida number, at five to nine in the evening there."""
    account = desk.keeping.add_account("Luz Ortega", facts={"phone": "(305) 555-0101"})
    desk.keeping.add_invoice(account, "1000", "2000", "2026-11-01", "2026-10-01")
    desk.office.clock.set(datetime(2026, 11, 21, 1, 55, tzinfo=UTC))
    return account


async def test_a_florida_number_may_be_called_at_five_to_nine(desk, luz):
    async with at_desk(desk, size=(120, 40)) as pilot:
        assert "may be called" in await until(pilot, "20:55 New York")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_at_nine_it_is_blocked_with_the_rule_its_source_and_the_time_from_which_it_is_allowed(desk, luz, size):
    desk.office.clock.forward(minutes=5)
    async with at_desk(desk, size=size) as pilot:
        await pilot.press("c")
        shown = await until(pilot, "Call Luz Ortega: not now")
        assert "FL.559.72.17.HOURS" in shown
        assert "559.72(17)" in shown
        assert "Permitted from: " in shown
        assert "08:00" in shown
        assert "not legal" in shown
        await pilot.press("escape")
        await until(pilot, "Queue · 1")
    assert desk.queue.card(luz).last_contact_on is None


async def test_later_plans_the_call_for_the_first_permitted_minute(desk, luz):
    desk.office.clock.forward(minutes=5)
    async with at_desk(desk) as pilot:
        await pilot.press("c")
        await until(pilot, "l later")
        await pilot.press("l")
        await until(pilot, "call, as permitted from then")
    assert str(desk.queue.card(luz).next_on) == "2026-11-21"


async def test_a_text_is_put_off_with_the_same_key(desk, luz):
    desk.office.clock.forward(minutes=5)
    async with at_desk(desk) as pilot:
        await pilot.press("s")
        await until(pilot, "Text Luz Ortega: not now")
        await pilot.press("l")
        await pilot.pause(0.3)
    (message,) = desk.messages.outbox()
    assert (message.state, message.leaves_at) == ("queued", datetime(2026, 11, 21, 13, 0, tzinfo=UTC))


async def test_an_override_asks_for_the_reason_and_the_journal_keeps_it(desk, luz):
    desk.office.clock.forward(minutes=5)
    async with at_desk(desk) as pilot:
        await pilot.press("c")
        await until(pilot, "r now, with a reason")
        await pilot.press("r")
        await until(pilot, "Why all the same?")
        await pilot.press(*"she asked", "enter")
        await until(pilot, "Space starts the timer")
        await pilot.press("v")
        await until(pilot, "Enter saves")
        await pilot.press("enter")
        await pilot.pause(0.3)
    assert any("she asked" in line.text for line in desk.queue.card(luz).timeline)


async def test_what_no_reason_sets_aside_offers_none(desk, luz):
    desk.keeping.set_facts(luz, {"bankruptcy": "pending 2026-11-01"})
    async with at_desk(desk) as pilot:
        await pilot.press("c")
        shown = await until(pilot, "No reason sets this aside.")
        assert "r now" not in shown
        await pilot.press("r", "l")
        await pilot.pause(0.2)
        assert "not now" in screen_text(pilot)


async def test_a_house_rule_asks_once(desk):
    fill(desk, ["Dana Alvarez"])
    desk.office.clock.set(datetime(2026, 11, 21, 2, 30, tzinfo=UTC))
    async with at_desk(desk) as pilot:
        await pilot.press("c")
        await until(pilot, "Call Dana Alvarez?")
        await pilot.press("y")
        await until(pilot, "Space starts the timer")
