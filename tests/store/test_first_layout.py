"""A book of the first layout, from before money and agreements: opened as it is, it moves on and loses nothing."""

import shutil
import stat

import pytest
from desks import HARBOR, TODAY, aging, opened

from collector_tui.domain.business import WorkRules
from collector_tui.domain.refusal import BookTrouble, Refused
from collector_tui.services.office import Office, form_key
from collector_tui.store import engine, journal
from collector_tui.store.driver import sqlite3
from collector_tui.store.opening import open_book

AT = "2026-10-01T14:00:00+00:00"
ROWS = [
    "INSERT INTO account (id, name, name_key, currency, created_at) VALUES (1, 'Dana Alvarez', 'dana alvarez', 'USD', '{at}')",
    "INSERT INTO source VALUES (1, 'open items', 'csv', '2026-10-01')",
    "INSERT INTO import_run (id, source_id, filename, as_of, at) VALUES (1, 1, 'open.csv', '2026-10-01', '{at}')",
    "INSERT INTO entry VALUES (1, 1, 'invoice', 1, '1041', '2026-09-01', '2026-10-01', 0, 128450, 'USD', '{at}', NULL, NULL, NULL, '')",
    "INSERT INTO entry VALUES (2, 1, 'invoice', 1, '1050', '2026-09-01', '2026-11-10', 0, 50000, 'USD', '{at}', NULL, NULL, 1, '')",
    "INSERT INTO entry VALUES (3, 1, 'payment', -1, 'P1', '2026-10-01', NULL, 0, 20000, 'USD', '{at}', NULL, NULL, 1, '')",
    "INSERT INTO allocation VALUES (1, 3, 2, 20000, '2026-10-01', '{at}', 1)",
    "INSERT INTO item VALUES (1, 1, 'invoice', 1, '1041', '2026-10-01', 128450, 'open', NULL, NULL)",
    "INSERT INTO item VALUES (2, 1, 'invoice', 1, '1050', '2026-11-10', 30000, 'open', 1, 1)",
    "INSERT INTO item VALUES (3, 1, 'payment', -1, 'p1', NULL, 0, 'settled', 1, 1)",
    "INSERT INTO note (account_id, at, text) VALUES (1, '{at}', 'asks for a copy')",
    "INSERT INTO phone VALUES (1, 1, '2125550101', '+12125550101', '', '(212) 555-0101', 'America/New_York', 'ok', NULL)",
]
TEXTS = [(3, "delivered", "128450 USD 1041:2026-10-01:128450"), (4, "failed", "128450 USD 1041:2026-10-01:128450")]
"""Texts of the first layout: the number of the step on the one ladder there was, and what the text claimed."""
ACTS = [
    "INSERT INTO act VALUES (1, 'import', NULL, 1, 'import of open.csv', '2026-10-01', 'a', 1, NULL)",
    "INSERT INTO act VALUES (2, 'note', 1, 1, 'note on Dana Alvarez', '2026-10-01', 'b', 2, NULL)",
    "INSERT INTO act VALUES (3, 'invoice', 1, 1, 'invoice 1041 of Dana Alvarez', '2026-10-01', 'c', 3, NULL)",
]
LINES = [("import", "imported open.csv"), ("note", "asks for a copy"), ("invoice", "invoice 1041")]


@pytest.fixture
def old_book(book_path, tmp_path, monkeypatch):
    """A book that the first program laid out and worked in."""
    with monkeypatch.context() as first:
        folder = tmp_path / "first"
        folder.mkdir()
        shutil.copy(engine._MIGRATIONS / "0001_first_book.py", folder)
        first.setattr(engine, "_MIGRATIONS", folder)
        first.setattr(engine, "VERSION", 1)
        book_path.parent.mkdir()
        engine.migrate(book_path, book_id="feedfacefeedface")
    with sqlite3.connect(book_path) as raw:
        for step, state, figures in TEXTS:
            raw.execute(
                "INSERT INTO message (account_id, phone_id, recipient, tone, step, text, encoding, units, segments, "
                "figures, state, day, queued_at, leaves_at, expires_at, state_at, mark, handled) VALUES (1, 1, '+12125550101', "
                "'polite', ?, 'words', 'GSM-7', 5, 1, ?, ?, '2026-10-05', ?, ?, ?, ?, 2, 1)",
                (step, figures, state, AT, AT, AT, AT),
            )
        prev = bytes(32)
        for sql in ROWS:
            raw.execute(sql.format(at=AT))
        for line, (kind, text) in enumerate(LINES, 1):
            digest = journal.hashlib.sha256(b"salt" + text.encode()).digest()
            sealed = journal.seal(prev, line, AT, "America/New_York", 1, kind, "person", None, digest)
            row = (line, AT, "America/New_York", 1, kind, "person", None, text, b"salt", digest, prev, sealed)
            raw.execute(f"INSERT INTO journal VALUES ({','.join('?' * 12)})", row)
            prev = sealed
        for sql in ACTS:
            raw.execute(sql)
    raw.close()
    return book_path


