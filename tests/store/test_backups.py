"""A backup is a whole, verified book that opens, and is taken before a book is changed to a new layout."""

import shutil

import pytest
from desks import aging, debtor, opened

from collector_tui.domain.refusal import BookTrouble
from collector_tui.services.office import form_key
from collector_tui.store import engine
from collector_tui.store.driver import sqlite3
from collector_tui.store.opening import open_book

NEXT = '''
"""A layout that does not exist yet, for this test only."""


def up(migrator, db):
    db.execute_sql("ALTER TABLE account ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
    {then}
'''
NOW, NEWER = engine.VERSION, engine.VERSION + 1


def test_a_backup_opens_as_the_same_book(collecting, clock):
    debtor(collecting)
    target = collecting.proving.backup()
    debtor(collecting, "Brightside", number="2")
    restored = opened(target, clock)
    assert "came without its mark" in restored.notice
    assert list(aging(restored)) == ["Dana Alvarez USD"]
    assert restored.proving.differences() == []
    restored.close()


def test_a_backup_never_overwrites(collecting, tmp_path):
    target = tmp_path / "mine.db"
    target.write_text("precious")
    with pytest.raises(BookTrouble, match="is there already"):
        collecting.proving.backup(target)
    assert target.read_text() == "precious"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_backup_into_a_place_that_is_none_says_so(collecting, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(BookTrouble, match=r"cannot be made|could not be written"):
        collecting.proving.backup(tmp_path / "file" / "copy.db")


@pytest.fixture
def next_layout(monkeypatch, tmp_path):
    """A program one layout newer; `then` is what its migration does after adding a column."""

    def install(then: str = "pass") -> None:
        folder = tmp_path / "migrations"
        if not folder.exists():
            shutil.copytree(engine._MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / f"{NEWER:04}_next.py").write_text(NEXT.format(then=then))
        monkeypatch.setattr(engine, "_MIGRATIONS", folder)
        monkeypatch.setattr(engine, "VERSION", NEWER)

    return install


def before_layouts(path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if "before-layout" in p.name and not p.name.endswith(".mark"))


def test_a_book_is_copied_before_it_moves_to_a_new_layout(book_path, clock, next_layout):
    services = opened(book_path, clock)
    debtor(services)
    services.close()
    next_layout()
    book, notice = open_book(book_path)
    assert (notice, book.rows("SELECT nickname FROM account")) == ("", [("",)])
    book.close()
    (copy,) = before_layouts(book_path)
    with sqlite3.connect(book_path.with_name(copy)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (NOW,)
        assert raw.execute("SELECT name FROM account").fetchall() == [("Dana Alvarez",)]
    raw.close()


def test_a_move_that_fails_leaves_the_book_as_it_was_and_can_be_tried_again(book_path, clock, next_layout):
    services = opened(book_path, clock)
    account = debtor(services)
    services.close()
    next_layout("db.execute_sql('SELECT * FROM nowhere')")
    for _ in range(2):
        with pytest.raises(BookTrouble):
            open_book(book_path)
    with sqlite3.connect(book_path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (NOW,)
        assert "nickname" not in {row[1] for row in raw.execute("PRAGMA table_info(account)")}
    raw.close()
    next_layout()
    services = opened(book_path, clock)
    services.plans.note(account, "still here", form_key())
    assert services.proving.differences() == []
    services.close()
    assert before_layouts(book_path) != []
