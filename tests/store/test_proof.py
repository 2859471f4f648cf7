"""`check` names whatever was tampered with: money that adds up otherwise, and agreements that say what is not so."""

import pytest
from desks import debtor
from stories import Story

from collector_tui.services.office import form_key
from collector_tui.store.driver import sqlite3


@pytest.fixture
def story(tmp_path):
    """A book with some of everything; the second account owes nothing."""
    made = Story(tmp_path, "2026-05-01")
    desk = made.desk
    other = desk.keeping.add_account("Brightside")
    desk.keeping.add_invoice(other, "9", "50", "2026-04-10")
    made.invoice("1", "1,000", "2026-03-01")
    made.invoice("2", "300", "2026-04-20")
    made.do(desk.agreeing.promise, "500", "2026-05-20")
    made.do(desk.agreeing.arrange, "monthly", "2026-05-20", count="4", invoices=["1"])
    made.do(desk.holding.dispute, "2", "too dear", "2026-05-20")
    made.do(desk.charging.charge, "interest", rate="10", invoice="1")
    made.pay("200")
    made.on("2026-05-02")
    yield made
    desk.close()


def damaged(story: Story, *sql: str) -> list[str]:
    """What `check` says after a change by force."""
    assert story.desk.proving.differences() == []
    with sqlite3.connect(story.desk.office.book.path) as raw:
        for table in ("entry", "allocation"):
            raw.execute(f"DROP TRIGGER {table}_no_update")
            raw.execute(f"DROP TRIGGER {table}_no_delete")
        for statement in sql:
            assert raw.execute(statement).rowcount > 0
    raw.close()
    return story.desk.proving.differences()


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        (
            "UPDATE instalment SET amount_cents = amount_cents + 1 WHERE number = 2",
            "arrangement 2 of account 1: its instalments are not its amount",
        ),
        (
            "DELETE FROM instalment WHERE agreement_id = 2",
            "arrangement 2 of account 1: its instalments are not its amount",
        ),
        (
            "UPDATE instalment SET state = 'missed' WHERE number = 4",
            "arrangement 2 of account 1 is kept as active with 20000 cents paid, it is active with 20000",
        ),
        (
            "UPDATE agreement SET state = 'kept' WHERE kind = 'promise'",
            "promise 1 of account 1 is kept as kept with 20000 cents paid, it is open with 20000",
        ),
        (
            "UPDATE agreement SET paid_cents = 1 WHERE kind = 'promise'",
            "promise 1 of account 1 is kept as open with 1 cents paid, it is open with 20000",
        ),
        (
            "UPDATE agreement SET until_on = '2026-04-01' WHERE kind = 'dispute'",
            "dispute 3 of account 1 is kept as open with 0 cents paid, it is to decide with 0",
        ),
        (
            "UPDATE agreement SET entry_id = 1 WHERE kind = 'dispute'",
            "dispute 3 of account 1 is about an invoice that is not the account's",
        ),
        (
            "UPDATE agreement_invoice SET entry_id = 1",
            "arrangement 2 of account 1 is about an invoice that is not the account's",
        ),
        (
            "UPDATE allocation SET effective_on = '2026-02-01'",
            "allocation 1 counts from before the payment or the invoice did",
        ),
        ("UPDATE allocation SET debit_id = 1", "allocation 1 lets one account pay for another"),
        ("UPDATE allocation SET cents = cents + 1", "entry 2 (1): 80000 cents are kept as open, its entries say 79999"),
        ("UPDATE allocation SET cents = 30001", "entry 5: more is allocated than it has"),
        ("UPDATE interest SET entry_id = 3", "entry 3 has an interest reckoning and is no interest"),
        (
            "UPDATE entry SET due_on = '2026-01-01' WHERE id = 2",
            "the aging of account 1 is not what its entries add up to",
        ),
        (
            "UPDATE account SET balance_cents = balance_cents + 1 WHERE id = 2",
            "the outstanding USD of the aging is not what the accounts owe",
        ),
        (
            "UPDATE account SET days_1_cents = days_1_cents + 5, balance_cents = balance_cents + 5 WHERE id = 2",
            "the aging of account 2 is not what its entries add up to",
        ),
    ],
)
def test_what_was_tampered_with_is_named(story, sql, sentence):
    assert sentence in damaged(story, sql)


def test_proving_changes_nothing(story):
    book = story.desk.office.book
    tables = [
        row[0] for row in book.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%finder%'")
    ]
    before = {table: book.rows(f"SELECT * FROM {table}") for table in tables}
    story.sound()
    assert {table: book.rows(f"SELECT * FROM {table}") for table in tables} == before


def test_agreements_are_judged_as_of_the_day_the_book_is_at(story):
    """The desk has not been opened since the promise ran out: what is kept is right for the day it was."""
    story.clock.forward(days=60)
    story.sound()
    story.desk.office.turn_day()
    assert story.states("promise") == ["partly kept 200 of 500"]
    story.sound()


def test_an_invoice_of_a_day_to_come_and_a_clock_that_went_back_are_no_fault(collecting, clock):
    account = debtor(collecting)
    collecting.keeping.add_invoice(account, "LATER", "100", "2026-12-30", "2026-12-15")
    assert collecting.proving.differences() == []
    collecting.paying.pay(account, "50", form_key())
    clock.forward(days=-40)
    collecting.office.turn_day()
    assert collecting.proving.differences() == []
