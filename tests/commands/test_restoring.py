"""`restore`: what has happened outside cannot be undone by a backup, and is not done a second time."""

import json
import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desks import THURSDAY, HandCarrier, Killed, call, debtor, opened, send, state_of, why

from collector_tui.__main__ import main
from collector_tui.domain.carrier import Found, Inbound
from collector_tui.domain.refusal import SentToday
from collector_tui.services.clock import SetClock
from collector_tui.services.office import form_key
from collector_tui.store.opening import open_book
from collector_tui.store.replacing import put_in_its_place

NOW = "2026-11-19T20:00+00:00"


@pytest.fixture
def book(book_path, tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("COLLECTOR_BOOK", str(book_path))
    monkeypatch.setenv("COLLECTOR_NOW", NOW)
    config = tmp_path / "config.toml"
    config.write_text('[business]\nname = "Harbor Print Co."\ntimezone = "America/New_York"\n', "utf-8")
    monkeypatch.setenv("COLLECTOR_CONFIG", str(config))
    return book_path


def made(book: Path, carrier: HandCarrier, *, names: int = 4) -> Path:
    """A book with debtors and its backup, after which things happen; returns the backup."""
    services = opened(book, SetClock(THURSDAY), carrier)
    for number in range(names):
        debtor(services, f"Debtor {number}", f"(212) 555-01{number:02}", f"N{number}")
    backup = services.proving.backup()
    services.close()
    return backup


def restored(backup: Path, capsys) -> dict:
    assert main(["restore", str(backup), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_contacts_and_opt_outs_since_the_backup_are_in_the_restored_book(book, capsys):
    carrier = HandCarrier()
    backup = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    send(services, 1)
    services.delivery.round()
    call(services, 2, "right_party")
    services.paying.pay(3, "100", form_key())
    services.keeping.add_account("Newcomer")
    carrier.came.append(Inbound("r1", "+12125550103", "STOP"))
    services.delivery.round()
    services.close()

    told = restored(backup, capsys)
    assert (told["messages"], told["calls"], told["replies"], told["opt_outs"], told["doubted"]) == (1, 1, 1, 1, 0)
    assert told["lacking"] == ["new account Newcomer", "payment of 100.00 from Debtor 2"]
    again = opened(book, SetClock(THURSDAY), carrier)
    assert again.notice == ""
    assert again.proving.differences() == []
    assert why(again, 1).startswith("contacted recently")
    assert why(again, 2).startswith("contacted recently")
    assert why(again, 4) == "reply: “STOP”"
    assert again.queue.card(1).step_taken >= 0
    assert again.queue.card(4).phones[0].is_opted_out
    assert again.queue.card(3).unapplied_cents == 0
    assert again.queue.card(3).row.overdue_cents == 128450
    with pytest.raises(SentToday):
        send(again, 1)
    assert any("carried over" in line.text for line in again.queue.card(1).timeline)
    again.delivery.round()
    assert len(carrier.taken) == 1
    again.close()
    replaced = opened(Path(told["replaced"]), SetClock(THURSDAY))
    assert replaced.queue.search("Newcomer")
    replaced.close()


def test_a_text_that_waited_in_the_backup_and_has_gone_since_goes_no_second_time(book, capsys):
    carrier = HandCarrier()
    made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    first, second = send(services, 1), send(services, 2)
    backup = services.proving.backup(book.with_name("waiting.db"))
    carrier.answer = "accepted"
    services.delivery.round()
    assert len(carrier.taken) == 2
    services.close()
    assert restored(backup, capsys)["doubted"] == 0
    again = opened(book, SetClock(THURSDAY), carrier)
    assert [state_of(again, one.message_id) for one in (first, second)] == ["accepted", "accepted"]
    again.delivery.round()
    assert len(carrier.taken) == 2
    assert again.proving.differences() == []
    again.close()


@pytest.mark.parametrize("loss", ["gone", "garbage", "emptied"])
def test_where_the_book_is_lost_what_was_waiting_is_looked_for_and_not_sent(book, capsys, loss):
    carrier = HandCarrier()
    made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    queued = send(services, 1)
    backup = services.proving.backup(book.with_name("waiting.db"))
    services.delivery.round()
    services.close()
    if loss == "gone":
        book.unlink()
    else:
        book.write_bytes(b"" if loss == "emptied" else os.urandom(5000))
    told = restored(backup, capsys)
    assert told["doubted"] == 1
    assert bool(told["replaced"]) == (loss != "gone")
    again = opened(book, SetClock(datetime(2026, 11, 19, 20, 1, tzinfo=UTC)), carrier)
    assert state_of(again, queued.message_id) == "unknown"
    carrier.found = Found("found", "SM1", "accepted")
    again.delivery.round()
    assert state_of(again, queued.message_id) == "accepted"
    assert len(carrier.taken) == 1
    assert again.proving.differences() == []
    again.close()


def test_a_stop_that_came_since_is_fetched_again_where_the_book_is_lost(book, capsys):
    carrier = HandCarrier()
    services = opened(book, SetClock(THURSDAY), carrier)
    debtor(services)
    services.delivery.round()
    backup = services.proving.backup()
    services.close()
    book.unlink()
    restored(backup, capsys)
    again = opened(book, SetClock(datetime(2026, 11, 25, 15, tzinfo=UTC)), carrier)
    asked = []
    carrier.replies = lambda known, since: asked.append(since) or [Inbound("r1", "+12125550101", "STOP", THURSDAY)]
    again.delivery.round()
    assert asked[0] < THURSDAY
    assert again.queue.card(1).phones[0].is_opted_out
    again.close()


def test_an_opt_out_that_only_the_backup_has_stays_one(book, capsys):
    services = opened(book, SetClock(THURSDAY), HandCarrier())
    dana = debtor(services)
    services.keeping.set_facts(dana, {"opt_out": "yes"})
    backup = services.proving.backup()
    services.keeping.set_facts(dana, {"opt_out": "no"})
    services.close()
    restored(backup, capsys)
    again = opened(book, SetClock(THURSDAY))
    assert again.queue.card(dana).phones[0].is_opted_out
    again.close()


def test_a_newer_backup_over_an_older_book_moves_nothing_back(book, capsys):
    carrier = HandCarrier()
    older = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    queued = send(services, 1)
    services.delivery.round()
    newer = services.proving.backup(book.with_name("newer.db"))
    services.close()
    book.write_bytes(older.read_bytes())
    told = restored(newer, capsys)
    assert (told["messages"], told["doubted"]) == (0, 0)
    again = opened(book, SetClock(THURSDAY), carrier)
    assert state_of(again, queued.message_id) == "accepted"
    assert again.proving.differences() == []
    again.close()


@pytest.mark.parametrize("what", ["missing", "garbage", "other", "itself", "open"])
def test_what_cannot_be_restored_is_refused_in_a_sentence_and_changes_nothing(book, capsys, tmp_path, what):
    backup = made(book, HandCarrier())
    before = book.read_bytes()
    said = {"missing": "There is no backup at", "garbage": "is not a book", "other": "backup of another book",
            "itself": "is the book itself", "open": "A desk has the book open"}[what]  # fmt: skip
    if what == "missing":
        backup = tmp_path / "nowhere.db"
    elif what == "garbage":
        backup.write_bytes(b"SQLite format 3 it is not")
    elif what == "other":
        other = opened(tmp_path / "other.db", SetClock(THURSDAY))
        backup = other.proving.backup()
        other.close()
    elif what == "itself":
        backup = book
    services = opened(book, SetClock(THURSDAY), HandCarrier()) if what == "open" else None
    assert services is None or services.delivery.claim_sending()
    assert main(["restore", str(backup)]) == 1
    assert said in capsys.readouterr().err
    if services:
        services.close()
    assert book.read_bytes() == before
    left = {path.name for path in book.parent.iterdir()} - {"config.toml", "nowhere.db", "other.db", "backups"}
    assert {name for name in left if name.startswith(".")} == set(), "nothing half-made is left"


def test_the_words_say_what_was_carried_over_and_what_is_not_in_it(book, capsys):
    carrier = HandCarrier()
    backup = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    send(services, 1)
    services.delivery.round()
    services.plans.note(1, "a note", form_key())
    services.close()
    assert main(["restore", str(backup)]) == 0
    said = capsys.readouterr().out
    assert "Restored from" in said and "as of 2026-11-19 15:00 UTC" in said
    assert "Carried over, for it has happened since: 1 message." in said
    assert "Not in it any more: note on Debtor 0." in said
    assert "The book that was here is kept: " in said


@pytest.mark.parametrize("step", range(8))
def test_killed_at_any_step_of_the_exchange_there_is_one_whole_book(book, step, monkeypatch):
    carrier = HandCarrier()
    backup = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    services.keeping.add_account("Newcomer")
    services.close()
    steps = iter(range(100))

    def deadly(act):
        def doing(*given, **more):
            if next(steps) == step:
                raise Killed
            return act(*given, **more)

        return doing

    def killed():
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(os, "link", deadly(os.link))
            for act in ("unlink", "replace"):
                meanwhile.setattr(Path, act, deadly(getattr(Path, act)))
            aside = book.with_name("aside.db")
            shutil.copy(backup, aside)
            open_book(aside)[0].close()
            assert put_in_its_place(aside, book, book.with_name("kept.db"))

    with suppress(Killed):
        killed()
    again = opened(book, SetClock(THURSDAY))
    assert len(again.queue.search("Debtor")) == 4
    assert again.proving.differences() == []
    again.close()
