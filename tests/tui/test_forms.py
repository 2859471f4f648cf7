"""Forms at the desk: what can be typed for an invoice, what Enter does on a line, and how little room an error takes."""

import pytest
from sitting import at_desk, fill, screen_text, until

from collector_tui.services.office import form_key
from collector_tui.tui.screens.naming import split

ODD = ["MB 1", "MB 10", "G 1,000=5%", "O'Neil 7", "1041"]


@pytest.fixture
def dana(desk):
    """The only account: 2,000.00, due on 1 November."""
    return fill(desk, ["Dana Alvarez"])[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mb 1", ["MB 1"]),
        ("MB 10 mb 1", ["MB 10", "MB 1"]),
        ("MB 1=20, g 1,000=5%", ["MB 1=20", "G 1,000=5%"]),
        ("g 1,000=5%=1,000.50 1041", ["G 1,000=5%=1,000.50", "1041"]),
        ("MB 1=500,1041", ["MB 1=500", "1041"]),
        ("o'neil 7;1041", ["O'Neil 7", "1041"]),
        ('"MB 1" “1041”=7', ["MB 1", "1041=7"]),
        ("MB 9, MB 1", ["MB 9", "MB 1"]),
        ("77 1041", ["77", "1041"]),
        ("=", ["="]),
        ("1041=", ["1041="]),
        ("", []),
    ],
)
def test_the_numbers_of_the_account_are_known_before_anything_is_split(typed, meant):
    assert split(typed, ODD) == meant


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_invoice_with_a_space_in_its_number_is_paid(desk, dana, size):
    desk.keeping.add_invoice(dana, "MB 1", "300", "2026-11-01", "2026-10-01")
    async with at_desk(desk, size=size) as pilot:
        await pilot.press("p", *"50", "enter", *"mb 1=20")
        await until(pilot, "20.00 to MB 1")
        await pilot.press("ctrl+u", *"mb 2", "enter")
        await until(pilot, "There is no open invoice “mb")
        assert pilot.app.focused.id == "part-invoices"
        await pilot.press("ctrl+u", *"mb 1", "enter")
        await until(pilot, "50.00 to MB 1")
        assert "There is no open" not in screen_text(pilot)
        assert pilot.app.focused.id == "part-on"


@pytest.mark.parametrize("typed", ["late fee", "late_fee", "late-fee", "LATE"])
async def test_a_charge_is_named_by_the_words_on_the_screen(desk, dana, typed):
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("F", *(key.replace("_", "underscore").replace("-", "minus") for key in typed), "enter")
        assert pilot.app.screen.query_one("#part-kind").value == "late fee"
        await pilot.press(*"25", "ctrl+s")
        await until(pilot, "Late fee of 25.00")
    assert desk.queue.card(dana).balance_cents == 202_500


async def test_enter_stays_on_a_line_that_is_not_right(desk, dana):
    async with at_desk(desk) as pilot:
        await pilot.press("p", "enter")
        await until(pilot, "Amount: this has to be filled in")
        await pilot.press(*"ten", "enter")
        await until(pilot, "“ten” is not an amount")
        assert pilot.app.focused.id == "part-amount"
        await pilot.press("ctrl+u", *"10", "enter", "enter", *"never", "enter")
        await until(pilot, "“never” is not a day")
        assert pilot.app.focused.id == "part-on"


async def test_enter_goes_through_a_dispute(desk, dana):
    desk.keeping.add_invoice(dana, "B", "300", "2026-11-01", "2026-10-01")
    async with at_desk(desk) as pilot:
        await pilot.press("d", *"b", "enter", *"two boxes short", "enter", "enter")
        await until(pilot, "u takes it back")
    assert [one.kind for one in desk.queue.card(dana).agreements] == ["dispute"]


async def test_three_hundred_invoices_leave_the_fields_in_sight(desk, dana):
    for number in range(299):
        desk.keeping.add_invoice(dana, f"G {number:03}", "10", "2026-11-05", "2026-10-01")
    async with at_desk(desk) as pilot:
        await pilot.press("p", *"2900")
        shown = await until(pilot, "→ Payment of 2,900.00")
        assert all(label in shown for label in ("Amount", "For ", "On ", "How it came"))
        assert pilot.app.screen.query_one("#consequence").size.height <= 4
        await pilot.press("escape", "d", *"zz", "enter")
        await until(pilot, "294 more.")


async def test_a_credit_note_and_a_write_off_are_dated(desk, dana):
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("C", *"100", "tab", *"1000", "tab", "tab", "tab", *"18 nov")
        await until(pilot, "on 18 Nov 2026")
        await pilot.press("ctrl+s")
        await until(pilot, "Credit note of 100.00")
        await pilot.press("W", *"too", "enter", "tab", *"50", "tab", *"19 nov", "ctrl+s")
        await until(pilot, "50.00 of 1000")
    assert desk.queue.card(dana).balance_cents == 185_000


async def test_a_new_account_puts_the_cursor_where_it_is_wrong(desk):
    async with at_desk(desk) as pilot:
        await pilot.press("A", *"Dana", "enter", *"12", "ctrl+s")
        await until(pilot, "is not a phone number")
        assert pilot.app.focused.id == "field-phone"
        await pilot.press("ctrl+u", "tab", "tab", *"1041", "ctrl+s")
        await until(pilot, "three or none.")
        assert pilot.app.focused.id == "field-amount"
        await pilot.press(*"0", "tab", *"30d", "ctrl+s")
        await until(pilot, "more than nothing")
        assert pilot.app.focused.id == "field-amount"


async def test_each_payment_that_could_be_returned_is_named(desk, dana):
    desk.paying.pay(dana, "70", form_key(), method="transfer", reference="A7")
    desk.paying.pay(dana, "70", form_key(), method="cheque", reference="4711")
    async with at_desk(desk) as pilot:
        await pilot.press("B")
        shown = await until(pilot, "70.00 of 20 Nov 2026 cheque 4711")
        assert "70.00 of 20 Nov 2026 transfer A7" in shown


async def test_a_line_of_a_form_is_shown_with_what_it_is_for(desk):
    fill(desk, ["Dana Alvarez"])
    async with at_desk(desk, size=(80, 24)) as pilot:
        await pilot.press("e")
        await until(pilot, "Another phone, one that is right again")
        for _ in range(12):
            await pilot.press("tab")
        await until(pilot, "Language")
        await pilot.press("home", "ctrl+u", *"x", "shift+tab", "shift+tab")
        await until(pilot, "Bankruptcy")
