"""What happened stays written: journal, entries and allocations are added to and never changed, and a change shows."""

import pytest
from desks import call, debtor, item, take_in

from collector_tui.services.office import form_key
from collector_tui.store import journal
from collector_tui.store.driver import sqlite3


@pytest.fixture
def connection(collecting):
    """The book's own writing connection, over a book that has some of everything."""
    take_in(collecting, item("1", 10_000, 4_000))
    account = debtor(collecting)
    call(collecting, account, "voicemail")
    collecting.plans.note(account, "called twice", form_key())
    return collecting.office.book._opened_for_writing().connection()


@pytest.mark.parametrize("table", ["journal", "entry", "allocation"])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {table} SET id = id + 100",
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE id = (SELECT MAX(id) FROM {table})",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1",
        "REPLACE INTO {table} SELECT * FROM {table}",
    ],
)
def test_no_line_is_changed_or_taken_out(connection, table, change):
    column = {"journal": "text", "entry": "amount_cents", "allocation": "cents"}[table]
    before = connection.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    with pytest.raises(sqlite3.IntegrityError, match=f"the {table} is append-only"):
        connection.execute(change.format(table=table, column=column))
    assert connection.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "'2020-01-01T00:00:00+00:00'"), ("zone", "'UTC'"), ("account_id", "NULL"), ("kind", "'other'"),
        ("actor", "'machine'"), ("reverses", "1"), ("text", "'never called'"), ("salt", "x'00'"), ("digest", "x'00'"),
        ("prev", "x'11'"), ("hash", "x'22'"),
    ],
)  # fmt: skip
def test_any_change_to_a_line_by_force_is_found(collecting, connection, column, value):
    (line,) = connection.execute(
        "SELECT MAX(id) FROM journal WHERE account_id IS NOT NULL AND kind = 'call'"
    ).fetchone()
    connection.execute("DROP TRIGGER journal_no_update")
    connection.execute(f"UPDATE journal SET {column} = {value} WHERE id = {line}")
    assert journal.broken_at(collecting.office.book) == line
    assert f"journal line {line} was changed, or a line before it is missing" in collecting.proving.differences()


@pytest.mark.parametrize("line", [1, 3])
def test_a_line_taken_out_by_force_is_found(collecting, connection, line):
    connection.execute("PRAGMA foreign_keys = 0")
    connection.execute("DROP TRIGGER journal_no_delete")
    connection.execute(f"DELETE FROM journal WHERE id = {line}")
    assert journal.broken_at(collecting.office.book) == line


def test_an_untouched_journal_verifies(collecting, connection):
    assert journal.broken_at(collecting.office.book) is None
    assert collecting.proving.differences() == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE item SET residual_cents = residual_cents + 1 WHERE entry_id = 1", "cents are kept as open"),
        ("UPDATE account SET balance_cents = balance_cents + 1 WHERE id = 1", "do not agree"),
        ("UPDATE account SET overdue_cents = overdue_cents + 1 WHERE id = 1", "not the sum of the accounts"),
        ("UPDATE account SET reason_text = 'x' WHERE id = 1", "is not what its entries and contacts say"),
        ("UPDATE tally SET accounts = accounts + 1", "not the number of accounts in it"),
        ("UPDATE account SET next_on = NULL WHERE id = 1", "has no next action"),
    ],
)
def test_every_figure_that_was_tampered_with_is_told(collecting, connection, damage, told):
    connection.execute(damage)
    assert any(told in sentence for sentence in collecting.proving.differences())