def kept(path) -> dict[str, list]:
    """Every row of the first layout's tables, by the columns they had then."""
    with sqlite3.connect(path) as raw:
        raw.row_factory = sqlite3.Row
        tables = ("account", "entry", "allocation", "item", "note", "journal", "act", "import_run", "source")
        later = {"line", "about_id", "method", "restates_id", "moved_id"}
        rows = {t: [dict(row) for row in raw.execute(f"SELECT * FROM {t}")] for t in tables}
    raw.close()
    return {t: [{k: v for k, v in row.items() if k not in later} for row in found] for t, found in rows.items()}


def test_opening_moves_it_on_and_nothing_in_it_changes(old_book):
    before = kept(old_book)
    book, notice = open_book(old_book)
    book.close()
    assert "came without its mark" in notice
    assert engine.layout_of(old_book) == engine.VERSION
    assert kept(old_book) == before


def test_accounts_stand_by_the_new_rules_though_the_day_is_the_same(old_book, clock):
    rules = Office(None, clock, HARBOR, WorkRules())._fingerprint
    with sqlite3.connect(old_book) as raw:
        raw.executemany("INSERT INTO meta VALUES (?, ?)", [("as_of", str(TODAY)), ("standing_rules", rules)])
    raw.close()
    services = opened(old_book, clock)
    assert services.queue.card(1).balance_cents == 158_450
    assert services.proving.differences() == []
    services.close()


def test_the_steps_that_texts_had_taken_are_still_taken(old_book, clock):
    services = opened(old_book, clock)
    card = services.queue.card(1)
    steps = services.office.ladder(card).steps
    assert (steps[card.step_taken].name, steps[card.next_step].name) == ("first notice", "call")
    assert [(one.state, one.approach, one.channel) for one in services.messages.outbox()] == [
        ("failed", "reminder", "sms"), ("delivered", "reminder", "sms"),
    ]  # fmt: skip
    services.close()


def test_a_backup_of_the_first_layout_is_left_beside_it(old_book):
    before = kept(old_book)
    open_book(old_book)[0].close()
    copy = old_book.with_name(f"{old_book.name}.before-layout-{engine.VERSION}")
    assert engine.layout_of(copy) == 1
    assert kept(copy) == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_it_is_worked_on_at_once(old_book, clock):
    services = opened(old_book, clock)
    assert services.proving.differences() == []
    assert aging(services) == {"Dana Alvarez USD": ((0, 30_000, 128_450, 0, 0), 0)}
    services.paying.pay(1, "1,000", form_key())
    services.agreeing.promise(1, "584.50", "fri", form_key())
    assert aging(services) == {"Dana Alvarez USD": ((0, 30_000, 28_450, 0, 0), 0)}
    assert services.proving.differences() == []
    services.close()


def test_what_was_done_in_it_can_still_be_taken_back(old_book, clock):
    services = opened(old_book, clock)
    assert str(services.undo.undo()) == "invoice 1041 of Dana Alvarez"
    assert aging(services) == {"Dana Alvarez USD": ((0, 30_000, 0, 0, 0), 0)}
    assert str(services.undo.undo()) == "note on Dana Alvarez"
    assert str(services.undo.undo()) == "import of open.csv"
    assert aging(services) == {}
    assert services.proving.differences() == []
    with pytest.raises(Refused, match="nothing to undo"):
        services.undo.undo()
    services.close()


def test_entries_are_append_only_again_once_it_is_moved(old_book, clock):
    services = opened(old_book, clock)
    with pytest.raises(sqlite3.IntegrityError, match="the entry is append-only"):
        services.office.book._opened_for_writing().connection().execute("UPDATE entry SET line = NULL")
    services.close()


def test_read_only_says_that_it_must_be_opened_for_writing_once(old_book):
    before = old_book.read_bytes()
    with pytest.raises(BookTrouble, match="is of an earlier layout: open it once for writing"):
        open_book(old_book, read_only=True)
    assert old_book.read_bytes() == before
    assert [path.name for path in old_book.parent.iterdir()] == [old_book.name]
