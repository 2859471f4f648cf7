"""The tables of a new book: strict, bounded, the same as the models, and kept by an engine that obeys."""

import peewee
import pytest

from collector_tui.store import engine, schema
from collector_tui.store.driver import sqlite3

ROWS = [
    kind for kind in vars(schema).values() if isinstance(kind, type) and issubclass(kind, schema.Row | peewee.Model)
]
MODELS = [kind for kind in ROWS if kind not in (schema.Row, peewee.Model)]
WANTED = {
    "foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0, "secure_delete": 1,
    "synchronous": 2, "journal_mode": "wal", "busy_timeout": 5000,
}  # fmt: skip


def writer(collecting):
    return collecting.office.book._opened_for_writing().connection()


def test_every_table_is_strict(collecting):
    tables = collecting.office.book.rows(
        "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    )
    loose = {name for name, strict in tables if not strict and not name.startswith("sqlite_")}
    assert {name for name in loose if not name.startswith("finder")} == {"schema_migration"}, "Peewee's own list"
    assert len(tables) > 15


def test_the_book_is_opened_with_what_it_was_told(collecting):
    if sqlite3.sqlite_version_info < (3, 51, 3):
        WANTED.update(journal_mode="delete", synchronous=3)
    found = {name: writer(collecting).execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED}
    assert found == WANTED


def test_only_one_sqlite_library_touches_the_book():
    assert sqlite3 is peewee.sqlite3


def test_the_header_says_what_the_file_is(collecting):
    pragma = collecting.office.book.rows
    assert (pragma("PRAGMA application_id"), pragma("PRAGMA user_version")) == (
        [(engine.APPLICATION_ID,)],
        [(engine.VERSION,)],
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_has_the_columns_of_its_table(collecting, model):
    name = model._meta.table_name
    columns = {row[1]: row for row in collecting.office.book.rows(f"PRAGMA table_info({name})")}
    for field in model._meta.sorted_fields:
        _, _, kind, notnull, _, _ = columns[field.column_name]
        is_text = isinstance(field, peewee.TextField)
        assert kind == ("TEXT" if is_text else "INTEGER"), field
        assert bool(notnull) == (not field.null), field
    needed = {column for column, row in columns.items() if row[3] and row[4] is None and not row[5]}
    assert needed <= {field.column_name for field in model._meta.sorted_fields}, "what has no default must be given"


@pytest.mark.parametrize(
    "wrong",
    [
        "INSERT INTO entry (account_id, kind, sign, number, effective_on, amount_cents, currency, recorded_at) VALUES ({0}, 'invoice', 1, 'x', '2026-11-01', 12.5, 'USD', '')",
        "INSERT INTO entry (account_id, kind, sign, number, effective_on, amount_cents, currency, recorded_at) VALUES ({0}, 'invoice', 1, 'x', '2026-11-01', 0, 'USD', '')",
        "INSERT INTO entry (account_id, kind, sign, number, effective_on, amount_cents, currency, recorded_at) VALUES ({0}, 'invoice', 1, 'x', '2026-11-01', -5, 'USD', '')",
        "INSERT INTO entry (account_id, kind, sign, number, effective_on, amount_cents, currency, recorded_at) VALUES ({0}, 'invoice', 2, 'x', '2026-11-01', 5, 'USD', '')",
        "INSERT INTO entry (account_id, kind, sign, number, effective_on, amount_cents, currency, recorded_at) VALUES ({0}, 'invoice', 1, 'x', '31/12/2026', 5, 'USD', '')",
        "INSERT INTO entry (account_id, kind, sign, number, effective_on, amount_cents, currency, recorded_at) VALUES (99, 'invoice', 1, 'x', '2026-11-01', 5, 'USD', '')",
        "INSERT INTO plan (account_id, kind, day, mark) VALUES ({0}, 'snooze', '2026-02-30', 1)",
        "UPDATE phone SET status = 'odd'",
        "UPDATE item SET residual_cents = -1",
        "DELETE FROM account",
    ],
)
def test_the_book_itself_refuses_what_cannot_be(collecting, wrong):
    from desks import debtor

    account = debtor(collecting)
    with pytest.raises(sqlite3.IntegrityError):
        writer(collecting).execute(wrong.format(account))
